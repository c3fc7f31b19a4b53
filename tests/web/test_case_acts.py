"""Acts on a whole case, on their pages and through the API."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from server.domain.people import SYSTEM
from server.services import peopling
from tests.engine.diagrams import end, line, start
from tests.engine.diagrams import user as work
from tests.web.branches import Play, around
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from tests.web.house import House

PLAN = "经批准的整改方案"


@pytest.fixture
def play(house: House) -> Play:
    """A case that waits for the handlers of a department, by a clock that may stand still."""
    logins = ("zjj.head", "buguan.head", "sfj.supervisor", "county.admin")
    peopling.set_passwords(house.tools, SYSTEM, dict.fromkeys(logins, PASSWORD))
    asked = work("H", name="H", org='"zjj"', role="dept_handler", clock="T44/simple")
    return Play(house, survey=around(asked))


def test_the_head_lets_a_case_stand_still_and_go_on(house: House, play: Play) -> None:
    address = f"/cases/{play.case}/acts/suspend"
    head = house.browser("zjj.head")
    assert "挂起" in head.get(f"/cases/{play.case}").text
    shown = head.get(address)
    form = shown.form(address)

    again = head.post(address, {**form, "way": PLAN, "reason": "", "until": "2026-03-09"})
    assert again.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "请填写或选择。" in again.text

    done = head.post(address, {**form, "way": PLAN, "reason": "等方案", "until": "2026-03-09"})
    assert f"已挂起：{PLAN}" in done.text
    assert "自动恢复" in done.text
    handler = house.browser("zjj.handler")
    assert "挂起" in handler.get("/inbox").text
    item = play._items()[0][1]
    assert "恢复之前不能办理" in handler.get(f"/work/{item}").text

    resume = f"/cases/{play.case}/acts/resume"
    gone_on = head.post(resume, {**head.get(resume).form(resume), "reason": "方案已批"})
    assert "已恢复。" in gone_on.text
    assert "恢复之前不能办理" not in gone_on.text


def test_a_case_is_ended_and_its_page_says_so(house: House, play: Play) -> None:
    address = f"/cases/{play.case}/acts/terminate"
    head = house.browser("buguan.head")
    shown = head.get(address)
    assert "收回“H”" in shown.text

    done = head.post(address, {**shown.form(address), "reason": "当事人已自行改正"})

    assert "已终止" in done.text
    assert "事项没有办完就结束了" in done.text
    assert head.get("/mine").status == HTTPStatus.OK


def test_two_persons_make_a_case_void_and_its_page_is_a_tombstone(house: House, play: Play) -> None:
    propose, agree = (f"/cases/{play.case}/acts/{act}" for act in ("void", "agree"))
    one, other = house.browser("sfj.supervisor"), house.browser("county.admin")
    assert other.get(f"/cases/{play.case}").status == HTTPStatus.NOT_FOUND
    typed = {**one.get(propose).form(propose), "text": "会议纪要", "reason": "重复立案"}
    assert "提议作废" in one.post(propose, typed).text

    shown = other.get(agree)
    assert "重复立案" in shown.text
    other.post(agree, shown.form(agree))

    page = house.browser("buguan.officer").get(f"/cases/{play.case}")
    assert "已作废，不再使用" in page.text
    assert "会议纪要" in page.text
    assert "已作废" in house.browser("buguan.officer").get("/mine").text


def test_work_is_moved_to_another_step_by_two(house: House) -> None:
    peopling.set_passwords(
        house.tools, SYSTEM, dict.fromkeys(("sfj.supervisor", "county.admin"), PASSWORD)
    )
    steps = [work(key, name=f"办{key}", org='"zjj"', role="dept_handler") for key in "ABC"]
    play = Play(house, survey=(start(), *steps, end(), line("S", "A", "B", "C", "E")))
    one, other = house.browser("sfj.supervisor"), house.browser("county.admin")
    address = f"/work/{play._items()[0][1]}/acts/jump"
    assert "提议跳转" in one.get(f"/cases/{play.case}").text
    shown = one.get(address)
    assert "往前，跳过“办B”" in shown.text

    typed = {**shown.form(address), "targets": "C", "reason": "原单位已撤并"}
    assert "提议跳转" in one.post(address, typed).text
    agree = f"/cases/{play.case}/acts/agree"
    page = other.get(agree)
    assert "由“办A”跳转到“办C”" in page.text
    done = other.post(agree, page.form(agree))

    assert "跳过“办B”，其内容保持空白" in done.text
    assert play.waiting == ["办C"]


def test_a_case_that_is_over_is_reopened_by_two(house: House) -> None:
    logins = ("buguan.head", "county.admin", "zjj.handler")
    peopling.set_passwords(house.tools, SYSTEM, dict.fromkeys(logins, PASSWORD))
    asked = work("H", name="办H", org='"zjj"', role="dept_handler")
    play = Play(house, survey=(start(), asked, end(), line("S", "H", "E"))).do("办H")
    head, other = house.browser("buguan.head"), house.browser("county.admin")
    address = f"/cases/{play.case}/acts/reopen"
    shown = head.get(address)
    assert "不收回" in shown.text

    typed = {**shown.form(address), "targets": "H", "reason": "复查发现材料有误"}
    assert "已办结" in head.post(address, typed).text
    agree = f"/cases/{play.case}/acts/agree"
    page = other.get(agree)
    assert "复查发现材料有误" in page.text
    other.post(agree, page.form(agree))

    again = head.get(f"/cases/{play.case}")
    assert "办理中" in again.text
    assert "经两人同意重启，从“办H”重新办理" in again.text


def test_the_api_offers_tells_and_does(house: House, play: Play) -> None:
    head = house.program("zjj.head")
    acts = f"/cases/{play.case}/acts"

    offered = head.get(acts).get_json()["items"]
    shown = head.get(f"{acts}/suspend").get_json()
    given = {"way": shown["questions"][0]["options"][0]["value"], "reason": "等方案"}
    done = head.post(f"{acts}/suspend", given)

    assert [each["act"] for each in offered] == ["suspend"]
    assert shown["item"] is None
    assert done.status_code == HTTPStatus.NO_CONTENT
    case = head.get(f"/cases/{play.case}").get_json()
    assert (case["status"], case["standstill"]["ground"]) == ("suspended", PLAN)
    assert head.post(f"{acts}/suspend", given).status_code == HTTPStatus.CONFLICT
    assert head.get(f"{acts}/burn").status_code == HTTPStatus.NOT_FOUND
