"""What a diagram asks of the house, in plain words; and whether the house has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.moves import Choice
from server.domain.process import Model, Step
from server.engine.diagram import Exchange
from server.engine.names import extension_text, local, properties, tag, text_of
from server.engine.offering import seat_of
from server.engine.planning_data import DataReader, context_of
from server.engine.planning_fans import read_sign
from server.engine.rules_duties import duty_of, start_duty
from server.engine.rules_flows import PERSONAL, is_undecided
from server.engine.rules_many import tellings
from server.engine.sheet import SCOPES, is_many
from server.engine.starting import begun_by_hand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from server.domain.process import English, Problem, Sources, Trigger
    from server.engine.findings import Findings
    from server.engine.offering import Offer
    from server.engine.planning import Plan
    from server.engine.sheet import Sheet


def make_model(
    sheet: Sheet,
    sources: Sources,
    triggers: tuple[Trigger, ...],
    warnings: tuple[Problem, ...],
    known: frozenset[str],
) -> Model:
    """What pages and services need to know without the engine."""
    english = sources.english
    steps = {
        key: _step(sheet, key, node, sources)
        for key, node in sheet.nodes.items()
        if local(node) in PERSONAL
    }
    return Model(
        steps=steps,
        names={key: _names(node, english) for key, node in sheet.nodes.items()},
        flows={key: tuple(_leading(sheet, key, english)) for key in sheet.nodes},
        starts=tuple(begun_by_hand(sheet, sheet.process)),
        triggers=triggers,
        warnings=warnings,
        known=known,
        telling=frozenset(_telling(sheet)),
        heeded=tuple(_heeded(sheet)),
        operations=frozenset(
            key for key, node in sheet.nodes.items() if local(node) == "serviceTask"
        ),
        members_by={
            key: listed(properties(node).get("members_by", ""))
            for key, node in sheet.nodes.items()
            if is_many(node)
        },
        start_duty=start_duty(sheet),
    )


def _telling(sheet: Sheet) -> Iterator[str]:
    for key, node in sheet.nodes.items():
        if any(
            True
            for loop in node.iterfind(tag("multiInstanceLoopCharacteristics"))
            for _ in tellings(sheet, loop)
        ):
            yield key


def _heeded(sheet: Sheet) -> Iterator[str]:
    """The conditions of events inside a multi-instance, whose branches are cases of their own."""
    for definition in sheet.process.iter(tag("conditionalEventDefinition")):
        if any(is_many(around) for around in definition.iterancestors(*map(tag, SCOPES))):
            yield text_of(definition, "condition") or ""


def _names(node: _Element | None, english: Mapping[str, English]) -> tuple[str, str]:
    """What is written on an element, and its English; Chinese where there is none."""
    if node is None:
        return "", ""
    written = (node.get("name") or "").strip()
    said = english.get(node.get("id", ""))
    return written, (said.name if said else "") or written


def _step(sheet: Sheet, key: str, node: _Element, sources: Sources) -> Step:
    said, english = properties(node), sources.english
    seat = seat_of(said, sources.lanes.get(sheet.lane(key)))
    name, name_en = _names(node, english)
    lane, lane_en = _names(sheet.lane_of(key), english)
    return Step(
        element=key,
        name=name,
        name_en=name_en,
        lane=lane,
        lane_en=lane_en,
        form=said.get("form"),
        law=said.get("law", ""),
        clock=said.get("clock"),
        choices=tuple(_choices(sheet, key, english)),
        sign=read_sign(node, sources.votes),
        distinct_from=listed(said.get("distinct_from", "")),
        return_to=listed(said.get("return_to", "")),
        in_turn_with=tuple(_in_turn_with(sheet, key)),
        instructions=said.get("instructions")
        or extension_text(node, "instructionsForEndUser")
        or "",
        instructions_en=english[key].instructions if key in english else "",
        seat=seat,
        is_seated_by_lane="org" not in said,
        duty=duty_of(said, seat),
        officers=_officers(said.get("officers", "")),
        officer_field=said.get("officer_field", ""),
    )


def _officers(text: str) -> int:
    """How many; a version from before the word meant anything wants none."""
    return int(text) if text.isdecimal() else 0


def _choices(sheet: Sheet, key: str, english: Mapping[str, English]) -> Iterator[Choice]:
    for flow in sheet.outgoing[key]:
        target = flow.get("targetRef", "")
        if is_undecided(sheet, target):
            yield from _leading(sheet, target, english)
            return


def _leading(sheet: Sheet, key: str, english: Mapping[str, English]) -> Iterator[Choice]:
    for out in sheet.leaving(key):
        name, name_en = _names(out, english)
        yield Choice(flow=out.get("id", ""), name=name, name_en=name_en)


def _in_turn_with(sheet: Sheet, key: str) -> Iterator[str]:
    """The other steps of an ad-hoc sub-process in sequence (BPMN 2.0, 10.3.5)."""
    scope = sheet.scope_of[key]
    if scope.get("ordering") == "Sequential":
        beside = sheet.nodes_in(scope)
        yield from (one for one, node in beside if one != key and local(node) in PERSONAL)


def listed(text: str) -> tuple[str, ...]:
    """Names that stand one beside the other, with commas between."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def offer_of(plan: Plan) -> Offer | None:
    """The work that an element offers, once or to each member of its fan-out."""
    fan = plan.get("fan")
    offer: Offer | None = plan.get("offer") if fan is None else fan.offer
    return offer


def process_exchange(sheet: Sheet, findings: Findings) -> Exchange:
    """What the whole process takes and gives, when it says so."""
    data = DataReader(sheet.variables, findings).read(sheet.process)
    said = properties(sheet.process).get("outputs")
    output = findings.expression(sheet.process, said, "传出 outputs ", "outputs ")
    return Exchange(needed=data.needed, output=context_of(data.given) if said is None else output)
