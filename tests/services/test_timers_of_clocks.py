"""A timer that a diagram sets by a clock is moved with that clock, and with no other that ends at the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.engine.diagrams import boundary, line, script, timer
from tests.services.drawn import Drawn, desk

if TYPE_CHECKING:
    from tests.web.house import House

ONE, OTHER = "T01", "T13"
"""Both end after five working days."""


def told(house: House, *dates: str, reckons: str = "") -> dict[str, str | None]:
    """The clock of each timer of a step that has one for each of these dates."""
    guards = [
        boundary(f"at{number}", "A", timer("timeDate", date), interrupting=False)
        for number, date in enumerate(dates)
    ]
    ends = [line(f"at{number}", "E") for number in range(len(dates))]
    before = [script("R", reckons)] if reckons else []
    way = line("S", *(["R"] if reckons else []), "A", "E")
    drawn = Drawn(house, *before, desk("A"), *guards, way, *ends)
    facts = drawn.facts("TimerSet")
    assert len({fact["due"] for fact in facts}) == 1
    return {fact["element"]: fact["clock"] for fact in facts}


def test_each_of_two_that_are_due_together_has_its_own(house: House) -> None:
    assert told(house, f'due("{ONE}")', f'due("{OTHER}")') == {"at0": ONE, "at1": OTHER}


def test_one_that_a_script_reckoned_has_it_where_only_one_ends_then(house: House) -> None:
    assert told(house, "until", reckons=f'until := due("{ONE}")') == {"at0": ONE}


def test_where_two_end_then_and_nothing_tells_which_it_has_none(house: House) -> None:
    reckons = f'until := due("{ONE}")\nother := due("{OTHER}")'

    assert told(house, "until", f'due("{ONE}")', reckons=reckons) == {"at0": None, "at1": ONE}
