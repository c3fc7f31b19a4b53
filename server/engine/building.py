"""From a checked sheet to a diagram: the library's specifications, with ours hung on them."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from lxml import etree

from server.engine.diagram import PROCESS, Diagram, Scope
from server.engine.hardening.activities import EventSubProcess, SubProcess
from server.engine.hardening.events import Catching, EventKind
from server.engine.hardening.gateways import InclusiveGateway, Joining
from server.engine.hardening.parser import LeanParser
from server.engine.hardening.specs import Flow
from server.engine.names import local, tag
from server.engine.sheet import SCOPES
from server.engine.starting import begun_by_hand

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from lxml.etree import _Element

    from server.domain.process import Model, Trigger
    from server.engine.associating import Data
    from server.engine.diagram import Exchange
    from server.engine.expressions import Expression
    from server.engine.hardening.specs import Lean
    from server.engine.planning import Plan
    from server.engine.sheet import Sheet
    from server.engine.starting import Beginning

_IGNORED = (
    "dataInputAssociation",
    "dataOutputAssociation",
    "dataStore",
    "ioSpecification",
    "dataObject",
)


def build(
    sheet: Sheet,
    plans: Mapping[str, Plan],
    conditions: Mapping[str, Expression | None],
    beginnings: Mapping[Trigger, Beginning],
    *,
    exchange: Exchange,
    model: Model,
) -> Diagram:
    """Make the diagram; nothing of it changes afterwards."""
    fans = {key: plan["fan"] for key, plan in plans.items() if "fan" in plan}
    libraries = _libraries(sheet, fans)
    nodes = {key: _spec(sheet, libraries, key) for key in sheet.nodes}
    for key, spec in nodes.items():
        for name, value in plans[key].items():
            setattr(spec, name, value)
        spec.arriving = tuple(flow.get("id", "") for flow in sheet.incoming[key])
        spec.leaving = tuple(_flow(sheet, flow, nodes, conditions) for flow in sheet.leaving(key))
        spec.guards = tuple(nodes[event.get("id", "")] for event in sheet.boundaries[key])
        around = sheet.scope_of[key]
        spec.around = PROCESS if around is sheet.process else around.get("id", "")
    for key in nodes:
        _tie(sheet, key, nodes)
    _tie_data(sheet, plans, nodes)
    merges = any(
        isinstance(spec, InclusiveGateway) and len(spec.arriving) > 1 for spec in nodes.values()
    )
    watches = any(
        event.condition is not None
        for spec in nodes.values()
        if isinstance(spec, Catching)
        for event in spec.events
    )
    return Diagram(
        scopes={
            **_scopes(sheet, libraries, nodes, exchange),
            **{
                key: _alone(sheet, key, plans[key]["alone"])
                for key in fans
                if "alone" in plans[key]
            },
        },
        nodes=nodes,
        fans=fans,
        beginnings=beginnings,
        model=model,
        merges=merges,
        watches=watches,
    )


def _scopes(
    sheet: Sheet, libraries: Mapping[str, Any], nodes: Mapping[str, Lean], exchange: Exchange
) -> dict[str, Scope]:
    """The process and the inside of each sub-process."""
    return {
        (PROCESS if scope is sheet.process else scope.get("id", "")): Scope(
            library=libraries[scope.get("id", "")],
            starts=_starts(sheet, scope, nodes),
            handlers=_handlers(sheet, scope, nodes),
            output=exchange.output if scope is sheet.process else None,
            needed=exchange.needed if scope is sheet.process else frozenset(),
        )
        for scope in sheet.scopes
    }


def _tie(sheet: Sheet, key: str, nodes: Mapping[str, Lean]) -> None:
    """Tell an element of those that it has to do with beside the flows."""
    spec: Any = nodes[key]
    if isinstance(spec, SubProcess):
        spec.starts = _starts(sheet, sheet.nodes[key], nodes)
        spec.handlers = _handlers(sheet, sheet.nodes[key], nodes)
        if isinstance(spec, EventSubProcess):
            spec.start.handler = spec
            if spec.start.events[0].kind is EventKind.COMPENSATE:
                nodes[sheet.scope_of[key].get("id", "")].undoer = spec
                spec.undoes = True
    elif isinstance(spec, Joining):
        spec.reach = _reach(sheet, key)
    undoer = sheet.undoer(key)
    if undoer is not None:
        nodes[sheet.nodes[key].get("attachedToRef", "")].undoer = nodes[undoer]
        nodes[undoer].undoes = True
    landing = sheet.jump(key)
    if landing is not None:
        spec.landing = nodes[landing]


def _tie_data(sheet: Sheet, plans: Mapping[str, Plan], nodes: Mapping[str, Lean]) -> None:
    """Tell each sub-process of the data that begins anew with it."""
    touched = frozenset(_touched(plans))
    variables = sheet.variables
    for key, spec in nodes.items():
        if isinstance(spec, SubProcess):
            spec.fresh = touched & variables.of_scope(sheet.nodes[key])
        if isinstance(spec, EventSubProcess):  # what its trigger brings is there before it begins
            brought: Data = plans[spec.start.bpmn_id]["ways"]
            spec.fresh -= {way.target for way in brought.outputs}


def _touched(plans: Mapping[str, Plan]) -> Iterator[str]:
    """The variables that data associations lead from or to."""
    for plan in plans.values():
        data: Data | None = plan.get("ways")
        for way in () if data is None else (*data.inputs, *data.outputs):
            yield from way.sources
            yield way.target


def _alone(sheet: Sheet, key: str, attributes: Plan) -> Scope:
    """What one of many instances of a waiting task runs: that task, and nothing before or after."""
    scope = etree.Element(tag("process"), id=key)
    scope.append(deepcopy(sheet.nodes[key]))
    etree.strip_elements(scope, *(tag(name) for name in _IGNORED), with_tail=False)
    library = LeanParser(()).read_scope(scope, sheet.lane(key))
    spec: Lean = library.task_specs[key]
    for name, value in attributes.items():
        setattr(spec, name, value)
    return Scope(library=library, starts=(spec,), alone=spec)


def _libraries(sheet: Sheet, fans: Container[str]) -> dict[str, Any]:
    """The library's specification of each scope, read from a copy without what it stumbles over."""
    root = deepcopy(sheet.root)
    etree.strip_elements(root, *(tag(name) for name in _IGNORED), with_tail=False)
    parser = LeanParser(fans)
    parser._add_diagram_indexes(root)  # noqa: SLF001  # its own hook, called by its add_bpmn_xml
    wanted = {scope.get("id") for scope in sheet.scopes}
    return {
        node.get("id", ""): parser.read_scope(
            node, sheet.lane(node.get("id", "")) if node.get("id") in sheet.nodes else None
        )
        for node in root.iter(tag("process"), *(tag(name) for name in SCOPES))
        if node.get("id") in wanted
    }


