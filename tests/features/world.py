"""The world of one scenario: the county, the moment, the case at hand, and what became of the act."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID

from server.domain.ids import CaseId
from server.domain.work import WorkState, is_theirs
from server.services import certifying, manning, signing_in, timekeeping
from server.services.mailing import carrying
from server.services.registers import ending
from tests.features import usual
from tests.features.filling import fill
from tests.features.jobs import run_all
from tests.features.officers import confirm
from tests.features.people import DESKS, PASSWORD, accounts
from tests.features.seen import Refused
from tests.hook_server import Receiver
from tests.mail_server import MailBox

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
  UNION ALL SELECT due FROM starts UNION ALL SELECT due FROM standstills
  UNION ALL SELECT due FROM proposals) waiting
WHERE due > %s AND due <= %s"""
OPEN_NAMED = "SELECT id FROM work_items WHERE name = %s AND state = 'open' ORDER BY id"
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
    box: MailBox = field(default_factory=MailBox)
    """All mail that the house sent."""
    receiver: Receiver = field(default_factory=Receiver)
    """The server outside that is told of events."""
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
    is_alone: bool = False
    """Whether nobody confirms what somebody does who should not do it alone."""
    item_done: UUID | None = None
    """The work that was handed in last."""
    seen: Seen | None = None
    past: frozenset[str] = frozenset()
    listed: list[tuple[str, str]] = field(default_factory=list)
    """Step and holder of each line of a view."""
    found: list[UUID] = field(default_factory=list)
    feed: str = ""
    """By what the calendar at hand is known."""
    sheet: str = ""
    """All that stands in an exported sheet."""
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
        key = self.key()

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

    def vote(self, who: str, step: str, ballot: dict[str, Any]) -> object:
        """Somebody signs what several sign."""
        return self._complete(self.door, who, self.item(who, step), changes=ballot)

    def claim(self, who: str, step: str) -> None:
        """Somebody signs for work."""
        self.door.claim(accounts()[who], self.item(who, step).id, self.key())

    def give_back(self, who: str, step: str) -> None:
        """Somebody gives work back."""
        self.door.give_back(accounts()[who], self.item(who, step).id, self.key())

    def act(self, who: str, step: str, act: str, **given: Any) -> None:
        """Somebody carries out an act on work."""
        item = self.item(who, step)
        self.door.act(accounts()[who], item.id, act, given, self.key())

    def act_on_many(self, who: str, step: str, act: str, *whom: str) -> list[str]:
        """Somebody carries out one act on every open piece of work of a step."""
        rows = self.intruder.execute(OPEN_NAMED, [step]).fetchall()
        people, items = [self.person(each) for each in whom], [row[0] for row in rows]
        return self.door.batch(accounts()[who], act, items, people, self.key())

    def act_on_case(self, who: str, act: str, **given: Any) -> None:
        """Somebody carries out an act on the case at hand."""
        self.door.act_on_case(accounts()[who], self.root, act, given, self.key())

    def person(self, who: str) -> str:
        """The id of a person, as acts name them."""
        return str(self.actor(who).person)

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
        self.run_jobs()
        while True:
            row = self.intruder.execute(DUE_NEXT, [self.clock.moment, moment]).fetchone()
            if row is None or row[0] is None:
                break
            self.clock.moment = row[0]
            timekeeping.sweep(self.tools)
            self.run_jobs()
        self.clock.moment = moment
        ending.look(self.tools)
        self.run_jobs()
        manning.look(self.tools)
        certifying.remind(self.tools)
        carrying.sweep(self.tools)
        self.run_jobs()

    def run_jobs(self) -> None:
        """Run the jobs in the queue, and those that they put there."""
        run_all(self.tools, self.intruder)

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
        actor = self.actor(who)
        found = [item for item in self.items() if item.name == step]
        assert found, f"nobody was ever asked to do “{step}”"
        return max(found, key=lambda one: (is_theirs(one, actor), one.state is WorkState.OPEN))

    def actor(self, who: str) -> Actor:
        """A person with the seats held now."""
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
        login, key = accounts()[who], self.key()
        self.item_done = item.id
        values = self.sent(door, login, item, usual.answer(item.name, self.kind) | (changes or {}))
        if rows:
            self._write(door.paper(login, item.id), values, rows)
        flow = self.flow(item, choice) if choice else None
        if not self.is_alone:
            confirm(self, who, item, values, flow)

        def hand_in(more: dict[str, Any]) -> object:
            return door.complete(login, item.id, values | more, flow, key)

        self.last = hand_in
        return hand_in({})

    def sent(
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

    def flow(self, item: WorkItem, choice: str) -> str:
        """The flow that a button stands for."""
        with self.tools.unit() as unit:
            version = unit.cases.find(item.case).version
        choices = self.tools.engine.model(version).steps[item.element].choices
        return next(one.flow for one in choices if one.name == choice)

    def key(self) -> str:
        """A key that no other request has."""
        return f"key-{next(self._keys)}"
