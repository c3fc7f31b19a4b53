"""What the standard's schema finds wrong is told in both languages, with line, element and what to do."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from server.engine.findings import Findings
from server.engine.reading import check_schema
from server.engine.schema_words import worded
from tests.engine.diagrams import end, line, node, process, start

CHINESE = re.compile("[\u4e00-\u9fff]")


def told(drawn: bytes) -> list[tuple[str, str]]:
    """What is found wrong with a drawing."""
    findings = Findings("a.bpmn")
    check_schema(etree.fromstring(drawn), findings)
    return [(one.sentence, one.sentence_en) for one in findings.refusal().problems]


def drawn(*parts: str) -> bytes:
    return process(start(), *parts, end(), line("S", "E"))


@pytest.mark.parametrize(
    ("part", "zh", "en"),
    [
        (
            node("task", "T", "<bpmn:loopCardinality>1</bpmn:loopCardinality>"),
            "此处不应有元素 loopCardinality，这里可以是：",
            "loopCardinality has no place here; expected is: ",
        ),
        (
            '<bpmn:sequenceFlow id="F" sourceRef="S"/>',
            "元素 sequenceFlow 缺少属性 targetRef。请补上。",
            "sequenceFlow lacks the attribute targetRef. Add it.",
        ),
        (
            '<bpmn:task id="T" colour="red"/>',
            "元素 task 没有属性 colour。请删除该属性。",
            "task has no attribute colour. Remove it.",
        ),
        (
            '<bpmn:userTask id="T" startQuantity="many"/>',
            "userTask startQuantity 的值“many”不是 xs:integer 类型。请改正。",
            "'many' is no xs:integer, which userTask startQuantity has to be. Correct it.",
        ),
        (
            '<bpmn:exclusiveGateway id="G" gatewayDirection="Sideways"/>',
            "exclusiveGateway gatewayDirection 的值“Sideways”不在可选值内：",
            "'Sideways' is no choice for exclusiveGateway gatewayDirection: ",
        ),
        (
            '<bpmn:task id="T">red</bpmn:task>',
            "元素 task 中不能直接写文字。请删除。",
            "task can't hold text of its own. Remove it.",
        ),
        (
            '<bpmn:task id="T"><bpmn:ioSpecification/></bpmn:task>',
            "元素 ioSpecification 中缺少：",
            "ioSpecification lacks: ",
        ),
    ],
)
def test_what_is_wrong_is_said_by_element_and_attribute(part: str, zh: str, en: str) -> None:
    said = told(drawn(part))

    assert any(one.startswith(zh) and other.startswith(en) for one, other in said), said


def test_the_library_s_own_words_stand_behind() -> None:
    [(zh, en), *_] = told(drawn('<bpmn:task id="T" colour="red"/>'))

    assert zh.endswith("The attribute 'colour' is not allowed.）")
    assert en.endswith("The attribute 'colour' is not allowed.)")


@pytest.mark.parametrize("message", ["Something new.", "Element '{urn:x}a': Something new."])
def test_a_message_that_is_not_known_is_told_in_both_languages_too(message: str) -> None:
    zh, en = worded(message)

    assert CHINESE.search(zh.partition("（")[0])
    assert not CHINESE.search(en)
    assert message in zh
    assert "urn:x" not in en.partition("(")[0]


def test_a_sentence_of_an_expected_place_without_a_list_is_told() -> None:
    zh, en = worded("Element 'a': This element is not expected.")

    assert zh.startswith("此处不应有元素 a。")
    assert en.startswith("a has no place here. Move it")
