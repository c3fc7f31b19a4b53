"""Acts on a piece of work, on their page and through the API."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from server.domain.ids import ItemId
from server.domain.people import SYSTEM
from server.services import peopling
from tests.page import OWN_SITE
from tests.web.branches import Play, around, user
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from tests.web.house import House


@pytest.fixture
def play(house: House) -> Play:
    """A case that waits for the handlers of a department."""
    peopling.set_passwords(house.tools, SYSTEM, {"zjj.head": PASSWORD})
    return Play(house, survey=around(user("H")))


def item_of(play: Play) -> ItemId:
    with play.tools.unit() as unit:
        return next(item.id for item in unit.work.of_case(play.case))


def test_the_head_gives_work_to_a_person_and_takes_it_back(house: House, play: Play) -> None:
    address = f"/work/{item_of(play)}/acts/dispatch"
    head = house.browser("zjj.head")
    shown = head.get(address)
    handler = house.actor("zjj.handler").person

    done = head.post(address, {**shown.form(address), "people": str(handler), "text": "尽快"})

    assert "已派办。" in done.text
    assert "附言" in done.text
    undo = f"/work/{item_of(play)}/acts/recall"
    taken = head.post(undo, head.get(undo).form(undo))
    assert "已收回。" in taken.text


def test_what_was_typed_comes_back_with_what_is_wrong(house: House, play: Play) -> None:
    address = f"/work/{item_of(play)}/acts/dispatch"
    head = house.browser("zjj.head")

    typed = {**head.get(address).form(address), "people": "", "text": "尽快"}
    again = head.post(address, typed)

    assert again.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "请填写或选择。" in again.text
    assert "尽快" in again.text


def test_a_mangled_answer_is_refused_with_a_sentence(house: House, play: Play) -> None:
    address = f"/work/{item_of(play)}/acts/dispatch"

    again = house.browser("zjj.head").post(address, {"people": "nobody"})

    assert again.soup.select(".errors li")


def test_the_pages_of_the_work_offer_the_acts(house: House, play: Play) -> None:
    head = house.browser("zjj.head")
    handler = house.browser("zjj.handler")
    address = f"/work/{item_of(play)}/acts/"

    assert f"{address}dispatch" in str(head.get(f"/work/{item_of(play)}").soup)
    assert f"{address}urge" in str(handler.get(f"/work/{item_of(play)}").soup)
    assert f"{address}urge" in str(house.browser("buguan.officer").get(f"/cases/{play.case}").soup)


def test_a_mangled_confirmation_confirms_nothing(house: House, play: Play) -> None:
    page = house.browser("zjj.handler").get(f"/cases/{play.case}?acted=burn&item=x")

    assert not page.soup.select("#acted")


def test_a_program_looks_and_acts(house: House, play: Play) -> None:
    program = house.program("zjj.handler")
    acts = f"/work-items/{item_of(play)}/acts"

    offered = program.get(acts).get_json()["items"]
    asked = program.get(f"{acts}/urge").get_json()
    urged = program.post(f"{acts}/urge", {"text": "请尽快"})

    assert "urge" in [each["act"] for each in offered]
    assert [each["asks"] for each in asked["questions"]] == ["text"]
    assert urged.status_code == HTTPStatus.NO_CONTENT
    assert program.post(f"{acts}/urge").status_code == HTTPStatus.CONFLICT
    assert program.post(f"{acts}/burn").status_code == HTTPStatus.NOT_FOUND
    assert program.get(f"/work-items/{uuid4()}/acts").status_code == HTTPStatus.NOT_FOUND


def test_many_are_claimed_from_one_page(house: House, play: Play) -> None:
    handler = house.browser("zjj.handler")
    address = f"/inbox/batch?act=claim&item={item_of(play)}&item={uuid4()}"
    shown = handler.get(address)

    done = handler.post("/inbox/batch", shown.form("/inbox/batch"))

    assert "可办 1 项，不可办 1 项" in shown.text
    assert "已办 1 项，未办 0 项。" in done.text
    assert handler.get("/inbox/batch?act=burn").status == HTTPStatus.NOT_FOUND
    assert handler.get("/inbox/batch?act=claim&item=x").status == HTTPStatus.NOT_FOUND


def test_a_program_completes_many(house: House, play: Play) -> None:
    program = house.program("zjj.handler")
    body = {"act": "complete", "items": [str(item_of(play))]}

    seen = program.post("/work-items/batch/look", body).get_json()
    done = program.post("/work-items/batch", body).get_json()["items"]

    assert [row["is_done"] for row in seen["rows"]] == [True]
    assert [(row["is_done"], row["code"]) for row in done] == [(True, "")]


def test_what_waited_for_the_network_is_answered_for_script(house: House, play: Play) -> None:
    address = f"/work/{item_of(play)}/acts/dispatch"
    client = house.signed_in("zjj.head")
    head = {**OWN_SITE, "Accept": "application/json", "Idempotency-Key": "k1"}
    handler = str(house.actor("zjj.handler").person)
    foreseen = str(house.browser("zjj.head").get(address).select("form")[-1]["data-foreseen"])

    wrong = client.post(address, data={"text": "尽快", "foreseen": foreseen}, headers=head)
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [each["field"] for each in wrong.get_json()["errors"]] == ["people"]

    sent = {"people": handler, "idempotency_key": "k1"}
    late = client.post(address, data=sent | {"foreseen": "else"}, headers=head)
    assert (late.status_code, late.get_json()["code"]) == (HTTPStatus.CONFLICT, "not_as_foreseen")

    done = client.post(address, data=sent | {"foreseen": foreseen}, headers=head)
    assert done.get_json()["location"].startswith(f"/cases/{play.case}?acted=dispatch")
    again = client.post(address, data=sent | {"foreseen": foreseen}, headers=head)
    assert again.get_json() == done.get_json()


def test_what_was_typed_for_a_whole_case_comes_back_to_be_looked_at(
    house: House, play: Play
) -> None:
    address = f"/cases/{play.case}/acts/terminate"
    starter = house.browser("buguan.officer")

    shown = starter.post(
        address, {**starter.get(address).form(address), "look": "1", "reason": "x1"}
    )

    assert shown.status == HTTPStatus.OK
    assert "x1" in shown.text
    assert (
        house.program("buguan.officer").get(f"/cases/{play.case}").get_json()["status"] == "running"
    )
