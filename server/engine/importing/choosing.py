"""Gateways that don't say who decides: a person does, by buttons or boxes named after the flows."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from server.engine.importing.asking import ask_before, ask_the_doer, ticks, variable_of
from server.engine.importing.draft import written
from server.engine.names import local, tag
from server.engine.rules_flows import PERSONAL, UNCONDITIONAL
from server.engine.sheet import is_many

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_CAUGHT = frozenset({"intermediateCatchEvent", "receiveTask"})


def simplify_complex(draft: Draft) -> None:
    """A complex gateway is taken for an inclusive one: its own rule is not carried out."""
    for node in draft.each("complexGateway"):
        was = written(node.find(tag("activationCondition")))
        draft.retag(node, "inclusiveGateway")
        draft.note(
            node,
            "复杂网关按包容网关执行，其激活条件不起作用。请核对。",
            "The complex gateway works as an inclusive one; its own rule has no effect. Check it.",
            was or "complexGateway",
            "inclusiveGateway",
        )


def wait_only_for_events(draft: Draft) -> None:
    """An event gateway that leads to anything but events is a person's choice."""
    for node in draft.each("eventBasedGateway"):
        if node.get("instantiate") == "true" and draft.wiring.arriving(node):
            del node.attrib["instantiate"]
            draft.note(
                node,
                "事件网关不启动流程；流程由开始事件启动。",
                "The gateway does not begin the process; its start event does.",
            )
        targets = [draft.wiring.target(flow) for flow in draft.wiring.leaving(node)]
        if len(targets) > 1 and all(_is_lone_catch(draft, target) for target in targets):
            continue
        draft.retag(node, "exclusiveGateway")
        draft.note(
            node,
            "事件网关之后不全是事件，改为由人选择。",
            "Not only events stand behind the gateway: a person chooses.",
            "eventBasedGateway",
            "exclusiveGateway",
        )


def _is_lone_catch(draft: Draft, node: _Element | None) -> bool:
    return (
        node is not None
        and local(node) in _CAUGHT
        and len(draft.wiring.arriving(node)) == 1
        and not draft.wiring.watchers(node)
        and not is_many(node)
    )


def ask_only_where_it_counts(draft: Draft) -> None:
    """A condition where none is asked goes: behind events, parallel and event gateways."""
    for node in draft.each(*sorted(UNCONDITIONAL)):
        for flow in filter(asks, draft.wiring.leaving(node)):
            was = written(flow.find(tag("conditionExpression")))
            _open(flow)
            draft.note(
                flow,
                "此处连线上的条件不会被判断，已删去。",
                "A condition here is never asked; it was removed.",
                was,
            )


def settle_defaults(draft: Draft) -> None:
    """A default is a flow of its own node, without a condition; else it is none."""
    for node in draft.root.iter("*"):
        default = node.get("default")
        if default is None or node.get("id") not in draft.wiring.nodes:
            continue
        flows = draft.wiring.leaving(node)
        mine = [flow for flow in flows if flow.get("id") == default]
        if not mine or (len(flows) > 1 and not any(map(asks, flows))):
            del node.attrib["default"]
            draft.note(
                node,
                "默认分支不属于本元素，或各分支都没有条件，已取消默认。",
                "The default was no flow of this element, or no flow has a condition; it was removed.",
                default,
            )
        elif asks(mine[0]):
            _open(mine[0])
            draft.note(
                mine[0],
                "默认分支上的条件不会被判断，已删去。",
                "A condition on the default is never asked; it was removed.",
            )


def default_last(draft: Draft) -> None:
    """Where some flows ask the data and one asks nothing, that one is the default."""
    for node in draft.each("exclusiveGateway", "inclusiveGateway"):
        flows = draft.wiring.leaving(node)
        default = node.get("default")
        still_open = [flow for flow in flows if not asks(flow)]
        rest = [flow for flow in still_open if flow.get("id") != default]
        if not rest or len(rest) == len(flows) or not any(map(asks, flows)):
            continue
        if local(node) == "inclusiveGateway":
            _take_always(draft, rest)
        elif len(still_open) == 1:
            _make_default(draft, node, rest[0])
        else:
            _choose_behind(draft, node, still_open)


def _take_always(draft: Draft, flows: list[_Element]) -> None:
    for flow in flows:
        draft.add(flow, "conditionExpression", "true")
        draft.note(
            flow,
            "包容网关没有条件的分支总是走。",
            "A flow without a condition out of an inclusive gateway is always taken.",
            "",
            "true",
        )


def _make_default(draft: Draft, node: _Element, flow: _Element) -> None:
    node.set("default", flow.get("id", ""))
    draft.note(
        node,
        "没有条件的分支作为默认分支。",
        "The flow without a condition is the default.",
        "",
        flow.get("id", ""),
    )


