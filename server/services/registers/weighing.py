"""What lines would change in the registers, and what is wrong with each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain.county import Paper
from server.domain.county_time import day_of
from server.domain.errors import AnswerWrong, Fault
from server.domain.reading.proposals import CellChange, EntryChange, day_ahead
from server.domain.registers import Change, Chart, key_of, needs_two
from server.services.county_files.faults import Faults
from server.services.registers.checking import Checker, known_roles, lost_desks
from server.services.registers.checking_hooks import HookChecker
from server.services.registers.entries import cells_of, read_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from server.domain.errors import CountyFileFault
    from server.domain.ports import Unit
    from server.domain.registers import Entry
    from server.services.registers.entries import Line
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedLine:
    """A line, what it would change, and what is wrong with it."""

    line: Line
    change: Change | None
    """None when it can't be read, or changes nothing."""
    key: str
    faults: tuple[Fault, ...]

    @property
    def state(self) -> str:
        """``wrong``, ``new``, ``changed`` or ``same``."""
        if self.faults:
            return "wrong"
        if self.change is None:
            return "same"
        return "new" if self.change.before is None else "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """All lines of one act over the registers as they stand."""

    lines: tuple[WeighedLine, ...]
    chart: Chart
    """As it would stand."""
    ahead: date | None = None
    """The day to come from which they would hold; None: at once."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What would change."""
        return tuple(line.change for line in self.lines if line.change is not None)

    @property
    def for_two(self) -> bool:
        """Whether a second administrator has to agree."""
        ahead = self.ahead is not None
        return any(ahead or needs_two(change, self.chart) for change in self.changes)

    @property
    def wrong(self) -> tuple[WeighedLine, ...]:
        """The lines that can't be taken."""
        return tuple(line for line in self.lines if line.faults)

    def check(self) -> None:
        """Refuse with ``AnswerWrong`` when anything is wrong; each fault names line and column."""
        faults = [fault for line in self.wrong for fault in line.faults]
        if faults:
            raise AnswerWrong(faults)


def chart_of(unit: Unit) -> Chart:
    """All registers as they stand."""
    papers = [
        Paper(kind=kind, name=name, text=text)
        for kind in ("calendar", "clocks", "county")
        for name, text in unit.county.papers(kind).items()
    ]
    return Chart(
        bodies={body.id: body for body in unit.people.bodies()},
        posts={post.id: post for post in unit.people.posts()},
        persons={person.login: person for person in unit.registers.persons()},
        holdings={key_of(one): one for one in unit.registers.holdings()},
        certificates={one.number: one for one in unit.certificates.every()},
        hooks={hook.id: hook for hook in unit.hooks.every()},
        papers={key_of(paper): paper for paper in papers},
    )


def weigh(tools: Tools, unit: Unit, lines: Sequence[Line], chart: Chart, day: date) -> Weighed:
    """What these lines would do to the registers."""
    read = [_read(line) for line in lines]
    changes: dict[int, Change] = {}
    seen: dict[tuple[str, str], int] = {}
    for place, (line, (entry, faults)) in enumerate(zip(lines, read, strict=True)):
        if entry is None:
            continue
        key = key_of(entry)
        first = seen.setdefault((line.register, key), place)
        if first != place:
            faults.append(_repeated(line, key, lines[first].number))
            continue
        before = chart.entry(line.register, key)
        if before != entry:
            changes[place] = Change(register=line.register, key=key, before=before, after=entry)
    after = chart.after(changes.values())
    found = _flaws(_checker(tools, unit, chart, after, day), lines, changes)
    return Weighed(
        lines=tuple(
            WeighedLine(
                line=line,
                change=changes.get(place),
                key=key_of(entry) if entry else "",
                faults=tuple(faults + found.get(place, [])),
            )
            for place, (line, (entry, faults)) in enumerate(zip(lines, read, strict=True))
        ),
        chart=after,
        ahead=day_ahead(day, day_of(tools.clock.now())),
    )


def _checker(tools: Tools, unit: Unit, before: Chart, after: Chart, day: date) -> Checker:
    lost = lost_desks(before, after, day)
    # What is open today says nothing of a day to come: then it is asked again.
    is_ahead = day > day_of(tools.clock.now())
    left = {} if is_ahead else unit.registers.open_work(sorted(lost))
    roles = known_roles(before, asked_roles(tools, unit))
    return Checker(after, day, roles, left, _hook_checker(tools, unit, after))


def _hook_checker(tools: Tools, unit: Unit, after: Chart) -> HookChecker:
    processes = frozenset(version.key for version in unit.processes.all_newest())
    return HookChecker(chart=after, processes=processes, own=tools.caller.own)


def _flaws(
    checker: Checker, lines: Sequence[Line], changes: Mapping[int, Change]
) -> dict[int, list[Fault]]:
    return {
        place: [
            Fault(field=_field(lines[place], flaw.column), zh=flaw.zh, en=flaw.en)
            for flaw in checker.flaws(change)
        ]
        for place, change in changes.items()
    }


def asked_roles(tools: Tools, unit: Unit) -> Iterable[str]:
    """The roles that processes ask for, in their newest versions."""
    for version in unit.processes.all_newest():
        sources = tools.shelf.sources(unit, version.id)
        yield from sources.starter
        yield from (seat.role for seat in sources.lanes.values())
        model = tools.engine.learn(version.id, sources)
        yield from (step.seat.role for step in model.steps.values() if step.seat)


def _read(line: Line) -> tuple[Entry | None, list[Fault]]:
    faults = Faults()
    entry = read_entry(line, faults)
    return entry, [_fault(line, one) for one in faults.found]


def _fault(line: Line, found: CountyFileFault) -> Fault:
    return Fault(field=_field(line, found.column), zh=found.zh, en=found.sentence_en)


def _field(line: Line, column: str) -> str:
    """A form of its own names the column; of many lines, register and number come before."""
    return f"{line.register}.{line.number}.{column}" if line.number else column


def _repeated(line: Line, key: str, first: int) -> Fault:
    return Fault(
        field=_field(line, ""),
        zh=f"“{key}”与第 {first} 行重复，请删去一行。",
        en=f"“{key}” stands on line {first} already. Remove one.",
    )


def told(change: Change) -> EntryChange:
    """A change in cells, for people to compare."""
    before = cells_of(change.before) if change.before else {}
    after = cells_of(change.after)
    return EntryChange(
        register=change.register,
        key=change.key,
        is_new=change.before is None,
        cells=differing(before, after),
    )


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[CellChange, ...]:
    """The cells that are not as they were."""
    return tuple(
        CellChange(column=column, before=before.get(column, ""), after=after[column])
        for column in after
        if before.get(column, "") != after[column]
    )
