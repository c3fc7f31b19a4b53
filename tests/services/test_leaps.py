"""Where a matter went on by no flow is told from its journals: real engine, real store."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from server.domain.acts import Act
from server.domain.work import WorkState
from server.services import acting, looking_back, pictures
from server.services.acts.scene import Given
from tests.services import test_jumping as jumping
from tests.services import test_reopening as reopening
from tests.services.drawn import Drawn
from tests.services.test_jumping import admin, overseer
from tests.services.test_reopening import head
from tests.services.test_returning import ROW, returned
from tests.services.test_returning_from_branches import countersigned

if TYPE_CHECKING:
    from server.domain.people import Actor
    from tests.web.house import House

__all__ = ["admin", "head", "overseer"]

straight = partial(returned, way="straight")


def leaps(drawn: Drawn, who: Actor | None = None) -> list[tuple[str, str, str, int]]:
    found = pictures.case(drawn.tools, who or drawn.handler, drawn.case).marks.leaps
    return [(each.kind, each.from_element, each.element, each.round) for each in found]


def test_returns_of_both_manners_are_told_by_the_rounds_they_begin(house: House) -> None:
    drawn = Drawn(house, *ROW)
    drawn.do("A", "B")
    assert leaps(drawn) == []
    returned(drawn, "C", "A")
    drawn.do("A", "B")
    straight(drawn, "C", "A")

    assert leaps(drawn) == [("returned", "C", "A", 2), ("straight", "C", "A", 3)]
    [first, _] = pictures.case(drawn.tools, drawn.handler, drawn.case).marks.leaps
    assert (first.from_step, first.step) == ("办C", "办A")
    assert first.who == drawn.handler.name


def test_a_return_that_is_taken_back_leads_ahead_again(house: House) -> None:
    drawn = Drawn(house, *ROW)
    drawn.do("A", "B")
    returned(drawn, "C", "A")
    item = drawn.item("C", WorkState.RETURNED)
    acting.act(drawn.tools, drawn.handler, item, Act.TAKE_BACK, Given())

    assert leaps(drawn)[1:] == [("taken_back", "A", "C", 2)]


def test_an_answer_that_is_taken_back_is_none(house: House) -> None:
    drawn = Drawn(house, *ROW)
    drawn.do("A")
    item = drawn.item("A", WorkState.DONE)
    acting.act(drawn.tools, drawn.handler, item, Act.TAKE_BACK, Given())

    assert leaps(drawn) == []


def test_out_of_a_step_of_many_it_leads_from_that_step(house: House) -> None:
    drawn = countersigned(house)
    for act in (
        partial(returned, drawn, "M", "A"),
        partial(drawn.do, "A"),
        partial(drawn.do, "M", "M"),
        partial(returned, drawn, "Z", "M"),
    ):
        house.clock.moment += timedelta(minutes=1)
        act()

    assert leaps(drawn) == [("returned", "M", "A", 2), ("returned", "Z", "M", 3)]


def test_a_jump_leads_to_where_two_persons_agreed(
    house: House, overseer: Actor, admin: Actor
) -> None:
    drawn = Drawn(house, *ROW)
    jumping.jumped(drawn, overseer, admin, "A", "C")

    assert leaps(drawn) == [("jumped", "A", "C", 1)]


def test_a_case_that_is_reopened_leads_from_its_end(house: House, head: Actor) -> None:
    drawn = reopening.finished(house)
    reopening.propose(drawn, head, "B")
    reopening.agree(drawn, house.actor("county.admin"))

    assert leaps(drawn) == [("reopened", "E", "B", 2)]


def test_looking_back_only_what_had_led_somewhere_by_then_is_told(house: House) -> None:
    drawn = Drawn(house, *ROW)
    drawn.do("A", "B")
    before = house.clock.now()
    house.clock.moment += timedelta(hours=1)
    returned(drawn, "C", "A")

    def past(hours: int) -> int:
        moment = before + timedelta(hours=hours)
        told = looking_back.past(drawn.tools, drawn.handler, drawn.case, moment)
        return len(told.marks.leaps)

    assert [past(-1), past(0), past(1)] == [0, 0, 1]
