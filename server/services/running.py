"""The one door to the engine: push a case, and everything that follows from it.

One push can set off others: the last branch of a fan-out moves its parent, a boundary event
withdraws branches, a called process ends. All of it happens in the act's own transaction, case
after case, until nothing is left to push. Locks are taken from child to parent, the count of a
fan-out last (``WaitBook.count_branch``), so that branches don't wait for each other.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import StepFailed
from server.domain.moves import Alarm, Escalate, FanOut, Listen, Look, Work
from server.domain.patience import Patience
from server.domain.values import plain
from server.services import (
    branching,
    describing,
    heeding,
    incidents,
    keeping,
    offering,
    withdrawing,
)
from server.services.messages import Sent
from server.services.worlds import CaseWorld

if TYPE_CHECKING:
    from server.domain.ids import CaseId, VersionId
    from server.domain.moves import Move, Push, Skip, Thrown
    from server.domain.ports import CaseFile, HeldCase
    from server.domain.work import WorkItem
    from server.services.county import County
    from server.services.recording import Record
    from server.services.worlds import Reckoned

MOST_PUSHES = 20_000
"""More pushes than this in one act mean processes that call each other without end."""
MOST_SECONDS = 20.0
"""Seconds of the processor that one act may take; a thousand branches take less than one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """An element of one version that two persons agreed to pass over once in this act."""

    version: VersionId
    skip: Skip


