"""Pictures for pages, as plain as tests need them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from server.domain.access import Claim, parts_of
from server.domain.asides import Aside, AsideState, is_asked
from server.domain.ids import CaseId, NoticeId, SubjectId
from server.domain.notice import words_of
from server.domain.reading import (
    AsideList,
    AsideRow,
    BodyNode,
    CasePage,
    CaseRow,
    Deadline,
    JournalLine,
    Lamp,
    NoticePage,
    NoticeRow,
)
from server.domain.searching import matches
from server.domain.story import Standing
from server.domain.telling.asides import line
from server.domain.work import WorkState
from tests.fakes.inbox_views import FakeInbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from server.domain.ids import AsideId, BodyId, VersionId
    from server.domain.people import Actor
    from server.domain.ports import CaseProposal
    from server.domain.reading import CandidatePage, CandidateQuery
    from tests.fakes.state import State


class FakeViews(FakeInbox):
    """Reading for pages."""

    def __init__(self, state: State) -> None:
        self._state = state

    def standing(self, case: CaseId) -> Standing:
        """How the tables say that a case stands."""
        state = self._state
        mine = [item for item in state.items.values() if item.case == case]
        return Standing(
            status=state.cases[case].status,
            open_work={i.id: i.holder for i in mine if i.state is WorkState.OPEN},
            timers=frozenset(each.id for each in state.timers.values() if each.case == case),
            asides=frozenset(
                one.id
                for one in state.asides.values()
                if one.case == case and one.state is AsideState.OPEN
            ),
            fan_outs=frozenset(each for each, of in state.open_fan_outs.items() if of == case),
            listening=frozenset(token for of, token in state.listeners if of == case),
            incidents={
                each.id: each.proposal.person if each.proposal else None
                for each in state.incidents.values()
                if each.subject == case
            },
            proposed=_proposed(state.proposals.get(case)),
            submitted=frozenset(i.id for i in mine if i.submission is not None),
        )

    def saw_notices(self, actor: Actor, upto: NoticeId) -> None:
        """Remembers up to where the actor has read."""
        self._state.seen[actor.person] = upto

    def started_by(
        self, actor: Actor, cursor: str | None, now: datetime, search: str = "", limit: int = 20
    ) -> CasePage:
        """Cases that the actor started."""
        assert cursor is None
        assert limit
        mine = [row.id for row in self._state.cases.values() if row.starter == actor.person]
        return self._page(mine, now, search)

    def done_by(
        self, actor: Actor, cursor: str | None, now: datetime, search: str = "", limit: int = 20
    ) -> CasePage:
        """Cases in which the actor completed something."""
        assert cursor is None
        assert limit
        done = {
            item.root: True
            for item in self._state.items.values()
            if item.state is WorkState.DONE and item.holder == actor.person
        }
        return self._page(list(done), now, search)

    def all_cases(
        self, cursor: str | None, now: datetime, *, running: bool, limit: int
    ) -> CasePage:
        """Every case, newest first."""
        assert cursor is None
        rows = self._page(list(reversed(self._state.cases)), now, "").rows
        wanted = tuple(row for row in rows if row.status in {"running", "suspended"} or not running)
        return CasePage(rows=wanted[:limit], next=None)

    def matters(self, before: CaseId | None, limit: int) -> tuple[CaseId, ...]:
        """The newest matters first."""
        every = sorted(each.id for each in self._state.cases.values() if each.parent is None)
        return tuple(each for each in reversed(every) if before is None or each < before)[:limit]

    def matters_there(self) -> int:
        """How many matters there are."""
        return len([each for each in self._state.cases.values() if each.parent is None])

    def has_part(self, actor: Actor, root: CaseId) -> bool:
        """Whether the actor has to do with the case."""
        return any(self._counts(claim, root) for claim in parts_of(actor))

    def _counts(self, claim: Claim, root: CaseId) -> bool:
        is_of = claim.process in {None, self._state.cases[root].process}
        return is_of and (claim.who, root) in self._state.parts

    def search(
        self,
        who: Sequence[Claim] | None,
        search: str,
        cursor: str | None,
        now: datetime,
        limit: int = 20,
    ) -> CasePage:
        """Matters with these words, newest first."""
        assert cursor is None
        seen = [
            root
            for root, words in reversed(self._state.described.items())
            if matches(words, search)
            and (who is None or any(self._counts(each, root) for each in who))
        ]
        return CasePage(rows=tuple(self._case(root, now) for root in seen[:limit]), next=None)

    def candidates(
        self, offices: Sequence[BodyId], query: CandidateQuery, now: datetime
    ) -> CandidatePage:
        """What may be circulated is listed from real tables only."""
        raise NotImplementedError

    def asked_in(self, actor: Actor, root: CaseId) -> tuple[AsideId, ...]:
        """What of a matter is before the actor that was not withdrawn."""
        return tuple(
            one.id
            for one in self._state.asides.values()
            if one.root == root and one.state is not AsideState.WITHDRAWN and is_asked(one, actor)
        )

    def asides(self, actor: Actor, tab: str, cursor: str | None, now: datetime) -> AsideList:
        """What is asked of the actor."""
        assert cursor is None
        assert all(one.asked_at <= now for one in self._state.asides.values())
        found = [
            one
            for one in reversed(self._state.asides.values())
            if (
                one.over_by == actor.person
                if tab == "over"
                else one.state is AsideState.OPEN
                and is_asked(one, actor)
                and tab in ("all", "read" if one.is_to_read else "answer")
            )
        ]
        return AsideList(rows=tuple(self._aside(one) for one in found), next=None)

    def _aside(self, one: Aside) -> AsideRow:
        case = self._state.case(one.root)
        return AsideRow(
            line=line(one, Deadline(due=one.due, lamp=Lamp.NONE)),
            case=one.root,
            number=case.number,
            title=case.title,
            process_title="",
            process_title_en="",
            step=one.name,
            step_en=one.name,
        )

    def family(self, root: CaseId) -> tuple[CaseId, ...]:
        """A case and all its branches."""
        return tuple(self._state.family(root))

    def versions(self, root: CaseId) -> tuple[VersionId, ...]:
        """The versions of a matter and its branches."""
        return tuple({self._state.cases[each].version for each in self._state.family(root)})

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
            shown=self._state.shown.get(case, {}),
        )


def _proposed(proposal: CaseProposal | None) -> tuple[str, UUID] | None:
    return (proposal.act, proposal.person) if proposal else None
