"""FEEL in diagrams: the one expression language, where the library would run any Python."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment

from server.domain.feel import FeelSyntaxError, compile_expression
from server.domain.values import plain
from server.engine.hardening.stuck import Stuck

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from server.domain.feel import Expression as Compiled
    from server.domain.ports import World
    from server.domain.values import Value
    from server.engine.hardening.running import Run

_ASSIGNMENT = re.compile(r"\s*([^\W\d]\w*)\s*:=(.*)", re.DOTALL)
_CALL = r"\b{name}\(\s*\"([^\"]*)\""


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """One expression of a diagram, compiled once and shared by all instances and threads."""

    source: str
    compiled: Compiled

    def evaluate(self, sight: Mapping[str, Value], world: World) -> Value:
        """Give its value; what goes wrong inside is null, as FEEL wants."""
        return self.compiled.evaluate(sight, world.functions, world.moment)

    def texts_of(self, function: str) -> frozenset[str]:
        """The literal first arguments of a function: ``T41`` in ``due("T41")``."""
        return frozenset(re.findall(_CALL.format(name=re.escape(function)), self.source))


def read(source: str, line: int = 1, names: Iterable[str] = ()) -> Expression:
    """Compile an expression; a leading ``=`` as other tools write it is passed over.

    What stands further down in a script says so in all its sentences, by the empty lines before it.
    ``names`` are variables that FEEL would not take for one word.
    """
    text = source.strip().removeprefix("=").strip()
    return Expression(source=text, compiled=compile_expression("\n" * (line - 1) + text, names))


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """Assignments: ``name := expression``, one a line, or one context whose entries are written."""

    assignments: tuple[tuple[str, Expression], ...]
    context: Expression | None = None

    def run(self, run: Run) -> None:
        """Write what the expressions say, each seeing those before it."""
        if self.context is not None:
            run.write_all(run.mapping(self.context, "script"))
        for name, expression in self.assignments:
            run.write(name, run.value(expression))

    def expressions(self) -> tuple[Expression, ...]:
        """All expressions in it."""
        head = () if self.context is None else (self.context,)
        return (*head, *(expression for _, expression in self.assignments))


def read_script(source: str) -> Script:
    """Compile a script; a line that begins no assignment belongs to the one before it."""
    if source.strip().startswith(("{", "=")):
        return Script(assignments=(), context=read(source))
    return Script(assignments=tuple(_assignments(source)))


def _assignments(source: str) -> list[tuple[str, Expression]]:
    begun: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(source.splitlines(), start=1):
        text = line.strip()
        match = _ASSIGNMENT.fullmatch(line)
        if match:
            begun.append((number, match[1], [match[2]]))
        elif begun:
            begun[-1][2].append(line)
        elif text and not text.startswith("//"):
            raise FeelSyntaxError(number, 1, "应写作“名称 := 表达式”", "write: name := expression")
    return [(name, read("\n".join(lines), number)) for number, name, lines in begun]


def canonical(value: Value) -> str:
    """A value as the same text wherever it comes from, for correlation."""
    if isinstance(value, str):
        return value
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class _NoEnvironment(BasePythonScriptEngineEnvironment):  # type: ignore[misc]  # the library is untyped
    """Stands where the library keeps Python's eval and exec, and refuses all of it."""

    def evaluate(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise _never()

    def execute(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise _never()

    def call_service(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise _never()


class FeelScriptEngine(PythonScriptEngine):  # type: ignore[misc]  # the library is untyped
    """The library's script engine, of which nothing is left: ours are compiled at parsing."""

    def __init__(self) -> None:
        super().__init__(environment=_NoEnvironment())

    def validate(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse, where the library would parse Python."""
        raise _never()

    def evaluate(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse, where the library would call eval."""
        raise _never()

    def execute(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse, where the library would call exec."""
        raise _never()

    def call_service(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse, where the library would look for a Python function."""
        raise _never()


def _never() -> Stuck:
    return Stuck("不执行 Python 代码", "no Python code is run here")


SCRIPT_ENGINE = FeelScriptEngine()
