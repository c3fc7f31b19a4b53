"""From a DMN file to a decision model, or to the list of all that is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from server.domain.feel.compiling import compile_tree
from server.domain.feel.kinds import ANY, Type
from server.domain.feel.library import BUILTINS
from server.domain.feel.refusals import FeelLimit
from server.engine.dmn_boxed import BOXES, Boxes, function_of, name_of, typed
from server.engine.dmn_columns import make_table
from server.engine.dmn_findings import DecisionRefused, Finding
from server.engine.dmn_model import Decision, Element, InputData, Knowledge, Service
from server.engine.dmn_types import read_types, type_named
from server.engine.dmn_xml import (
    child,
    children,
    finding,
    is_model,
    line_of,
    local,
    read_root,
    reference,
)

_NAMED = frozenset(
    {
        "decision", "inputData", "businessKnowledgeModel", "decisionService", "variable",
        "itemComponent", "formalParameter", "parameter", "column", "parameters", "output",
    }
)  # fmt: skip
_REFERENCES = (
    "requiredDecision",
    "requiredInput",
    "requiredKnowledge",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A decision model."""

    name: str
    types: Mapping[str, Type]
    elements: Mapping[str, Element]


def read_model(xml: bytes, *, lenient: bool = False) -> Model:
    """Read a model; all that is wrong with it comes back in one refusal.

    A lenient reading takes expressions that can't be read for null, with a notice whenever they are asked.
    """
    root = read_root(xml)
    names = _names(root)
    findings = [
        finding(one, "暂不支持导入其他模型", "imports of other models are not supported")
        for one in children(root, "import")
    ]
    types: dict[str, Type] = {}
    elements: dict[str, Element] = {}
    try:
        types = read_types(root, names)
    except DecisionRefused as error:
        findings += error.findings
    boxes = Boxes(names=names, types=types, table=make_table, lenient=lenient)
    for one in children(root, *_READERS):
        try:
            element = _READERS[local(one)](boxes, one)
            if element.id in elements:
                findings.append(finding(one, "编号重复", "the id is used twice"))
            elements[element.id] = element
        except DecisionRefused as error:
            findings += error.findings
        except FeelLimit as error:
            findings.append(finding(one, error.message_zh, error.message_en))
    findings = findings or _dangling(root, elements)
    if findings:
        raise DecisionRefused(tuple(findings))
    return Model(name=root.get("name", ""), types=types, elements=elements)


def _names(root: etree._Element) -> frozenset[str]:
    """Collect every name a model declares, so that expressions may use names with spaces and signs."""
    found = {name_of(one) for one in root.iter() if is_model(one) and local(one) in _NAMED}
    found |= {" ".join(one.get("iteratorVariable", "").split()) for one in root.iter()}
    return frozenset(found - {""}) | {name for name in BUILTINS if " " in name}


def _required(element: etree._Element) -> tuple[str, ...]:
    return tuple(
        reference(one)
        for link in children(element, "informationRequirement", "knowledgeRequirement")
        for one in children(link, *_REFERENCES)
    )


def _variable(element: etree._Element) -> tuple[str, Type]:
    variable = child(element, "variable")
    name = name_of(variable) or name_of(element)
    return name, ANY if variable is None else type_named(variable.get("typeRef"))


def _input_data(_: Boxes, element: etree._Element) -> Element:
    name, kind = _variable(element)
    return InputData(id=_id(element), name=name, type=kind)


def _decision(boxes: Boxes, element: etree._Element) -> Element:
    name, kind = _variable(element)
    held = [one for one in children(element) if local(one) in BOXES]
    logic = compile_tree(typed(boxes.node(held[0] if held else None), kind))
    return Decision(id=_id(element), name=name, type=kind, logic=logic, requires=_required(element))


def _knowledge(boxes: Boxes, element: etree._Element) -> Element:
    name, kind = _variable(element)
    logic = child(element, "encapsulatedLogic")
    made = compile_tree(boxes.node(None) if logic is None else function_of(boxes, logic))
    return Knowledge(id=_id(element), name=name, type=kind, logic=made, requires=_required(element))


def _service(_: Boxes, element: etree._Element) -> Element:
    name, kind = _variable(element)

    def listed(kind_of: str) -> tuple[str, ...]:
        return tuple(reference(one) for one in children(element, kind_of))

    return Service(
        id=_id(element),
        name=name,
        type=kind,
        outputs=listed("outputDecision"),
        input_decisions=listed("inputDecision"),
        input_data=listed("inputData"),
    )


def _id(element: etree._Element) -> str:
    return element.get("id") or name_of(element)


_READERS: dict[str, Callable[[Boxes, etree._Element], Element]] = {
    "inputData": _input_data,
    "decision": _decision,
    "businessKnowledgeModel": _knowledge,
    "decisionService": _service,
}


def needs_of(element: Element) -> tuple[str, ...]:
    """Give the ids of the elements that an element needs."""
    if isinstance(element, Service):
        return (*element.outputs, *element.input_decisions, *element.input_data)
    return () if isinstance(element, InputData) else element.requires


def _dangling(root: etree._Element, elements: Mapping[str, Element]) -> list[Finding]:
    lost = [
        _about(root, one, f"引用的元素“{need}”不存在", f"there is no element {need!r}")
        for one in elements.values()
        for need in needs_of(one)
        if need not in elements
    ]
    return lost or [
        _about(root, one, "决策需求构成循环", "the requirements form a circle")
        for one in elements.values()
        if _reaches(one, one.id, elements, set())
    ]


def _about(root: etree._Element, one: Element, message_zh: str, message_en: str) -> Finding:
    lines = [line_of(at) for at in root.iter() if at.get("id") == one.id]
    line = lines[0] if lines else 0
    return Finding(element=one.id, line=line, message_zh=message_zh, message_en=message_en)


def _reaches(one: Element, goal: str, elements: Mapping[str, Element], seen: set[str]) -> bool:
    if isinstance(one, Knowledge):
        return False
    for need in needs_of(one):
        if need == goal:
            return True
        if need not in seen:
            seen.add(need)
            if _reaches(elements[need], goal, elements, seen):
                return True
    return False
