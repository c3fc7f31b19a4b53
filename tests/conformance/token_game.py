"""The token game of BPMN 2.0.2 (chapter 13), as plain as can be: the judge of the engine.

It shares nothing with the engine but the XML. What the standard leaves open (which of two tokens that
may move moves first) it follows every way, so it knows *all* that may wait after a step.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

from tests.conformance.board import Board, Fault, Item, Token, catching
from tests.conformance.charts import SCOPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conformance.board import V
    from tests.conformance.charts import Flow, Node


class Game(Board):
    """An instance that moves."""

    def begin(self, v: V) -> None:
        """13.2: the instance, its event sub-processes listening, a token on its start event."""
        self.tokens[0] = Token(self.chart.process, -1, "scope", v=v)
        for start in self.chart.process.starts:
            self.enter(start, 0)

    def happen(self, item: Item, v: V | None) -> None:
        """Something happens from outside."""
        if v is not None:
            self.write(self.instance(item.owner), v)
        token, node = self.tokens[item.owner], self.chart.nodes[item.element]
        if self.event(item).kind == "conditional":
            token.met |= {item[::2]}
        if node.events and not self.hear(node, token, item.which):
            return
        if node is token.at:
            self.through(item.owner)
        elif token.at.kind == "eventBasedGateway":
            self.remove(item.owner)
            self.put(node, token.within, "ready")
        elif node.kind == "boundaryEvent":
            self.guard(node, item.owner)
        else:
            self.handle(node, item.owner)

    def write(self, instance: int, v: V) -> None:
        """10.5.5: an answer is given; a condition that no longer holds may come to hold again."""
        self.tokens[instance].v = v
        for item in self.awaited():
            if self.event(item).about not in v:
                self.tokens[item.owner].met -= {item[::2]}

    def hear(self, node: Node, token: Token, which: int) -> bool:
        """10.5.1: whether that was all that is wanted; what comes once is spent."""
        heard = token.spent | {(node.key, which)}
        everything = {(node.key, number) for number, _ in enumerate(node.events)}
        if node.together and not everything <= heard:
            token.spent = heard
            return False
        once = {"timer"} & {event.kind for event in node.events}
        if not node.together:
            token.spent |= heard if node.events[which].kind == "timer" else set()
        elif once:
            token.spent |= everything
        else:
            token.spent -= everything
        return True

    def guard(self, event: Node, host: int) -> None:
        """13.5.3: a boundary event takes the place of its activity, or runs beside it."""
        within = self.tokens[host].within
        if event.interrupts:
            self.remove(host)
        self.put(event, within, "ready")

    def handle(self, start: Node, scope: int) -> None:
        """13.5.4: an event sub-process takes its scope over, or runs beside what is in it."""
        if start.interrupts:
            self.clear(scope)
        self.put(start, self.put(self.chart.nodes[start.around], scope, "scope"), "ready")

    def enter(self, node: Node, within: int, via: str = "") -> None:
        """A token comes to an element."""
        if node.kind in {"parallelGateway", "inclusiveGateway"} and len(node.incoming) > 1:
            self.put(node, within, "joins", via)
            if node.kind == "parallelGateway" and self.present(node, within) == {*node.incoming}:
                self.join(node, within)
        elif node.many:
            host = self.put(node, within, "many")
            total, one_by_one, _ = node.many
            for _ in range(min(total, 1) if one_by_one else total):
                self.member(host)
            if not total:
                self.leave(host)
        else:
            self.start(node, within)

    def start(self, node: Node, within: int, via: Any = "") -> int:
        catches = node.kind == "intermediateCatchEvent" and node.event != "link"
        waits = catches or node.kind in {"userTask", "receiveTask", "eventBasedGateway"}
        how = "scope" if node.kind in SCOPES else "waits" if waits else "ready"
        key = self.put(node, within, how, via)
        for start in node.starts if how == "scope" else ():
            self.enter(start, key)
        return key

    def member(self, host: int) -> None:
        v = self.v(host)
        key = self.start(self.tokens[host].at, host)
        self.tokens[key].v = None if self.tokens[host].at.is_loop else v

    def through(self, key: int) -> None:
        """What an element is for is done (13.3.2): what undoes it is remembered, and on it goes."""
        token = self.tokens[key]
        around = self.tokens[token.within]
        if around.how == "many":
            around.done += token.done
            self.remove(key)
            self.counted(token.within)
            return
        if token.done or token.at.undoer:
            around.done += ((token.at.key, token.done),)
        if isinstance(token.via, int):
            self.remove(key)
            self.undo_next(token.via)
        else:
            self.leave(key)

    def counted(self, host: int) -> None:
        """13.3.6 and 13.3.7: one of several is through; that was all, or enough, or the next begins."""
        token = self.tokens[host]
        assert token.at.many is not None
        total, one_by_one, enough = token.at.many
        token.count += 1
        if token.count >= min(total, enough):
            self.through(host)
        elif one_by_one:
            self.member(host)

    def leave(self, key: int) -> None:
        """A token goes, one comes on each flow taken; an empty scope is over (13.3.4)."""
        token = self.tokens[key]
        flows = self.taken(token.at, self.v(key))
        self.remove(key)
        for flow in flows:
            self.enter(self.chart.nodes[flow.target], token.within, flow.key)
        self.close(token.within)

    def close(self, scope: int) -> None:
        if scope in self.tokens and not self.inside(scope):
            if scope == 0:
                self.over("finished")
            else:
                self.through(scope)

    def taken(self, node: Node, v: V) -> list[Flow]:
        """13.4: which flows get a token."""
        if node.kind == "parallelGateway" or not any(flow.condition for flow in node.out):
            return node.out
        holding = [f for f in node.out if not f.default and (not f.condition or f.condition in v)]
        holding = holding or [flow for flow in node.out if flow.default]
        if not holding:
            raise Fault
        return holding[:1] if node.kind == "exclusiveGateway" else holding

    # --- joins --------------------------------------------------------------------------------

    def join(self, node: Node, within: int) -> Game:
        """13.4: one token of each flow goes into one; those in excess stay."""
        for flow in self.present(node, within):
            here = (key for key in self.inside(within) if self.is_at(key, node))
            self.remove(next(key for key in here if self.tokens[key].via == flow))
        self.put(node, within, "ready")
        return self

    # --- throws -------------------------------------------------------------------------------

    def act(self, key: int) -> list[Game]:
        """A token that is ready moves; more than one game where hearers of a signal differ."""
        token = self.tokens[key]
        node, games = token.at, [self]
        throws = node.kind in {"endEvent", "intermediateThrowEvent"}
        if throws and node.event == "signal":
            games = self.broadcast(node)
        elif throws and node.event in _THROWS:
            _THROWS[node.event](self, key)
        for game in games:
            if key in game.tokens and game.tokens[key].how == "ready":
                game.through(key)
        return games

    def broadcast(self, node: Node) -> list[Game]:
        hearers = [item for item in self.items() if self.event(item) == node.events[0]]
        games = []
        for order in permutations(hearers[:3]):
            games.append(self.copy())
            for item in order + tuple(hearers[3:]):
                if item in games[-1].items():
                    games[-1].happen(item, None)
        return games

    def caught(self, scope: int, node: Node) -> bool:
        """10.5.1: event sub-process, else boundary event; the nearest; who names the code first."""
        while True:
            token = self.tokens[scope]
            handlers = token.at.handlers if token.how == "scope" and not token.silent else []
            if handler := catching(handlers, node):
                self.handle(handler, scope)
                return True
            if scope == 0:
                return False
            is_member = self.tokens[token.within].how == "many"
            if guard := catching([] if is_member else token.at.guards, node):
                self.guard(guard, scope)
                return True
            scope = token.within

    def fail(self, key: int) -> None:
        token = self.tokens.pop(key)
        if not self.caught(token.within, token.at):
            self.over("error")

    def terminate(self, key: int) -> None:
        """13.5.6: all that goes on in this scope is over, and nothing outside it."""
        within = self.tokens[key].within
        for other in self.inside(within):
            if other != key:
                self.remove(other)
        self.ending = "terminated" if within == 0 else ""

    def cancel(self, key: int) -> None:
        """13.3.4: what was done in the transaction is undone, then its cancel event happens."""
        scope = self.tokens[key].within
        while not any(guard.event == "cancel" for guard in self.tokens[scope].at.guards):
            scope = self.tokens[scope].within
        event = next(guard for guard in self.tokens[scope].at.guards if guard.event == "cancel")
        self.clear(scope)
        self.undo(self.put(event, scope, "undoes"), "")

    def undo(self, driver: int, about: str) -> None:
        """13.5.5: what was done in this scope, or one activity of it, in reverse order."""
        self.tokens[driver].how = "undoes"
        scope = self.tokens[self.tokens[driver].within]
        undone = tuple(entry for entry in scope.done if about in {"", entry[0]})
        scope.done = tuple(entry for entry in scope.done if entry not in undone)
        self.tokens[driver].rest = tuple(self.undoers(undone))
        self.undo_next(driver)

    def undoers(self, entries: Any) -> Iterator[str]:
        for element, inside in reversed(entries):
            undoer = self.chart.nodes[element].undoer
            yield from [undoer] if undoer else self.undoers(inside)

    def undo_next(self, driver: int) -> None:
        token = self.tokens[driver]
        if token.rest:
            first, *rest = token.rest
            token.rest = tuple(rest)
            self.start(self.chart.nodes[first], token.within, driver)
        elif token.at.kind == "boundaryEvent":
            self.guard(token.at, token.within)
        else:
            self.leave(driver)

    def jump(self, key: int) -> None:
        """10.5.4: on at the other end of a link."""
        [landing] = self.chart.landing(self.tokens[key].at)
        self.enter(landing, self.tokens[key].within)


_THROWS: dict[str, Callable[[Game, int], Any]] = {
    "error": Game.fail,
    "escalation": lambda game, key: game.caught(game.tokens[key].within, game.tokens[key].at),
    "terminate": Game.terminate,
    "cancel": Game.cancel,
    "compensate": lambda game, key: game.undo(key, game.tokens[key].at.about),
    "link": Game.jump,
}
