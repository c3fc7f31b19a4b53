"""What people typed is emptied when its time of keeping is over: every page of a case opens all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from server.domain.acts import Act
from server.domain.kept import EMPTIED, typed, typed_or_emptied
from server.domain.work import WorkState
from server.services import acting, acting_on_cases, asking, tasks, working
from server.services.acts.scene import Given
from tests.engine.diagrams import line
from tests.services.drawn import desk
from tests.services.signing_after import AGREED, Signed

if TYPE_CHECKING:
    from tests.web.house import House

ROW = (desk("A", form="survey/said", clock="T44/simple"), desk("B"), desk("C"))


def emptied(drawn: Signed) -> None:
    """The time of keeping of all that was typed is over."""
    with drawn.house.database.engine.begin() as connection:
        gone = connection.execute(
            text("DELETE FROM contents WHERE subject = :root"), {"root": drawn.case}
        ).rowcount
    assert gone > 0
    drawn.tools.shelf.forget()


@pytest.fixture
def told(house: House) -> Signed:
    """A case about which everything was said that can be: copied, signed after, returned, asked more time for."""
    drawn = Signed(house, *ROW, line("S", "A", "B", "C", "E"))
    drawn.fill_in()
    head = drawn.people["zjj.head"].person
    drawn.act(Act.COPY, people=(head,), text="请知悉")
    item = drawn.submit("slj.handler", text="请审签")
    drawn.sign("slj.handler", item)
    [second] = drawn.items("B")
    given = Given(targets=(str(item),), way="rerun", reason="金额有误")
    acting.act(drawn.tools, drawn.handler, second.id, Act.RETURN, given)
    drawn.fill_in(8)
    ground = acting.look(drawn.tools, drawn.handler, drawn.item("A"), Act.ASK_EXTENSION)
    way = ground.questions[0].options[0].value
    drawn.act(Act.ASK_EXTENSION, way=way, reason="须会商")
    return drawn


def test_every_page_of_a_case_opens_once_all_that_was_typed_is_gone(told: Signed) -> None:
    drawn = told
    with drawn.tools.unit() as unit:
        items = unit.work.of_case(drawn.case)
        asides = [one for item in items for one in unit.asides.of_item(item.id)]
    emptied(drawn)

    browser = drawn.house.browser("zjj.handler")
    for item in items:
        assert browser.get(f"/work/{item.id}").status == 200
    again = browser.get(f"/work/{drawn.item('A')}").text
    assert "退回：（已按保存期限清除）" in again
    for page in ("", "/print", "/decisions"):
        assert browser.get(f"/cases/{drawn.case}{page}").status == 200
    for login in ("zjj.head", "slj.handler"):
        other = drawn.house.browser(login)
        mine = [one for one in asides if one.person == drawn.people[login].person]
        assert mine
        for one in mine:
            assert "填写的内容已按保存期限清除" in other.get(f"/asides/{one.id}").text
    shown = tasks.task(drawn.tools, drawn.handler, items[0].id)
    assert all(one.is_emptied for one in shown.asides)


def test_acts_foretell_what_they_can(told: Signed) -> None:
    drawn = told
    emptied(drawn)
    item = drawn.item("A")
    page = acting.look(drawn.tools, drawn.house.actor("cmd.head"), item, Act.AGREE_EXTENSION)
    assert f"申请理由：{EMPTIED[0]}" in [zh for zh, _ in page.foreseen]


def test_who_agrees_to_make_it_void_is_told_that_the_reason_is_gone(house: House) -> None:
    drawn = Signed(house)
    drawn.do("A", said=1)
    drawn.do("B")
    admin, other = house.actor("sfj.supervisor"), house.actor("county.admin")
    given = Given(reason="重复", text="纪要")
    acting_on_cases.act(drawn.tools, admin, drawn.case, Act.VOID, given)
    emptied(drawn)

    page = acting_on_cases.look(drawn.tools, other, drawn.case, Act.AGREE)
    assert f"提议理由：{EMPTIED[0]}" in [zh for zh, _ in page.foreseen]


def test_what_was_asked_back_is_given_back_without_its_reason(house: House) -> None:
    first = desk("A", org='"buguan"', role="township_officer", form="survey/said")
    drawn = Signed(house, first, desk("B"), line("S", "A", "B", "E"))
    [item] = drawn.items("A")
    working.complete(drawn.tools, drawn.officer, item.id, working.Answer(values={"said": 1}))
    working.claim(drawn.tools, drawn.handler, drawn.item("B"))
    given = Given(reason="写错了")
    acting.act(drawn.tools, drawn.officer, item.id, Act.TAKE_BACK, given)
    with drawn.tools.unit() as unit:
        [aside] = unit.asides.about(item.id)
    emptied(drawn)
    asking.answer(drawn.tools, drawn.handler, aside.id, AGREED)

    assert drawn.open == ["A"]
    assert len(drawn.items("B", WorkState.WITHDRAWN)) == 1


def test_what_was_typed_is_read_by_its_name() -> None:
    assert typed({"reason": "急"}, "reason") == "急"
    assert typed({}, "reason") == ""
    assert typed_or_emptied({"reason": "急"}, "reason") == ("急", "急")
    assert typed_or_emptied({}, "reason") == EMPTIED