def _spec(sheet: Sheet, libraries: Mapping[str, Any], key: str) -> Lean:
    spec: Lean = libraries[sheet.scope_of[key].get("id", "")].task_specs[key]
    return spec


def _flow(
    sheet: Sheet,
    flow: _Element,
    nodes: Mapping[str, Lean],
    conditions: Mapping[str, Expression | None],
) -> Flow:
    key, source = flow.get("id", ""), flow.get("sourceRef", "")
    return Flow(
        id=key,
        name=flow.get("name", "").strip(),
        source=nodes[source],
        target=nodes[flow.get("targetRef", "")],
        condition=conditions[key],
        default=sheet.nodes[source].get("default") == key,
    )


def _starts(sheet: Sheet, scope: _Element, nodes: Mapping[str, Lean]) -> tuple[Lean, ...]:
    return tuple(nodes[key] for key in begun_by_hand(sheet, scope))


def _handlers(
    sheet: Sheet, scope: _Element, nodes: Mapping[str, Lean]
) -> tuple[EventSubProcess, ...]:
    inside = (nodes[key] for key, _ in sheet.nodes_in(scope))
    return tuple(spec for spec in inside if isinstance(spec, EventSubProcess))


def _reach(sheet: Sheet, gateway: str) -> dict[str, frozenset[str]]:
    """For each node, those incoming flows of the gateway that can be reached without passing it."""
    reach: dict[str, set[str]] = {}
    for flow in sheet.incoming[gateway]:
        todo = [flow.get("sourceRef", "")]
        while todo:
            key = todo.pop()
            found = reach.setdefault(key, set())
            if key == gateway or flow.get("id", "") in found:
                continue
            found.add(flow.get("id", ""))
            todo.extend(back.get("sourceRef", "") for back in sheet.incoming[key])
            todo.extend(sheet.jumps(key))
            if local(sheet.nodes[key]) == "boundaryEvent":
                todo.append(sheet.nodes[key].get("attachedToRef", ""))
    return {key: frozenset(found) for key, found in reach.items()}
