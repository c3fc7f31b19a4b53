"""Everything that is wrong with a process that was handed in, each with its place and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from server.domain.errors import DiagramRefused
from server.domain.feel import FeelLimit, FeelSyntaxError
from server.domain.process import Problem
from server.engine.expressions import Expression, Script, read, read_script
from server.engine.hardening.stuck import Stuck
from server.engine.names import is_bpmn, line_of
from server.engine.offering import ClockName, read_clock
from server.engine.timers import Timer, TimerKind, read_timer

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

T = TypeVar("T")


class Findings:
    """A list of problems that grows while a process is read; refused once, at the end."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []

    def add(self, node: _Element | None, zh: str, en: str, line: int | None = None) -> None:
        """Note a problem at an element, or about the whole file."""
        element = self._file
        at = node
        while at is not None and element == self._file:
            # Ids of extension elements (operations, parameters) are names, not places.
            element = (at.get("id") if is_bpmn(at) else None) or self._file
            at = at.getparent()
        if line is None and node is not None:
            line = line_of(node)
        self.add_at(element, zh, en, line)

    def add_at(self, element: str, zh: str, en: str, line: int | None) -> None:
        """Note a problem at a place that is known by its name only."""
        problem = Problem(element=element, sentence=zh, sentence_en=en, line=line)
        if problem not in self._problems:
            self._problems.append(problem)

    @property
    def any(self) -> bool:
        """Whether anything is wrong so far."""
        return bool(self._problems)

    def refusal(self) -> DiagramRefused:
        """The refusal of the process, with everything that is wrong in the order of the file."""
        return DiagramRefused(sorted(self._problems, key=lambda problem: problem.line or 0))

    # --- compiling, with the problems noted ---------------------------------------------------------

    def expression(self, node: _Element, source: str | None, zh: str, en: str) -> Expression | None:
        """Compile an expression that may be absent."""
        return self._compiled(node, source, read, zh, en)

    def script(self, node: _Element, source: str | None, zh: str, en: str) -> Script | None:
        """Compile a script that may be absent."""
        return self._compiled(node, source, read_script, zh, en)

    def clock(self, node: _Element, source: str | None) -> ClockName | None:
        """Read a clock that may be absent."""
        return self._compiled(node, source, read_clock, "时限 clock ", "clock ")

    def timer(self, node: _Element, kind: TimerKind, source: str | None) -> Timer | None:
        """Read a timer that may be absent."""
        return self._compiled(
            node, source, lambda text: read_timer(kind, text), "定时器 ", "timer "
        )

    def _compiled(
        self, node: _Element, source: str | None, reader: Callable[[str], T], zh: str, en: str
    ) -> T | None:
        if source is None:
            return None
        try:
            return reader(source)
        except FeelSyntaxError as error:
            at = f"{error.line}:{error.column}"
            self.add(
                node,
                f"{zh}表达式有误（{at}）：{error.message_zh}。请改写。",
                f"The {en}expression is wrong at {at}: {error.message_en}. Rewrite it.",
            )
        except FeelLimit as error:
            self.add(
                node,
                f"{zh}表达式超限：{error.message_zh}。请简化。",
                f"The {en}expression is over a limit: {error.message_en}. Simplify it.",
            )
        except (Stuck, ValueError, OverflowError):
            self.add(
                node,
                f"{zh}“{source}”无法识别。请用 ISO 8601 或 FEEL 写法。",
                f"The {en}{source!r} can't be read. Write ISO 8601 or FEEL.",
            )
        return None
