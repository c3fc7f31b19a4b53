"""How far mails are, for administrators; where a mail leads to, for its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.access import require
from server.domain.errors import NoSuchMail, NoSuchNotice
from server.domain.ids import MailId
from server.domain.mail_words import trial
from server.services.repeating import again

if TYPE_CHECKING:
    from server.domain.ids import NoticeId
    from server.domain.mailing import MailState, Receipt
    from server.domain.people import Actor
    from server.domain.reading import MailPage, ToldOf
    from server.services.tools import Tools


def mails(
    tools: Tools, actor: Actor, state: MailState | None = None, after: MailId | None = None
) -> MailPage:
    """The mails of the house, the newest first; of one state, where one is named."""
    require(actor, "administer")
    with tools.unit() as unit:
        return unit.mails.listed(state, after)


@again
def retry(tools: Tools, actor: Actor, mail: MailId) -> None:
    """Tries a mail now that is not sent yet, to an address that was refused, too."""
    require(actor, "administer")
    with tools.unit() as unit:
        if not unit.mails.retry(mail, tools.clock.now()):
            raise NoSuchMail
        unit.commit()


def told_of(tools: Tools, actor: Actor, notice: NoticeId) -> ToldOf:
    """What a notice is about that reached the actor; refused with ``NoSuchNotice``."""
    with tools.unit() as unit:
        found = unit.mails.told_of(notice)
    if found is None or not found.reaches(actor):
        raise NoSuchNotice
    return found


def send_trial(tools: Tools, address: str) -> Receipt | None:
    """Sends a mail that only shows that mail comes through; None: there is no mail server."""
    if tools.mailer is None:
        return None
    mail = trial(MailId(tools.ids.new()), address, tools.mailer.site)
    [(_, receipt)] = tools.mailer.carry([mail])
    return receipt
