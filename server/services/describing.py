"""By what words a matter is found, and what lists show of it: the values that its process names.

What the newest version of a process names counts for all its matters, whichever version they run on.
It is written where the data of a matter is kept, when one of those values has changed, and for
matters that exist when somebody asks for it (``describe_anew``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.access import require
from server.domain.masking import Mask, Personal, strictest
from server.domain.searching import words_in
from server.services.columns import shown_of
from server.services.how_far import untold
from server.services.masking import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from server.domain.ids import CaseId
    from server.domain.people import Actor
    from server.domain.ports import HeldCase, Unit
    from server.domain.process import Sources
    from server.domain.reading import Shown
    from server.domain.values import Value, Values
    from server.domain.work import Matter
    from server.services.county import County
    from server.services.how_far import HowFar
    from server.services.recording import Record
    from server.services.running import Run
    from server.services.tools import Tools

A_BATCH = 500
"""Matters whose names are read at once; each is described by itself."""


def describe(run: Run, held: HeldCase, data: Values) -> None:
    """Keeps words and columns of a matter whose data was ``held.data`` and is now this; branches have none."""
    if held.parent is not None:
        return
    naming = run.tools.shelf.sources(run.unit, held.newest)
    named = (*naming.searchable, *naming.columns)
    before, after = ([_at(values, path) for path in named] for values in (held.data, data))
    if before != after:
        write(run, held, data)


def write(run: Run, held: HeldCase, data: Values) -> None:
    """Keeps by what words a matter with this title and this data is found, and what lists show of it."""
    run.record.describe(held.id, *_described(run.tools, run.unit, run.county, held, data))


def file_anew(record: Record, matter: Matter) -> None:
    """All open work of a matter is found by what it is now, also what this act has opened.

    Its branches are locked first, so that none opens work meanwhile by what it was before.
    """
    record.write()
    record.unit.flush()
    record.unit.course.hold(matter.root)
    for item in record.unit.course.open_work(matter.root):
        record.matter(item.id, matter)


def describe_anew(tools: Tools, actor: Actor, tell: HowFar = untold) -> int:
    """Keeps words and columns of every matter by what its process names now, the newest first; gives how many.

    One matter at a time is locked, for as long as that takes. Safe to break off, and to do again.
    ``tell`` is called with the number of matters done, and of all.
    """
    require(actor, "administer")
    done, last = 0, None
    with tools.unit() as unit:
        every = unit.views.matters_there()
    while batch := _before(tools, last):
        for case in batch:
            _describe_one(tools, case)
        done, last = done + len(batch), batch[-1]
        tell(done, every)
    return done


def _before(tools: Tools, last: CaseId | None) -> tuple[CaseId, ...]:
    with tools.unit() as unit:
        return unit.views.matters(last, A_BATCH)


def _describe_one(tools: Tools, case: CaseId) -> None:
    with tools.unit() as unit:
        held = unit.cases.hold(case)
        county = tools.shelf.county(unit)
        unit.cases.describe(case, *_described(tools, unit, county, held, held.data))
        unit.commit()


def _described(
    tools: Tools, unit: Unit, county: County, held: HeldCase, data: Values
) -> tuple[str, Shown]:
    """Words and columns of a matter with this data; what any of the two versions calls personal is masked.

    But for names in words: who looks for somebody by name knows it, and finds only what they may see.
    """
    own, naming = (tools.shelf.sources(unit, each) for each in (held.version, held.newest))
    fields = strictest(fields_of(own), fields_of(naming))
    told = {path: kind for path, kind in fields.items() if kind is not Personal.NAME}
    said = _words(county, naming, Mask(fields=told).values(dict(data)))
    words = words_in(held.title, held.number, *said)
    return words, shown_of(county, naming, Mask(fields=fields).values(dict(data)))


def _words(county: County, naming: Sources, seen: Values) -> Iterator[str]:
    names = {item.code: item.name for item in county.catalogue.items}
    for path in naming.searchable:
        yield from _said(_at(seen, path), names)


def _at(values: Value, path: str) -> Value:
    for name in path.split("."):
        values = values.get(name) if isinstance(values, dict) else None
    return values


def _said(value: Value, names: Mapping[str, str]) -> Iterator[str]:
    """The words of a value; an item of the catalogue is said by its code and by its name."""
    if isinstance(value, list):
        for part in value:
            yield from _said(part, names)
    elif isinstance(value, str):
        yield f"{value} {names.get(value, '')}".strip()
