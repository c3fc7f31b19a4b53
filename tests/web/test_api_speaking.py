"""How the API reads requests and describes itself."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.services.signing_in import hashed
from tests.page import Page
from tests.web.counter import LI, PASSWORD, Web

KEY = {"Idempotency-Key": "k"}
TOKEN = {"Authorization": "Bearer t0ken"}
TASK = "/api/v1/work-items/00000000-0000-0000-0000-000000000007"


@pytest.fixture
def web(tmp_path: Path) -> Web:
    web = Web(tmp_path)
    web.counter.people.tokens[hashed("t0ken")] = LI
    return web


@pytest.fixture
def client(web: Web) -> FlaskClient:
    return web.app.test_client()


@pytest.mark.parametrize("key", [None, "", "with blank", "汉", "x" * 201])
def test_a_post_without_a_usable_key_is_refused(client: FlaskClient, key: str | None) -> None:
    headers = {} if key is None else {"Idempotency-Key": key.encode().decode("latin-1")}

    answer = client.post("/api/v1/sessions", json={}, headers=headers)

    assert (answer.status_code, answer.get_json()["code"]) == (400, "key_wanted")


def refused_fields(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422
    return {one["field"]: one["message"] for one in answer.get_json()["errors"]}


def test_what_is_missing_and_what_is_too_much_is_told_by_field(client: FlaskClient) -> None:
    answer = client.post("/api/v1/sessions", json={"login": 5, "other": 1}, headers=KEY)

    assert refused_fields(answer) == {
        "login": "应为文字。",
        "other": "没有此项。",
        "password": "此项必填。",
    }


def test_a_program_reads_faults_in_english(client: FlaskClient) -> None:
    answer = client.post("/api/v1/sessions", json={}, headers=KEY | {"Accept-Language": "en"})

    assert refused_fields(answer)["login"] == "This is wanted."


def test_a_body_that_is_no_object_is_refused(client: FlaskClient) -> None:
    assert refused_fields(client.post("/api/v1/sessions", json=[], headers=KEY)) == {
        "": "应为 JSON 对象。"
    }


def test_a_body_that_is_no_json_is_refused(client: FlaskClient) -> None:
    assert client.post("/api/v1/sessions", data=b"{", headers=KEY).status_code == 422


def test_the_query_is_checked(client: FlaskClient) -> None:
    answer = client.get("/api/v1/work-items?limit=500&view=x&page=2", headers=TOKEN)

    assert refused_fields(answer) == {
        "limit": "应为 1 至 100。",
        "page": "没有此项。",
        "view": "只能是：todo, unclaimed, unit, climbed, extensions。",
    }


def test_the_inbox_is_asked_as_the_query_says(web: Web, client: FlaskClient) -> None:
    client.get("/api/v1/work-items?view=unit&search=井盖&limit=5&process=whistle", headers=TOKEN)

    asked = web.counter.views.asked[0]
    assert (asked.view, asked.search, asked.limit, asked.process) == ("unit", "井盖", 5, "whistle")


def test_work_is_given_with_its_deadline_and_the_mark_of_the_next_page(client: FlaskClient) -> None:
    told = client.get("/api/v1/work-items", headers=TOKEN).get_json()

    assert told["next"] == "next-mark"
    assert told["items"][0]["deadline"]["lamp"] == "good"
    assert told["items"][0]["id"] == "00000000-0000-0000-0000-000000000007"


def test_a_mark_that_is_not_ours_is_refused(client: FlaskClient) -> None:
    answer = client.get("/api/v1/work-items?cursor=broken", headers=TOKEN)

    assert (answer.status_code, answer.get_json()["code"]) == (422, "cursor_wrong")


def test_an_identifier_that_is_none_is_not_found(client: FlaskClient) -> None:
    assert client.get("/api/v1/work-items/7", headers=TOKEN).status_code == 404


def test_an_upload_without_a_file_is_refused(client: FlaskClient) -> None:
    answer = client.post(f"{TASK}/documents", data={}, headers=KEY | TOKEN)

    assert refused_fields(answer) == {"file": "请选择文件。"}


def test_the_description_names_every_endpoint(web: Web, client: FlaskClient) -> None:
    told = client.get("/api/v1/openapi.json").get_json()

    described = {
        (path.replace("{", "<").replace("}", ">"), method.upper())
        for path, methods in told["paths"].items()
        for method in methods
    }
    served = {
        (re.sub(r"<[^<>]*:", "<", rule.rule), method)
        for rule in web.app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert told["openapi"] == "3.1.0"
    assert served - described == {
        ("/api/v1/openapi.json", "GET"),
        ("/api/v1/docs", "GET"),
        ("/api/v1/health", "GET"),
    }


def test_the_api_says_that_it_answers(client: FlaskClient) -> None:
    assert client.get("/api/v1/health").get_json() == {"status": "ok"}


def test_the_description_leads_nowhere_in_vain(client: FlaskClient) -> None:
    told = client.get("/api/v1/openapi.json").get_json()

    named = set(_references(told))
    assert named <= {f"#/components/schemas/{name}" for name in told["components"]["schemas"]}


def test_every_post_is_described_with_its_key(client: FlaskClient) -> None:
    told = client.get("/api/v1/openapi.json").get_json()

    without = [
        path
        for path, methods in told["paths"].items()
        if "post" in methods
        and not any(one["name"] == "Idempotency-Key" for one in methods["post"]["parameters"])
    ]
    assert without == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_description_can_be_read_as_a_page(client: FlaskClient, language: str) -> None:
    client.set_cookie("language", language)

    page = Page(client.get("/api/v1/docs"))

    assert "POST /api/v1/work-items/{item}/complete" in page.text


def test_a_token_is_asked_for_with_a_password(client: FlaskClient) -> None:
    answer = client.post("/api/v1/tokens", json={"login": "li", "password": "x"}, headers=KEY)

    assert answer.status_code == 401


def test_a_person_who_signed_in_is_told_who_they_are(client: FlaskClient) -> None:
    said = {"login": "li", "password": PASSWORD}

    told = client.post("/api/v1/sessions", json=said, headers=KEY).get_json()

    assert told["seats"][0]["body_name"] == "住建局"


def _references(part: Any) -> list[str]:
    if isinstance(part, list):
        return [found for one in part for found in _references(one)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"]] if "$ref" in part else []
    return own + [found for one in part.values() for found in _references(one)]
