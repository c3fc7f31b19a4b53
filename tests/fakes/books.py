"""The books of cases, work and what is waited for, in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain.errors import NoSuchCase, NoSuchWork
from server.domain.ports import CaseFile, DueRung, HeldCase, HeldFanOut, HeldTimer
from server.domain.work import WorkItem, WorkState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from server.domain.ids import (
        CaseId,
        DocumentId,
        FanOutId,
        ItemId,
        PersonId,
        ProcessKey,
        TimerId,
        Token,
    )
    from server.domain.reading import DocumentRow
    from server.domain.values import Value, Values
    from tests.fakes.state import State

A_WHILE = timedelta(seconds=30)


class FakeCaseBook:
    """Cases and their saved state."""

    def __init__(self, state: State) -> None:
        self._state = state

    def hold(self, case: CaseId) -> HeldCase:
        """A case; nobody else is there to lock it from."""
        if case not in self._state.cases:
            raise NoSuchCase
        return self._state.case(case)

    def find(self, case: CaseId) -> CaseFile:
        """A case as it stands."""
        held = self.hold(case)
        return CaseFile(
            id=held.id,
            root=held.root,
            version=held.version,
            process=held.process,
            number=held.number,
            title=held.title,
            urgency=self._state.titles.get(held.root, ("", "normal"))[1],
            body=held.body,
            revision=held.revision,
            data=held.data,
            outer=held.outer,
        )

    def keep(self, case: CaseId, *, saved: bytes, data: Values) -> None:
        """Keeps state and data, and counts the revision up."""
        revision = self._state.moved.get(case, (0, b"", {}))[0]
        self._state.moved[case] = (revision + 1, saved, data)

    def title(self, case: CaseId, title: str, urgency: str) -> None:
        """Keeps the words that people know a case by."""
        self._state.titles[case] = (title, urgency)

    def recent(self, process: ProcessKey, since: datetime, limit: int) -> tuple[CaseFile, ...]:
        """Running cases of a process, newest first."""
        rows = [
            row
            for row in reversed(self._state.cases.values())
            if row.process == process
            and row.status == "running"
            and row.parent is None
            and self._state.journals[row.id][0].at >= since  # type: ignore[index]  # a subject too
        ]
        return tuple(self.find(row.id) for row in rows[:limit])

    def root_of(self, case: CaseId) -> CaseId:
        """The matter that a case belongs to."""
        return self.hold(case).root

    def next_number(self, process: ProcessKey, year: int) -> int:
        """The next serial number."""
        number = self._state.counters.get((process, year), 0) + 1
        self._state.counters[process, year] = number
        return number

    def open_branches(self, fan_out: FanOutId) -> tuple[HeldCase, ...]:
        """The branches that are still running."""
        return tuple(
            self._state.case(row.id) for row in self._branches(fan_out) if row.status == "running"
        )

    def outputs(self, fan_out: FanOutId) -> tuple[Value, ...]:
        """What the branches gave, in input order."""
        return tuple(self._state.outputs.get(row.id) for row in self._branches(fan_out))

    def give(self, case: CaseId, output: Value) -> None:
        """Keeps what a branch gives, from the flush on."""
        self._state.given[case] = output

    def _branches(self, fan_out: FanOutId) -> list[HeldCase]:
        rows = [row for row in self._state.cases.values() if row.fan_out == fan_out]
        return sorted(rows, key=lambda row: row.index)


class FakeWorkBook:
    """Work items, drafts and files."""

    def __init__(self, state: State) -> None:
        self._state = state

    def hold(self, item: ItemId) -> tuple[WorkItem, HeldCase]:
        """An item with its case."""
        found = self._state.items.get(item)
        if found is None:
            raise NoSuchWork
        return found, self._state.case(found.case)

    def find(self, item: ItemId) -> WorkItem | None:
        """An item."""
        return self._state.items.get(item)

    def of_case(self, case: CaseId) -> tuple[WorkItem, ...]:
        """All items of a matter, oldest first."""
        return tuple(item for item in self._state.items.values() if case in (item.case, item.root))

    def open_tokens(self, case: CaseId) -> Mapping[Token, ItemId]:
        """The open items of one case, by token."""
        return {
            item.token: item.id
            for item in self._state.items.values()
            if item.case == case and item.state is WorkState.OPEN
        }

    def doers(self, root: CaseId, elements: Iterable[str]) -> Mapping[str, frozenset[PersonId]]:
        """Who completed these elements."""
        found: dict[str, frozenset[PersonId]] = {}
        for item in self._state.items.values():
            done = item.state is WorkState.DONE and item.root == root and item.element in elements
            if done and item.holder is not None:
                found[item.element] = found.get(item.element, frozenset()) | {item.holder}
        return found

    def doers_beside(self, branch: CaseId) -> frozenset[PersonId]:
        """Who completed work in the other branches."""
        fan_out = self._state.cases[branch].fan_out
        others = {row.id for row in self._state.cases.values() if row.fan_out == fan_out} - {branch}
        return frozenset(
            item.holder
            for item in self._state.items.values()
            if item.case in others and item.state is WorkState.DONE and item.holder is not None
        )

    def save_draft(self, item: ItemId, person: PersonId, values: Values, at: datetime) -> None:
        """Keeps a draft."""
        self._state.drafts[item, person] = (values, at)

    def draft(self, item: ItemId, person: PersonId) -> tuple[Values, datetime] | None:
        """A draft."""
        return self._state.drafts.get((item, person))

    def name_document(self, document: DocumentId, name: str) -> None:
        """Keeps a file's name."""
        row, case, item = self._state.documents[document]
        self._state.documents[document] = (replace(row, name=name), case, item)

    def put_upload(self, row: DocumentRow, person: PersonId) -> None:
        """Keeps a file of no case yet."""
        self._state.uploads[row.document] = (row, person)

    def uploads(self, person: PersonId) -> tuple[DocumentRow, ...]:
        """A person's files of no case yet."""
        return tuple(
            row
            for row, whose in self._state.uploads.values()
            if whose == person and row.document not in self._state.joined
        )

    def join_case(self, row: DocumentRow) -> None:
        """A file is no longer one of no case."""
        self._state.joined[row.document] = True

    def documents(self, root: CaseId) -> tuple[DocumentRow, ...]:
        """All files of a matter."""
        return tuple(row for row, whose, _ in self._state.documents.values() if whose == root)

    def document(self, document: DocumentId) -> tuple[DocumentRow, CaseId, ItemId] | None:
        """One file."""
        return self._state.documents.get(document)


