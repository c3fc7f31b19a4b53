"""A tiny pen for BPMN: the XML of small diagrams, as an editor would write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4
from xml.sax.saxutils import escape, quoteattr

from server.domain.ids import ProcessKey, Token, VersionId
from server.domain.moves import Alarm, Complete, FanOut, Listen, Push, Start, Wait, Work
from server.domain.ports import Known
from server.domain.process import LaneSeat, Sources
from server.engine.adapter import SpiffEngine

if TYPE_CHECKING:
    from server.domain.moves import Move
    from server.domain.values import Value, Values

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' id="definitions" targetNamespace="http://county.example/processes"{attributes}>\n'
)
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
"""Monday noon in the county."""


def process(*parts: str, beside: str = "", attributes: str = "", key: str = "whistle") -> bytes:
    """A file with one process; ``beside`` holds messages, errors and the like."""
    body = "\n".join(parts)
    return (
        f"{HEAD.format(attributes=attributes)}{beside}\n"
        f'<bpmn:process id="{key}" isExecutable="true">\n{body}\n</bpmn:process>\n</bpmn:definitions>\n'
    ).encode()


def extensions(**said: str | None) -> str:
    """Extension elements: properties, or whole elements by a name that begins with ``e_``."""
    whole = "".join(
        f"<spiffworkflow:{name[2:]}>{escape(value)}</spiffworkflow:{name[2:]}>"
        for name, value in said.items()
        if value is not None and name.startswith("e_")
    )
    pairs = "".join(
        f"<spiffworkflow:property name={quoteattr(name)} value={quoteattr(value)}/>"
        for name, value in said.items()
        if value is not None and not name.startswith("e_")
    )
    held = f"<spiffworkflow:properties>{pairs}</spiffworkflow:properties>" if pairs else ""
    return f"<bpmn:extensionElements>{held}{whole}</bpmn:extensionElements>" if held or whole else ""


def node(kind: str, key: str, inner: str = "", *, said: str = "", **attributes: str) -> str:
    """Any element."""
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<bpmn:{kind} id={quoteattr(key)}{written}>{said}{inner}</bpmn:{kind}>"


def start(key: str = "S") -> str:
    """A start event."""
    return node("startEvent", key)


def end(key: str = "E", inner: str = "", **said: str) -> str:
    """An end event."""
    return node("endEvent", key, inner, said=extensions(**said))


def user(key: str, inner: str = "", *, kind: str = "userTask", name: str = "", **said: str | None) -> str:
    """A user task of the clerk of zjj, unless said otherwise."""
    said = {"org": '"zjj"', "role": "clerk", **said}
    return node(kind, key, inner, said=extensions(**said), name=name or f"办{key}")


def script(key: str, text: str) -> str:
    """A script task in FEEL."""
    return node("scriptTask", key, f"<bpmn:script>{escape(text)}</bpmn:script>", scriptFormat="feel")


def service(key: str, operation: str, *, result: str = "", **parameters: str) -> str:
    """A service task."""
    given = "".join(
        f'<spiffworkflow:parameter id={quoteattr(name)} type="any" value={quoteattr(value)}/>'
        for name, value in parameters.items()
    )
    kept = f" resultVariable={quoteattr(result)}" if result else ""
    operator = (
        f"<spiffworkflow:serviceTaskOperator id={quoteattr(operation)}{kept}>"
        f"<spiffworkflow:parameters>{given}</spiffworkflow:parameters></spiffworkflow:serviceTaskOperator>"
    )
    return node("serviceTask", key, said=f"<bpmn:extensionElements>{operator}</bpmn:extensionElements>")


def sub(key: str, *parts: str, **attributes: str) -> str:
    """An embedded sub-process."""
    return node("subProcess", key, "".join(parts), **attributes)


def gateway(kind: str, key: str, **attributes: str) -> str:
    """A gateway: exclusive, parallel, inclusive or eventBased."""
    return node(f"{kind}Gateway", key, **attributes)


def boundary(key: str, host: str, inner: str, *, interrupting: bool = True, **said: str) -> str:
    """A boundary event."""
    return node(
        "boundaryEvent",
        key,
        inner,
        said=extensions(**said),
        attachedToRef=host,
        cancelActivity="true" if interrupting else "false",
    )


def timer(way: str, text: str) -> str:
    """A timer definition: timeDate, timeDuration or timeCycle."""
    return (
        f'<bpmn:timerEventDefinition><bpmn:{way} xsi:type="bpmn:tFormalExpression">'
        f"{escape(text)}</bpmn:{way}></bpmn:timerEventDefinition>"
    )


def about(kind: str, reference: str = "", inner: str = "") -> str:
    """An event definition of another kind."""
    named = f' {kind}Ref="{reference}"' if reference else ""
    return f"<bpmn:{kind}EventDefinition{named}>{inner}</bpmn:{kind}EventDefinition>"


def many(  # one keyword for each part of the marker
    collection: str | None = None,
    item: str | None = None,
    *,
    count: str | None = None,
    into: str | None = None,
    output: str | None = None,
    until: str | None = None,
    sequential: bool = False,
) -> str:
    """A multi-instance marker."""
    parts = [
        f"<bpmn:loopCardinality>{escape(count)}</bpmn:loopCardinality>" if count else "",
        f"<bpmn:loopDataInputRef>{collection}</bpmn:loopDataInputRef>" if collection else "",
        f"<bpmn:loopDataOutputRef>{into}</bpmn:loopDataOutputRef>" if into else "",
        f'<bpmn:inputDataItem id="in_{item}_{collection}" name="{item}"/>' if item else "",
        f'<bpmn:outputDataItem id="out_{output}_{into}" name="{output}"/>' if output else "",
        f"<bpmn:completionCondition>{escape(until)}</bpmn:completionCondition>" if until else "",
    ]
    ordered = "true" if sequential else "false"
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{ordered}">'
        f"{''.join(parts)}</bpmn:multiInstanceLoopCharacteristics>"
    )


def flow(source: str, target: str, condition: str | None = None, *, name: str = "", key: str = "") -> str:
    """A sequence flow, called after its ends."""
    inner = ""
    if condition is not None:
        inner = (
            '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">'
            f"{escape(condition)}</bpmn:conditionExpression>"
        )
    named = {"name": name} if name else {}
    return node("sequenceFlow", key or f"{source}_{target}", inner, sourceRef=source, targetRef=target, **named)


def line(*keys: str) -> str:
    """Flows from each element to the next."""
    return "".join(flow(one, other) for one, other in zip(keys, keys[1:], strict=False))


def sources(diagram: bytes, **more: object) -> Sources:
    """The sources of a process with just a diagram."""
    given: dict[str, object] = {"key": ProcessKey("whistle"), "title": "吹哨", "title_en": "Whistle", **more}
    return Sources(diagram=diagram, **given)  # type: ignore[arg-type]  # the tests know what they hand over


SEATS = {"乡镇": LaneSeat(org="township", role="clerk")}
KNOWN = Known(
    operations=frozenset({"document.number"}),
    clocks=frozenset({"T41", "T43", "T43/emergency"}),
    functions=frozenset({"command_centre"}),
    roles=frozenset({"clerk", "head"}),
    processes=frozenset({ProcessKey("inquiry")}),
)


@dataclass
class FakeWorld:
    """The world of a push, without a county."""

    moment: datetime = NOON
    told: list[tuple[str, Values]] = field(default_factory=list)
    answers: Mapping[str, Values] = field(default_factory=dict)

    @property
    def functions(self) -> Mapping[str, Callable[..., Value]]:
        """``due`` gives a day for each clock."""
        return {"due": lambda clock: self.due(clock, self.moment), "body_of": lambda name: name}

    def due(self, clock: str, since: datetime, agreed: date | None = None) -> datetime:
        """One day after, whatever the clock, a second for each letter of its name; or the day agreed."""
        if agreed is not None:
            return datetime(agreed.year, agreed.month, agreed.day, 10, tzinfo=UTC)
        return since + timedelta(days=1, seconds=len(clock))

    def operate(self, operation: str, values: Values) -> Values:
        """Remember the call, give the answer prepared for it."""
        self.told.append((operation, values))
        return self.answers.get(operation, {})


class Player:
    """Plays one instance, saved and restored at every push."""

    def __init__(
        self,
        diagram: bytes | Sources,
        *,
        outer: Values | None = None,
        world: FakeWorld | None = None,
        steps: int = 20_000,
    ) -> None:
        self.engine = SpiffEngine(steps)
        self.version = VersionId(uuid4())
        self.model = self.engine.learn(
            self.version, diagram if isinstance(diagram, Sources) else sources(diagram)
        )
        self.world = world or FakeWorld()
        self.outer = outer or {}
        self.saved = b""
        self.data: Values = {}
        self.waits: dict[Token, Wait] = {}
        self.path: list[str] = []
        self.last: Move | None = None

    def push(self, push: Push) -> Move:
        """Push, and keep what came out as a host would."""
        move = self.engine.push(
            self.version, push, saved=self.saved, data=self.data, outer=self.outer, world=self.world
        )
        self.saved, self.data, self.last = move.saved, move.data, move
        self.path.extend(move.path)
        self.waits.pop(getattr(push, "token", Token("")), None)
        for token in move.closed:
            del self.waits[token]
        for wait in move.opened:
            assert wait.token not in self.waits
            self.waits[wait.token] = wait
        if move.ending is not None:
            assert not self.waits
            assert move.saved == b""
        return move

    def start(self, scope: str | None = None, **values: Value) -> Player:
        """Begin."""
        self.push(Start(values=values, scope=scope))
        return self

    def done(self, element: str, choice: str | None = None, **values: Value) -> Player:
        """Complete the work at an element."""
        self.push(Complete(token=self.token(element), values=values, choice=choice))
        return self

    def token(self, element: str) -> Token:
        """The waiting place at an element."""
        return next(wait.token for wait in self.waits.values() if wait.element == element)

    def alarm(self, element: str) -> Alarm:
        """The timer at an element."""
        found = self.waits[self.token(element)]
        assert isinstance(found, Alarm)
        return found

    def fan(self, element: str) -> FanOut:
        """The fan-out at an element."""
        found = self.waits[self.token(element)]
        assert isinstance(found, FanOut)
        return found

    def work(self, element: str) -> Work:
        """The work at an element."""
        found = self.waits[self.token(element)]
        assert isinstance(found, Work)
        return found

    def listening(self, element: str) -> Listen:
        """What an element listens for."""
        found = self.waits[self.token(element)]
        assert isinstance(found, Listen)
        return found

    @property
    def waiting(self) -> list[str]:
        """The elements that wait, sorted."""
        return sorted(wait.element for wait in self.waits.values())

    @property
    def over(self) -> bool:
        """Whether it came to its end."""
        return self.last is not None and self.last.ending is not None


def four_tasks() -> bytes:
    """The process of the benchmark: user A, parallel B and C, join, exclusive gateway, user D."""
    return process(
        start(),
        user("A"),
        gateway("parallel", "split"),
        user("B"),
        user("C"),
        gateway("parallel", "join"),
        gateway("exclusive", "which", default="which_E"),
        user("D"),
        end(),
        line("S", "A", "split", "B", "join"),
        line("split", "C", "join", "which"),
        flow("which", "D", "amount > 100"),
        flow("which", "E"),
        line("D", "E"),
    )
