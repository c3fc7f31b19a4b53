"""Whistles as they should not be drawn: a small diagram that deploys, with one thing wrong with it."""

from __future__ import annotations

from server.services.process_folders import files_of
from tests.places import ROOT

FILE = "whistle.bpmn"
ENGLISH = "whistle.en.toml"
SMALL = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"
    id="definitions" targetNamespace="https://county.example/processes"
    expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">
  <bpmn:collaboration id="all">
    <bpmn:participant id="pool" name="示例流程" processRef="whistle" />
  </bpmn:collaboration>
  <bpmn:process id="whistle" name="示例流程" isExecutable="true">
    <bpmn:laneSet id="lanes">
      <bpmn:lane id="lane" name="指挥中心">
        <bpmn:flowNodeRef>start</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>task</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>gateway</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>service</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>end</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>other_end</bpmn:flowNodeRef>
      </bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="start" />
    <bpmn:sequenceFlow id="begin" sourceRef="start" targetRef="task" />
    <bpmn:userTask id="task" name="办理">
      <bpmn:extensionElements>
        <spiffworkflow:properties>
          <spiffworkflow:property name="form" value="whistle/receive" />
          <spiffworkflow:property name="clock" value="T46" />
        </spiffworkflow:properties>
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="on" sourceRef="task" targetRef="gateway" />
    <bpmn:exclusiveGateway id="gateway" default="past" />
    <bpmn:sequenceFlow id="flow" sourceRef="gateway" targetRef="service">
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">handlerName = "甲"</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="past" sourceRef="gateway" targetRef="other_end" />
    <bpmn:serviceTask id="service" name="登记">
      <bpmn:extensionElements>
        <spiffworkflow:serviceTaskOperator id="whistle.close" resultVariable="closing">
          <spiffworkflow:parameters />
        </spiffworkflow:serviceTaskOperator>
      </bpmn:extensionElements>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="finish" sourceRef="service" targetRef="end" />
    <bpmn:endEvent id="end" />
    <bpmn:endEvent id="other_end" />
  </bpmn:process>
</bpmn:definitions>
"""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORM = '<spiffworkflow:property name="form" value="whistle/receive" />'
_REVIEWER = '<spiffworkflow:property name="role" value="legal_reviewer" />'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
WRONG: dict[str, tuple[str, str]] = {
    "用了复杂网关": ("</bpmn:process>", '<bpmn:complexGateway id="complex" /></bpmn:process>'),
    "连线指向不存在元素": (
        "</bpmn:process>",
        '<bpmn:sequenceFlow id="broken" sourceRef="task" targetRef="nowhere" /></bpmn:process>',
    ),
    "表单不存在": ("whistle/receive", "whistle/none"),
    "操作不存在": ("whistle.close", "whistle.none"),
    "条件写错": ('handlerName = "甲"', 'handlerName = = "甲"'),
    "任务不在泳道中": ("<bpmn:flowNodeRef>task</bpmn:flowNodeRef>", ""),
    "时限不存在": ('value="T46"', 'value="T999"'),
    "审核没有承办": (_FORM, f'{_FORM}<spiffworkflow:property name="duty" value="review" />'),
    "没有这项职责": (_FORM, f'{_FORM}<spiffworkflow:property name="duty" value="cook" />'),
    "审核人员兼任承办": (
        _FORM,
        f'{_FORM}{_REVIEWER}<spiffworkflow:property name="duty" value="handle" />',
    ),
    "带有DOCTYPE": (_HEAD, f"{_HEAD}<!DOCTYPE definitions>\n"),
    "引用外部实体": (
        _HEAD,
        f'{_HEAD}<!DOCTYPE definitions [<!ENTITY far SYSTEM "file:///etc/hostname">]>\n',
    ),
    "实体层层展开": (_HEAD, f'{_HEAD}<!DOCTYPE definitions [<!ENTITY l0 "ha">{_LAUGHS}]>\n'),
    "不是XML": (_HEAD, "流程图"),
}
"""What is wrong: a text of the small diagram, and what stands there instead."""


def whistle() -> dict[str, bytes]:
    """The files of the whistle as they are."""
    return files_of(ROOT / "workflows" / "whistle", ROOT / "forms")


def renamed() -> dict[str, bytes]:
    """The files of the whistle with another name written on one task."""
    files = whistle()
    drawn = files[FILE].decode()
    assert 'name="核对哨单"' in drawn
    return files | {FILE: drawn.replace('name="核对哨单"', 'name="核对吹哨单"').encode()}


def right() -> dict[str, bytes]:
    """The small diagram as it would be accepted."""
    return _small(SMALL.encode())


def wrong(fault: str) -> dict[str, bytes]:
    """The small diagram with one thing wrong."""
    if fault == "编码不符":
        return _small(SMALL.encode("gb18030"))
    former, instead = WRONG[fault]
    assert former in SMALL
    return _small(SMALL.replace(former, instead).encode())


def _small(diagram: bytes) -> dict[str, bytes]:
    """The files of the whistle around another diagram, which says nothing in English."""
    return whistle() | {FILE: diagram, ENGLISH: b""}
