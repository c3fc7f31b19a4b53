"""Diagrams by chance: blocks in each other, with flows across them that no block has.

All that a condition asks is whether the name of its flow is in ``v``, which each answer sets anew. So
the schedule decides everything, and a smaller diagram with the same fault is found by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.engine.diagrams import about, boundary, end, flow, many, node, sub, timer, user
from tests.engine.event_pen import draw as drawn
from tests.engine.handler_pen import undone

if TYPE_CHECKING:
    from collections.abc import Callable

ERRORS = (about("error", "e1"), about("error", "e2"))
HEARD = (timer("timeDuration", "PT1H"), about("message", "m"), about("signal", "s"))
DECIDING = ("exclusiveGateway", "inclusiveGateway")
GATEWAYS = (*DECIDING, "parallelGateway")


def conditional(name: str) -> str:
    """A condition that asks for a name in ``v``."""
    return about(
        "conditional", inner=f'<bpmn:condition>list contains(v, "{name}")</bpmn:condition>'
    )


Stage = Any
"""A way to go on, one of the methods below."""


@dataclass
class Page:
    """The inside of one scope, while it is drawn."""

    kinds: dict[str, str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    flows: list[tuple[str, str]] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    """Elements that another flow may leave."""
    targets: list[str] = field(default_factory=list)
    """Elements that another flow may come to."""
    undoing: dict[str, str] = field(default_factory=dict)
    """What undoes an element."""

    def put(
        self, key: str, kind: str, part: str = "", *, out: bool = True, into: bool = True
    ) -> str:
        """Draw an element; a gateway is written when all its flows are known."""
        self.kinds[key] = kind
        if part:
            self.parts.append(part)
        if out:
            self.sources.append(key)
        if into:
            self.targets.append(key)
        return key

    def link(self, source: str, target: str) -> str:
        """Draw a flow, unless there is one; give back where it leads."""
        if (source, target) not in self.flows and source != target:
            self.flows.append((source, target))
        return target


class Sketch:
    """Draws one diagram; every choice is the property test's own."""

    def __init__(self, pick: Callable[[Any], Any]) -> None:
        self.pick = pick
        self.number = 0
        self.names: list[str] = []
        """Flows with a condition."""
        self.branches_around = 0
        """How many multi-instances are around; what is done in them can't be undone from outside."""
        self.has_branches = self.pick([False, True])
        """Signals and branches don't go together: other cases hear a signal, but later."""

    def key(self, letter: str) -> str:
        """A name that nothing else has."""
        self.number += 1
        return f"{letter}{self.number}"

    def diagram(self) -> bytes:
        """A whole file."""
        return drawn(self.scope(2, [*self.ends(), *ERRORS]))

    def ends(self) -> list[str]:
        """What an end event may be about, wherever it is."""
        signals = [] if self.has_branches else [about("signal", "s")]
        return ["", "", "", about("terminate"), *signals]

    def scope(self, depth: int, ends: list[str], *, begin: str = "") -> str:
        """All that a process or sub-process holds."""
        page = Page()
        at = page.put(begin or self.key("S"), "startEvent", out=False, into=False)
        if not begin:
            page.parts.append(node("startEvent", at))
        for _ in range(self.pick([1, 2, 3])):
            at = self.stage(page, depth, at, ends)
        page.link(at, self.end(page, ends))
        for _ in range(self.pick([0, 0, 1, 2])):
            page.link(self.pick(page.sources), self.pick(page.targets))
        if depth and self.pick([False, False, True]):
            page.parts.append(self.handler(depth - 1, ends))
        return self.written(page)

    def end(self, page: Page, ends: list[str]) -> str:
        key = self.key("E")
        return page.put(key, "endEvent", end(key, self.pick(ends)), out=False)

    # --- what comes next ------------------------------------------------------------------------

    def stage(self, page: Page, depth: int, at: str, ends: list[str]) -> str:
        """Something behind an element; the element where it goes on."""
        kinds: list[Stage] = [self.task, self.task, self.throw, self.catch, self.race]
        if depth:
            kinds += [self.block, self.block, self.loop, self.inside, self.inside, self.transaction]
        went: str = self.pick(kinds)(page, depth, at, ends)
        return went

    def task(self, page: Page, depth: int, at: str, ends: list[str]) -> str:
        del depth
        key = self.key("T")
        marker = self.marker()
        page.put(key, "userTask", user(key, marker))
        self.guards(page, key, ends, [])
        if not marker and not self.branches_around and self.pick([False, False, True]):
            page.undoing[key] = user(self.key("U"))
        return page.link(at, key)

    def marker(self) -> str:
        """Done once, in a loop, or by many."""
        loop = '<bpmn:standardLoopCharacteristics loopMaximum="2"/>'
        count = f"nrOfCompletedInstances &gt;= {self.pick([1, 2])}"
        until = count.replace("&gt;", ">") if self.pick([False, True]) else None
        several = many(
            count=str(self.pick([2, 0, 3])), until=until, sequential=self.pick([False, True])
        )
        return self.pick(["", "", "", loop, several if self.has_branches else ""])  # type: ignore[no-any-return]

    def throw(self, page: Page, depth: int, at: str, ends: list[str]) -> str:
        del depth, ends
        key = self.key("N")
        whole = ["<bpmn:compensateEventDefinition/>", about("escalation", "c1")]
        signals = [] if self.has_branches else [about("signal", "s")]
        inner = self.pick([*whole, *signals, ""])
        page.put(key, "throw", node("intermediateThrowEvent", key, inner))
        return page.link(at, key)

    def catch(self, page: Page, depth: int, at: str, ends: list[str]) -> str:
        del depth, ends
        key = self.key("C")
        page.put(key, "catch", node("intermediateCatchEvent", key, **self.heard()))
        return page.link(at, key)

    def heard(self) -> dict[str, str]:
        """What an event waits for: one thing, the first of several, all of them, or a condition."""
        if not self.has_branches and self.pick([False, False, False, True]):
            name = self.key("V")
            self.names.append(name)
            return {"inner": conditional(name)}
        if self.pick([True, True, False]):
            return {"inner": self.pick(HEARD)}
        several = "".join(self.pick([HEARD, HEARD[:2], HEARD[1:]]))
        return {"inner": several, "parallelMultiple": self.pick(["true", "false"])}

    def race(self, page: Page, depth: int, at: str, ends: list[str]) -> str:
        del depth, ends
        gateway, after = self.key("R"), self.key("X")
        page.put(gateway, "race", node("eventBasedGateway", gateway), out=False)
        page.put(after, "exclusiveGateway")
        for first in HEARD[: self.pick([2, 3])]:
            key = self.key("C")
            asked = {"inner": first} if self.pick([True, True, False]) else self.heard()
            page.put(key, "catch", node("intermediateCatchEvent", key, **asked), into=False)
            page.link(gateway, key)
            page.link(key, after)
        page.link(at, gateway)
        return after

    def block(self, page: Page, depth: int, at: str, ends: list[str]) -> str:
        kind = self.pick(GATEWAYS)
        split = page.put(self.key("G"), kind)
        join = page.put(self.key("J"), self.pick([kind, kind, *GATEWAYS]))
        page.link(at, split)
        for _ in range(self.pick([2, 2, 3])):
            tail = self.stage(page, depth - 1, split, ends)
            page.link(tail, self.end(page, ends) if self.pick([False] * 5 + [True]) else join)
        if join not in {target for _, target in page.flows}:
            page.link(split, join)
        return join

    def loop(self, page: Page, depth: int, at: str, ends: list[str]) -> str:
        merge = page.put(self.key("L"), "exclusiveGateway")
        page.link(at, merge)
        again = page.put(self.key("A"), "exclusiveGateway")
        page.link(self.stage(page, depth - 1, merge, ends), again)
        page.link(again, merge)
        return again

    # --- scopes ---------------------------------------------------------------------------------

    def inside(self, page: Page, depth: int, at: str, ends: list[str]) -> str:
        key, marker = self.key("P"), self.marker()
        more = [*ends, *ERRORS, about("escalation", "c1")]
        if "multiInstance" in marker:
            more = [each for each in more if "cancel" not in each]
        self.branches_around += "multiInstance" in marker
        page.put(key, "subProcess", sub(key, marker, self.scope(depth - 1, more)))
        self.branches_around -= "multiInstance" in marker
        self.guards(page, key, ends, [*ERRORS, about("error"), about("escalation", "c1")])
        return page.link(at, key)

    def transaction(self, page: Page, depth: int, at: str, ends: list[str]) -> str:
        key, cancel = self.key("K"), self.key("B")
        inner = self.scope(depth - 1, [*ends, about("cancel"), about("cancel")])
        page.put(key, "transaction", node("transaction", key, inner))
        page.put(cancel, "boundary", boundary(cancel, key, about("cancel")), out=False, into=False)
        self.lead(page, cancel, ends)
        self.guards(page, key, ends, [])
        return page.link(at, key)

    def guards(self, page: Page, host: str, ends: list[str], thrown: list[str]) -> None:
        """Boundary events on an activity, more or fewer."""
        for _ in range(self.pick([0, 0, 1, 2])):
            key = self.key("B")
            asked = self.pick([self.heard(), *({"inner": each} for each in thrown)])
            takes_over = "error" in asked["inner"] or self.pick([True, False])
            tie = {"attachedToRef": host, "cancelActivity": str(takes_over).lower()}
            part = node("boundaryEvent", key, **tie, **asked)
            page.put(key, "boundary", part, out=False, into=False)
            self.lead(page, key, ends)

    def lead(self, page: Page, key: str, ends: list[str]) -> None:
        """Somewhere from a boundary event: back into the flow, or to an end of its own."""
        back = self.pick([False, True])
        page.link(key, self.pick(page.targets) if back else self.end(page, ends))

    def handler(self, depth: int, ends: list[str]) -> str:
        """An event sub-process."""
        key, begin = self.key("H"), self.key("S")
        thrown = [*ERRORS, about("escalation", "c1")]
        asked = self.pick([self.heard(), self.heard(), *({"inner": each} for each in thrown)])
        takes_over = "error" in asked["inner"] or self.pick([True, False])
        starts = node("startEvent", begin, isInterrupting=str(takes_over).lower(), **asked)
        return sub(key, starts, self.scope(depth, ends, begin=begin), triggeredByEvent="true")

    # --- writing it down ------------------------------------------------------------------------

    def written(self, page: Page) -> str:
        """The parts, with gateways and flows now that it is known how many leave each."""
        leaving = {key: [f for f in page.flows if f[0] == key] for key in page.kinds}
        parts = list(page.parts)
        for key, kind in page.kinds.items():
            is_decided = kind in DECIDING and len(leaving[key]) > 1
            has_default = is_decided and self.pick([True, False])
            default = {"default": "_".join(leaving[key][-1])} if has_default else {}
            if kind in GATEWAYS:
                parts.append(node(kind, key, **default))
            for source, target in leaving[key]:
                name = f"{source}_{target}"
                is_asked = is_decided and default.get("default") != name
                parts.append(
                    flow(source, target, f'list contains(v, "{name}")' if is_asked else None)
                )
                if is_asked:
                    self.names.append(name)
        return "".join(parts) + undone(**page.undoing)


@dataclass(frozen=True)
class Sketched:
    """A diagram, and the names of the flows that answers decide on; told shortly."""

    diagram: bytes
    names: tuple[str, ...]

    def _repr_pretty_(self, printer: Any, _is_cycle: object) -> None:
        printer.text(str(self))

    def __str__(self) -> str:
        said = r"<bpmn:extensionElements>.*?</bpmn:extensionElements>|bpmn:|sourceRef|targetRef| name=\S*"
        text = re.sub(said, "", self.diagram.decode().partition("<bpmn:process")[2])
        return re.sub(r"></\w+>", "/>", text).replace("EventDefinition", "").replace("><", ">\n<")


@st.composite
def sketches(draw: Callable[[Any], Any]) -> Sketched:
    """Diagrams."""
    sketch = Sketch(lambda options: draw(st.sampled_from(options)))
    return Sketched(sketch.diagram(), tuple(sketch.names))
