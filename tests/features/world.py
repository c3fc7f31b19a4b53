"""The world of one scenario: the county, the moment, the case at hand, and what became of the act."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID

from server.domain.ids import CaseId, ItemId, StartId, TimerId
from server.domain.work import WorkState, is_theirs
from server.services import delivering, signing_in, timekeeping
from server.services.messages import Sent
from tests.features import usual
from tests.features.filling import fill
from tests.features.people import DESKS, PASSWORD, accounts
from tests.features.seen import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import psycopg

    from server.domain.people import Actor
    from server.domain.work import WorkItem
    from server.services.tools import Tools
    from tests.eased import HandClock
    from tests.features.drivers import Door
    from tests.features.seen import Paper, Seen, Verified

DUE_NEXT = """SELECT min(due) FROM (SELECT due FROM timers UNION ALL SELECT due FROM rungs
  UNION ALL SELECT due FROM starts) waiting
WHERE due > %s AND due <= %s"""
JOBS = "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"
OFFICER = "部官镇执法员"


@dataclass(slots=True)
class World:
    """What the steps of one scenario share."""

    door: Door
    """The door under test."""
    hands: Door
    """The services, for what the world is like before the scenario begins."""
    tools: Tools
    clock: HandClock
    intruder: psycopg.Connection
    kind: str = "日常哨"
    case: CaseId | None = None
    number: str = ""
    former_number: str = ""
    refused: Refused | None = None
    answered_for: bool = False
    """Whether the scenario has looked at the refusal."""
    reply: object = None
    former_reply: object = None
    paper: Paper | None = None
    """The form at hand."""
    item_done: UUID | None = None
    """The work that was handed in last."""
    seen: Seen | None = None
    past: frozenset[str] = frozenset()
    startable: list[str] = field(default_factory=list)
    verified: Verified | None = None
    last: Callable[[dict[str, Any]], object] | None = None
    """The last thing handed in, to be handed in again, with changes or without."""
    _keys: count[int] = field(default_factory=lambda: count(1))

    # --- acts -------------------------------------------------------------------------------------

    def attempt(self, act: Callable[[], object]) -> None:
        """Do what the scenario is about; a refusal is an outcome."""
        try:
            self.reply = act()
        except Refused as refused:
            self.refused = refused
            print(refused)  # noqa: T201  # shown by pytest when a scenario fails

    def raise_whistle(
        self, who: str, kind: str, rows: list[list[str]] | None = None, door: Door | None = None
    ) -> object:
        """Somebody raises a whistle of a kind, in the usual words but for these rows."""
        door = door or self.door
        login = accounts()[who]
        values = usual.order(kind)
        values["photos"] = [door.upload(login, usual.PHOTO)]
        if rows:
            self._write(door.start_paper(login), values, rows)
        key = self._key()

        def hand_in(more: dict[str, Any]) -> object:
            return door.start(login, values | more, key)

        self.last = hand_in
        begun: Any = hand_in({})
        self.former_number, self.number = self.number, begun.number
        self.kind, self.case = kind, CaseId(begun.case)
        return begun

    def do(
        self,
        who: str,
        step: str,
        *,
        rows: list[list[str]] | None = None,
        choice: str | None = None,
    ) -> object:
        """Somebody does a step in the usual words, but for these rows."""
        item = self.item(who, step)
        return self._complete(self.door, who, item, rows=rows, choice=choice)

    def claim(self, who: str, step: str) -> None:
        """Somebody signs for work."""
        self.door.claim(accounts()[who], self.item(who, step).id, self._key())

    def give_back(self, who: str, step: str) -> None:
        """Somebody gives work back."""
        self.door.give_back(accounts()[who], self.item(who, step).id, self._key())

    def again(self, more: dict[str, Any]) -> object:
        """Hand in the last thing once more, under its key."""
        assert self.last is not None
        return self.last(more)

    # --- how the world came about -----------------------------------------------------------------

    def play_until(
        self, kind: str, step: str, detours: list[tuple[str, dict[str, Any], str | None]]
    ) -> None:
        """Bring a whistle to a step, by way of these steps done otherwise than usual."""
        self.raise_whistle(OFFICER, kind, door=self.hands)
        while detours or step not in {item.name for item in self.open_items()}:
            for item in self.open_items():
                if detours and detours[0][0] == item.name:
                    _, changes, choice = detours.pop(0)
                else:
                    changes, choice = {}, usual.CHOICES.get(item.name)
                self.do_offered(item, changes, choice)

    def do_beforehand(self, who: str, step: str, changes: dict[str, Any]) -> None:
        """Somebody did a step before the scenario begins."""
        self._complete(self.hands, who, self.item(who, step), changes=changes)

    def do_offered(self, item: WorkItem, changes: dict[str, Any], choice: str | None) -> None:
        """Whoever usually does the work of a desk does this piece of it."""
        who = DESKS[item.body, item.role]
        self._complete(self.hands, who, item, changes=changes, choice=choice)

    # --- time -------------------------------------------------------------------------------------

    def pass_to(self, moment: datetime) -> None:
        """Let time pass; whatever falls due on the way happens at its own moment."""
        while True:
            row = self.intruder.execute(DUE_NEXT, [self.clock.moment, moment]).fetchone()
            if row is None or row[0] is None:
                break
            self.clock.moment = row[0]
            timekeeping.sweep(self.tools)
            self.run_jobs()
        self.clock.moment = moment

    def run_jobs(self) -> None:
        """Run the jobs in the queue, and those that they put there."""
        while jobs := self.intruder.execute(JOBS).fetchall():
            for number, name, given in jobs:
                self.intruder.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])
                self._run(name, given)

    def _run(self, name: str, given: dict[str, str]) -> None:
        match name:
            case "fire":
                timekeeping.fire_or_report(self.tools, TimerId(UUID(given["timer"])))
            case "climb":
                timekeeping.climb(self.tools, ItemId(UUID(given["item"])), given["rung"])
            case "begin":
                timekeeping.begin_or_report(self.tools, StartId(UUID(given["start"])))
            case "begin_kept":
                delivering.begin_kept(self.tools, given["name"])
            case "deliver":
                delivering.deliver(self.tools, Sent.read(given))
            case _:
                raise AssertionError(name)

    # --- looking things up ------------------------------------------------------------------------

    @property
    def root(self) -> CaseId:
        """The case at hand."""
        assert self.case is not None, "the scenario has no case yet"
        return self.case

    def items(self) -> tuple[WorkItem, ...]:
        """All work of the case at hand."""
        with self.tools.unit() as unit:
            return unit.work.of_case(self.root)

    def open_items(self) -> list[WorkItem]:
        """The open work of the case at hand."""
        return [item for item in self.items() if item.state is WorkState.OPEN]

    def item(self, who: str, step: str) -> WorkItem:
        """The work that somebody means by the name of a step: theirs and open, if there is any."""
        actor = self._actor(who)
        found = [item for item in self.items() if item.name == step]
        assert found, f"nobody was ever asked to do “{step}”"
        return max(found, key=lambda one: (is_theirs(one, actor), one.state is WorkState.OPEN))

    def _actor(self, who: str) -> Actor:
        session = signing_in.sign_in(self.tools, accounts()[who], PASSWORD)
        actor = signing_in.who_is(self.tools, session.secret)
        assert actor is not None
        return actor

    # --- handing in -------------------------------------------------------------------------------

    def _complete(
        self,
        door: Door,
        who: str,
        item: WorkItem,
        *,
        changes: dict[str, Any] | None = None,
        rows: list[list[str]] | None = None,
        choice: str | None = None,
    ) -> object:
        login, key = accounts()[who], self._key()
        self.item_done = item.id
        values = self._sent(door, login, item, usual.answer(item.name, self.kind) | (changes or {}))
        if rows:
            self._write(door.paper(login, item.id), values, rows)
        flow = self._flow(item, choice) if choice else None

        def hand_in(more: dict[str, Any]) -> object:
            return door.complete(login, item.id, values | more, flow, key)

        self.last = hand_in
        return hand_in({})

    def _sent(
        self, door: Door, login: str, item: WorkItem, values: dict[str, Any]
    ) -> dict[str, Any]:
        """The answer with its files sent."""
        sent = deepcopy(values)
        for name, value in values.items():
            if value == usual.A_PHOTO:
                sent[name] = [door.attach(login, item.id, usual.PHOTO)]
        return sent

    def _write(self, paper: Paper, values: dict[str, Any], rows: list[list[str]]) -> None:
        for label, content in rows[1:]:
            fill(paper, values, label, self.former_number if content == "前一张哨单" else content)

    def _flow(self, item: WorkItem, choice: str) -> str:
        """The flow that a button stands for."""
        with self.tools.unit() as unit:
            version = unit.cases.find(item.case).version
        choices = self.tools.engine.model(version).steps[item.element].choices
        return next(one.flow for one in choices if one.name == choice)

    def _key(self) -> str:
        return f"key-{next(self._keys)}"
