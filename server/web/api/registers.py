"""The registers for programs: read, looked at, entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, request

from server.domain.reading.registers import RegisterQuery
from server.domain.registers import Register
from server.services.registers import entering, leaving, showing
from server.services.registers.entries import Line
from server.services.registers.leaving import Leaving
from server.web.api.given_registers import (
    EnteredOut,
    EntryOut,
    LeaverOut,
    LookedAtOut,
    RegisterPageOut,
)
from server.web.api.speaking import Endpoint, asked, request_key, sent, speaks
from server.web.api.taken_registers import EnterIn, LeavingIn, LinesIn, RegisterAsked, SheetAsked
from server.web.context import actor, tools
from server.web.gate import needs
from server.web.spreadsheets import lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.reading.registers import EntryPage, LeavingPage, RegisterPage
    from server.services.registers.entering import Entered
    from server.services.registers.weighing import Weighed

registers = Blueprint("api_registers", __name__)
TAG = "registers"


@registers.get("/registers/<any(bodies, posts, persons, certificates, hooks):register>")
@needs("administer")
@speaks(
    Endpoint(
        summary="A register, by key; ask again with `after`.",
        summary_zh="一种名册，按代号排列；以 next 作为 after 继续读取。",
        tag=TAG,
        asks=RegisterAsked,
        gives=RegisterPageOut,
    )
)
def list_register(register: str) -> RegisterPage:
    """Lists a register."""
    query = RegisterQuery(register=Register(register), **asked(RegisterAsked))
    return showing.register_page(tools(), actor(), query)


@registers.get(
    "/registers/<any(bodies, posts, persons, holdings, certificates, hooks, papers):register>/<path:entry>"
)
@needs("administer")
@speaks(
    Endpoint(
        summary="One entry with its history.",
        summary_zh="一个条目及其历史。",
        tag=TAG,
        gives=EntryOut,
    )
)
def show_entry(register: str, entry: str) -> EntryPage:
    """Shows one entry."""
    return showing.entry_page(tools(), actor(), Register(register), entry)


@registers.post("/registers/look")
@needs("administer")
@speaks(
    Endpoint(
        summary="What these lines would change, and what is wrong with each; nothing is written.",
        summary_zh="逐行预览会有什么变更、哪里有误，不写入。",
        tag=TAG,
        takes=LinesIn,
        gives=LookedAtOut,
    )
)
def look() -> Weighed:
    """Looks at lines."""
    said = sent(LinesIn)
    return entering.preview(tools(), actor(), _lines(said), said["effective"])


@registers.post("/registers/look-at-sheet")
@needs("administer")
@speaks(
    Endpoint(
        summary="The same for an Excel workbook, as multipart `file`; its day stands in the query.",
        summary_zh="预览 Excel 工作簿，以 multipart 的 file 字段上传；生效日写在查询参数中。",
        tag=TAG,
        takes=LinesIn,
        asks=SheetAsked,
        gives=LookedAtOut,
        upload="file",
    )
)
def look_at_sheet() -> Weighed:
    """Looks at a spreadsheet."""
    file = request.files.get("file")
    said = asked(SheetAsked) if file else sent(LinesIn)
    lines = lines_of(file.read()) if file else _lines(said)
    return entering.preview(tools(), actor(), lines, said["effective"])


@registers.post("/registers/enter")
@needs("administer")
@speaks(
    Endpoint(
        summary="Make these changes, all or none; a proposal where a second administrator is wanted.",
        summary_zh="写入变更，要么全部，要么都不；须两人同意的成为一项提议。",
        tag=TAG,
        takes=EnterIn,
        gives=EnteredOut,
    )
)
def enter() -> Entered:
    """Enters lines."""
    said = sent(EnterIn)
    return entering.enter(
        tools(),
        actor(),
        _lines(said),
        request_key(),
        entering.Terms(
            reason=said["reason"], only_good=said["only_good"], effective=said["effective"]
        ),
    )


@registers.get("/persons/<login>/leaving")
@needs("administer")
@speaks(
    Endpoint(
        summary="How much is open with a person, and how far the handing on is.",
        summary_zh="此人尚未了结的工作，以及离任移交的进度。",
        tag=TAG,
        gives=LeaverOut,
    )
)
def show_leaving(login: str) -> LeavingPage:
    """Shows what is open with a person."""
    return leaving.leaving_page(tools(), actor(), login)


@registers.post("/persons/<login>/leaving")
@needs("administer")
@speaks(
    Endpoint(
        summary="End all posts of a person and hand on the work, when the last day is over.",
        summary_zh="结束此人的全部岗位，最后一天过后移交工作。",
        tag=TAG,
        takes=LeavingIn,
        gives=LeaverOut,
    )
)
def leave(login: str) -> LeavingPage:
    """Lets a person leave."""
    leaving.leave(tools(), actor(), login, Leaving(**sent(LeavingIn)), request_key())
    return leaving.leaving_page(tools(), actor(), login)


def _lines(said: Mapping[str, Any]) -> tuple[Line, ...]:
    given = enumerate(said["lines"], start=1)
    return tuple(
        Line(register=one["register"], cells=one["cells"], number=number) for number, one in given
    )
