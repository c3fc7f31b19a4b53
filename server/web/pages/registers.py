"""The registers that administrators keep: lists, entries with their history, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request

from server.domain.errors import AnswerWrong, Conflict, Fault, Invalid
from server.domain.ids import ProposalId, uuid_in
from server.domain.reading.registers import RegisterQuery
from server.domain.registers import Register
from server.services.registers import entering, roles, showing
from server.services.registers import proposals as deciding
from server.services.registers.entries import COLUMNS, Line
from server.web.addresses import link, on_site
from server.web.context import actor, language, tools
from server.web.gate import needs
from server.web.plain_forms import labelled
from server.web.problems import faults_in
from server.web.register_forms import effective_in, entry_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from server.domain.reading.registers import EntryPage

registers = Blueprint("registers", __name__)
LISTED = "<any(bodies, posts, persons, certificates, hooks):register>"
KEPT = "<any(bodies, posts, persons, holdings, certificates, hooks, papers):register>"


@registers.get("/admin")
@needs("administer")
def begin() -> ResponseReturnValue:
    """Leads to the first register."""
    return redirect(link("register", register=Register.PERSONS.value), 303)


@registers.get(f"/admin/{LISTED}")
@needs("administer")
def page(register: str) -> ResponseReturnValue:
    """A register, by key; what is over is shown where it is asked for."""
    said = request.args
    query = RegisterQuery(
        register=Register(register),
        search=said.get("q", "").strip(),
        within=said.get("within", ""),
        ended="ended" in said,
        after=said.get("after", ""),
    )
    found = showing.register_page(tools(), actor(), query)
    same = {"q": query.search, "within": query.within, "ended": "1" if query.ended else ""}
    following = link("register", register=register, after=found.next, **same)
    return render_template(
        "admin/register.html",
        register=register,
        page=found,
        query=query,
        next_href=following if found.next else None,
    )


@registers.get("/admin/roles")
@needs("administer")
def roles_page() -> ResponseReturnValue:
    """What each role may, which steps ask for it, who holds it."""
    return render_template("admin/roles.html", roles=roles.roles(tools(), actor()))


@registers.get("/admin/papers")
@needs("administer")
def papers() -> ResponseReturnValue:
    """The calendars, the clock table and the county's particulars in force."""
    return render_template("admin/papers.html", papers=showing.papers(tools(), actor()))


@registers.get(f"/admin/{KEPT}/new")
@needs("administer")
def new(register: str) -> ResponseReturnValue:
    """The form of a new entry; the query, or what was proposed before, may fill it."""
    kept = Register(register)
    return _entry(
        kept, None, {**request.args.to_dict(), **_anew(kept, request.args.get("key", ""))}
    )


@registers.get(f"/admin/{KEPT}/<path:key>")
@needs("administer")
def entry(register: str, key: str) -> ResponseReturnValue:
    """One entry, to be changed, with what belongs to it and its history."""
    shown = showing.entry_page(tools(), actor(), Register(register), key)
    return _entry(shown.register, shown, {**shown.cells, **_anew(shown.register, shown.key)})


@registers.post(f"/admin/{KEPT}")
@needs("administer")
def enter(register: str) -> ResponseReturnValue:
    """Enters or changes an entry; where a second administrator is wanted, leads to the proposal."""
    kept, key = Register(register), request.form.get("key", "")
    cells = _posted(kept)
    try:
        cells |= _uploaded()
        entered = entering.enter(
            tools(),
            actor(),
            [Line(register=kept, cells=cells)],
            request.form.get("idempotency_key"),
            entering.Terms(
                reason=request.form.get("reason", "").strip(),
                effective=effective_in(request.form.get("effective", "")),
            ),
        )
    except (Invalid, Conflict) as refusal:
        shown = showing.entry_page(tools(), actor(), kept, key) if key else None
        return _entry(kept, shown, {**cells, **_beside()}, refusal), refusal.status
    if entered.proposal:
        return redirect(link("proposal", proposal=entered.proposal), 303)
    return redirect(_back(kept), 303)


def _anew(register: Register, key: str) -> Mapping[str, str]:
    """What the proposal that the query names said of an entry, and why; the day is left out."""
    named = uuid_in(request.args.get("anew", ""))
    if named is None:
        return {}
    given = deciding.anew(tools(), actor(), ProposalId(named))
    line = given.lines.get((register, key))
    return {**line.cells, "reason": given.reason} if line else {}


def _back(register: Register) -> str:
    """Where the form was opened from, when that is ours; else the register."""
    listed = Register.PERSONS if register is Register.HOLDINGS else register
    return on_site(request.form.get("back", ""), link("register", register=listed.value))


def _beside() -> dict[str, str]:
    """What is typed beside the entry itself."""
    return {name: request.form.get(name, "") for name in ("effective", "reason")}


def _posted(register: Register) -> dict[str, str]:
    """The cells as typed; several ticks make one cell."""
    return {
        column: ";".join(one.strip() for one in request.form.getlist(column))
        for column in COLUMNS[register]
    }


def _uploaded() -> dict[str, str]:
    """The text of a paper that came as a file; refused where it is no text in UTF-8."""
    file = request.files.get("file")
    if not file or not file.filename:
        return {}
    try:
        return {"text": file.read().decode("utf-8-sig").replace("\r\n", "\n")}
    except UnicodeDecodeError as error:
        fault = Fault(
            field="text",
            zh="所选文件不是 UTF-8 编码的文本。请另存为 UTF-8 后重新选择，或者把内容粘贴在这里。",
            en="The file chosen is no text in UTF-8. Save it as UTF-8 and choose it again, or paste its content here.",
        )
        raise AnswerWrong([fault]) from error


def _entry(
    register: Register,
    shown: EntryPage | None,
    cells: Mapping[str, str],
    refusal: Invalid | Conflict | None = None,
) -> str:
    errors = faults_in(refusal) if refusal else []
    choices = showing.choices(tools(), actor())
    fields = entry_fields(register, cells, choices, errors, is_new=shown is None)
    return render_template(
        "admin/entry.html",
        register=register.value,
        shown=shown,
        cells=cells,
        plain=fields,
        errors=labelled(fields, errors),
        refusal=refusal.sentence(language()) if refusal and not errors else "",
        act_key=str(uuid4()),
    )
