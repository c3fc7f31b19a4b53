"""Imports of other decision models: their elements and types under the name that the importer gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter

from lxml import etree

from server.domain.feel.kinds import Type
from server.engine.dmn_findings import DecisionRefused, Finding
from server.engine.dmn_model import Element, Model, Need
from server.engine.dmn_xml import NAMESPACES, children, finding, read_root


@dataclass(slots=True)
class Imports:
    """What a model gets from others (DMN 1.5, 6.3.3)."""

    namespaces: dict[str, str] = field(default_factory=dict)
    """Namespace -> the name it is imported under; empty where its names stand among the own."""
    models: dict[str, Model] = field(default_factory=dict)
    types: dict[str, Type] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    def need(self, reference: etree._Element) -> Need:
        """What an ``href`` points to: ``#id``, or ``namespace#id`` in an imported model."""
        namespace, _, name = reference.get("href", "").rpartition("#")
        return Need(name, self.namespaces.get(namespace, ""))

    def add(self, name: str, namespace: str, model: Model) -> None:
        """Take one model in."""
        self.namespaces[namespace] = name
        self.names |= model.names
        if name:
            self.names |= {name}
            self.models[name] = model
            self.types |= {
                f"{name}.{own}": _renamed(kind, name, model.types)
                for own, kind in model.types.items()
            }
        else:
            self.models |= model.imports
            self.types |= model.types
            self.elements |= model.elements


def read_imports(root: etree._Element, known: Mapping[str, Model]) -> tuple[Imports, list[Finding]]:
    """Take in what a file imports, from the models known by namespace, with what is wrong."""
    imports, findings = Imports(), list[Finding]()
    for one in children(root, "import"):
        namespace = one.get("namespace", "")
        if one.get("importType") not in NAMESPACES:
            findings.append(finding(one, "只能导入 DMN 模型", "only models of DMN can be imported"))
        elif namespace not in known:
            findings.append(
                finding(
                    one,
                    f"没有命名空间为“{namespace}”的模型，请一并提交",
                    f"there is no model of the namespace {namespace!r}: hand it in as well",
                )
            )
        else:
            name = " ".join(one.get("name", "").split())
            imports.add(name, namespace, known[namespace])
    return imports, findings


def _renamed(kind: Type, name: str, types: Mapping[str, Type]) -> Type:
    own = f"{name}.{kind.kind}" if kind.kind in types else kind.kind
    parts = tuple((part, _renamed(inner, name, types)) for part, inner in kind.parts)
    return replace(kind, kind=own, parts=parts)


def in_order(
    files: Mapping[str, bytes], refused: dict[str, DecisionRefused]
) -> list[tuple[str, str]]:
    """File names with their namespaces, each after those it imports.

    Files that import each other come in the order given: one then lacks the other. Those that can't
    be read at all are put among the refused.
    """
    roots: dict[str, etree._Element] = {}
    for name, xml in files.items():
        try:
            roots[name] = read_root(xml)
        except DecisionRefused as error:
            refused[name] = error
    namespaces = {name: root.get("namespace", "") for name, root in roots.items()}
    homes = {namespace: name for name, namespace in namespaces.items()}
    wanted = {
        name: {
            homes[one.get("namespace", "")]
            for one in children(root, "import")
            if one.get("namespace", "") in homes
        }
        for name, root in roots.items()
    }
    try:
        order = list(TopologicalSorter(wanted).static_order())
    except CycleError:
        order = list(roots)
    return [(name, namespaces[name]) for name in order]
