"""Who signs before the holder is asked in turn (依次前加签)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.acts import Act
from server.domain.asides import AsideState
from server.domain.errors import AnswersAwaited, NoSuchAside
from server.domain.reading import Asks
from server.services import acting, asking, working
from server.services.acts.scene import Given
from server.services.asking import Reply
from tests.builders import a_seat
from tests.services.asides import asked, complete, lawyer, now, told
from tests.services.office import Office, an_office

if TYPE_CHECKING:
    from server.domain.asides import Aside
    from server.domain.people import Actor

AGREED, REFUSED = Reply(verdict="agree"), Reply(verdict="disagree", text="金额不对")
IN_TURN = "before_in_turn"
OPEN, LATER = AsideState.OPEN, AsideState.LATER


@pytest.fixture
def office() -> Office:
    """The clerk has signed for the work."""
    found = an_office()
    working.claim(found.stage.tools, found.clerk, found.item)
    return found


def states(office: Office) -> list[AsideState]:
    return [one.state for one in office.stage.state.asides.values()]


def sign(office: Office, who: Actor, aside: Aside, reply: Reply = AGREED) -> None:
    asking.answer(office.stage.tools, who, aside.id, reply)


def test_the_first_is_asked_and_the_next_knows_of_nothing(office: Office) -> None:
    _, later = asked(office, Act.ADD_SIGNERS, office.colleague, office.head, way=IN_TURN)

    assert states(office) == [OPEN, LATER]
    assert told(office, office.head) == []
    with pytest.raises(NoSuchAside):
        sign(office, office.head, later)


def test_they_are_asked_in_the_order_that_was_given(office: Office) -> None:
    order = (str(office.head.person), "slj", str(office.colleague.person))
    office.stage.person(a_seat("slj", "dept_head"), login="qian")
    asides = asked(
        office, Act.ADD_SIGNERS, office.colleague, office.head,
        targets=("slj",), order=order, way=IN_TURN,
    )  # fmt: skip

    assert [str(one.person or one.body) for one in asides] == list(order)
    assert states(office) == [OPEN, LATER, LATER]


@pytest.mark.parametrize("reply", [AGREED, REFUSED])
def test_whatever_one_says_the_next_is_asked(office: Office, reply: Reply) -> None:
    first, second = asked(office, Act.ADD_SIGNERS, office.colleague, office.head, way=IN_TURN)
    sign(office, office.colleague, first, reply)

    assert now(office, second).state is OPEN
    assert told(office, office.head) == ["AsideReached/sign_before"]
    sign(office, office.head, second)
    complete(office)


def test_the_work_waits_also_for_those_whose_turn_has_not_come(office: Office) -> None:
    asked(office, Act.ADD_SIGNERS, office.colleague, office.head, way=IN_TURN)

    with pytest.raises(AnswersAwaited) as refused:
        complete(office)
    assert refused.value.values["count"] == 2


def test_when_whose_turn_it_is_is_taken_off_the_next_is_asked(office: Office) -> None:
    first, second = asked(office, Act.ADD_SIGNERS, office.colleague, office.head, way=IN_TURN)
    page = acting.look(office.stage.tools, office.clerk, office.item, Act.CALL_OFF)
    assert any("随即轮到下一人" in zh for zh, _ in page.foreseen)
    asking.call_off(office.stage.tools, office.clerk, first.id)

    assert now(office, second).state is OPEN
    page = acting.look(office.stage.tools, office.clerk, office.item, Act.CALL_OFF)
    assert not any("随即轮到下一人" in zh for zh, _ in page.foreseen)


def test_who_is_taken_off_before_their_turn_is_not_told_and_left_out(office: Office) -> None:
    fang = lawyer(office)
    first, second, third = asked(
        office, Act.ADD_SIGNERS, office.colleague, office.head, fang, way=IN_TURN
    )
    asking.call_off(office.stage.tools, office.clerk, second.id)
    assert states(office) == [OPEN, AsideState.WITHDRAWN, LATER]
    assert told(office, office.head) == []
    sign(office, office.colleague, first)

    assert now(office, third).state is OPEN


def test_all_are_taken_off_at_once(office: Office) -> None:
    every = asked(office, Act.ADD_SIGNERS, office.colleague, office.head, way=IN_TURN)
    office.act(office.clerk, Act.CALL_OFF, Given(targets=tuple(str(one.id) for one in every)))

    assert set(states(office)) == {AsideState.WITHDRAWN}
    complete(office)


def test_who_is_asked_in_turn_later_comes_after_all_who_were_asked_before(office: Office) -> None:
    [first] = asked(office, Act.ADD_SIGNERS, office.colleague)
    _, second = asked(office, Act.ADD_SIGNERS, office.head, way=IN_TURN)
    assert second.state is LATER
    sign(office, office.colleague, first)

    assert now(office, second).state is OPEN


def test_who_is_asked_beside_the_row_holds_up_nobody(office: Office) -> None:
    first, second = asked(office, Act.ADD_SIGNERS, office.colleague, office.head, way=IN_TURN)
    *_, beside = asked(office, Act.ADD_SIGNERS, lawyer(office))
    assert beside.state is OPEN
    sign(office, office.colleague, first)

    assert now(office, second).state is OPEN


def test_the_page_asks_for_the_order_and_says_how_it_goes(office: Office) -> None:
    page = acting.look(office.stage.tools, office.clerk, office.item, Act.ADD_SIGNERS)

    assert Asks.ORDER in [question.asks for question in page.questions]
    assert any("才轮到下一人" in zh for zh, _ in page.foreseen)
    consulting = acting.look(office.stage.tools, office.clerk, office.item, Act.CONSULT)
    assert Asks.ORDER not in [question.asks for question in consulting.questions]
