"""What is asked of you beside other people's work: listed, looked at, read, answered, called off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.ids import AsideId
from server.services import asking, revealing
from server.services.asking import Reply
from server.web.api.given_asides import AsideListOut
from server.web.api.given_work import AsidePageOut
from server.web.api.speaking import Endpoint, asked, request_key, sent, speaks
from server.web.api.taken import ActIn, AnswerIn, AsidesAsked, RemarkIn
from server.web.api.taken_registers import WhyIn
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.reading import AsideList, AsidePage

asides = Blueprint("api_asides", __name__)
TAG = "work"


@asides.get("/asides")
@needs()
@speaks(
    Endpoint(
        summary="What is asked of you beside other people's work, newest first.",
        summary_zh="待阅待答，最近的在前。",
        tag=TAG,
        asks=AsidesAsked,
        gives=AsideListOut,
    )
)
def listed() -> AsideList:
    """Lists what is asked."""
    said = asked(AsidesAsked)
    return asking.asked_of(tools(), actor(), said["tab"], said["cursor"])


@asides.get("/asides/<uuid:aside>")
@needs()
@speaks(
    Endpoint(
        summary="One question, with the work it is about.",
        summary_zh="一项征询，含所涉工作。",
        tag=TAG,
        gives=AsidePageOut,
    )
)
def show(aside: UUID) -> AsidePage:
    """Shows one of them."""
    return asking.page(tools(), actor(), AsideId(aside))


@asides.post("/asides/<uuid:aside>/answer")
@needs()
@speaks(
    Endpoint(
        summary="Answer what you were asked; the answer is locked.",
        summary_zh="答复征询，提交后不能更改。",
        tag=TAG,
        takes=AnswerIn,
    )
)
def answer(aside: UUID) -> None:
    """Gives the answer."""
    said = sent(AnswerIn)
    reply = Reply(text=said["text"], verdict=said["verdict"])
    asking.answer(tools(), actor(), AsideId(aside), reply, request_key())


@asides.post("/asides/<uuid:aside>/read")
@needs()
@speaks(
    Endpoint(
        summary="Say that you have read it, with a remark if you like.",
        summary_zh="标记已阅，可附阅示意见。",
        tag=TAG,
        takes=RemarkIn,
    )
)
def read(aside: UUID) -> None:
    """Says that it was read."""
    asking.read(tools(), actor(), AsideId(aside), Reply(text=sent(RemarkIn)["text"]), request_key())


@asides.post("/asides/<uuid:aside>/personal-data")
@needs()
@speaks(
    Endpoint(
        summary="Have personal data in what you are asked about shown for the rest of the day; that and the reason stay in the journal.",
        summary_zh="写明理由，当日显示征询所涉内容中的个人信息；显示的人和理由记入办理过程。",
        tag=TAG,
        takes=WhyIn,
    )
)
def show_personal_data(aside: UUID) -> None:
    """Shows personal data."""
    reason = sent(WhyIn)["reason"]
    revealing.show_beside(tools(), actor(), AsideId(aside), reason, request_key())


@asides.post("/asides/<uuid:aside>/withdraw")
@needs()
@speaks(
    Endpoint(
        summary="Call a question off that is not answered.",
        summary_zh="撤回尚未答复的征询。",
        tag=TAG,
        takes=ActIn,
    )
)
def withdraw(aside: UUID) -> None:
    """Calls it off."""
    sent(ActIn)
    asking.call_off(tools(), actor(), AsideId(aside), request_key())
