"""Start a case: a person raises a whistle, or begins any other process."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import starting_seat
from server.domain.attachment import files_in
from server.domain.errors import StepFailed
from server.domain.ids import CaseId
from server.domain.work import acted_by
from server.services.lists import lists_for, takes_files
from server.services.opening import Opening, newest, open_case
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.running import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.ids import BodyId, ProcessKey
    from server.domain.people import Actor
    from server.domain.ports import HeldCase, Unit
    from server.domain.process import Sources
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
            **lists_of(sources, county.offering(tools.clock.now(), {}), seat.body),
            "_documents": [f"doc:{row.document}" for row in uploads],
        }
        answer = _checked(tools, sources, values, context)
        record = Record(tools, unit, actor)
        opening = Opening(
            version=version, sources=sources, answer=answer, body=seat.body, post=seat.post
        )
        with _beginning():
            held = open_case(Run(record, county), opening, *acted_by(seat, actor))
        joining = _attach(record, held, answer, uploads)
        record.write()
        for row in joining:
            unit.work.join_case(row)
        request.keep({"case": held.id.hex, "number": held.number})
        unit.commit()
        return Started(case=held.id, number=held.number)


@contextmanager
def _beginning() -> Iterator[None]:
    """Lets what fails at once be said to whoever wanted a case, of which nothing is left."""
    try:
        yield
    except StepFailed as failure:
        failure.tell_nothing_began()
        raise


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
    named = files_in(answer)
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
