"""The books of cases and work, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import NoSuchCase, NoSuchWork
from server.domain.ports import CaseFile, HeldCase
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
        Token,
    )
    from server.domain.reading import DocumentRow
    from server.domain.values import Value, Values
    from tests.fakes.state import State


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
            ended_at=self._state.ended.get(held.id),
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

    def next_branch(self, fan_out: FanOutId, after: int) -> HeldCase:
        """The branch after one."""
        return next(row for row in self.open_branches(fan_out) if row.index > after)

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

    def of_case(self, root: CaseId) -> tuple[WorkItem, ...]:
        """All items of a matter, oldest first."""
        return tuple(item for item in self._state.items.values() if item.root == root)

    def open_of(self, case: CaseId) -> tuple[WorkItem, ...]:
        """The open items of one case, oldest first."""
        every = self._state.items.values()
        return tuple(one for one in every if one.case == case and one.state is WorkState.OPEN)

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
        self._state.names[document] = name

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

    def drop_uploads(self, before: datetime) -> frozenset[str]:
        """Files of no case that are old, unless something else has the same bytes."""
        uploads = self._state.uploads
        old = [row for row, _ in uploads.values() if row.at < before]
        for row in old:
            del uploads[row.document]
        left = [row for row, _ in uploads.values()]
        left += [row for row, _, _ in self._state.documents.values()]
        return frozenset(row.sha256 for row in old) - {row.sha256 for row in left}

    def join_case(self, row: DocumentRow) -> None:
        """A file is no longer one of no case."""
        self._state.joined[row.document] = True

    def documents(self, root: CaseId) -> tuple[DocumentRow, ...]:
        """All files of a matter."""
        return tuple(row for row, whose, _ in self._state.documents.values() if whose == root)

    def document(self, document: DocumentId) -> tuple[DocumentRow, CaseId, ItemId] | None:
        """One file."""
        return self._state.documents.get(document)
