"""What runs, but hardly as it was meant: told beside the list of refusals, when a process is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.process import Problem
from server.engine.members import Many
from server.engine.names import line_of, local, properties, tag
from server.engine.origins import origins_of
from server.engine.parts import parts_of
from server.engine.timers import Timer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from server.domain.ports import Known
    from server.domain.process import Sources
    from server.engine.associating import Data
    from server.engine.decisions import Decisions
    from server.engine.expressions import Expression
    from server.engine.planning import Plan
    from server.engine.sheet import Sheet

_CLOCK = frozenset({"now", "today"})
"""Names that FEEL itself knows, though not what they give."""
_SAID = frozenset(
    {
        "form",
        "role",
        "org",
        "clock",
        "clock_agreed",
        "clock_from",
        "due",
        "law",
        "sign",
        "distinct_from",
        "duty",
        "officers",
        "officer_field",
        "return_to",
        "instructions",
        "result",
        "inputs",
        "outputs",
        "passes",
        "payload",
        "correlation",
        "members_by",
        "missed",
        "ttl",
        "version",
    }
)
"""The properties that have an effect somewhere."""


def warnings_of(
    sheet: Sheet, plans: Mapping[str, Plan], sources: Sources, known: Known
) -> Iterator[Problem]:
    """Everything that whoever draws should know."""
    yield from _silent_stores(sheet)
    yield from _tasks_of_no_kind(sheet)
    yield from _properties(sheet)
    yield from _lanes(sheet, sources, known)
    yield from _strange_inputs(sheet, plans)
    origins = origins_of(sheet, plans, sources)
    if origins is not None:
        yield from _missing(sheet, plans, origins)


def _silent_stores(sheet: Sheet) -> Iterator[Problem]:
    for store in sheet.variables.silent_stores():
        yield _warning(
            store,
            "数据存储没有写明 store，仅供阅读。要读写本县的数据，请写属性 store。",
            "The data store names no store and is for reading only. Write property store to have data "
            "of the county read or written.",
        )


def _tasks_of_no_kind(sheet: Sheet) -> Iterator[Problem]:
    for node in sheet.nodes.values():
        if local(node) == "task":
            yield _warning(
                node,
                "此步骤没有种类，会自动通过。若由人办理，请改为人工任务。",
                "This step is of no kind and passes by itself. If a person does it, make it a user task.",
            )


def _properties(sheet: Sheet) -> Iterator[Problem]:
    for node in sheet.nodes.values():
        for name in sorted(properties(node).keys() - _SAID):
            yield _warning(
                node,
                f"属性“{name}”没有作用。请检查拼写。",
                f"Property {name!r} has no effect. Check its spelling.",
            )


def _lanes(sheet: Sheet, sources: Sources, known: Known) -> Iterator[Problem]:
    """Lanes without anything in them, and lanes whose holders nobody can be; work in such is refused."""
    for lane in sheet.process.iter(tag("lane")):
        name = lane.get("name", "")
        seat = sources.lanes.get(name)
        if lane.find(tag("flowNodeRef")) is None and lane.find(tag("childLaneSet")) is None:
            yield _warning(
                lane,
                f"泳道“{name}”里没有任何环节。请放入环节，或删除泳道。",
                f"Nothing lies in lane {name!r}. Put steps into it, or remove it.",
            )
        if seat is not None and not seat.role.startswith("=") and seat.role not in known.roles:
            yield _warning(
                lane,
                f"泳道“{name}”的岗位职能“{seat.role}”没有登记，无人能办。请改正名称，或先登记。",
                f"The role {seat.role!r} of lane {name!r} isn't registered, so nobody can work there. "
                "Correct its name, or register it first.",
            )


def _missing(sheet: Sheet, plans: Mapping[str, Plan], origins: frozenset[str]) -> Iterator[Problem]:
    """Names that nothing writes: only who calls the process could give them."""
    for key, plan in plans.items():
        for name in sorted(_names_read(plan) - origins):
            yield _warning(
                sheet.nodes[key],
                f"“{name}”没有任何表单、数据或脚本写入，只有调用方可能传入。请检查拼写。",
                f"No form, data or script writes {name!r}; only who calls the process might give it. "
                "Check its spelling.",
            )


def _strange_inputs(sheet: Sheet, plans: Mapping[str, Plan]) -> Iterator[Problem]:
    """What is handed to a decision by a name that it doesn't ask for; other parts of the step may."""
    for key, plan in plans.items():
        model: Decisions | None = plan.get("decisions")
        if model is None:
            continue
        wanted = model.wants(plan["decision"])
        for name in sorted(plan["ways"].all_inputs - wanted):
            yield _warning(
                sheet.nodes[key],
                f"决策“{plan['decision']}”没有输入“{name}”，有：{'、'.join(sorted(wanted))}。请检查拼写。",
                f"The decision {plan['decision']!r} has no input {name!r}, but {', '.join(sorted(wanted))}. "
                "Check the spelling.",
            )


def _names_read(plan: Plan) -> frozenset[str]:
    """What an element can't do without: members of many, times that it waits for, inputs of a decision."""
    wanted = (one for part in parts_of(plan) for one in _wanted_in(part))
    names = (one.compiled.mentions.names for one in wanted if one is not None)
    return frozenset().union(*names).difference(_CLOCK) | _decided_by(plan)


def _wanted_in(part: Any) -> tuple[Expression | None, ...]:
    match part:
        case Many():
            return (part.collection,)
        case Timer():
            return (part.expression,)
        case _:
            return ()


def _decided_by(plan: Plan) -> frozenset[str]:
    model: Decisions | None = plan.get("decisions")
    if model is None:
        return frozenset()
    given: Data = plan["ways"]
    return model.wants(plan["decision"]) - given.all_inputs


def _warning(node: _Element, zh: str, en: str) -> Problem:
    return Problem(element=node.get("id", ""), sentence=zh, sentence_en=en, line=line_of(node))
