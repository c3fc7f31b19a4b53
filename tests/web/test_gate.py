"""Who comes in, by cookie or token, and who doesn't."""

from pathlib import Path
from uuid import uuid4

import pytest

from server.services.signing_in import hashed
from tests.web.counter import LI, PASSWORD, Web

KEY = {"Idempotency-Key": "k"}


@pytest.fixture
def web(tmp_path: Path) -> Web:
    return Web(tmp_path)


def test_a_session_lets_in_until_it_is_ended(web: Web) -> None:
    client = web.app.test_client()
    client.post("/api/v1/sessions", json={"login": "li", "password": PASSWORD}, headers=KEY)

    before = client.get("/api/v1/me").status_code
    client.delete("/api/v1/sessions")

    assert (before, client.get("/api/v1/me").status_code) == (200, 401)
    assert web.counter.people.sessions == {}


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(web: Web) -> None:
    client, thief = web.app.test_client(), web.app.test_client()
    client.post("/api/v1/sessions", json={"login": "li", "password": PASSWORD}, headers=KEY)
    cookie = client.get_cookie("muster")
    assert cookie is not None
    thief.set_cookie("muster", cookie.value)

    client.delete("/api/v1/sessions")

    assert thief.get("/api/v1/me").status_code == 401


def test_signing_in_again_makes_another_session_and_ends_the_old_one(web: Web) -> None:
    client = web.app.test_client()
    said = {"login": "li", "password": PASSWORD}
    client.post("/api/v1/sessions", json=said, headers=KEY)
    first = set(web.counter.people.sessions)

    client.post("/api/v1/sessions", json=said, headers=KEY)

    assert len(web.counter.people.sessions) == 1
    assert set(web.counter.people.sessions) != first


def test_the_server_keeps_only_the_hash_of_the_secret(web: Web) -> None:
    client = web.app.test_client()
    client.post("/api/v1/sessions", json={"login": "li", "password": PASSWORD}, headers=KEY)

    with client.session_transaction() as session:
        assert set(web.counter.people.sessions) == {hashed(session["_user_id"])}


def test_a_wrong_password_does_not_let_in(web: Web) -> None:
    client = web.app.test_client()

    answer = client.post("/api/v1/sessions", json={"login": "li", "password": "x"}, headers=KEY)

    assert (answer.status_code, answer.get_json()["code"]) == (401, "wrong_credentials")


def test_a_bearer_token_lets_in(web: Web) -> None:
    web.counter.people.tokens[hashed("t0ken")] = LI

    answer = web.app.test_client().get("/api/v1/me", headers={"Authorization": "Bearer t0ken"})

    assert answer.get_json()["login"] == "li"


def test_what_a_page_sends_is_not_done_in_the_name_of_who_signed_in_since(web: Web) -> None:
    client = web.app.test_client()
    client.post("/api/v1/sessions", json={"login": "li", "password": PASSWORD}, headers=KEY)

    mine = client.get("/api/v1/me", headers={"Muster-Person": str(LI.person)})
    others = client.get("/api/v1/me", headers={"Muster-Person": str(uuid4())})

    assert mine.status_code == 200
    assert (others.status_code, others.get_json()["code"]) == (401, "another_signed_in")


def test_an_unknown_token_does_not_let_in(web: Web) -> None:
    answer = web.app.test_client().get("/api/v1/me", headers={"Authorization": "Bearer other"})

    assert answer.status_code == 401


def test_an_act_needs_its_role(web: Web) -> None:
    web.counter.people.tokens[hashed("t0ken")] = LI
    headers = KEY | {"Authorization": "Bearer t0ken"}

    answer = web.app.test_client().post("/api/v1/processes", json={"files": {}}, headers=headers)

    assert answer.status_code == 403
