"""Choose which notices come by mail too, where to, and when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain import mailing
from server.domain.access import person_in
from server.domain.ids import SubjectId
from server.domain.mailing import MailChoice
from server.domain.reading import ChosenMail
from server.services.recording import Record
from server.services.repeating import again, once

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.services.tools import Tools


@again
def choose(tools: Tools, actor: Actor, choice: MailChoice, request_key: str | None = None) -> None:
    """Keeps what the actor chose; an address that the mail server refused is tried anew."""
    person = person_in(actor)
    choice = replace(choice, address=choice.address.strip())
    with tools.unit() as unit:
        asked = ("choose-mail", choice.address, sorted(choice.groups), choice.rhythm.value)
        hours = (choice.quiet_from, choice.quiet_to, choice.workdays, choice.language)
        request = once(unit, actor, request_key, (*asked, *hours))
        if request.answer is not None:
            return
        record = Record(tools, unit, actor)
        digest = record.content(person, {"address": choice.address})
        record.of_subject(SubjectId(person), mailing.choose(person, choice, digest))
        record.write()
        request.keep({})
        unit.commit()


def chosen(tools: Tools, actor: Actor, language: str = "zh") -> ChosenMail:
    """What the actor chose, or what is usual; ``language`` is that of whoever never chose one."""
    with tools.unit() as unit:
        found = unit.mails.choice(person_in(actor))
    usual = ChosenMail(choice=MailChoice(language=language))
    return replace(found or usual, is_sent=tools.mailer is not None)
