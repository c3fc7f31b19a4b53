"""Every refusal and failure is told as a page or as problem+json, and never more than that."""

import logging
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from server.web.addresses import link
from tests.page import Browser
from tests.web.counter import PASSWORD, Web

KEY = {"Idempotency-Key": "k"}
SAID = {"login": "li", "password": PASSWORD}


@pytest.fixture
def web(tmp_path: Path) -> Web:
    return Web(tmp_path)


def signed_in(web: Web) -> FlaskClient:
    client = web.app.test_client()
    client.post("/api/v1/sessions", json=SAID, headers=KEY)
    return client


def test_an_unknown_address_is_told_as_a_page(web: Web) -> None:
    page = Browser(web.app.test_client()).get("/nowhere")

    assert page.status == 404
    assert page.heading == "没有找到"


def test_an_unknown_address_of_the_api_is_told_to_programs(web: Web) -> None:
    answer = web.app.test_client().get("/api/v1/nowhere")

    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_the_pages_script_gets_json_too(web: Web) -> None:
    answer = web.app.test_client().get("/nowhere", headers={"Accept": "application/json"})

    assert answer.content_type == "application/problem+json"


def test_a_program_chooses_its_language(web: Web) -> None:
    answer = web.app.test_client().get("/api/v1/me", headers={"Accept-Language": "en"})

    assert answer.get_json()["title"] == "Sign in first"


def test_a_person_who_is_not_signed_in_is_led_to_the_door_and_back(web: Web) -> None:
    answer = web.app.test_client().get("/inbox?due=late")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in?next=%2Finbox%3Fdue%3Dlate"


PAGE = f"/work/{UUID(int=7)}"


@pytest.mark.parametrize(
    ("sent_from", "leads_to"),
    [
        (f"http://localhost{PAGE}", PAGE),
        (f"http://localhost{PAGE}?view=unit", f"{PAGE}?view=unit"),
        (f"http://localhost{PAGE}/release", "/inbox"),
        (f"http://elsewhere.example{PAGE}", "/inbox"),
        ("http://localhost//elsewhere.example/inbox", "/inbox"),
        ("http://[", "/inbox"),
        ("", "/inbox"),
    ],
)
def test_an_act_after_the_session_ended_leads_back_to_the_page_it_was_sent_from(
    web: Web, sent_from: str, leads_to: str
) -> None:
    headers = {"Referer": sent_from} if sent_from else {}

    answer = web.app.test_client().post(f"{PAGE}/claim", headers=headers)

    assert answer.headers["Location"] == link("sign_in", next=leads_to)


def test_an_act_that_is_a_page_too_leads_back_to_it(web: Web) -> None:
    assert web.app.test_client().post(PAGE).headers["Location"] == link("sign_in", next=PAGE)


def test_a_program_that_is_not_signed_in_is_told(web: Web) -> None:
    answer = web.app.test_client().get("/api/v1/me")

    assert (answer.status_code, answer.get_json()["code"]) == (401, "not_signed_in")


def test_a_database_that_is_away_is_told_with_a_time_to_come_back(web: Web) -> None:
    client = signed_in(web)
    web.counter.is_away = True

    answer = client.get("/api/v1/work-items")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_the_page_about_a_database_that_is_away_needs_no_database(web: Web) -> None:
    client = signed_in(web)
    web.counter.is_away = True

    page = Browser(client).get("/inbox")

    assert page.status == 503


def test_readiness_is_refused_while_the_database_is_away(web: Web) -> None:
    web.counter.is_away = True

    assert web.app.test_client().get("/ready").status_code == 503
    assert web.app.test_client().get("/health").status_code == 200


def test_an_unknown_failure_shows_a_number_and_nothing_else(
    web: Web, caplog: pytest.LogCaptureFixture
) -> None:
    client = signed_in(web)
    web.counter.is_broken = True

    with caplog.at_level(logging.ERROR, logger="muster.web"):
        answer = client.get("/api/v1/work-items")

    told = answer.get_json()
    assert answer.status_code == 500
    assert "secret of the house" not in answer.text
    assert told["number"] in caplog.text
    assert "secret of the house" in caplog.text


def test_a_wrong_method_is_told(web: Web) -> None:
    assert web.app.test_client().put("/api/v1/sessions", headers=KEY).status_code == 405
