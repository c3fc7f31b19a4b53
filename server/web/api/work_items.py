"""Work: the inbox, one piece of it, and the acts on it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, request

from server.domain.errors import AnswerWrong, Fault
from server.domain.ids import BodyId, ItemId, ProcessKey
from server.domain.reading import InboxQuery
from server.domain.reading.asking import columns_asked
from server.services import attaching, drafting, finding, tasks, working
from server.services.drafting import Upon
from server.services.working import Answer
from server.web.api.given_work import (
    ColumnOut,
    CompletedOut,
    DocumentOut,
    InboxOut,
    SavedOut,
    TaskOut,
)
from server.web.api.speaking import Endpoint, asked, request_key, sent, speaks
from server.web.api.taken import ActIn, CompleteIn, DraftIn, InboxAsked
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from server.domain.reading import Column, DocumentRow, TaskPage
    from server.services.working import Completed

work_items = Blueprint("api_work_items", __name__)
TAG = "work"


@work_items.get("/work-items")
@needs()
@speaks(
    Endpoint(
        summary="Your open work, a page at a time.",
        summary_zh="待办事项，分页返回。",
        tag=TAG,
        asks=InboxAsked,
        gives=InboxOut,
    )
)
def inbox() -> dict[str, object]:
    """Lists open work."""
    said = asked(InboxAsked)
    query = InboxQuery(
        view=said["view"],
        search=said["search"],
        process=ProcessKey(said["process"]) if said["process"] else None,
        step=said["step"],
        deadline=said["deadline"],
        due_from=said["due_from"],
        due_until=said["due_until"],
        body=BodyId(said["body"]) if said["body"] else None,
        from_body=BodyId(said["from_body"]) if said["from_body"] else None,
        holder=said["holder"],
        urgency=said["urgency"],
        columns=columns_asked({"cols": said["columns"]}),
        cursor=said["cursor"],
        limit=said["limit"],
    )
    page = finding.inbox(tools(), actor(), query)
    figures = finding.inbox_counts(tools(), actor())
    return {
        "rows": page.rows,
        "counts": figures,
        "next": page.next,
        "previous": page.previous,
        "is_cut": page.is_cut,
    }


@work_items.get("/columns")
@needs()
@speaks(
    Endpoint(
        summary="The columns from the business data that lists of work can show.",
        summary_zh="列表可以另加的业务数据列。",
        tag=TAG,
        gives=ColumnOut,
        many=True,
    )
)
def columns() -> tuple[Column, ...]:
    """Lists columns."""
    return finding.columns(tools(), actor())


@work_items.get("/work-items/<uuid:item>")
@needs()
@speaks(
    Endpoint(
        summary="One piece of work with its form and what is known.",
        summary_zh="一项待办，含表单与已知内容。",
        tag=TAG,
        gives=TaskOut,
    )
)
def show(item: UUID) -> TaskPage:
    """Shows one piece of work."""
    return tasks.task(tools(), actor(), ItemId(item))


@work_items.post("/work-items/<uuid:item>/claim")
@needs()
@speaks(Endpoint(summary="Sign for the work.", summary_zh="签收。", tag=TAG, takes=ActIn))
def claim(item: UUID) -> None:
    """Signs for the work."""
    sent(ActIn)
    working.claim(tools(), actor(), ItemId(item), request_key())


@work_items.post("/work-items/<uuid:item>/give-back")
@needs()
@speaks(Endpoint(summary="Give the work back.", summary_zh="退签。", tag=TAG, takes=ActIn))
def give_back(item: UUID) -> None:
    """Gives the work back to the role."""
    sent(ActIn)
    working.give_back(tools(), actor(), ItemId(item), request_key())


@work_items.post("/work-items/<uuid:item>/complete")
@needs()
@speaks(
    Endpoint(
        summary="Complete the work with the answer to its form.",
        summary_zh="填写表单，办结。",
        tag=TAG,
        takes=CompleteIn,
        gives=CompletedOut,
    )
)
def complete(item: UUID) -> Completed:
    """Completes the work."""
    said = sent(CompleteIn)
    answer = Answer(
        values=said["values"], choice=said["choice"], revision=said["revision"], upon=_upon(said)
    )
    return working.complete(tools(), actor(), ItemId(item), answer, request_key())


@work_items.put("/work-items/<uuid:item>/draft")
@needs()
@speaks(
    Endpoint(
        summary="Keep what was typed so far, unchecked.",
        summary_zh="暂存草稿，不作校验。",
        tag=TAG,
        takes=DraftIn,
        gives=SavedOut,
    )
)
def save_draft(item: UUID) -> dict[str, datetime]:
    """Keeps a draft."""
    said = sent(DraftIn)
    at = drafting.save_draft(tools(), actor(), ItemId(item), said["values"], _upon(said))
    return {"saved_at": at}


def _upon(said: Mapping[str, Any]) -> Upon | None:
    return Upon(at=said["draft_at"]) if "draft_at" in said else None


@work_items.post("/work-items/<uuid:item>/documents")
@needs()
@speaks(
    Endpoint(
        summary="Attach a file to the work; its `reference` may be named in the answer.",
        summary_zh="上传附件；其 reference 可填入表单。",
        tag=TAG,
        gives=DocumentOut,
        status=HTTPStatus.CREATED,
        upload="file",
    )
)
def attach(item: UUID) -> DocumentRow:
    """Attaches a file."""
    file = request.files.get("file")
    if file is None:
        missing = Fault(field="file", zh="请选择文件。", en="Send one file in the field `file`.")
        raise AnswerWrong([missing])
    return attaching.attach(
        tools(),
        actor(),
        ItemId(item),
        name=file.filename or "",
        content=file.read(),
        request_key=request_key(),
    )
