"""A decision model as it was read: what is decided, from what, by which logic."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.domain.feel.kinds import Type
from server.domain.feel.scopes import Evaluate
from server.engine.dmn_findings import Finding


@dataclass(frozen=True, slots=True)
class Need:
    """An element that another one needs."""

    id: str
    model: str = ""
    """The name under which the model that holds it is imported; empty for the same model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputData:
    """A value that has to be given."""

    id: str
    name: str
    type: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision, the elements it needs, and its logic."""

    id: str
    name: str
    type: Type
    logic: Evaluate
    requires: tuple[Need, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """A business knowledge model: a function that decisions may call."""

    id: str
    name: str
    type: Type
    logic: Evaluate
    requires: tuple[Need, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A decision service: decisions called as one function."""

    id: str
    name: str
    type: Type
    outputs: tuple[Need, ...]
    input_decisions: tuple[Need, ...]
    input_data: tuple[Need, ...]

    @property
    def parameters(self) -> tuple[Need, ...]:
        """What it takes: its input data, then its input decisions."""
        return (*self.input_data, *self.input_decisions)


Element = InputData | Decision | Knowledge | Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A decision model with the models that it imports, by the names it gives them."""

    name: str
    types: Mapping[str, Type]
    elements: Mapping[str, Element]
    names: frozenset[str]
    """Every name that it declares, so that expressions may use names with spaces and signs."""
    imports: Mapping[str, "Model"] = field(default_factory=dict)
    passed: tuple[Finding, ...] = ()
    """What a lenient reading took for null."""

    def holder(self, need: Need) -> "Model":
        """The model that holds what is needed."""
        return self.imports[need.model] if need.model else self
