"""The jobs of the queue, run at once and in their order, as a worker would."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from server.domain.ids import CaseId, ItemId, LeavingId, NoticeId, StartId, TimerId
from server.services import delivering, recounting, standing_still, timekeeping
from server.services.hooks import calling, hearing
from server.services.mailing import carrying, spreading
from server.services.messages import Sent
from server.services.registers import ahead, ending, leaving

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import psycopg

    from server.services.tools import Tools

Given = dict[str, str]
WAITING = "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"
TAKEN = "DELETE FROM procrastinate_jobs WHERE id = %s"


def run_all(tools: Tools, connection: psycopg.Connection) -> None:
    """Run the jobs in the queue, and those that they put there."""
    while jobs := connection.execute(WAITING).fetchall():
        for number, name, given in jobs:
            connection.execute(TAKEN, [number])
            RUNNING[name](tools, given)


def _fire(tools: Tools, given: Given) -> None:
    timekeeping.fire_or_report(tools, TimerId(UUID(given["timer"])))


def _climb(tools: Tools, given: Given) -> None:
    timekeeping.climb(tools, ItemId(UUID(given["item"])), given["rung"])


def _begin(tools: Tools, given: Given) -> None:
    timekeeping.begin_or_report(tools, StartId(UUID(given["start"])))


def _begin_kept(tools: Tools, given: Given) -> None:
    delivering.begin_kept(tools, given["name"])


def _recount(tools: Tools, given: Given) -> None:
    recounting.recount(tools, given["kind"], given["name"])


def _deliver(tools: Tools, given: Given) -> None:
    delivering.deliver(tools, Sent.read(given))


def _hand_back(tools: Tools, _given: Given) -> None:
    ending.hand_back(tools)


def _take_effect(tools: Tools, _given: Given) -> None:
    ahead.take_effect(tools)


def _hand_on(tools: Tools, given: Given) -> None:
    leaving.hand_on(tools, LeavingId(UUID(given["leaving"])))


def _resume(tools: Tools, given: Given) -> None:
    standing_still.resume_by_time(tools, CaseId(UUID(given["case"])))


def _spread(tools: Tools, given: Given) -> None:
    spreading.spread(tools, [NoticeId(UUID(each)) for each in given["notices"].split()])


def _carry(tools: Tools, _given: Given) -> None:
    carrying.carry(tools)


def _hear(tools: Tools, given: Given) -> None:
    hearing.hear(tools, hearing.places_in(given["entries"]))


def _call(tools: Tools, given: Given) -> None:
    calling.call(tools, given["hook"])


RUNNING: Mapping[str, Callable[[Tools, Given], None]] = {
    "fire": _fire,
    "climb": _climb,
    "begin": _begin,
    "begin_kept": _begin_kept,
    "recount": _recount,
    "deliver": _deliver,
    "hand_on": _hand_on,
    "hand_back": _hand_back,
    "take_effect": _take_effect,
    "resume": _resume,
    "spread_notices": _spread,
    "carry_mails": _carry,
    "spread_events": _hear,
    "call_hook": _call,
}
"""What each job does; one that nobody knows fails the scenario."""
