"""What is measured: the acts on the process of four tasks, and how often."""

from collections.abc import Callable
from dataclasses import dataclass

CREATE = "create"
ALONE = "alone"
TASKS = ("task_a", "task_b", "task_c", "task_d")
ROUNDS = (("task_a",), ("task_b", "task_c"), ("task_d",))
PAGES = {
    "inbox": ("打开待办", "open the inbox", "/inbox"),
    "case": ("打开事项", "open a case", "/cases/{case}"),
}
WARM = 10
"""Cases played before anything is measured: caches fill, statements are prepared."""
Tick = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much to measure."""

    cases: int
    clients: int

    @property
    def steps(self) -> int:
        """How many ticks the whole will give."""
        completed = len(TASKS)
        begun_and_completed = 1 + completed
        one_by_one = begun_and_completed * (WARM + self.cases)
        pages = 1 + len(PAGES) * self.cases
        all_at_once = begun_and_completed * self.cases
        alone = completed * (WARM + self.cases)
        return one_by_one + pages + all_at_once + alone


def answer_to(task: str) -> dict[str, object]:
    """Three fields, as a person would fill them in; the amount leads to task D."""
    letter = task[-1]
    return {f"{letter}Note": "现场已核实", f"{letter}Amount": 500, f"{letter}Kind": "one"}
