"""Pictures for pages, as plain as tests need them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from server.domain.ids import CaseId, ItemId, NoticeId, ProcessKey, SubjectId
from server.domain.notice import words_of
from server.domain.reading import (
    Badge,
    BodyNode,
    CasePage,
    CaseRow,
    Deadline,
    InboxChoices,
    InboxCounts,
    InboxPage,
    InboxQuery,
    InboxRow,
    JournalLine,
    Lamp,
    NoticePage,
    NoticeRow,
)
from server.domain.replay import Standing
from server.domain.work import WorkItem, WorkState, is_theirs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from server.domain.people import Actor
    from tests.fakes.state import State


class FakeViews:
    """Reading for pages."""

    def __init__(self, state: State) -> None:
        self._state = state

    def inbox(self, actor: Actor, query: InboxQuery, now: datetime) -> InboxPage:
        """The actor's open work, in one page."""
        rows = tuple(
            self._row(item, actor, now)
            for item in self._state.items.values()
            if item.state is WorkState.OPEN and is_theirs(item, actor)
        )
        return InboxPage(rows=rows[: query.limit], next=None)

    def inbox_counts(self, actor: Actor, now: datetime) -> InboxCounts:
        """How much open work the actor has, and how much was told."""
        rows = self.inbox(actor, InboxQuery(), now).rows
        told = self.notices(actor, None, now).rows
        return InboxCounts(open=len(rows), late=0, today=0, unclaimed=0, mine=0, notices=len(told))

    def inbox_choices(self) -> InboxChoices:
        """Every process."""
        keys = {ProcessKey(case.process) for case in self._state.cases.values()}
        return InboxChoices(
            processes=tuple((key, str(key), str(key)) for key in sorted(keys)), bodies=()
        )

    def row(self, actor: Actor, item: ItemId, now: datetime) -> InboxRow | None:
        """One piece of work."""
        found = self._state.items.get(item)
        return self._row(found, actor, now) if found else None

    def standing(self, case: CaseId) -> Standing:
        """How the tables say that a case stands."""
        state = self._state
        mine = [item for item in state.items.values() if item.case == case]
        return Standing(
            status=state.cases[case].status,
            open_work={i.id: i.holder for i in mine if i.state is WorkState.OPEN},
            timers=frozenset(each.id for each in state.timers.values() if each.case == case),
            fan_outs=frozenset(each for each, of in state.open_fan_outs.items() if of == case),
            listening=frozenset(token for of, token in state.listeners if of == case),
            incidents={
                each.id: each.proposal.person if each.proposal else None
                for each in state.incidents.values()
                if each.subject == case
            },
        )

    def badge(self, actor: Actor, now: datetime) -> Badge:
        """The figures of the frame."""
        return self.inbox_counts(actor, now).badge

    def saw_notices(self, actor: Actor, upto: NoticeId) -> None:
        """Remembers up to where the actor has read."""
        self._state.seen[actor.person] = upto

    def started_by(
        self, actor: Actor, cursor: str | None, now: datetime, search: str = ""
    ) -> CasePage:
        """Cases that the actor started."""
        assert cursor is None
        mine = [row.id for row in self._state.cases.values() if row.starter == actor.person]
        return self._page(mine, now, search)

    def done_by(
        self, actor: Actor, cursor: str | None, now: datetime, search: str = ""
    ) -> CasePage:
        """Cases in which the actor completed something."""
        assert cursor is None
        done = {
            item.root: True
            for item in self._state.items.values()
            if item.state is WorkState.DONE and item.holder == actor.person
        }
        return self._page(list(done), now, search)

    def all_cases(
        self, cursor: str | None, now: datetime, *, running: bool, limit: int, search: str = ""
    ) -> CasePage:
        """Every case, newest first."""
        assert cursor is None
        rows = self._page(list(reversed(self._state.cases)), now, search).rows
        wanted = tuple(row for row in rows if row.status == "running" or not running)
        return CasePage(rows=wanted[:limit], next=None)

    def has_part(self, actor: Actor, root: CaseId) -> bool:
        """Whether the actor has to do with the case."""
        heard = [(body, role) for case, body, role in self._state.heard if case == root]
        return (
            self._state.cases[root].starter == actor.person
            or any(is_theirs(i, actor) for i in self._state.items.values() if i.root == root)
            or any(desk in heard for desk in actor.desks)
        )

    def family(self, root: CaseId) -> tuple[CaseId, ...]:
        """A case and all its branches."""
        return tuple(self._state.family(root))

    def organisation(self, day: date) -> tuple[BodyNode, ...]:
        """All bodies that there are on that day, without posts."""
        return tuple(
            BodyNode(
                id=body.id,
                name=body.name,
                name_en=body.name_en,
                kind=body.kind.value,
                posts=(),
                children=(),
            )
            for body in self._state.bodies.values()
            if body.valid_from is None or body.valid_from <= day
        )

    def notices(self, actor: Actor, cursor: str | None, now: datetime) -> NoticePage:
        """What was told to the actor."""
        assert cursor is None
        told = [
            one
            for one in self._state.notices
            if one.at <= now and (one.person == actor.person or (one.body, one.role) in actor.desks)
        ]
        seen = self._state.seen.get(actor.person)
        rows = []
        for one in reversed(told):
            zh, en = words_of(one.kind, one.name, "")
            rows.append(
                NoticeRow(
                    id=str(one.id),
                    kind=one.kind,
                    sentence=zh,
                    sentence_en=en,
                    case=one.case,
                    number="",
                    at=one.at,
                    is_read=seen is not None and one.id <= seen,
                )
            )
        return NoticePage(rows=tuple(rows), next=None)

    def journal(self, subject: SubjectId, cursor: int, limit: int) -> tuple[JournalLine, ...]:
        """Entries after the cursor."""
        entries = self._state.journals.get(subject, ())[cursor : cursor + limit]
        return tuple(
            JournalLine(
                seq=entry.seq,
                at=entry.at,
                person=str(entry.person) if entry.person else None,
                facts=tuple(
                    (type(fact).__name__, {f.name: getattr(fact, f.name) for f in fields(fact)})
                    for fact in entry.facts
                ),
                digest=entry.digest.hex(),
            )
            for entry in entries
        )

    def names_of(self, persons: Iterable[UUID]) -> Mapping[UUID, tuple[str, str]]:
        """Names of persons."""
        return {
            each.id: (each.name, each.name_en)
            for each in self._state.persons.values()
            if each.id in persons
        }

    def _row(self, item: WorkItem, actor: Actor, now: datetime) -> InboxRow:
        case = self._state.case(item.case)
        assert item.offered_at <= now
        return InboxRow(
            item=item.id,
            case=item.root,
            number=case.number,
            title=case.title,
            process=ProcessKey(case.process),
            process_title="",
            process_title_en="",
            step=item.name,
            urgency="normal",
            from_body=case.body,
            from_body_en=case.body,
            body=item.body,
            body_en=item.body,
            holder=item.holder_name,
            is_mine=item.holder == actor.person,
            is_unread=False,
            offered_at=item.offered_at,
            deadline=Deadline(due=item.due, lamp=Lamp.NONE),
        )

    def _page(self, cases: list[CaseId], now: datetime, search: str) -> CasePage:
        roots = [each for each in cases if self._state.cases[each].root == each]
        rows = tuple(self._case(each, now) for each in roots)
        found = tuple(row for row in rows if search in row.title or search in row.number)
        return CasePage(rows=found, next=None)

    def _case(self, case: CaseId, now: datetime) -> CaseRow:
        held = self._state.case(case)
        return CaseRow(
            case=case,
            number=held.number,
            title=held.title,
            process_title="",
            process_title_en="",
            status=held.status,
            now="",
            with_whom="",
            started_at=now,
            touched_at=now,
            deadline=Deadline(due=None, lamp=Lamp.NONE),
        )
