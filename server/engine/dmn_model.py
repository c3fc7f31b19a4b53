"""A decision model as it was read: what is decided, from what, by which logic."""

from dataclasses import dataclass

from server.domain.feel.kinds import Type
from server.domain.feel.scopes import Evaluate


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
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """A business knowledge model: a function that decisions may call."""

    id: str
    name: str
    type: Type
    logic: Evaluate
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A decision service: decisions called as one function."""

    id: str
    name: str
    type: Type
    outputs: tuple[str, ...]
    input_decisions: tuple[str, ...]
    input_data: tuple[str, ...]


Element = InputData | Decision | Knowledge | Service
