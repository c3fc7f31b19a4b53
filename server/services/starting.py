"""Start a case: a person raises a whistle, or begins any other process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import starting_seat
from server.domain.errors import NoSuchProcess
from server.domain.feel import FeelError, compile_expression
from server.domain.ids import CaseId
from server.domain.journal import Head
from server.domain.moves import Start
from server.domain.ports import HeldCase
from server.services.lists import lists_for, takes_files
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.running import Run

if TYPE_CHECKING:
    from server.domain.ids import BodyId, ProcessKey
    from server.domain.people import Actor, Seat
    from server.domain.ports import Unit
    from server.domain.process import Sources, Version
    from server.domain.reading import DocumentRow
    from server.domain.values import Values
    from server.services.county import County
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The case that was started."""

    case: CaseId
    number: str


@again
def start_case(  # for whom, and the key of the request, may be left out
    tools: Tools,
    actor: Actor,
    key: ProcessKey,
    values: Values,
    *,
    body: BodyId | None = None,
    request_key: str | None = None,
) -> Started:
    """Starts the newest version of a process with the answer to its start form."""
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("start", key, values, body))
        if request.answer is not None:
            return Started(case=CaseId(request.id_in("case")), number=str(request.answer["number"]))
        version, sources = newest(tools, unit, key)
        seat = starting_seat(actor, sources, body)
        county = tools.shelf.county(unit)
        uploads = _uploads(unit, actor, sources)
        context = {
            **lists_of(sources, county, seat.body),
            "_documents": [f"doc:{row.document}" for row in uploads],
        }
        answer = _checked(tools, sources, values, context)
        record = Record(tools, unit, actor)
        number = _number(unit, sources, county.calendar.local(record.moment).year)
        held = _new_case(tools, actor, version, seat.body, number)
        _begin(Run(record, county), held, sources, answer, seat)
        joining = _attach(record, held, answer, uploads)
        record.write()
        for row in joining:
            unit.work.join_case(row)
        request.keep({"case": held.id.hex, "number": number})
        unit.commit()
        return Started(case=held.id, number=number)


def _checked(tools: Tools, sources: Sources, values: Values, context: Values) -> Values:
    if sources.start_form is None:
        return values
    return tools.forms.check(sources.forms[sources.start_form], values, context)


def _uploads(unit: Unit, actor: Actor, sources: Sources) -> tuple[DocumentRow, ...]:
    """The files that the person sent, where the start form takes any."""
    form = sources.forms[sources.start_form] if sources.start_form else b""
    return unit.work.uploads(actor.person) if actor.person and takes_files(form) else ()


def _attach(
    record: Record, held: HeldCase, answer: Values, uploads: tuple[DocumentRow, ...]
) -> tuple[DocumentRow, ...]:
    """The files that the answer names join the case."""
    if not uploads or record.actor.person is None:
        return ()
    lists = [part for part in answer.values() if isinstance(part, list)]
    named = {name for part in lists for name in part if isinstance(name, str)}
    joining = tuple(row for row in uploads if f"doc:{row.document}" in named)
    for row in joining:
        attached = f.DocumentAttached(
            document=row.document,
            item=held.id,
            person=record.actor.person,
            sha256=row.sha256,
            size=row.size,
            media_type=row.media_type,
        )
        record.of_case(held, attached)
    return joining


def lists_of(sources: Sources, county: County, body: BodyId, language: str = "zh") -> Values:
    """The lists that the start form lets choose from, labelled in this language."""
    form = sources.forms[sources.start_form] if sources.start_form else b"{}"
    return lists_for(form, county, body, language)


def _number(unit: Unit, sources: Sources, year: int) -> str:
    """The case number ``SH-2026-00001``, counted per process and year without gaps."""
    return f"{sources.number}-{year}-{unit.cases.next_number(sources.key, year):05d}"


def _new_case(tools: Tools, actor: Actor, version: Version, body: BodyId, number: str) -> HeldCase:
    case = CaseId(tools.ids.new())
    return HeldCase(
        id=case,
        root=case,
        parent=None,
        fan_out=None,
        index=0,
        scope=None,
        version=version.id,
        process=version.key,
        number=number,
        title="",
        body=body,
        status="running",
        revision=0,
        saved=b"",
        data={},
        outer={},
        head=Head(),
        starter=actor.person,
    )


def _begin(run: Run, held: HeldCase, sources: Sources, answer: Values, seat: Seat) -> None:
    digest = run.record.content(held.id, answer)
    started = f.CaseStarted(
        process=held.process,
        version=held.version,
        number=held.number,
        root=held.id,
        body=held.body,
        digest=digest,
    )
    run.record.of_case(held, started)
    run.record.title(held.id, _title(sources, answer, held.number), _urgency(answer))
    own = {"starterBody": seat.body, "starterPost": seat.post, "caseNumber": held.number}
    run.push(held, Start(values={**answer, **own}))


def newest(tools: Tools, unit: Unit, key: ProcessKey) -> tuple[Version, Sources]:
    """The newest version of a process and what it is made of; refused with ``NoSuchProcess``."""
    version = unit.processes.newest(key)
    if version is None:
        raise NoSuchProcess(key=key)
    return version, tools.shelf.sources(unit, version.id)


def _title(sources: Sources, answer: Values, number: str) -> str:
    if not sources.title_value:
        return f"{sources.title} {number}"
    try:
        title = compile_expression(sources.title_value).evaluate(answer)
    except FeelError:  # an answer so large that its title runs over a limit
        title = None
    return str(title) if title else f"{sources.title} {number}"


def _urgency(answer: Values) -> str:
    return str(answer.get("urgency") or "normal")
