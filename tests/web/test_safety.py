"""Other sites can't act through somebody's browser, and browsers are told what to keep to."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.counter import PASSWORD, Web

KEY = {"Idempotency-Key": "k"}
SAID = {"login": "li", "password": PASSWORD}


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return Web(tmp_path).app.test_client()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
    ],
)
def test_another_site_can_not_act_here(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.post("/api/v1/sessions", json=SAID, headers=KEY | headers)

    assert answer.status_code == 403
    assert answer.get_json()["code"] == "cross_site_request"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
        {"Origin": "https://localhost"},
    ],
)
def test_our_pages_and_programs_can(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/api/v1/sessions", json=SAID, headers=KEY | headers).status_code == 201


def test_another_site_may_link_to_us(client: FlaskClient) -> None:
    assert client.get("/sign-in", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_every_answer_tells_browsers_what_to_keep_to(client: FlaskClient) -> None:
    headers = client.get("/sign-in").headers

    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_refusals_are_dressed_too(client: FlaskClient) -> None:
    assert "Content-Security-Policy" in client.get("/nowhere").headers


def test_the_cookie_is_out_of_reach_of_script_and_other_sites(client: FlaskClient) -> None:
    cookie = client.post("/api/v1/sessions", json=SAID, headers=KEY).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_over_https_the_cookie_stays_there(tmp_path: Path) -> None:
    client = Web(tmp_path, MUSTER_HTTPS="1").app.test_client()

    answer = client.post("/api/v1/sessions", json=SAID, headers=KEY)

    assert "Secure" in answer.headers["Set-Cookie"]


def test_too_large_a_request_is_refused(tmp_path: Path) -> None:
    client = Web(tmp_path, MUSTER_ATTACHMENT_MEGABYTES="1").app.test_client()

    most = 1024 * 1024 + 2_000_000
    told = client.get("/api/v1/openapi.json").get_json()["info"]["description"]
    sent = [
        client.post("/api/v1/sessions", data=b" " * size, headers=KEY) for size in (most, most + 1)
    ]

    assert f"at most {most} bytes" in told
    assert [answer.status_code for answer in sent] == [422, 413]


@pytest.mark.parametrize("address", ["/processes/a%00b", "/inbox?q=%00", "/api/v1/decisions/a%00b"])
def test_an_address_with_a_nul_leads_nowhere(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404
