"""From a DMN file to a decision model, or to the list of all that is wrong with it."""

from collections.abc import Callable, Mapping
from graphlib import CycleError, TopologicalSorter

from lxml import etree

from server.domain.feel.compiling import compile_tree
from server.domain.feel.kinds import ANY, Type
from server.domain.feel.library import BUILTINS
from server.domain.feel.refusals import FeelLimit
from server.engine.dmn_boxed import BOXES, Boxes, function_of, name_of, typed
from server.engine.dmn_columns import make_table
from server.engine.dmn_findings import DecisionRefused, Finding, ReadTooLong
from server.engine.dmn_imports import Imports, read_imports
from server.engine.dmn_model import Decision, Element, InputData, Knowledge, Model, Need, Service
from server.engine.dmn_types import read_types, type_named
from server.engine.dmn_xml import (
    ReadingTime,
    child,
    children,
    finding,
    is_model,
    line_of,
    local,
    read_root,
)

_NAMED = frozenset(
    {
        "decision", "inputData", "businessKnowledgeModel", "decisionService", "variable",
        "itemComponent", "formalParameter", "parameter", "column", "parameters", "output",
    }
)  # fmt: skip
MAX_CHAIN = 100
"""Decisions that need each other one behind the other."""
_REFERENCES = (
    "requiredDecision",
    "requiredInput",
    "requiredKnowledge",
)


def read_model(
    xml: bytes, imported: Mapping[str, Model] | None = None, *, lenient: bool = False
) -> Model:
    """Read a model; all that is wrong with it comes back in one refusal.

    ``imported`` are the models it may import, by namespace. A lenient reading takes expressions that
    can't be read for null, with a notice whenever they are asked.
    """
    root, time = read_root(xml), ReadingTime()
    imports, findings = read_imports(root, imported or {})
    names = _names(root) | imports.names
    types: dict[str, Type] = dict(imports.types)
    elements: dict[str, Element] = dict(imports.elements)
    try:
        types |= read_types(root, names, time)
    except ReadTooLong:
        raise
    except DecisionRefused as error:
        findings += error.findings
    boxes = Boxes(names=names, types=types, table=make_table, lenient=lenient, time=time)
    findings += _read_elements(root, boxes, imports, elements)
    model = Model(
        name=root.get("name", ""),
        types=types,
        elements=elements,
        names=names,
        imports=imports.models,
        passed=tuple(boxes.passed),
    )
    findings = findings or _dangling(root, model)
    if findings:
        raise DecisionRefused(tuple(findings))
    return model


def _read_elements(
    root: etree._Element, boxes: Boxes, imports: Imports, elements: dict[str, Element]
) -> list[Finding]:
    """Read all elements into a dictionary by id; what is wrong with them comes back."""
    findings: list[Finding] = []
    own: set[str] = set()
    for one in children(root, *_READERS):
        try:
            element = _READERS[local(one)](boxes, one, imports)
            if element.id in own:
                findings.append(finding(one, "编号重复", "the id is used twice"))
            own.add(element.id)
            elements[element.id] = element
        except ReadTooLong:
            raise
        except DecisionRefused as error:
            findings += error.findings
        except FeelLimit as error:
            findings.append(finding(one, error.message_zh, error.message_en))
    return findings


def _names(root: etree._Element) -> frozenset[str]:
    """Collect every name a model declares, so that expressions may use names with spaces and signs."""
    found = {name_of(one) for one in root.iter() if is_model(one) and local(one) in _NAMED}
    found |= {" ".join(one.get("iteratorVariable", "").split()) for one in root.iter()}
    return frozenset(found - {""}) | {name for name in BUILTINS if " " in name}


def _required(element: etree._Element, imports: Imports) -> tuple[Need, ...]:
    return tuple(
        imports.need(one)
        for link in children(element, "informationRequirement", "knowledgeRequirement")
        for one in children(link, *_REFERENCES)
    )


def _variable(element: etree._Element) -> tuple[str, Type]:
    variable = child(element, "variable")
    name = name_of(variable) or name_of(element)
    return name, ANY if variable is None else type_named(variable.get("typeRef"))


def _input_data(_: Boxes, element: etree._Element, _imports: Imports) -> Element:
    name, kind = _variable(element)
    return InputData(id=_id(element), name=name, type=kind)


def _decision(boxes: Boxes, element: etree._Element, imports: Imports) -> Element:
    name, kind = _variable(element)
    held = [one for one in children(element) if local(one) in BOXES]
    logic = compile_tree(typed(boxes.node(held[0] if held else None), kind))
    return Decision(
        id=_id(element), name=name, type=kind, logic=logic, requires=_required(element, imports)
    )


def _knowledge(boxes: Boxes, element: etree._Element, imports: Imports) -> Element:
    name, kind = _variable(element)
    logic = child(element, "encapsulatedLogic")
    made = compile_tree(boxes.node(None) if logic is None else function_of(boxes, logic))
    return Knowledge(
        id=_id(element), name=name, type=kind, logic=made, requires=_required(element, imports)
    )


def _service(_: Boxes, element: etree._Element, imports: Imports) -> Element:
    name, kind = _variable(element)

    def listed(kind_of: str) -> tuple[Need, ...]:
        return tuple(imports.need(one) for one in children(element, kind_of))

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


_READERS: dict[str, Callable[[Boxes, etree._Element, Imports], Element]] = {
    "inputData": _input_data,
    "decision": _decision,
    "businessKnowledgeModel": _knowledge,
    "decisionService": _service,
}


def needs_of(element: Element) -> tuple[Need, ...]:
    """Give what an element needs."""
    if isinstance(element, Service):
        return (*element.outputs, *element.parameters)
    return () if isinstance(element, InputData) else element.requires


def _dangling(root: etree._Element, model: Model) -> list[Finding]:
    lines = {one.get("id"): line_of(one) for one in root.iter()}

    def about(name: str, message_zh: str, message_en: str) -> Finding:
        line = lines.get(name, 0)
        return Finding(element=name, line=line, message_zh=message_zh, message_en=message_en)

    lost = [
        about(one.id, f"引用的元素“{need.id}”不存在", f"there is no element {need.id!r}")
        for one in model.elements.values()
        for need in needs_of(one)
        if need.id not in model.holder(need).elements
    ]
    return lost or [about(name, *message) for name, message in _tangled(model)]


def _tangled(model: Model) -> list[tuple[str, tuple[str, str]]]:
    """The elements of a circle, or those that stand at the end of too long a chain."""
    needs = {name: _own_needs(one) for name, one in model.elements.items()}
    try:
        order = tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        circle = set(error.args[1])
        message = ("决策需求构成循环", "the requirements form a circle")
        return [(name, message) for name in needs if name in circle]
    depths: dict[str, int] = {}
    for name in order:
        depths[name] = 1 + max((depths[one] for one in needs[name]), default=0)
    message = (
        f"决策需求一个接一个，超过 {MAX_CHAIN} 层，请合并",
        f"more than {MAX_CHAIN} decisions need each other in a row: join some of them",
    )
    return [(name, message) for name, depth in depths.items() if depth == MAX_CHAIN + 1]


def _own_needs(one: Element) -> tuple[str, ...]:
    """What an element needs before it can be worked out, here; knowledge may call itself.

    What is imported was read before, and knows nothing of this model.
    """
    if isinstance(one, Knowledge):
        return ()
    return tuple(need.id for need in needs_of(one) if not need.model)
