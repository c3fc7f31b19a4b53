"""The starter corrects how urgent a matter is: all its open work is found by that, and none by what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.reading import InboxQuery
from server.services import finding
from tests.engine.diagrams import line, many
from tests.services.drawn import Drawn, desk
from tests.services.test_back_to_the_starter import back, begun, correct
from tests.services.test_returning import SPLIT

if TYPE_CHECKING:
    from tests.web.house import House

SEVERAL = (
    desk("M", many("bodies", "body", into="asked", output="body")),
    desk("Z"),
    line("S", "M", "Z", "E"),
)


def found(drawn: Drawn, urgency: str) -> list[str]:
    """The steps that the handler finds when they ask for what is so urgent."""
    rows = finding.inbox(drawn.tools, drawn.handler, InboxQuery(urgency=urgency)).rows
    assert {row.urgency for row in rows} <= {urgency}
    return sorted(row.step for row in rows)


@pytest.fixture
def several(house: House) -> Drawn:
    """Two bodies have it in branches; one of them returned it to who started it."""
    return begun(house, *SEVERAL, bodies=["zjj", "slj"])


def test_what_is_open_in_other_branches_is_as_urgent_as_it_says_now(several: Drawn) -> None:
    correct(several, back(several, "M"), bodies=["zjj", "slj"], urgency="emergency")

    assert found(several, "emergency") == ["办M", "办M"]
    assert found(several, "normal") == []
    several.do("M", "M")
    assert found(several, "emergency") == ["办Z"]
    assert several.is_sound


def test_what_is_urgent_no_more_is_so_for_all(house: House) -> None:
    drawn = begun(house, *SEVERAL, bodies=["zjj", "slj"], urgency="emergency")
    assert found(drawn, "emergency") == ["办M", "办M"]
    correct(drawn, back(drawn, "M"), bodies=["zjj", "slj"], urgency="normal")

    assert found(drawn, "normal") == ["办M", "办M"]
    assert found(drawn, "emergency") == []


def test_what_waits_beside_is_found_by_it_too(house: House) -> None:
    drawn = begun(house, *SPLIT)
    drawn.do("P")
    correct(drawn, back(drawn, "A"), urgency="emergency")

    assert found(drawn, "emergency") == ["办A", "办C"]


def test_what_begins_anew_is_as_urgent_as_it_says_now(house: House) -> None:
    drawn = begun(house)
    drawn.do("A")
    correct(drawn, back(drawn, "B", way="rerun"), urgency="emergency")

    assert found(drawn, "emergency") == ["办A"]


def test_a_correction_of_something_else_leaves_it(several: Drawn) -> None:
    correct(several, back(several, "M"), bodies=["zjj", "slj"], count=3)

    assert found(several, "normal") == ["办M", "办M"]
