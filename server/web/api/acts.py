"""The acts on a piece of work: which there are now, what each asks for, and doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint

from server.domain.ids import BodyId, ItemId
from server.services import acting
from server.services.batching import BatchAct, BatchGiven, Many
from server.services.working import Answer
from server.web.api.given_acts import ActOut, ActPageOut
from server.web.api.given_batches import BatchOut, BatchRowOut
from server.web.api.speaking import Endpoint, asked, request_key, sent, speaks
from server.web.api.taken import BatchIn, GivenIn, LookAsked, given_in
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from server.domain.reading import ActOffer, ActPage, Batch, BatchRow

acts = Blueprint("api_acts", __name__)
TAG = "work"


@acts.get("/work-items/<uuid:item>/acts")
@needs()
@speaks(
    Endpoint(
        summary="The acts that you may carry out on the work now.",
        summary_zh="您现在可以对此项工作进行的操作。",
        tag=TAG,
        gives=ActOut,
        many=True,
    )
)
def offered(item: UUID) -> tuple[ActOffer, ...]:
    """Lists the acts."""
    return acting.offers(tools(), actor(), ItemId(item))


@acts.get("/work-items/<uuid:item>/acts/<act>")
@needs()
@speaks(
    Endpoint(
        summary="What an act asks for, and what will happen, before it is carried out.",
        summary_zh="操作之前：需要填写什么，会有什么结果。",
        tag=TAG,
        asks=LookAsked,
        gives=ActPageOut,
    )
)
def look(item: UUID, act: str) -> ActPage:
    """Shows an act."""
    body = asked(LookAsked)["body"]
    return acting.look(
        tools(), actor(), ItemId(item), acting.named(act), BodyId(body) if body else None
    )


@acts.post("/work-items/<uuid:item>/acts/<act>")
@needs()
@speaks(
    Endpoint(
        summary="Carry an act out, by its name as it is offered: dispatch, consult, copy, urge ...",
        summary_zh="进行操作，操作名称以所列为准：派办、征求意见、抄送、催办等。",
        tag=TAG,
        takes=GivenIn,
    )
)
def carry_out(item: UUID, act: str) -> None:
    """Carries an act out."""
    acting.act(
        tools(), actor(), ItemId(item), acting.named(act), given_in(sent(GivenIn)), request_key()
    )


@acts.post("/work-items/batch/look")
@needs()
@speaks(
    Endpoint(
        summary="What one act would do to many pieces of work; nothing is changed.",
        summary_zh="批量操作预览：逐项说明能否办理，不作改变。",
        tag=TAG,
        takes=BatchIn,
        gives=BatchOut,
    )
)
def look_at_many() -> Batch:
    """Looks at many."""
    return _many(sent(BatchIn)).look()


@acts.post("/work-items/batch")
@needs()
@speaks(
    Endpoint(
        summary="Carry one act out on many pieces of work, each by itself.",
        summary_zh="批量操作：逐项办理，返回每一项的结果。",
        tag=TAG,
        takes=BatchIn,
        gives=BatchRowOut,
        many=True,
    )
)
def carry_out_on_many() -> tuple[BatchRow, ...]:
    """Carries an act out on many."""
    said = sent(BatchIn)
    given = given_in(said)
    answer = Answer(values=said["values"], choice=given.choice)
    return _many(said).carry_out(BatchGiven(answer_to=lambda _: answer, given=given), request_key())


def _many(said: Mapping[str, Any]) -> Many:
    items = tuple(ItemId(item) for item in said["items"])
    return Many(tools(), actor(), BatchAct(said["act"]), items)
