"""How much one expression may ask for, and the account kept of it during an evaluation."""

from collections.abc import Iterable, Mapping
from time import thread_time
from typing import Any

from server.domain.feel.refusals import FeelLimit, Notice

MAX_SOURCE = 20_000
MAX_DEPTH = 120
MAX_CALLS = 64
MAX_STEPS = 100_000
MAX_ITEMS = 100_000
MAX_TEXT = 1_000_000
MAX_SECONDS = 0.4
"""Of the processor: steps differ in what they cost."""
MAX_NOTICES = 100
STEPS_A_LOOK = 1_000
ITEMS_A_STEP = 16
LETTERS_A_STEP = 256


def refuse_long_source(source: str) -> None:
    """Refuse a text that is longer than an expression may be."""
    if len(source) > MAX_SOURCE:
        raise FeelLimit(
            f"表达式长度超过 {MAX_SOURCE} 个字符",
            f"the expression is longer than {MAX_SOURCE} characters",
            _place_of(source, MAX_SOURCE),
        )


def _place_of(source: str, count: int) -> tuple[int, int]:
    """Line and column of the first character after so many."""
    before = source[:count]
    return before.count("\n") + 1, count - before.rfind("\n")


def checked_text(text: str) -> str:
    """Give the text back unless it is larger than a value may be."""
    return joined_text((text,))


def joined_text(pieces: Iterable[str]) -> str:
    """Put pieces together, and stop as soon as that is larger than a value may be."""
    parts: list[str] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MAX_TEXT:
            raise FeelLimit(
                f"文本长度超过 {MAX_TEXT} 个字符", f"a text is longer than {MAX_TEXT} characters"
            )
        parts.append(piece)
    return "".join(parts)


def checked_list(items: list[Any]) -> list[Any]:
    """Give the list back unless it is larger than a value may be."""
    if len(items) > MAX_ITEMS:
        raise FeelLimit(f"列表超过 {MAX_ITEMS} 项", f"a list has more than {MAX_ITEMS} items")
    return items


def checked_whole(value: Any) -> Any:
    """Give a value back unless it is too large or too deep to be written out.

    What stands in several places counts in each: thirty doublings make a list that no one can read.
    """
    parts, waiting = 0, [(value, 0)]
    while waiting:
        part, depth = waiting.pop()
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        parts += len(inner) + (len(part) // LETTERS_A_STEP if isinstance(part, str) else 0)
        if parts > MAX_ITEMS or depth > MAX_DEPTH:
            raise FeelLimit(
                f"值超过 {MAX_ITEMS} 个部分或 {MAX_DEPTH} 层",
                f"a value has more than {MAX_ITEMS} parts or {MAX_DEPTH} levels",
            )
        waiting += [(one, depth + 1) for one in inner]
    return value


class Run:
    """The account of one evaluation: steps taken, calls open, notices, the moment given."""

    __slots__ = ("calls", "functions", "looked", "notices", "now", "steps", "types", "until")

    def __init__(
        self,
        functions: Mapping[str, Any],
        now: Any,
        notices: list[Notice] | None,
        types: Mapping[str, Any],
    ) -> None:
        self.functions = functions
        self.now = now
        self.notices = notices
        self.types = types
        self.steps = 0
        self.looked = 0
        self.until = thread_time() + MAX_SECONDS
        self.calls = 0

    def spend(self, steps: int = 1) -> None:
        """Count steps and stop when there were too many."""
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise FeelLimit(
                f"计算步数超过 {MAX_STEPS}", f"the evaluation took more than {MAX_STEPS} steps"
            )
        if self.steps >= self.looked:
            self.look()

    def look(self) -> None:
        """Look how long it has taken, now and then, and stop when that was too long."""
        self.looked = self.steps + STEPS_A_LOOK
        if thread_time() > self.until:
            raise FeelLimit(
                f"计算时间超过 {MAX_SECONDS} 秒",
                f"the evaluation took more than {MAX_SECONDS} seconds",
            )

    def weigh(self, *values: Any) -> None:
        """Count the steps it takes to walk through large values."""
        for value in values:
            if isinstance(value, list | dict):
                self.spend(len(value) // ITEMS_A_STEP)
            elif isinstance(value, str):
                self.spend(len(value) // LETTERS_A_STEP)

    def enter(self) -> None:
        """Open a call of a function written in the expression."""
        self.spend()
        self.calls += 1
        if self.calls > MAX_CALLS:
            raise FeelLimit(
                f"函数嵌套调用超过 {MAX_CALLS} 层",
                f"functions call each other over {MAX_CALLS} deep",
            )

    def note(self, at: tuple[int, int], message_zh: str, message_en: str) -> None:
        """Remember why something became null, if anyone wants to know."""
        if self.notices is not None and len(self.notices) < MAX_NOTICES:
            self.notices.append(Notice(at[0], at[1], message_zh, message_en))
