"""Random diagrams without a layout: structured flows, in lanes and pools, with all that BPMN puts beside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.engine.diagrams import HEAD

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

NAMES = (
    "",
    "",
    "核对",
    "是否同意？",
    "部门签收并处置",
    "Approve the plan",
    "Town reports back to the county",
)


@dataclass
class Sketch:
    """Draws one process by chance; what it draws has one way in and one way out."""

    chance: random.Random
    prefix: str = ""
    number: int = 0
    back: set[str] = field(default_factory=set)
    """The flows that lead back."""

    def key(self, letter: str) -> str:
        self.number += 1
        return f"{self.prefix}{letter}{self.number}"

    def name(self) -> str:
        return self.chance.choice(NAMES)

    def process(self, depth: int, size: int) -> list[str]:
        """The parts of a scope: a start, blocks, an end."""
        parts: list[str] = []
        at = self.put(parts, "startEvent")
        for _ in range(size):
            at = self.block(parts, at, depth)
        self.flow(parts, at, self.put(parts, "endEvent"))
        return parts

    def put(self, parts: list[str], kind: str, inner: str = "", attributes: str = "") -> str:
        key = self.key(kind[0].upper())
        parts.append(
            f'<bpmn:{kind} id="{key}" name="{self.name()}" {attributes}>{inner}</bpmn:{kind}>'
        )
        return key

    def flow(self, parts: list[str], source: str, target: str) -> str:
        key = self.key("f")
        name = self.name() if self.chance.random() < 0.4 else ""
        parts.append(
            f'<bpmn:sequenceFlow id="{key}" name="{name}" sourceRef="{source}" targetRef="{target}"/>'
        )
        return key

    def block(self, parts: list[str], at: str, depth: int) -> str:
        kinds: list[Callable[[list[str], str, int], str]] = [self.task]
        if depth:
            kinds += [
                self.fork,
                self.fork,
                self.loop,
                self.skip,
                self.watched,
                self.inside,
                self.noted,
            ]
        return self.chance.choice(kinds)(parts, at, depth - 1)

    def task(self, parts: list[str], at: str, _: int) -> str:
        kind = self.chance.choice(
            ("userTask", "serviceTask", "callActivity", "intermediateCatchEvent")
        )
        key = self.put(parts, kind)
        self.flow(parts, at, key)
        return key

    def fork(self, parts: list[str], at: str, depth: int) -> str:
        kind = self.chance.choice(("parallelGateway", "exclusiveGateway", "userTask"))
        split = self.put(parts, kind)
        join = self.put(parts, kind)
        self.flow(parts, at, split)
        for _ in range(self.chance.randint(2, 4)):
            self.flow(parts, self.block(parts, split, depth), join)
        return join

    def skip(self, parts: list[str], at: str, depth: int) -> str:
        split, join = self.put(parts, "exclusiveGateway"), self.put(parts, "exclusiveGateway")
        self.flow(parts, at, split)
        self.flow(parts, self.block(parts, split, depth), join)
        self.flow(parts, split, join)
        return join

    def loop(self, parts: list[str], at: str, depth: int) -> str:
        begin = self.put(parts, "exclusiveGateway")
        self.flow(parts, at, begin)
        again = self.put(parts, "exclusiveGateway")
        self.flow(parts, self.block(parts, begin, depth), again)
        self.back.add(self.flow(parts, again, begin))
        return again

    def watched(self, parts: list[str], at: str, depth: int) -> str:
        host = self.task(parts, at, 0)
        parts[:] = [
            p.replace("intermediateCatchEvent", "userTask") if f'id="{host}"' in p else p
            for p in parts
        ]
        for _ in range(self.chance.randint(1, 3)):
            event = self.put(
                parts, "boundaryEvent", "<bpmn:timerEventDefinition/>", f'attachedToRef="{host}"'
            )
            self.flow(parts, self.block(parts, event, depth), self.put(parts, "endEvent"))
        return host

    def inside(self, parts: list[str], at: str, depth: int) -> str:
        inner = self.process(min(depth, 1), self.chance.randint(1, 3))
        if self.chance.random() < 0.3:
            handler = "".join(self.process(0, 1))
            inner.append(
                f'<bpmn:subProcess id="{self.key("H")}" triggeredByEvent="true">{handler}</bpmn:subProcess>'
            )
        key = self.put(parts, "subProcess", whole(inner))
        self.flow(parts, at, key)
        return key

    def noted(self, parts: list[str], at: str, _: int) -> str:
        data = self.put(parts, "dataObjectReference")
        note = self.key("N")
        parts.append(
            f'<bpmn:textAnnotation id="{note}"><bpmn:text>{self.name()}</bpmn:text></bpmn:textAnnotation>'
        )
        inner = f'<bpmn:dataOutputAssociation id="{self.key("d")}"><bpmn:targetRef>{data}</bpmn:targetRef></bpmn:dataOutputAssociation>'
        key = self.put(parts, "userTask", inner)
        self.flow(parts, at, key)
        parts.append(
            f'<bpmn:association id="{self.key("a")}" sourceRef="{key}" targetRef="{note}"/>'
        )
        return key


def whole(parts: list[str]) -> str:
    """The parts in the order of the schema: notes and their lines last."""
    notes = ("<bpmn:textAnnotation", "<bpmn:association")
    return "".join(sorted(parts, key=lambda part: part.startswith(notes)))


def in_lanes(chance: random.Random, parts: list[str], prefix: str) -> str:
    """Lanes for the nodes of a scope, one of them with lanes inside."""
    keys = [p.split('id="')[1].split('"')[0] for p in parts if "sequenceFlow" not in p[:20]]
    kinds = {
        k: p.split(" ")[0][6:]
        for k, p in zip(keys, [p for p in parts if "sequenceFlow" not in p[:20]], strict=True)
    }
    nodes = [
        k
        for k in keys
        if kinds[k] not in {"boundaryEvent", "dataObjectReference", "textAnnotation", "association"}
    ]
    lanes: list[list[str]] = [[], [], []]
    at = 0
    for key in nodes:
        at = chance.choice((at, at, chance.randrange(3)))
        lanes[at].append(f"<bpmn:flowNodeRef>{key}</bpmn:flowNodeRef>")
    one, two, three = ("".join(lane) for lane in lanes)
    return (
        f'<bpmn:laneSet id="{prefix}ls"><bpmn:lane id="{prefix}la" name="乡镇">{one}</bpmn:lane>'
        f'<bpmn:lane id="{prefix}lb" name="部门"><bpmn:childLaneSet id="{prefix}lc">'
        f'<bpmn:lane id="{prefix}ld" name="主办">{two}</bpmn:lane>'
        f'<bpmn:lane id="{prefix}le" name="协办">{three}</bpmn:lane></bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>'
    )


def sketch(
    chance: random.Random, *, lanes: bool = True, size: int = 4, depth: int = 2
) -> tuple[bytes, set[str]]:
    """A file with one process, and its flows that lead back."""
    pen = Sketch(chance)
    parts = pen.process(depth, size)
    laned = in_lanes(chance, parts, "") if lanes else ""
    body = f'<bpmn:process id="p">{laned}{whole(parts)}</bpmn:process></bpmn:definitions>'
    return (HEAD.format(attributes="") + body).encode(), pen.back


def talk(chance: random.Random) -> tuple[bytes, set[str]]:
    """A file with pools that send each other messages."""
    pens = [Sketch(chance, prefix=letter) for letter in "xy"]
    bodies = [pen.process(1, 3) for pen in pens]
    tasks = [
        [p.split('id="')[1].split('"')[0] for p in parts if p.startswith("<bpmn:userTask")]
        for parts in bodies
    ]
    ends = [keys[:2] or [pen.prefix + "S1"] for keys, pen in zip(tasks, pens, strict=True)]
    flows = "".join(
        f'<bpmn:messageFlow id="m{at}" sourceRef="{one}" targetRef="{other}"/>'
        for at, (one, other) in enumerate([*zip(*ends, strict=False), (ends[0][0], "outside")])
    )
    pools = "".join(f'<bpmn:participant id="pool{k}" name="池" processRef="p{k}"/>' for k in "xy")
    pools += '<bpmn:participant id="outside" name="群众"/>'
    processes = "".join(
        f'<bpmn:process id="p{k}">{in_lanes(chance, b, k) if k == "y" else ""}{whole(b)}</bpmn:process>'
        for k, b in zip("xy", bodies, strict=True)
    )
    body = f'<bpmn:collaboration id="c">{pools}{flows}</bpmn:collaboration>{processes}</bpmn:definitions>'
    return (HEAD.format(attributes="") + body).encode(), pens[0].back | pens[1].back