class FakeWaitBook:
    """Fan-outs, timers, messages, ladders."""

    def __init__(self, state: State) -> None:
        self._state = state

    def count_branch(self, fan_out: FanOutId, *, completed: bool) -> HeldFanOut:
        """Counts one branch as over."""
        fan = self._state.fan_outs[fan_out]
        tally = replace(
            fan.tally,
            active=fan.tally.active - 1,
            completed=fan.tally.completed + completed,
            terminated=fan.tally.terminated + (not completed),
        )
        self._state.fan_outs[fan_out] = replace(fan, tally=tally)
        return self._state.fan_outs[fan_out]

    def fan_outs(self, case: CaseId) -> Mapping[Token, FanOutId]:
        """The open fan-outs of a case."""
        open_here = [each for each, whose in self._state.open_fan_outs.items() if whose == case]
        return {self._state.fan_outs[each].token: each for each in open_here}

    def timers(self, case: CaseId) -> Mapping[Token, TimerId]:
        """The waiting timers of a case."""
        return {each.token: each.id for each in self._state.timers.values() if each.case == case}

    def listening(self, case: CaseId) -> frozenset[Token]:
        """The places of a case that wait for messages."""
        return frozenset(token for whose, token in self._state.listeners if whose == case)

    def take_due_timers(self, now: datetime, limit: int) -> tuple[HeldTimer, ...]:
        """Due timers, oldest first, each taken for a while."""
        due = [
            timer
            for timer in sorted(self._state.timers.values(), key=lambda each: each.due)
            if timer.due <= now
            and timer.id not in self._state.put_off
            and self._free(timer.id, now)
        ]
        self._state.taken.update({timer.id: now for timer in due[:limit]})
        return tuple(due[:limit])

    def hold_timer(self, timer: TimerId) -> HeldTimer | None:
        """A timer that still waits."""
        return self._state.timers.get(timer)

    def put_off(self, timer: TimerId) -> None:
        """Keeps a timer from firing."""
        self._state.put_off[timer] = True

    def listeners(self, kind: str, name: str, key: str) -> tuple[tuple[CaseId, Token], ...]:
        """Who waits for this."""
        return tuple(
            place
            for place, began in self._state.listeners.items()
            if (began.kind, began.name, began.key) == (kind, name, key)
        )

    def set_ladder(self, item: ItemId, rungs: Iterable[tuple[str, datetime]]) -> None:
        """Keeps the ladder of an item."""
        self._state.rungs.update({(item, rung): due for rung, due in rungs})

    def take_due_rungs(self, now: datetime, limit: int) -> tuple[DueRung, ...]:
        """Due rungs, each taken for a while."""
        due = [
            DueRung(item=item, case=self._state.items[item].case, rung=rung, due=moment)
            for (item, rung), moment in self._state.rungs.items()
            if moment <= now and self._free((item, rung), now)
        ]
        self._state.taken.update({(step.item, step.rung): now for step in due[:limit]})
        return tuple(due[:limit])

    def take_rung(self, item: ItemId, rung: str) -> bool:
        """Takes a rung; False when it is gone."""
        return self._state.rungs.pop((item, rung), None) is not None

    def _free(self, due: object, now: datetime) -> bool:
        taken = self._state.taken.get(due)
        return taken is None or taken + A_WHILE <= now
