"""The books of cases and work, in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain.asides import Verdict
from server.domain.errors import NoSuchCase, NoSuchWork
from server.domain.ports import CaseFile, HeldCase
from server.domain.rounds import Earlier
from server.domain.separation import Done
from server.domain.work import Matter, WorkItem, WorkState
from tests.fakes.drafts import FakeDrafts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
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
    from server.domain.reading import DocumentRow, Shown
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
            status=held.status,
            starter=held.starter,
            standstill=held.standstill,
        )

    def keep(self, case: CaseId, *, saved: bytes, data: Values) -> None:
        """Keeps state and data, and counts the revision up."""
        revision = self._state.moved.get(case, (0, b"", {}))[0]
        self._state.moved[case] = (revision + 1, saved, data)

    def title(self, case: CaseId, title: str, urgency: str) -> None:
        """Keeps the words that people know a case by."""
        self._state.titles[case] = (title, urgency)

    def describe(self, root: CaseId, words: str, shown: Shown) -> None:
        """Keeps by what words a matter is found, and what lists show of it."""
        self._state.described[root] = words
        self._state.shown[root] = shown

    def give_parts(self, root: CaseId, parts: Iterable[str]) -> None:
        """Gives parts in a matter."""
        self._state.parts.update(dict.fromkeys(((who, root) for who in parts), True))

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


class FakeWorkBook(FakeDrafts):
    """Work items, drafts and files."""

    def __init__(self, state: State) -> None:
        self._state = state

    def hold(self, item: ItemId) -> tuple[WorkItem, HeldCase]:
        """An item with its case."""
        found = self._state.items.get(item)
        if found is None:
            raise NoSuchWork
        return self._as_now(found), self._state.case(found.case)

    def file(self, item: ItemId, matter: Matter) -> None:
        """Keeps of what matter an item is."""
        self._state.matters[item] = matter

    def find(self, item: ItemId) -> WorkItem | None:
        """An item."""
        found = self._state.items.get(item)
        return self._as_now(found) if found else None

    def of_case(self, root: CaseId) -> tuple[WorkItem, ...]:
        """All items of a matter, oldest first."""
        every = self._state.items.values()
        return tuple(self._as_now(item) for item in every if item.root == root)

    def _as_now(self, item: WorkItem) -> WorkItem:
        about = (one for one in self._state.asides.values() if one.about == item.id)
        is_over = item.state in {WorkState.DONE, WorkState.RETURNED}
        return replace(
            item,
            stands_still=self._state.cases[item.root].status == "suspended",
            asked_back=is_over and any(one.is_open for one in about),
        )

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

    def done(
        self, root: CaseId, elements: Iterable[str], duties: Iterable[str]
    ) -> tuple[Done, ...]:
        """What was completed of these elements and duties, and by whom."""
        state, found = self._state, []
        if (duty := state.duties.get(root, "")) in (wanted := {*duties}) and duty:
            begun = state.cases[root]
            starters = frozenset(each for each in (begun.starter,) if each)
            found.append(Done(element="", name="", duty=duty, body=begun.body, persons=starters))
        for item in state.items.values():
            duty = state.duties.get(item.id, "")
            is_asked = item.element in {*elements} or duty in wanted
            if item.state is WorkState.DONE and item.root == root and is_asked:
                persons = frozenset(filter(None, (item.holder, item.behalf, *self._signers(item))))
                found.append(
                    Done(
                        element=item.element,
                        name=item.name,
                        duty=duty,
                        body=item.body,
                        persons=persons,
                    )
                )
        return tuple(found)

    def _signers(self, item: WorkItem) -> Iterator[PersonId | None]:
        for one in self._state.asides.values():
            if one.item == item.id and one.is_upon_answer and one.verdict is Verdict.AGREE:
                yield one.over_by

    def signed_beside(self, branch: CaseId, persons: Iterable[PersonId]) -> bool:
        """Whether any of these completed work in another branch."""
        fan_out = self._state.cases[branch].fan_out
        others = {row.id for row in self._state.cases.values() if row.fan_out == fan_out} - {branch}
        return any(
            not {item.holder, item.behalf}.isdisjoint(persons)
            for item in self._state.items.values()
            if item.case in others and item.state is WorkState.DONE
        )

    def earlier(self, case: CaseId) -> tuple[Earlier, ...]:
        """The steps that were done, the latest first; rounds are counted one for each piece of work."""
        around, within = [], self._state.cases[case]
        while True:
            around.append(within.id)
            if within.parent is None:
                break
            within = self._state.cases[within.parent]
        found: dict[tuple[CaseId, str], Earlier] = {}
        for item in self._state.items.values():
            if item.case in around:
                before = found.get((item.case, item.element))
                rounds = before.rounds + 1 if before else 1
                found[item.case, item.element] = Earlier(item=item, within=item.case, rounds=rounds)
        return tuple(one for one in found.values() if one.item.state is WorkState.DONE)[::-1]

    def under(self, fan_outs: Iterable[FanOutId]) -> tuple[WorkItem, ...]:
        """All work in the branches of fan-outs, not in theirs."""
        every = set(fan_outs)
        branches = {row.id for row in self._state.cases.values() if row.fan_out in every}
        return tuple(item for item in self._state.items.values() if item.case in branches)

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
