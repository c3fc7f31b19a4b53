"""Signers are put in order on the page of the act, without script."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.acts import Act
from server.domain.asides import AsideKind, AsideState
from server.services import asking
from server.services.asking import Reply
from tests.services.signing_after import Signed

if TYPE_CHECKING:
    from server.domain.ids import ItemId
    from tests.page import Browser, Page
    from tests.web.house import House

CHOSEN = ("buguan.head", "zjj.head", "gov.head")


class Signing:
    """The page on which the handler chooses who signs, as a browser without script has it."""

    def __init__(self, house: House) -> None:
        self.drawn = Signed(house)
        self.item: ItemId = self.drawn.fill_in().id
        self.browser: Browser = house.browser("zjj.handler")
        self.address = f"/work/{self.item}/acts/sign_after"
        self.people = [str(self.drawn.people[login].person) for login in CHOSEN]

    def post(self, **more: Any) -> Page:
        fields = {"people": self.people, "way": "in_turn", "idempotency_key": "k"}
        return self.browser.post(self.address, {**fields, **more})

    @property
    def asked(self) -> list[str]:
        with self.drawn.tools.unit() as unit:
            every = unit.asides.of_item(self.item)
        return [str(one.person or one.body) for one in every if one.kind is AsideKind.SIGN_AFTER]


@pytest.fixture
def signing(house: House) -> Signing:
    return Signing(house)


def listed(page: Page) -> list[str]:
    return [str(one["value"]) for one in page.select(".order > li > input[name=order]")]


def test_nobody_is_listed_before_anybody_is_chosen(signing: Signing) -> None:
    assert listed(signing.browser.get(signing.address)) == []


def test_those_who_are_chosen_are_listed_and_moved_by_buttons(signing: Signing) -> None:
    first, second, third = listed(signing.post(look="1"))
    shown = signing.post(order=[first, second, third], up=third)

    assert listed(shown) == [first, third, second]
    [focused] = shown.select("[autofocus]")
    assert (focused["name"], focused["value"]) == ("up", third)
    assert listed(signing.post(order=[first, second, third], down=first)) == [second, first, third]


def test_who_is_first_goes_no_further_up_and_the_other_button_has_the_focus(
    signing: Signing,
) -> None:
    first, second, third = listed(signing.post(look="1"))
    shown = signing.post(order=[first, second, third], up=second)

    assert listed(shown) == [second, first, third]
    [focused] = shown.select("[autofocus]")
    assert (focused["name"], focused["value"]) == ("down", second)
    again = signing.post(order=[second, first, third], up=second)
    assert listed(again) == [second, first, third]


def test_they_are_asked_in_the_order_of_the_page(signing: Signing) -> None:
    order = [signing.people[1], signing.people[2], signing.people[0]]
    signing.post(order=order)

    assert signing.asked == order


def test_who_is_chosen_since_is_shown_in_the_order_before_anybody_is_asked(
    signing: Signing,
) -> None:
    shown = signing.post(order=signing.people[:2])

    assert shown.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "请按下面的先后核对" in shown.text
    assert listed(shown) == signing.people
    assert signing.asked == []


def test_who_is_ticked_no_more_has_no_place(signing: Signing) -> None:
    order = signing.people[::-1]
    signing.post(people=signing.people[:2], order=order)

    assert signing.asked == [signing.people[1], signing.people[0]]


def test_a_program_says_the_order(signing: Signing, house: House) -> None:
    program = house.program("zjj.handler")
    given = {"people": signing.people, "order": signing.people[::-1], "way": "in_turn"}
    told = program.post(f"/work-items/{signing.item}/acts/sign_after", given)

    assert told.status_code == HTTPStatus.NO_CONTENT
    assert signing.asked == signing.people[::-1]


def before(signing: Signing) -> list[tuple[str, AsideState]]:
    """Who signs before the holder, and whose turn it is."""
    with signing.drawn.tools.unit() as unit:
        every = unit.asides.of_item(signing.item)
    return [(str(one.person), one.state) for one in every if one.kind is AsideKind.SIGN_BEFORE]


def test_who_signs_before_in_turn_is_put_in_order_on_the_page_too(signing: Signing) -> None:
    signing.address = f"/work/{signing.item}/acts/{Act.ADD_SIGNERS}"
    first, second, third = listed(signing.post(way="before_in_turn", look="1"))
    shown = signing.post(way="before_in_turn", order=[first, second, third], up=third)
    assert listed(shown) == [first, third, second]
    signing.post(way="before_in_turn", order=[first, third, second])

    open_, later = AsideState.OPEN, AsideState.LATER
    assert before(signing) == [(first, open_), (third, later), (second, later)]
    page = signing.browser.get(f"/work/{signing.item}")
    assert "办结前还须 3 人答复" in page.text
    assert page.text.count("尚未轮到") == 2


def test_a_program_asks_who_signs_before_in_turn(signing: Signing, house: House) -> None:
    order = signing.people[::-1]
    given = {"people": signing.people, "order": order, "way": "before_in_turn"}
    told = house.program("zjj.handler").post(f"/work-items/{signing.item}/acts/add_signers", given)

    assert told.status_code == HTTPStatus.NO_CONTENT
    assert [person for person, _ in before(signing)] == order


def test_whose_turn_has_come_is_told_and_then_the_work_is_completed(signing: Signing) -> None:
    drawn = signing.drawn
    whom = tuple(drawn.people[login].person for login in CHOSEN[:2])
    drawn.act(Act.ADD_SIGNERS, people=whom, way="before_in_turn")
    with drawn.tools.unit() as unit:
        first, second = unit.asides.of_item(signing.item)
    first_signer, second_signer = (drawn.people[login] for login in CHOSEN[:2])
    asking.answer(drawn.tools, first_signer, first.id, Reply(verdict="agree"))

    assert "轮到您签署" in drawn.notices(CHOSEN[1])
    asking.answer(drawn.tools, second_signer, second.id, Reply(verdict="disagree", text="不准"))
    drawn.do("A", said=7)
    assert drawn.open == ["B"]
    assert drawn.is_sound
