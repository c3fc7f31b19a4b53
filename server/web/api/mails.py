"""What comes by mail, and how far each mail is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.ids import MailId
from server.domain.mailing import MailState
from server.services.mailing import choosing, showing
from server.web.api.given_mails import MailChoiceOut, MailsOut
from server.web.api.speaking import Endpoint, asked, request_key, sent, speaks
from server.web.api.taken import ActIn
from server.web.api.taken_mails import MailChoiceIn, MailsAsked, choice_in
from server.web.context import actor, language, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.reading import ChosenMail, MailPage

mails = Blueprint("api_mails", __name__)
TAG = "people"


@mails.get("/mail-choice")
@needs()
@speaks(
    Endpoint(
        summary="Which notices come to you by mail too, where to and when.",
        summary_zh="您的哪些通知也用邮件接收，发往何处，何时发送。",
        tag=TAG,
        gives=MailChoiceOut,
    )
)
def choice() -> ChosenMail:
    """What the actor chose, or what is usual."""
    return choosing.chosen(tools(), actor(), language())


@mails.post("/mail-choice")
@needs()
@speaks(
    Endpoint(
        summary="Choose which notices come to you by mail too, where to and when.",
        summary_zh="选择哪些通知也用邮件接收，发往何处，何时发送。",
        tag=TAG,
        takes=MailChoiceIn,
    )
)
def choose() -> None:
    """Keeps the choice."""
    choosing.choose(tools(), actor(), choice_in(sent(MailChoiceIn)), request_key())


@mails.get("/mails")
@needs("administer")
@speaks(
    Endpoint(
        summary="How far each mail is, with what the mail server answered, the newest first.",
        summary_zh="各封邮件的发送情况和邮件服务器的答复，最新的在前。",
        tag=TAG,
        asks=MailsAsked,
        gives=MailsOut,
    )
)
def listed() -> MailPage:
    """Lists them."""
    said = asked(MailsAsked)
    state = MailState(said["state"]) if said["state"] else None
    after = MailId(said["after"]) if said["after"] else None
    return showing.mails(tools(), actor(), state, after)


@mails.post("/mails/<uuid:mail>/retry")
@needs("administer")
@speaks(
    Endpoint(
        summary="Try a mail now that is not sent yet, to an address that was refused, too.",
        summary_zh="立即重发一封尚未发出的邮件，曾被退信的地址也再试一次。",
        tag=TAG,
        takes=ActIn,
    )
)
def retry(mail: UUID) -> None:
    """Tries it."""
    sent(ActIn)
    showing.retry(tools(), actor(), MailId(mail))
