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
from server.engine.timers import Timer, TimerKind, read_limit, read_timer

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

T = TypeVar("T")
MOST_TOLD = 200
LONGEST_TOLD = 1_000
"""Letters of a name or sentence: a file may quote a whole megabyte in each of its faults."""


class Findings:
    """A list of problems that grows while a process is read; refused once, at the end."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: dict[Problem, None] = {}

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
        """Note a problem at a place that is known by its name only; no sentence quotes nothing."""
        zh, en = zh.replace("“”", "（未命名）"), en.replace("''", "(unnamed)")
        problem = Problem(
            element=_short(element), sentence=_short(zh), sentence_en=_short(en), line=line
        )
        self._problems.setdefault(problem)

    @property
    def any(self) -> bool:
        """Whether anything is wrong so far."""
        return bool(self._problems)

    def refusal(self) -> DiagramRefused:
        """The refusal of the process: what is wrong in the order of the file, and how much more."""
        told = sorted(self._problems, key=lambda problem: problem.line or 0)
        if len(told) > MOST_TOLD:
            left = len(told) - MOST_TOLD
            zh = f"另有 {left} 处问题未列出。请先改正以上各处。"
            en = f"{left} more problems are not listed. Mend those above first."
            told[MOST_TOLD:] = [Problem(element=self._file, sentence=zh, sentence_en=en)]
        return DiagramRefused(told)

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

    def limit(self, node: _Element, source: str | None) -> Timer | None:
        """Read until when work is to be done, which may be absent."""
        return self._compiled(node, source, read_limit, "期限 due ", "due ")

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


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}……"
