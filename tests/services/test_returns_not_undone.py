"""Returns that can't be taken back, because the case would not stand again as it stood: real engine, real store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.errors import Conflict, TooLateToTakeBack
from tests.engine.diagrams import boundary, end, gateway, line, many, start, sub, timer
from tests.services.drawn import Drawn, desk
from tests.services.test_returning import ROW, SPLIT, returned
from tests.services.test_returning_from_branches import BODIES, countersigned
from tests.services.test_straight_back import straight
from tests.services.test_undoing_returns import look, row, undo

if TYPE_CHECKING:
    from tests.web.house import House

__all__ = ["row"]


def why(drawn: Drawn, element: str) -> str:
    """Why a return is not taken back, as the page and the act say it."""
    with pytest.raises(TooLateToTakeBack) as refused:
        undo(drawn, element)
    with pytest.raises(TooLateToTakeBack):
        look(drawn, element)
    said: tuple[str, str] = refused.value.values["why"]  # type: ignore[assignment]  # a pair
    return said[1]


def test_once_it_is_done_again_it_is_too_late(row: Drawn) -> None:
    row.do_as(row.officer, "A")

    assert why(row, "C") == "the case has gone on from the step that it was returned to"


def test_a_countersign_it_was_returned_to_and_one_has_signed_is_too_late(house: House) -> None:
    asked = desk("M", many("bodies", "body", into="asked", output="body"))
    drawn = Drawn(house, asked, desk("Z"), line("S", "M", "Z", "E"), bodies=BODIES)
    drawn.do("M", "M")
    returned(drawn, "Z", "M")
    drawn.do("M")

    assert why(drawn, "Z") == "what follows is done"


def test_where_work_beside_it_was_withdrawn_it_is_not_as_before(house: House) -> None:
    drawn = Drawn(house, *SPLIT)
    drawn.do("P", "A")
    returned(drawn, "B", "P")

    assert why(drawn, "B").startswith("several ways or a sub-process lie between")


def test_where_a_countersign_beside_it_was_withdrawn_it_is_not_as_before(house: House) -> None:
    asked = desk("M", many("bodies", "body", into="asked", output="body"))
    drawn = Drawn(
        house, desk("P"), gateway("parallel", "split"), desk("B"), asked, gateway("parallel", "join"), desk("Z"),
        line("S", "P", "split", "B", "join", "Z", "E"), line("split", "M", "join"),
        bodies=BODIES,
    )  # fmt: skip
    drawn.do("P")
    returned(drawn, "B", "P")

    assert drawn.open == ["P"]
    assert why(drawn, "B").startswith("several ways or a sub-process lie between")


def test_where_something_beside_it_ended_with_the_return_it_is_named(house: House) -> None:
    drawn = Drawn(
        house, desk("A"), desk("B"), desk("R"), boundary("T", "B", timer("timeDuration", "PT1H"), interrupting=False),
        line("S", "A", "B", "E"), line("T", "R", "RE"), end("RE"),
    )  # fmt: skip
    drawn.do("A")
    drawn.fire()
    assert drawn.open == ["B", "R"]
    returned(drawn, "B", "A")

    assert "would not be as it was before the return" in why(drawn, "B")


def test_where_a_timer_of_the_earlier_step_has_fired_it_is_too_late(house: House) -> None:
    drawn = Drawn(
        house, desk("A"), desk("B"), desk("R"), boundary("T", "A", timer("timeDuration", "PT1H"), interrupting=False),
        line("S", "A", "B", "E"), line("T", "R", "RE"), end("RE"),
    )  # fmt: skip
    drawn.do("A")
    returned(drawn, "B", "A")
    drawn.fire()

    assert why(drawn, "B") == "the case has gone on from the step that it was returned to"


def test_out_of_a_countersign_a_return_is_not_taken_back(house: House) -> None:
    drawn = countersigned(house)
    returned(drawn, "M", "A")

    assert why(drawn, "M") == "the case or this branch of it is over"


def test_out_of_a_sub_process_no_way_leads_back(house: House) -> None:
    inside = (start("MS"), desk("V"), end("ME"), line("MS", "V", "ME"))
    drawn = Drawn(house, desk("A"), sub("M", *inside), line("S", "A", "M", "E"))
    drawn.do("A")
    returned(drawn, "V", "A")

    assert why(drawn, "V").startswith("several ways or a sub-process lie between")


def test_what_was_being_corrected_is_not_had_again(house: House) -> None:
    drawn = Drawn(house, *ROW)
    drawn.do("A", "B")
    straight(drawn, "C", "B")
    returned(drawn, "B", "A")

    assert why(drawn, "B").startswith("what was returned was being corrected")


def test_a_return_of_a_case_that_is_over_stays(house: House) -> None:
    drawn = Drawn(house, *ROW)
    drawn.do("A", "B")
    returned(drawn, "C", "B")
    drawn.do("B", "C")

    assert why(drawn, "C") == "the case or this branch of it is over"
    with pytest.raises(Conflict):
        look(drawn, "C")
