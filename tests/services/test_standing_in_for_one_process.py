"""Who stands in for some processes only: which work of others they may be given."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from server.domain.acts import Act
from server.domain.errors import AnswerWrong, NobodyElse
from server.domain.ids import PostId, ProcessKey, SubstitutionId
from server.domain.reading import Asks
from server.domain.work import WorkState
from server.services import acting, standing_in
from server.services.acts.scene import Given
from server.services.standing_in import Wanted
from tests.services.asking import SETTINGS
from tests.services.drawn import Drawn
from tests.services.test_back_to_the_starter import BEGUN, NAMED, ROW, back, correct
from tests.services.test_returning import ROW as STEPS
from tests.services.test_returning import give_up

if TYPE_CHECKING:
    from server.domain.people import Actor
    from tests.web.house import House

MONDAY, FRIDAY = date(2026, 3, 9), date(2026, 3, 13)
STAND_IN = "slj.handler"


@pytest.fixture
def row(house: House) -> Drawn:
    """A case of another process than the county's repairs, at its first step."""
    return Drawn(house, *STEPS)


def stands_in(
    drawn: Drawn, process: str, post: str = "zjj.handler", substitute: str = STAND_IN
) -> SubstitutionId:
    """The water bureau's handler sits at the department's desk for one process only."""
    wanted = Wanted(
        post=PostId(post),
        absent=post,
        substitute=substitute,
        valid_from=MONDAY,
        valid_to=FRIDAY,
        reason="培训",
        processes=frozenset({ProcessKey(process)}),
    )
    return standing_in.make(drawn.tools, drawn.house.actor("county.admin"), wanted)


def offered(drawn: Drawn, actor: Actor, act: Act) -> list[str]:
    """Whom the page of an act offers."""
    page = acting.look(drawn.tools, actor, drawn.item("A"), act)
    return [
        option.value
        for question in page.questions
        if question.asks is Asks.PEOPLE
        for option in question.options
    ]


def hand_over(drawn: Drawn, whom: Actor) -> None:
    assert whom.person is not None
    given = Given(people=(whom.person,))
    acting.act(drawn.tools, drawn.handler, drawn.item("A"), Act.HAND_OVER, given)


# --- given to one person ------------------------------------------------------------------------


def test_work_of_another_process_is_neither_offered_nor_given_to_them(row: Drawn) -> None:
    stands_in(row, "repair")
    row.claim("A")

    with pytest.raises(NobodyElse):
        offered(row, row.handler, Act.HAND_OVER)
    with pytest.raises(NobodyElse):
        hand_over(row, row.house.actor(STAND_IN))
    assert row.items("A")[0].holder == row.handler.person


def test_work_of_that_process_is(row: Drawn) -> None:
    stands_in(row, "survey")
    row.claim("A")
    other = row.house.actor(STAND_IN)

    assert offered(row, row.handler, Act.HAND_OVER) == [str(other.person)]
    hand_over(row, other)
    row.do_as(other, "A")
    assert row.open == ["B"]


@pytest.mark.parametrize(("process", "is_there"), [("repair", False), ("survey", True)])
def test_they_are_asked_as_one_of_the_body_in_that_process_only(
    row: Drawn, process: str, *, is_there: bool
) -> None:
    stands_in(row, process)
    row.claim("A")
    other = row.house.actor(STAND_IN).person

    for act in (Act.DELEGATE, Act.CONSULT):
        assert (str(other) in offered(row, row.handler, act)) is is_there


def test_they_are_not_delegated_to_in_another_process(row: Drawn) -> None:
    stands_in(row, "repair")
    row.claim("A")
    other = row.house.actor(STAND_IN).person
    assert other is not None

    given = Given(people=(other,), text="请协助")
    with pytest.raises(AnswerWrong):
        acting.act(row.tools, row.handler, row.item("A"), Act.DELEGATE, given)


# --- what comes back ----------------------------------------------------------------------------


@pytest.mark.parametrize(("process", "is_there"), [("repair", False), ("survey", True)])
def test_what_they_answered_comes_back_to_them_while_they_stand_in_for_its_process(
    row: Drawn, process: str, *, is_there: bool
) -> None:
    made = stands_in(row, "survey")
    other = row.house.actor(STAND_IN)
    row.do_as(other, "A")
    standing_in.end(row.tools, row.house.actor("county.admin"), made)
    stands_in(row, process)
    row.claim("B")

    done = row.item("A", WorkState.DONE)
    give_up(row, row.item("B"), done, way="straight")

    assert row.items("A")[0].holder == (other.person if is_there else None)


def test_the_start_form_lies_where_its_starter_may_correct_it(house: House) -> None:
    starters = SETTINGS.replace('["township_officer"]', '["township_lead", "township_officer"]')
    more = BEGUN | {"process.toml": (starters + NAMED).encode()}
    drawn = Drawn(house, *ROW, more=more, where="东村")
    stands_in(drawn, "repair", "buguan.lead", "buguan.officer")

    item = back(drawn, "A")
    correct(drawn, item)

    assert drawn.open == ["A"]
