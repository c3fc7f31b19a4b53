"""Pictures of the inbox, as plain as tests need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.access import led_bodies
from server.domain.county_time import day_of
from server.domain.ids import ItemId, ProcessKey
from server.domain.reading import (
    Badge,
    Deadline,
    InboxChoices,
    InboxCounts,
    InboxPage,
    InboxQuery,
    InboxRow,
    Lamp,
    NoticePage,
)
from server.domain.work import WorkItem, WorkState, is_theirs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from server.domain.people import Actor
    from tests.fakes.state import State


class FakeInbox:
    """Reading for the inbox and the frame of every page."""

    _state: State

    def notices(self, actor: Actor, cursor: str | None, now: datetime) -> NoticePage:
        """What was told to the actor."""
        raise NotImplementedError

    def inbox(self, actor: Actor, query: InboxQuery, now: datetime) -> InboxPage:
        """The actor's open work, in one page."""
        led = led_bodies(actor) if query.view == "unit" else ()
        rows = tuple(
            self._row(item, actor, now)
            for item in self._state.items.values()
            if item.state is WorkState.OPEN and (item.body in led or is_theirs(item, actor))
            if _is_due(item, query.due_from, query.due_until)
        )
        return InboxPage(rows=rows[: query.limit], next="more" if len(rows) > query.limit else None)

    def inbox_count(self, actor: Actor, query: InboxQuery, now: datetime) -> int:
        """How much work a query finds."""
        return len(self.inbox(actor, query, now).rows)

    def due_on(
        self, actor: Actor, days: Sequence[date], now: datetime, *, mine: bool
    ) -> Mapping[date, int]:
        """How much is due on each day."""
        assert not mine
        asked = {day: InboxQuery(due_from=day, due_until=day, limit=1000) for day in days}
        return {day: len(self.inbox(actor, query, now).rows) for day, query in asked.items()}

    def inbox_counts(self, actor: Actor, now: datetime) -> InboxCounts:
        """How much open work the actor has, and how much was told."""
        rows = self.inbox(actor, InboxQuery(), now).rows
        told = self.notices(actor, None, now).rows
        return InboxCounts(open=len(rows), late=0, today=0, unclaimed=0, mine=0, notices=len(told))

    def inbox_choices(self, actor: Actor) -> InboxChoices:
        """Every process, and the actor's own bodies."""
        own = tuple((seat.body, seat.body_name, "") for seat in actor.seats)
        keys = {ProcessKey(case.process) for case in self._state.cases.values()}
        newest = {version.key: version.id for version in self._state.versions.values()}
        return InboxChoices(
            processes=tuple((key, str(key), str(key)) for key in sorted(keys)),
            bodies=(),
            own=own,
            newest=tuple(newest.values()),
        )

    def row(self, actor: Actor, item: ItemId, now: datetime) -> InboxRow | None:
        """One piece of work."""
        found = self._state.items.get(item)
        return self._row(found, actor, now) if found else None

    def badge(self, actor: Actor, now: datetime) -> Badge:
        """The figures of the frame."""
        return self.inbox_counts(actor, now).badge

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
            may_open=is_theirs(item, actor),
            waits_for="、".join(
                one.whom[0]
                for one in self._state.asides.values()
                if item.submission and one.item == item.id and one.is_open and one.blocks
            ),
            offered_at=item.offered_at,
            deadline=Deadline(due=item.due, lamp=Lamp.NONE)
            .while_stopped(item.stopped_at is not None)
            .while_still(case.standstill is not None),
        )


def _is_due(item: WorkItem, since: date | None, until: date | None) -> bool:
    if since is None or until is None:
        return True
    return item.due is not None and since <= day_of(item.due) <= until
