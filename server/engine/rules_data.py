"""Rules of data: one set of inputs and outputs, and associations that lead where they may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.feel import RESERVED
from server.engine.names import local, tag, text_of
from server.engine.rules_flows import PERSONAL
from server.engine.sheet import SCOPES, is_many
from server.engine.variables import declared, variable_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.findings import Findings
    from server.engine.planning import Plan
    from server.engine.sheet import Sheet
    from server.engine.variables import Variables

_SHARED = frozenset({"dataObject", "dataObjectReference", "dataStoreReference"})
_WHILE = ("whileExecutingInputRefs", "whileExecutingOutputRefs")


def check_data(sheet: Sheet, findings: Findings) -> None:
    """Hold what is said of data against what is executed."""
    variables = sheet.variables
    for node in (sheet.process, *sheet.nodes.values()):
        _check_sets(node, findings)
        for kind in ("dataInput", "dataOutput"):
            for way in node.iterfind(tag(f"{kind}Association")):
                check_way(sheet, node, kind, way, variables, findings)
    for node in sheet.nodes.values():
        _check_place(node, findings)


def check_names(sheet: Sheet, findings: Findings) -> None:
    """Whether expressions can read every data that is drawn."""
    for key, item in sheet.variables.items.items():
        _check_name(item, sheet.variables.name(key), findings)
    for item in sheet.process.iter(tag("inputDataItem"), tag("outputDataItem")):
        _check_name(item, variable_of(item), findings)


def check_turn(sheet: Sheet, key: str, plan: Plan, findings: Findings) -> None:
    """Whether work that takes turns has no data of its own; as a branch it would begin before anybody chose."""
    node, around = sheet.nodes[key], sheet.scope_of[key]
    is_work = local(node) in PERSONAL and not is_many(node)
    if is_work and plan["ways"].is_any and around.get("ordering") == "Sequential":
        findings.add(
            node,
            "顺序办理的临时子流程里，人工任务不能有自己的数据，否则无人选择它就先占了次序。请改用事项的变量，或将"
            " ordering 改为 Parallel。",
            "In an ad-hoc sub-process in sequence a task for people can't have data of its own: it would "
            "take its turn before anybody chose it. Use variables of the case, or make the ordering Parallel.",
        )


def _check_name(item: _Element, name: str | None, findings: Findings) -> None:
    if name in RESERVED:
        findings.add(
            item,
            f"“{name}”是表达式语言的保留字，读不到这样命名的数据。请改名。",
            f"{name!r} means something else in expressions, so data of that name can't be read. Rename it.",
        )


def _check_sets(node: _Element, findings: Findings) -> None:
    for said in node.iterfind(tag("ioSpecification")):
        for kind in ("inputSet", "outputSet"):
            sets = list(said.iterfind(tag(kind)))
            if len(sets) > 1:
                findings.add(
                    sets[1],
                    f"{kind} 只能有一个。请合并，可缺的列入 optional{kind[:-3].title()}Refs。",
                    f"Only one {kind} is executed. Join them; list what may be missing as "
                    f"optional{kind[:-3].title()}Refs.",
                )
            for part in sets:
                _check_set(part, {item.get("id") for item in said}, findings)


def _check_set(part: _Element, there: set[str | None], findings: Findings) -> None:
    for ref in part:
        if local(ref) in _WHILE:
            findings.add(
                ref,
                f"暂不支持 {local(ref)}：数据在开始时送入、结束时送出。请删除。",
                f"{local(ref)} is not supported: data goes in at the start and out at the end. Remove it.",
            )
        elif local(ref).endswith(("putRefs",)) and (ref.text or "").strip() not in there:
            findings.add(
                ref,
                f"没有数据“{(ref.text or '').strip()}”。请改正编号。",
                f"There is no data {(ref.text or '').strip()!r} here. Correct the id.",
            )


def _check_place(node: _Element, findings: Findings) -> None:
    inside = local(node) in SCOPES and not is_many(node)
    if inside and node.find(tag("ioSpecification")) is not None:
        findings.add(
            node,
            "子流程不能有 ioSpecification（BPMN 2.0，10.3.1）。请删除，或改为调用活动。",
            "A sub-process has no ioSpecification (BPMN 2.0, 10.3.1). Remove it, or call a process.",
        )
    if inside and any(_is_executed(way) for way in _ways(node)):
        findings.add(
            node,
            "暂不支持子流程上的数据转换与赋值。请移到其中的任务上。",
            "Transformations and assignments of data on a sub-process are not supported. Move them to "
            "tasks inside.",
        )
    if local(node) == "receiveTask" and next(declared(node, "dataInput"), None) is not None:
        findings.add(
            node,
            "接收任务没有数据输入，只有消息带来的数据输出。请删除。",
            "A receive task has no data inputs, only outputs that the message brings. Remove them.",
        )


def _ways(node: _Element) -> list[_Element]:
    kinds = (tag("dataInputAssociation"), tag("dataOutputAssociation"))
    return [way for kind in kinds for way in node.iterfind(kind)]


def _is_executed(way: _Element) -> bool:
    return any(way.find(tag(name)) is not None for name in ("transformation", "assignment"))


def check_way(  # one place of a way, seen from all sides
    sheet: Sheet,
    node: _Element,
    kind: str,
    way: _Element,
    variables: Variables,
    findings: Findings,
) -> None:
    """Whether one association leads from where it may to where it may."""
    sources = [(ref.text or "").strip() for ref in way.iterfind(tag("sourceRef"))]
    target = text_of(way, "targetRef") or ""
    outer, own = (sources, [target]) if kind == "dataInput" else ([target], sources)
    strange = [key for key in outer if not _is_outer(sheet, key, variables)]
    strange += [key for key in own if not _is_own(node, kind, key, variables)]
    for key in strange:
        findings.add(
            way,
            f"数据关联不能连到“{key}”。请连接任务自己的数据输入、输出与流程的数据对象、数据存储或属性。",
            f"A data association can't lead to or from {key!r}. Connect the data inputs and outputs of "
            "the task with data objects, data stores or properties of the process.",
        )
    if len(sources) > 1 and not _is_executed(way):
        findings.add(
            way,
            "多个来源须有转换（transformation）或赋值（assignment）。请补上。",
            "Several sources need a transformation or assignments. Write them.",
        )
    _check_assignments(way, target, variables, findings)


def _is_outer(sheet: Sheet, key: str, variables: Variables) -> bool:
    item = variables.items.get(key)
    if item is None:
        return False
    above = item.getparent()
    return (
        local(item) in _SHARED
        or above is sheet.process
        or above in sheet.scopes
        or (above is not None and above.getparent() is sheet.process)
    )


def _is_own(node: _Element, kind: str, key: str, variables: Variables) -> bool:
    item = variables.items.get(key)
    return item is not None and (
        item in declared(node, kind) or (local(item) == "property" and item.getparent() is node)
    )


def _check_assignments(
    way: _Element, target: str, variables: Variables, findings: Findings
) -> None:
    for part in way.iterfind(tag("assignment")):
        to = (text_of(part, "to") or target).removeprefix("=").strip()
        if to.split(".")[0].strip() not in {target, variables.name(target)}:
            findings.add(
                way,
                f"赋值的去处“{to}”不是此关联的目标。请写目标的名称，其后可用点号写明部分。",
                f"The assignment goes to {to!r}, which is not the target of its association. Write the "
                "name of the target, perhaps with a part of it after a dot.",
            )
