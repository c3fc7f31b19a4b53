"""How urgent a matter is gets corrected: all its open work is found by that, and none by what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.errors import Refusal
from server.domain.reading import InboxQuery
from server.services import correcting, finding
from server.services.correcting import Correction
from tests.engine.diagrams import line, many
from tests.services.drawn import Drawn, desk
from tests.services.test_back_to_the_starter import back, begun, correct
from tests.services.test_returning import SPLIT

if TYPE_CHECKING:
    from server.domain.values import Value, Values
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


@pytest.fixture
def failed(house: House) -> Drawn:
    """One way of two fails; the other waits for the handler."""
    failing = desk("C", many("bodies", "body"), sign="any")
    drawn = begun(house, *(failing if part == desk("C") else part for part in SPLIT), bodies=[])
    with pytest.raises(Refusal):
        drawn.do("P")
    return drawn


def put_right(drawn: Drawn, **values: Value) -> None:
    """The administrator corrects the data of the case, and what failed is carried out again."""
    with drawn.tools.unit() as unit:
        [incident] = unit.incidents.of_matter(drawn.case)
    correction = Correction(values=values, reason="漏填", then_retry=True)
    correcting.correct(drawn.tools, drawn.house.actor("county.admin"), incident.id, correction)


def test_what_an_administrator_corrects_counts_for_all_open_work(failed: Drawn) -> None:
    put_right(failed, bodies=["zjj"], urgency="emergency")

    assert found(failed, "emergency") == ["办A", "办C"]
    assert found(failed, "normal") == []
    assert failed.is_sound


@pytest.mark.parametrize("said", [{}, {"urgency": "normal"}, {"urgency": "高"}])
def test_what_lists_do_not_know_and_what_is_so_already_changes_nothing(
    failed: Drawn, said: Values
) -> None:
    put_right(failed, bodies=["zjj"], **said)

    assert found(failed, "normal") == ["办A", "办C"]