def _choose_behind(draft: Draft, node: _Element, flows: list[_Element]) -> None:
    """Several open flows: when no condition holds, a person chooses among them."""
    scope = node.getparent()
    assert scope is not None  # noqa: S101  # a node stands in a scope
    second = draft.add_node(
        scope, "exclusiveGateway", f"{node.get('id')}_else", node.get("name", "")
    )
    draft.speak(second, name=draft.name_en(node))
    for flow in flows:
        draft.wiring.begin(flow, second)
    node.set("default", draft.connect(node, second).get("id", ""))
    draft.note(
        node,
        "多条分支没有条件：各条件都不成立时，由人在其中选择。",
        "Several flows have no condition: when none of the others holds, a person chooses among them.",
        "",
        second.get("id", ""),
    )


def let_people_choose(draft: Draft) -> None:
    """A split without any condition is decided by the person of the step before it."""
    for node in draft.each("exclusiveGateway", "inclusiveGateway"):
        flows = draft.wiring.leaving(node)
        if len(flows) < 2 or any(map(asks, flows)):  # noqa: PLR2004  # one way is no choice
            continue
        _name_flows(draft, flows)
        if local(node) == "inclusiveGateway":
            _tick(draft, node, flows)
        elif not all(_can_choose(draft, flow) for flow in draft.wiring.arriving(node)):
            _choose_before(draft, node)


def _can_choose(draft: Draft, flow: _Element) -> bool:
    """Whether a person completes the step before; an abstract task is made one of a person."""
    step = draft.wiring.source(flow)
    if step is None or _is_branch(step) or len(draft.wiring.leaving(step)) > 1:
        return False
    ask_the_doer(draft, step)
    return local(step) in PERSONAL


def _is_branch(step: _Element) -> bool:
    """Whether work is done in branches, whose answer chooses no flow (decisions 0015 and 0026)."""
    ways = chain(*(step.iterfind(tag(f"data{way}Association")) for way in ("Input", "Output")))
    changing = (way.find(tag(name)) for way in ways for name in ("transformation", "assignment"))
    has_data = step.find(tag("ioSpecification")) is not None or any(
        one is not None for one in changing
    )
    return is_many(step) or has_data


def _choose_before(draft: Draft, node: _Element) -> None:
    step = _ask_before(draft, node)
    draft.note(
        node,
        "各分支没有条件，前一步又不能由人选择：加了一个由人选择的任务。",
        "The flows have no conditions and nobody could choose before: a task to choose was added.",
        "",
        step.get("id", ""),
    )


def _ask_before(draft: Draft, node: _Element) -> _Element:
    """A task to choose, called after its gateway."""
    name = node.get("name", "")
    return ask_before(draft, node, name or "选择", draft.name_en(node) if name else "Choose")


def _tick(draft: Draft, node: _Element, flows: list[_Element]) -> None:
    """Any number of ways: boxes to tick; the last way is taken when none is."""
    variable = variable_of(draft, "ways_of", node)
    step = _ask_before(draft, node)
    draft.say(step, "form", ticks(draft, step, variable, flows))
    for flow in flows[:-1]:
        draft.add(
            flow, "conditionExpression", f'list contains({variable}, "{flow.get("id")}") = true'
        )
    node.set("default", flows[-1].get("id", ""))
    draft.note(
        node,
        "各分支没有条件：加了一个由人勾选分支的任务，都不勾时走最后一条。",
        "The flows have no conditions: a task to tick them was added; the last is taken when none is.",
        "",
        step.get("id", ""),
    )


def _name_flows(draft: Draft, flows: list[_Element]) -> None:
    """Each flow has a name of its own, for it is a button."""
    taken: set[str] = set()
    for number, flow in enumerate(flows, 1):
        name, name_en = _name_of(draft, flow, number)
        if name in taken:
            name, name_en = f"{name} {number}", name_en and f"{name_en} {number}"
        taken.add(name)
        draft.speak(flow, name=name_en)
        if name != flow.get("name", "").strip():
            draft.note(
                flow,
                "分支是按钮，给了它自己的名称。",
                "The flow is a button and got a name of its own.",
                flow.get("name", ""),
                name,
            )
            flow.set("name", name)


def _name_of(draft: Draft, flow: _Element, number: int) -> tuple[str, str]:
    """What a flow is called in Chinese and English: its own name, that of where it leads, or its number."""
    named = (one for one in (flow, draft.wiring.target(flow)) if one is not None)
    for one in named:
        name = " ".join(one.get("name", "").split())
        if name:
            return name, draft.name_en(one)
    return f"分支 {number}", f"Way {number}"


def asks(flow: _Element) -> bool:
    """Whether a flow asks anything of the data."""
    condition = written(flow.find(tag("conditionExpression")))
    return bool(condition) and " ".join(condition.split()) != f'choice = "{flow.get("id")}"'


def _open(flow: _Element) -> None:
    for condition in flow.findall(tag("conditionExpression")):
        flow.remove(condition)