class Run:
    """One act's pushes, until nothing follows any more."""

    def __init__(self, record: Record, county: County, agreed: Agreed | None = None) -> None:
        self.record = record
        self.agreed = agreed
        """What is still to be passed over; None when it was."""
        self.unit = record.unit
        self.tools = record.tools
        self.county = county
        self._resumed: WorkItem | None = None
        self._queue: deque[tuple[HeldCase, Push]] = deque()
        self._moved: dict[CaseId, HeldCase] = {}
        self._over: set[CaseId] = set()
        self.ears: deque[tuple[CaseId, Listen]] = deque()
        self._reckoned: Reckoned = {}

    def push(self, held: HeldCase, push: Push, resumes: WorkItem | None = None) -> None:
        """Pushes a held case, and then all that follows; by which work may stand again where it stood."""
        self._resumed = resumes
        self.then(held, push)
        self.drain()
        self._resumed = None

    def resumed(self, case: CaseId, element: str) -> WorkItem | None:
        """The work that stands again at an element of a case, on the clock that it had: once in a push."""
        before = self._resumed
        if before is None or (before.case, before.element) != (case, element):
            return None
        self._resumed = None
        return before

    def drain(self) -> None:
        """Pushes until nothing follows any more."""
        patience = Patience(steps=MOST_PUSHES, seconds=MOST_SECONDS)
        while self._queue or self._recall():
            held, push = self._queue.popleft()
            if not patience.lasts():
                with incidents.failing_in(self.record, held.id, held.version):
                    raise StepFailed(cause=patience.causes, element="")
            self._step(held, push)

    def _recall(self) -> bool:
        """Gives what was kept to a place that has begun to listen; whether there was anything."""
        while self.ears:
            case, wait = self.ears.popleft()
            if case not in self._over and keeping.recall(self, case, wait):
                return True
        return False

    def then(self, held: HeldCase, push: Push) -> None:
        """Pushes a case after what is under way."""
        self._queue.append((held, push))

    def push_now(self, case: CaseId, push: Push) -> None:
        """Pushes a case before what is under way goes on."""
        held = self._caught_up(case)
        self._follow(held, push, self._move(held, push))

    def look_anew(self, held: HeldCase) -> None:
        """Lets a case that was just read see what changed around it, after what is under way."""
        self._moved[held.id] = held
        self.then(held, Look())

    def hold(self, case: CaseId) -> HeldCase:
        """A case as it stands after this act's own moves, locked."""
        return self._moved.get(case) or self.unit.cases.hold(case)

    def look(self, case: CaseId) -> HeldCase | CaseFile:
        """A case as it stands after this act's own moves, without a lock."""
        return self._moved.get(case) or self.unit.cases.find(case)

    def over(self, case: CaseId) -> None:
        """A case that is over is pushed no more, whatever was still to follow."""
        self._over.add(case)

    def keep(self, held: HeldCase, *, saved: bytes, data: dict[str, object]) -> HeldCase:
        """Keeps a case's state and data after a move."""
        describing.describe(self, held, data)
        self.record.state(held.id, saved, data)
        self._moved[held.id] = replace(held, saved=saved, data=data)
        return self._moved[held.id]

    def settle(self) -> None:
        """Writes what was gathered so far, so that it can be read back within the act."""
        self.record.write()
        self.unit.flush()

    def world(self, held: HeldCase) -> CaseWorld:
        """What the engine may ask about the county while it moves this case."""
        agreed = self.agreed
        skip = agreed.skip if agreed is not None and agreed.version == held.version else None
        return CaseWorld(self.record, self.county, held, skip, self._reckoned)

    def learn(self, held: HeldCase | CaseFile) -> None:
        """Makes sure that the engine has the diagram of this case."""
        if not self.tools.engine.knows(held.version):
            sources = self.tools.shelf.sources(self.unit, held.version)
            self.tools.engine.learn(held.version, sources)

    # --- one push -----------------------------------------------------------------------------

    def _step(self, held: HeldCase, push: Push) -> None:
        if held.id not in self._over:
            now = self._moved.get(held.id, held)
            self._follow(now, push, self._move(now, push))

    def _move(self, held: HeldCase, push: Push) -> Move:
        self.learn(held)
        with incidents.failing_in(self.record, held.id, held.version):
            return self.tools.engine.push(
                held.version,
                push,
                saved=held.saved,
                data=held.data,
                outer=held.outer,
                world=self.world(held),
            )

    def _follow(self, held: HeldCase, push: Push, move: Move) -> None:
        """Makes a move come true."""
        incidents.close(self.record, held, {getattr(push, "token", None)})
        if move.skipped:
            self.agreed = None
        moved = self.keep(held, saved=move.saved, data=plain(move.data))
        self._tell(moved, push, move)
        for thrown in move.thrown:
            if thrown.kind == "escalation":
                self._escalate(moved, thrown)
        if held.id in self._over:
            return  # who caught what it threw has taken it away
        if move.closed:
            withdrawing.close_tokens(self, moved, frozenset(move.closed))
        for wait in move.opened:
            self._open(moved, wait)
        if move.ending is not None:
            branching.end(self, moved, move.ending)
        else:
            heeding.tell_branches(self, moved, push, move)

    def _escalate(self, held: HeldCase, thrown: Thrown) -> None:
        """Lets the nearest case above catch what a branch throws (BPMN 2.0, 10.5.5.6).

        At once, before the branch goes on or ends. A case that doesn't catch it stays as it was.
        """
        while held.parent is not None:
            above = self._caught_up(held.parent)
            if held.id in self._over:
                return
            self.settle()
            places = self.unit.waits.fan_outs(above.id)
            [token] = [place for place, fan_out in places.items() if fan_out == held.fan_out]
            push = Escalate(token=token, thrown=thrown)
            move = self._move(above, push)
            if not any(each is thrown for each in move.thrown):
                self._follow(above, push, move)
                return
            held = above

    def _caught_up(self, case: CaseId) -> HeldCase:
        """A case, locked, after all that this act had set off there before."""
        earlier = [each for each in self._queue if each[0].id == case]
        self._queue = deque(each for each in self._queue if each[0].id != case)
        for each in earlier:
            self._step(*each)
        return self.hold(case)

    def _tell(self, held: HeldCase, push: Push, move: Move) -> None:
        """The facts of the way itself: what was passed, written, decided, sent."""
        facts: list[f.Fact] = []
        if move.path:
            facts.append(f.PathTaken(elements=move.path))
        own = move.written - frozenset(getattr(push, "values", ()))
        if own:
            digest = self.record.content(held.root, {name: held.data.get(name) for name in own})
            facts.append(f.DataWritten(names=tuple(sorted(own)), digest=digest))
        for decided in move.decided:
            why = {"inputs": decided.inputs, "outputs": decided.outputs}
            digest = self.record.content(held.root, why)
            facts.append(
                f.DecisionTaken(
                    element=decided.element,
                    decision=decided.decision,
                    rules=decided.rules,
                    digest=digest,
                )
            )
        for sent in move.thrown:
            self._send(held, sent)
        facts.extend(
            f.MessageThrown(
                element=sent.element, kind=sent.kind, name=sent.name, key=sent.key or sent.code
            )
            for sent in move.thrown
        )
        if facts:
            self.record.of_case(held, *facts)

    def _send(self, held: HeldCase, sent: Thrown) -> None:
        """Defers the delivery of a message or signal to other cases, by this act's commit."""
        if sent.kind in {"message", "signal"}:
            letter = Sent(
                source=held.root,
                kind=sent.kind,
                name=sent.name,
                key=sent.key,
                digest=self.record.content(held.root, sent.values),
                until=sent.until or self.record.moment + self.tools.limits.message_life,
                by=held.id,
            )
            self.unit.defer("deliver", letter.job)

    def _open(self, held: HeldCase, wait: Work | FanOut | Alarm | Listen) -> None:
        match wait:
            case Work():
                offering.offer(self, held, wait)
            case FanOut():
                branching.open_fan_out(self, held, wait)
            case Listen():
                began = f.ListeningBegan(
                    token=wait.token,
                    element=wait.element,
                    kind=wait.kind,
                    name=wait.name,
                    key=wait.key,
                )
                self.record.of_case(held, began)
                if wait.kind == "message":
                    self.ears.append((held.id, wait))
            case _:
                clock, since = wait.clock or (None, None)
                fact = f.TimerSet(
                    timer=self.tools.ids.new(),
                    token=wait.token,
                    element=wait.element,
                    due=wait.due,
                    clock=clock,
                    since=since,
                )
                self.record.of_case(held, fact)
