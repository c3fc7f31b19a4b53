"""What members of a multi-instance tell, and works in turn, on the whole house below the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.errors import AnotherInTurn
from server.domain.work import WorkState
from server.services import working
from tests.engine.diagrams import about, boundary, end, line, many, node, start, sub, user
from tests.engine.event_pen import draw, telling
from tests.engine.handler_pen import ad_hoc

if TYPE_CHECKING:
    from tests.features.matter import Matter

THREE = many(count="3")
PAIR = sub("K", start("KS"), user("X"), user("Y"), end("KE"), line("KS", "X", "Y", "KE"))


def guarded(activity: str, kind: str, reference: str, *, interrupting: bool) -> bytes:
    """An activity A, a boundary event on it that leads to L, and Z behind it."""
    guard = boundary("G", "A", about(kind, reference), interrupting=interrupting)
    flows = line("S", "A", "Z", "E") + line("G", "L", "LE")
    return draw(start(), activity, guard, user("L"), user("Z"), end(), end("LE"), flows)


def inside(marker: str) -> str:
    return sub("A", marker, start("AS"), user("W"), end("AE"), line("AS", "W", "AE"))


def test_each_member_tells_of_itself(matter: Matter) -> None:
    work = user("A", telling(THREE, "None", "dc"))
    matter.begin(guarded(work, "escalation", "c1", interrupting=False))

    matter.done("A")
    assert matter.open == ["A", "A", "L"]
    matter.done("A")
    matter.done("A")
    assert matter.open == ["L", "L", "L", "Z"]


def test_the_first_member_takes_the_others_away(matter: Matter) -> None:
    matter.begin(guarded(inside(telling(THREE, "One", "ds")), "signal", "s", interrupting=True))

    matter.done("W")

    assert matter.open == ["L"]
    withdrawn = [item.element for item in matter.world.items() if item.state is WorkState.WITHDRAWN]
    assert withdrawn == ["W", "W"]
    matter.done("L")
    assert matter.is_over()


def test_the_last_member_may_take_the_whole_away(matter: Matter) -> None:
    work = user("A", telling(many(count="1"), "None", "de"))
    matter.begin(guarded(work, "error", "e1", interrupting=True))

    matter.done("A")

    assert matter.open == ["L"]


def test_in_turn_the_next_begins_after_it_was_told(matter: Matter) -> None:
    marker = telling(many(count="2", sequential=True), "One", "dc")
    matter.begin(guarded(inside(marker), "escalation", "c1", interrupting=False))

    matter.done("W")
    assert matter.open == ["L", "W"]
    matter.done("W")
    assert matter.open == ["L", "Z"]


def test_of_works_in_turn_one_is_signed_for(matter: Matter) -> None:
    turns = ad_hoc(PAIR, user("A"), user("B"), ordering="Sequential")
    matter.begin(draw(start(), turns, end(), line("S", "H", "E")))
    matter.done("X")
    matter.done("Y")
    one, other = sorted(matter.world.open_items(), key=lambda item: item.element)
    assert (one.element, other.element) == ("A", "B")

    working.claim(matter.world.tools, matter.actor, one.id)
    with pytest.raises(AnotherInTurn) as refused:
        matter.complete(other.id)

    assert refused.value.code == "another_in_turn"
    matter.done("A")
    matter.done("B")
    assert matter.is_over()


def test_what_is_put_off_is_offered_again(matter: Matter) -> None:
    turns = ad_hoc(
        user("A"), PAIR, user("B"), node("receiveTask", "R", messageRef="m"), line("A", "K"),
        ordering="Sequential",
    )  # fmt: skip
    matter.begin(draw(start(), turns, end(), line("S", "H", "E")))

    matter.done("A")
    assert matter.open == ["X"]
    assert matter.hear("message", "回函") == 0
    matter.done("X")
    matter.done("Y")

    assert matter.open == ["B"]
    assert matter.hear("message", "回函") == 1
    matter.done("B")
    assert matter.is_over()
