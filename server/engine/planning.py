"""What each element says, compiled: the attributes that its specification gets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.domain.ids import ProcessKey
from server.domain.moves import BranchKind
from server.engine.associating import Data
from server.engine.fanning import Fan
from server.engine.names import (
    IDENTIFIER,
    SPIFF,
    extension,
    extension_text,
    local,
    properties,
    text_of,
)
from server.engine.offering import Offer, seat_of
from server.engine.planning_data import DataReader, context_of
from server.engine.planning_events import read_events
from server.engine.planning_fans import CATCHING, fans_out, frame_of, read_sign, read_version
from server.engine.planning_loops import read_loop, read_many
from server.engine.rules_flows import PERSONAL, condition
from server.engine.rules_nodes import quantity
from server.engine.sheet import ACTIVITIES, is_together

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element

    from server.domain.process import Sources
    from server.engine.decisions import Decisions
    from server.engine.expressions import Expression
    from server.engine.findings import Findings
    from server.engine.members import Many
    from server.engine.sheet import Sheet

Plan = dict[str, Any]
"""Attribute -> what a specification gets."""

_KINDS = {
    "userTask": BranchKind.WORK,
    "manualTask": BranchKind.WORK,
    "callActivity": BranchKind.CALL,
}


class Planner:
    """Reads the elements of one sheet; problems go to the findings, and the plan has a gap there."""

    def __init__(
        self,
        sheet: Sheet,
        sources: Sources,
        findings: Findings,
        decisions: Mapping[str, Decisions],
    ) -> None:
        self.sheet = sheet
        self.decisions = decisions
        self.sources = sources
        self.findings = findings

    def plan(self, key: str) -> Plan:
        """All attributes of one element."""
        node = self.sheet.nodes[key]
        kind = local(node)
        plan: Plan = {}
        if kind in ACTIVITIES:
            plan["before"] = self._script(
                node, extension_text(node, "preScript"), "前置脚本", "pre-script"
            )
            plan["after"] = self._script(
                node, extension_text(node, "postScript"), "后置脚本", "post-script"
            )
            plan["loop"] = read_loop(node, self.findings)
            plan["takes"] = quantity(node, "startQuantity")
            plan["gives"] = quantity(node, "completionQuantity")
        many = read_many(self.sheet, node, self.findings)
        ways = plan["ways"] = self._ways(node, many)
        if fans_out(node, is_many=many is not None, has_data=ways.is_any):
            plan["fan"] = self._fan(key, node, many, ways)
            if kind == "receiveTask":
                plan["alone"] = self._own(key, node, Data())
        else:
            plan.update(self._own(key, node, ways))
            plan["frame"] = None if kind in CATCHING else frame_of(many, ways)
        return plan

    def _ways(self, node: _Element, many: Many | None) -> Data:
        reader = DataReader(self.sheet.variables, self.findings)
        return reader.read(node) if many is None else reader.read_many(node, many.output_collection)

    def _own(self, key: str, node: _Element, ways: Data) -> Plan:
        """What is particular to this kind of element."""
        kind = local(node)
        if kind.endswith("Event") or kind in {"sendTask", "receiveTask"}:
            # What is thrown carries the data inputs (BPMN 2.0, 10.3.1).
            carried = context_of(sorted(ways.all_inputs))
            events = read_events(self.sheet, node, self.findings)
            brings = None
            if kind in CATCHING and ways.is_any:
                # Of several definitions each brings only what is its own.
                brings = ways if len(events) == 1 else replace(ways, owed=frozenset())
            return {
                "events": tuple(
                    replace(event, payload=event.payload or carried, brings=brings)
                    for event in events
                ),
                "together": is_together(node),
            }
        return _READERS.get(kind, _nothing)(self, key, node)

    def condition(self, flow: _Element) -> Expression | None:
        """The condition of a flow."""
        return self._expression(flow, condition(flow), "条件", "condition")

    # --- work -------------------------------------------------------------------------------------

    def work(self, key: str, node: _Element) -> Plan:
        """A user or manual task."""
        said = properties(node)
        variable = extension_text(node, "variableName") or said.get("result")
        return {"offer": self._offer(key, node, said), "variable": variable}

    def _offer(self, key: str, node: _Element, said: dict[str, str]) -> Offer | None:
        lane = self.sheet.lane(key)
        seat = seat_of(said, self.sources.lanes.get(lane))
        if seat is None:
            self.findings.add(
                node,
                f"不知由谁办理：请写 org 与 role，或在 process.toml 为泳道“{lane}”指定。",
                f"Nobody is named to do this: write org and role, or seat lane {lane!r} in process.toml.",
            )
            return None
        compiled = self._expression(node, seat.org, "办理单位 org ", "org")
        if compiled is None:
            return None
        return Offer(
            element=key,
            name=node.get("name", ""),
            lane=lane,
            org=compiled,
            role=self._role(node, seat.role),
            form=said.get("form"),
            clock=self.findings.clock(node, said.get("clock")),
            clock_from=self._expression(
                node, said.get("clock_from"), "起算 clock_from ", "clock_from"
            ),
            clock_agreed=self._expression(
                node, said.get("clock_agreed"), "约定时间 clock_agreed ", "clock_agreed"
            ),
            limit=self.findings.limit(node, said.get("due")),
        )

    def _role(self, node: _Element, text: str) -> Expression | str:
        if not text.startswith("="):
            return text
        return self._expression(node, text, "岗位职能 role ", "role") or text

    # --- acts of the server -----------------------------------------------------------------------

    def script_task(self, key: str, node: _Element) -> Plan:
        """A script task."""
        del key
        written = node.get("scriptFormat", "")
        if "feel" not in written.lower():
            self.findings.add(
                node,
                f"脚本格式“{written}”不支持。请将 scriptFormat 设为 feel，并写“名称 := 表达式”。",
                f"The script format {written!r} is not supported. Set scriptFormat to feel and write "
                "name := expression.",
            )
            return {}
        source = text_of(node, "script")
        if source is None:
            self.findings.add(node, "脚本为空。请填写。", "The script is empty. Write one.")
        return {"body": self._script(node, source, "脚本", "script")}

    def service_task(self, key: str, node: _Element) -> Plan:
        """A service task."""
        del key
        operator = extension(node, "serviceTaskOperator")
        if operator is None or not operator.get("id"):
            self.findings.add(
                node,
                "服务任务没有写明操作。请选择操作（serviceTaskOperator）。",
                "The service task names no operation. Choose one (serviceTaskOperator).",
            )
            return {}
        parameters = {
            item.get("id", ""): self._expression(node, item.get("value"), "参数", "parameter")
            for item in operator.iter(f"{{{SPIFF}}}parameter")
        }
        return {
            "operation": operator.get("id"),
            "parameters": {name: found for name, found in parameters.items() if found is not None},
            "result": operator.get("resultVariable") or properties(node).get("result"),
        }

    def ad_hoc(self, _key: str, node: _Element) -> Plan:
        """An ad-hoc sub-process."""
        return {
            "completion": self._expression(
                node, text_of(node, "completionCondition"), "完成条件", "completion condition"
            ),
            "cancels_rest": node.get("cancelRemainingInstances") != "false",
            "in_turn": node.get("ordering") == "Sequential",
        }

    def event_gateway(self, _key: str, node: _Element) -> Plan:
        """An event-based gateway."""
        return {"together": is_together(node)}

    def rule_task(self, key: str, node: _Element) -> Plan:
        """A business rule task."""
        del key
        decision = extension_text(node, "calledDecisionId")
        if decision is None:
            self.findings.add(
                node,
                "业务规则任务没有写明决策。请选择决策（calledDecisionId）。",
                "The business rule task names no decision. Choose one (calledDecisionId).",
            )
            return {}
        model = self.decisions.get(decision)
        if model is None:
            self.findings.add(
                node,
                f"没有决策“{decision}”。请随流程提交含此决策的 DMN 文件。",
                f"There is no decision {decision!r}. Hand in the DMN file that holds it.",
            )
            return {}
        name = model.find(decision).name
        return {
            "decision": decision,
            "decisions": model,
            "answer": name if IDENTIFIER.fullmatch(name) else decision,
            "result": properties(node).get("result"),
        }

    # --- fan-outs ---------------------------------------------------------------------------------

    def _fan(self, key: str, node: _Element, many: Many | None, ways: Data) -> Fan:
        said = properties(node)
        kind = _KINDS.get(local(node), BranchKind.PROCESS)
        called = node.get("calledElement", "").strip()
        return Fan(
            element=key,
            name=node.get("name", ""),
            kind=kind,
            called=ProcessKey(called) if kind is BranchKind.CALL else None,
            version=read_version(node, said.get("version"), self.findings),
            offer=self._offer(key, node, said) if local(node) in PERSONAL else None,
            passes_all=said.get("passes") == "all",
            inputs=self._expression(node, said.get("inputs"), "传入 inputs ", "inputs"),
            outputs=self._expression(node, said.get("outputs"), "传出 outputs ", "outputs"),
            result=extension_text(node, "variableName") or said.get("result"),
            many=many,
            data=ways,
            sign=read_sign(node, self.sources.votes),
        )

    # --- compiling --------------------------------------------------------------------------------

    def _expression(
        self, node: _Element, source: str | None, zh: str, en: str
    ) -> Expression | None:
        return self.findings.expression(node, source, zh, f"{en} ")

    def _script(self, node: _Element, source: str | None, zh: str, en: str) -> Any:
        return self.findings.script(node, source, zh, f"{en} ")


def _nothing(planner: Planner, key: str, node: _Element) -> Plan:
    del planner, key, node
    return {}


_READERS: dict[str, Callable[[Planner, str, _Element], Plan]] = {
    "userTask": Planner.work,
    "manualTask": Planner.work,
    "scriptTask": Planner.script_task,
    "serviceTask": Planner.service_task,
    "businessRuleTask": Planner.rule_task,
    "adHocSubProcess": Planner.ad_hoc,
    "eventBasedGateway": Planner.event_gateway,
}
