"""Activities: what the server can do itself is mapped, what it can't a person does, with a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.decisions import read_together
from server.engine.importing.dialects import not_carried_out, vendor, vendor_parts
from server.engine.importing.draft import IMPORTED, drop
from server.engine.importing.parameters import has_parameters, parameters, set_around, unsaid
from server.engine.importing.passing import pass_on
from server.engine.importing.wiring import nodes_of
from server.engine.names import SPIFF, extension, extension_text, local, tag

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft


def operate(draft: Draft) -> None:
    """A service task whose operation the server has is mapped; another one a person does."""
    for node in draft.each("serviceTask"):
        operator = extension(node, "serviceTaskOperator")
        if operator is not None and operator.get("id") in draft.known.operations:
            continue
        name = _job(node)
        if operator is None and name in draft.known.operations:
            result = vendor(node, "resultVariable", "resultVariableName")
            said = {"resultVariable": result} if result else {}
            made = draft.extend(node, "serviceTaskOperator", id=name, **said)
            _parameters(draft, node, made)
            set_around(draft, node, "postScript", "outputParameter", "output")
            draft.note(node, "映射为操作。", "It was mapped to an operation.", name, name)
        else:
            said_name = name or ("" if operator is None else operator.get("id", ""))
            by_person(draft, node, said_name)


def _job(node: _Element) -> str:
    """What another tool calls the work of a service task."""
    for part in vendor_parts(node, "taskDefinition"):
        return part.get("type", "")
    return vendor(node, "topic", "delegateExpression", "expression", "class", "type") or ""


def _parameters(draft: Draft, node: _Element, operator: _Element) -> None:
    """Input parameters of other tools, those that can be said in FEEL."""
    holder = operator.makeelement(f"{{{SPIFF}}}parameters", {})
    for one in parameters(draft, node, "inputParameter", "input"):
        said = {"id": one.name, "type": "any", "value": one.feel}
        holder.append(holder.makeelement(f"{{{SPIFF}}}parameter", said))
    operator.append(holder)


def decide(draft: Draft) -> None:
    """A business rule task whose decision was handed in is mapped; another one a person does."""
    read, _ = read_together(draft.sources.decisions)
    there = {key for model in read.values() for key in model.decisions}
    for node in draft.each("businessRuleTask"):
        if extension_text(node, "calledDecisionId") in there:
            continue
        named: str = vendor(node, "decisionRef", "decisionTableReferenceKey") or ""
        result = vendor(node, "resultVariable") or ""
        for part in vendor_parts(node, "calledDecision"):
            named, result = part.get("decisionId", ""), part.get("resultVariable") or ""
        if named not in there:
            by_person(draft, node, named or extension_text(node, "calledDecisionId") or "")
            continue
        draft.extend(node, "calledDecisionId", named)
        if result:
            draft.say(node, "result", result)
        draft.note(node, "映射为决策。", "It was mapped to a decision.", named, named)


def call(draft: Draft) -> None:
    """A call of a process that is known stays; another one a person does."""
    known = {*draft.known.processes, draft.sources.key}
    for node in draft.each("callActivity"):
        for part in vendor_parts(node, "calledElement"):
            if not node.get("calledElement"):
                node.set("calledElement", part.get("processId", ""))
                draft.note(
                    node,
                    "映射所调用的流程。",
                    "The called process was mapped.",
                    "",
                    part.get("processId", ""),
                )
        if node.get("calledElement", "").rpartition(":")[2] not in known:
            by_person(draft, node, node.get("calledElement", ""))
            continue
        node.set("calledElement", node.get("calledElement", "").rpartition(":")[2])
        if extension(node, IMPORTED) is None:
            pass_on(draft, node)


def fill_empty(draft: Draft) -> None:
    """A sub-process with nothing in it is a task of a person."""
    for node in draft.each("subProcess", "transaction", "adHocSubProcess"):
        inside = list(nodes_of(node))
        if not inside and node.get("triggeredByEvent") != "true":
            by_person(draft, node, "")
        elif local(node) == "adHocSubProcess" and any(
            local(one) in {"startEvent", "endEvent"} for one in inside
        ):
            for condition in node.findall(tag("completionCondition")):
                drop(condition)
            draft.recast(node, "subProcess")
            draft.note(
                node,
                "含开始或结束事件的临时子流程按普通子流程执行。",
                "An ad-hoc sub-process with start or end events works as a plain one.",
                "adHocSubProcess",
                "subProcess",
            )


def by_person(draft: Draft, node: _Element, was: str) -> None:
    """A person does what the server can't, and reads what it was."""
    kind = local(node)
    draft.retag(node, "userTask")
    said = " ".join(was.split())[:_WORDS]
    zh, en = _INSTRUCTIONS[kind]
    if draft.say(node, "instructions", zh.format(was=said and f"（{said}）")):
        draft.speak(node, instructions=en.format(was=said and f" ({said})"))
    draft.note(
        node,
        "服务器无法自行办理，改为由人办理并附说明。",
        "The server can't do this itself: a person does, and reads why.",
        f"{kind} {was}",
        "userTask",
    )


_WORDS = 200
"""Letters of what was there that a person is shown."""
_SUB_PROCESS = (
    "原图是没有展开的子流程{was}。请办完后确认。",
    "The drawing has a sub-process with nothing in it here{was}. Do it, then confirm.",
)
_INSTRUCTIONS = {
    "serviceTask": (
        "原图由外部系统办理{was}。请代为办理后确认。",
        "Another system does this in the drawing{was}. Do it in its place, then confirm.",
    ),
    "scriptTask": (
        "原图由脚本办理{was}，脚本不在此执行。请代为办理后确认。",
        "A script does this in the drawing{was}, and is not run here. Do it in its place, then confirm.",
    ),
    "businessRuleTask": (
        "原图由决策决定{was}，此处没有该决策。请代为决定后确认。",
        "A decision does this in the drawing{was}, and is not here. Decide in its place, then confirm.",
    ),
    "callActivity": (
        "原图调用别的流程{was}，此处没有该流程。请代为办理后确认。",
        "The drawing calls a process{was} that is not here. Do it in its place, then confirm.",
    ),
    "subProcess": _SUB_PROCESS,
    "transaction": _SUB_PROCESS,
    "adHocSubProcess": _SUB_PROCESS,
}
"""What a person reads who does what the server can't, in Chinese and English."""


def list_what_is_not_run(draft: Draft) -> None:
    """Listeners, connectors and scripts of other tools are named, and parameters that pass nowhere."""
    marked = (*draft.wiring.nodes.values(), *draft.each("process", "sequenceFlow"))
    for node in (one for one in marked if extension(one, IMPORTED) is None):
        not_run, left_out = not_carried_out(node), list(unsaid(draft, node))
        for what, content in not_run:
            zh, en = (
                f"{what} 在此不起作用，从不执行。",
                f"The {what} has no effect here and is not run.",
            )
            draft.note(node, zh, en, content)
        for what, content in left_out:
            zh = f"{what} 在此无法表达，已略去。"
            draft.note(node, zh, f"The {what} can't be said here; it was left out.", content)
        if not_run or left_out or has_parameters(node):
            draft.extend(node, IMPORTED)
