"""Changes of the registers for a day to come: they wait once two agreed on them, and are made on it.

What they change is laid on the entries as these then stand, cell by cell; what doesn't fit any more
fails as a whole, and the administrators are told why. Nothing is passed over in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import require
from server.domain.ids import SubjectId
from server.domain.people import SYSTEM, Holding
from server.domain.reading.proposals import CellChange, EntryFault, Planned, Waiting, day_ahead
from server.domain.registers import Change, Register, key_of, register_of
from server.services.county_files.faults import Faults
from server.services.recording import Record
from server.services.registers.entries import Line, cells_of, entry_of, read_entry
from server.services.registers.weighing import chart_of, told, weigh
from server.services.registers.writing import write_changes
from server.services.repeating import again

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.reading.proposals import ProposalRow
    from server.domain.registers import Chart
    from server.domain.values import Values
    from server.services.registers.weighing import Weighed
    from server.services.tools import Tools


CHARTED = frozenset({Register.BODIES, Register.POSTS, Register.PERSONS, Register.HOLDINGS})
"""The registers that a chart is drawn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Changes that were proposed earlier, laid on the registers as they stand."""

    lines: tuple[Line, ...]
    faults: tuple[EntryFault, ...]
    """Where a cell says by now neither what it said nor what it becomes."""


def changes_of(unit: Unit, row: ProposalRow) -> tuple[Change, ...]:
    """What was proposed."""
    content = unit.journal.content(row.id, row.digest)
    return tuple(
        Change(
            register=Register(one["register"]),
            key=one["key"],
            before=entry_of(Register(one["register"]), one["before"]) if one["before"] else None,
            after=entry_of(Register(one["register"]), one["after"]),
        )
        for one in content.get("changes", ())
    )


def lay_on(changes: Sequence[Change], chart: Chart) -> Laid:
    """Only the cells that a proposal changes; what else was changed meanwhile stays as it is."""
    lines: list[Line] = []
    faults: list[EntryFault] = []
    for number, change in enumerate(changes, start=1):
        now = chart.entry(change.register, change.key)
        stands = dict(cells_of(now)) if now else {}
        becomes = told(change).cells
        faults += [
            _moved_on(change, cell, stands[cell.column])
            for cell in becomes
            if stands.get(cell.column, cell.before) not in {cell.before, cell.after}
        ]
        cells = {**cells_of(change.after), **stands, **{one.column: one.after for one in becomes}}
        lines.append(Line(register=change.register, cells=cells, number=number))
    return Laid(lines=tuple(lines), faults=tuple(faults))


def _moved_on(change: Change, cell: CellChange, stands: str) -> EntryFault:
    return EntryFault(
        register=change.register,
        key=change.key,
        column=cell.column,
        zh=f"提出时是“{cell.before}”，此间已改为“{stands}”。请核对后重新提出。",
        en=f"It was “{cell.before}” and is “{stands}” by now. Check it and propose anew.",
    )


def chart_ahead(unit: Unit, day: date) -> Chart:
    """The registers as they will stand on a day to come, once all that waits for it is made."""
    chart = chart_of(unit)
    for row in unit.registers.ahead(day):
        laid = lay_on(changes_of(unit, row), chart)
        entries = [read_entry(line, Faults()) for line in laid.lines]
        chart = chart.after(
            Change(register=register_of(one), key=key_of(one), before=None, after=one)
            for one in entries
            if one is not None
        )
    return chart


def planned(unit: Unit, register: Register, key: str, today: date) -> tuple[Planned, ...]:
    """What waits for its day and will change this entry, in the order of the days."""
    return tuple(
        Planned(
            proposal=row.id,
            effective=row.effective,
            ahead=day_ahead(row.effective, today),
            cells=told(change).cells,
        )
        for row in unit.registers.ahead()
        if row.effective is not None
        for change in changes_of(unit, row)
        if (change.register, change.key) == (register, key)
    )


def waiting(tools: Tools, actor: Actor, day: date) -> tuple[Waiting, ...]:
    """What waits until (and with) a day and belongs on a chart of it, in the order of the days."""
    require(actor, "administer")
    with tools.unit() as unit:
        rows = unit.registers.ahead(day)
        shown = [[told(one) for one in changes_of(unit, row)] for row in rows]
    return tuple(
        Waiting(proposal=row.id, effective=row.effective, count=row.count, changes=charted)
        for row, changes in zip(rows, shown, strict=True)
        if (charted := tuple(one for one in changes if one.register in CHARTED))
        and row.effective is not None
    )


def take_effect(tools: Tools) -> None:
    """Makes all changes whose day has come, in the order of their days; done again it finds nothing."""
    while _make_next(tools):
        tools.shelf.forget()


@again
def _make_next(tools: Tools) -> bool:
    """Makes the next proposal as a whole, as if on its day, or tells why it can't be; False when none is due."""
    with tools.unit() as unit:
        unit.registers.hold()
        row = unit.registers.next_due(tools.clock.now())
        if row is None or row.effective is None:
            return False
        record = Record(tools, unit, SYSTEM)
        chart = chart_of(unit)
        laid = lay_on(changes_of(unit, row), chart)
        weighed = weigh(tools, unit, laid.lines, chart, row.effective)
        faults = [*laid.faults, *_faults(weighed), *_left_meanwhile(unit, row, weighed)]
        subject, day, proposer = SubjectId(row.id), row.effective, row.person
        if faults:
            digest = record.content(row.id, {"faults": [one.as_values() for one in faults]})
            fact = f.ChangesFailed(proposal=row.id, proposer=proposer, effective=day, digest=digest)
            record.of_subject(subject, fact)
        else:
            made = f.ChangesTookEffect(proposal=row.id, proposer=proposer, effective=day)
            record.of_subject(subject, made)
            write_changes(record, weighed.changes, weighed.chart, day, row.id)
        record.write()
        unit.commit()
    return True


def faults_in(content: Values) -> tuple[EntryFault, ...]:
    """What stood against changes, as it was kept."""
    return tuple(
        EntryFault(**one | {"register": Register(one["register"])})
        for one in content.get("faults", ())
    )


def _faults(weighed: Weighed) -> Iterator[EntryFault]:
    for line in weighed.wrong:
        for fault in line.faults:
            yield EntryFault(
                register=line.line.register,
                key=line.key,
                column=fault.field.rpartition(".")[2],
                zh=fault.zh,
                en=fault.sentence_en,
            )


def _left_meanwhile(unit: Unit, row: ProposalRow, weighed: Weighed) -> Iterator[EntryFault]:
    """Whoever left office since it was proposed gets no post by it."""
    for change in weighed.changes:
        held = change.after
        if not isinstance(held, Holding) or held.login not in weighed.chart.persons:
            continue
        for leaving in unit.leavings.of_person(weighed.chart.persons[held.login].id):
            if leaving.at > row.at and (held.valid_to is None or held.valid_to > leaving.last_day):
                yield EntryFault(
                    register=Register.HOLDINGS,
                    key=change.key,
                    column="person",
                    zh=f"“{held.login}”此间已离任（最后一天 {leaving.last_day}）。请另选人员后重新提出。",
                    en=f"“{held.login}” has left office meanwhile (last day {leaving.last_day}). "
                    "Choose somebody else and propose anew.",
                )
