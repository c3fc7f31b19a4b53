"""Registers as spreadsheets: taken out, given back, looked at before anything is written."""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, Response, redirect, render_template, request

from server.domain.errors import AnswerWrong, Conflict, Invalid, SheetRefused
from server.domain.ids import ProposalId, uuid_in
from server.domain.registers import Register
from server.services.registers import entering, showing
from server.services.registers import proposals as deciding
from server.services.registers.entries import Line
from server.services.registers.weighing import told
from server.web.addresses import link
from server.web.context import actor, language, tools
from server.web.files import save_as
from server.web.gate import needs
from server.web.problems import faults_in
from server.web.register_forms import effective_in
from server.web.sheets import MEDIA_TYPE
from server.web.spreadsheets import lines_of, workbook_of, workbook_with

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from flask.typing import ResponseReturnValue

sheets = Blueprint("sheets", __name__)
MOST_CARRIED = 20 * 1024 * 1024
"""What the lines between looking and entering may become when unpacked."""


@sheets.get("/admin/<any(bodies, posts, persons, holdings, certificates, hooks):register>.xlsx")
@needs("administer")
def take_out(register: str) -> ResponseReturnValue:
    """The whole register as a workbook."""
    kept = Register(register)
    content = workbook_of(kept, showing.whole_register(tools(), actor(), kept))
    response = Response(content, mimetype=MEDIA_TYPE)
    save_as(response, f"{register}.xlsx")
    return response


@sheets.get("/admin/proposals/<uuid:proposal>.xlsx")
@needs("administer")
def take_out_anew(proposal: UUID) -> ResponseReturnValue:
    """What was proposed as a workbook, to be mended and given back."""
    given = deciding.anew(tools(), actor(), ProposalId(proposal))
    response = Response(workbook_with(given.lines.values()), mimetype=MEDIA_TYPE)
    save_as(response, "changes.xlsx")
    return response


@sheets.get("/admin/sheets")
@needs("administer")
def page() -> ResponseReturnValue:
    """Where a spreadsheet is chosen; or what was proposed before, looked at as if it were one."""
    named = uuid_in(request.args.get("anew", ""))
    if named is None:
        return _begun()
    given = deciding.anew(tools(), actor(), ProposalId(named))
    return _looked_at(tuple(given.lines.values()), None, reason=given.reason)


@sheets.post("/admin/sheets")
@needs("administer")
def look() -> ResponseReturnValue:
    """Shows row by row what a spreadsheet would change; nothing is written."""
    carried, file = request.form.get("lines", ""), request.files.get("file")
    try:
        lines = _carried(carried) if carried else lines_of(file.read() if file else b"")
        return _looked_at(lines, _effective())
    except (SheetRefused, AnswerWrong) as refusal:
        return _refused(refusal)


@sheets.post("/admin/sheets/enter")
@needs("administer")
def enter() -> ResponseReturnValue:
    """Enters what was looked at: all of it, or the rows without faults."""
    lines, effective = _carried(request.form.get("lines", "")), None
    try:
        effective = _effective()
        entered = entering.enter(
            tools(),
            actor(),
            lines,
            request.form.get("idempotency_key"),
            entering.Terms(
                reason=request.form.get("reason", "").strip(),
                only_good="only_good" in request.form,
                effective=effective,
            ),
        )
    except AnswerWrong as refusal:
        if any(fault.field == "effective" for fault in refusal.faults):
            return _refused(refusal)
        return _looked_at(lines, effective), refusal.status
    except (Invalid, Conflict) as refusal:
        return _looked_at(lines, effective, refusal.sentence(language())), refusal.status
    if entered.proposal:
        return redirect(link("proposal", proposal=entered.proposal), 303)
    return redirect(link("register", register=lines[0].register.value), 303)


def _effective() -> date | None:
    return effective_in(request.form.get("effective", ""))


def _refused(refusal: SheetRefused | AnswerWrong) -> ResponseReturnValue:
    """The page as it begins, with what is wrong with the file or the day."""
    said = " ".join(message for _, message in faults_in(refusal)) or refusal.sentence(language())
    return _begun(said), refusal.status


def _begun(refusal: str = "") -> str:
    """The page without rows; those that were looked at may be looked at again for another day."""
    return render_template(
        "admin/sheets.html",
        weighed=None,
        effective=request.form.get("effective", ""),
        carried=request.form.get("lines", ""),
        reason=request.form.get("reason", ""),
        anew=_named_anew(),
        refusal=refusal,
    )


def _named_anew() -> UUID | None:
    """The proposal whose lines these are, if one that failed is proposed anew."""
    return uuid_in(request.values.get("anew", ""))


def _looked_at(
    lines: tuple[Line, ...], effective: date | None, refusal: str = "", reason: str = ""
) -> str:
    weighed = entering.preview(tools(), actor(), lines, effective)
    telling = [one for one in weighed.lines if one.state != "same"]
    return render_template(
        "admin/sheets.html",
        weighed=weighed,
        rows=[(one, told(one.change).cells if one.change else ()) for one in telling],
        same=len(lines) - len(telling),
        carried=_packed(one.line for one in telling) if telling else "",
        effective="" if effective is None else str(effective),
        reason=reason or request.form.get("reason", ""),
        anew=_named_anew(),
        refusal=refusal,
        act_key=str(uuid4()),
    )


def _packed(lines: Iterable[Line]) -> str:
    """The lines, to be carried by the page from looking to entering; all is checked again then."""
    rows = [[line.register.value, line.number, dict(line.cells)] for line in lines]
    return base64.b64encode(zlib.compress(json.dumps(rows).encode(), 9)).decode()


def _carried(text: str) -> tuple[Line, ...]:
    try:
        packed = zlib.decompressobj().decompress(base64.b64decode(text), MOST_CARRIED)
        rows = json.loads(packed)
        lines = tuple(
            Line(register=Register(register), number=int(number), cells=_cells(cells))
            for register, number, cells in rows
        )
    except (ValueError, TypeError, AttributeError, zlib.error) as cause:
        raise Invalid from cause
    if not lines:
        raise Invalid
    return lines


def _cells(cells: dict[str, str]) -> dict[str, str]:
    return {str(column): str(value) for column, value in cells.items()}
