"""Nothing is shown to who has no part in it, and what is not theirs looks like nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from werkzeug.routing import AnyConverter, BaseConverter, UUIDConverter

from server.domain.ids import CaseId, ItemId
from server.domain.people import SYSTEM
from server.services import auditing, peopling
from server.services.attaching import attach
from tests.web.counter import Web
from tests.web.house import PASSWORD
from tests.web.journey import PHOTO, item_of, started

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.routing import Rule
    from werkzeug.test import TestResponse

    from tests.page import Browser
    from tests.web.house import House

AUDITOR = "sfj.supervisor"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return Web(tmp_path).app


def _something_for(converter: BaseConverter) -> object:
    """Any value that an address takes at this place."""
    if isinstance(converter, UUIDConverter):
        return uuid4()
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return "repair"


def address_of(rule: Rule) -> str:
    """An address that the rule answers, whatever it names."""
    given = {name: _something_for(rule._converters[name]) for name in rule.arguments}
    built = rule.build(given)
    assert built is not None
    return str(built[1])


def guarded(app: Flask) -> list[tuple[str, str]]:
    return [
        (method, address_of(rule))
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "guard", "") != "public"
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def asked(client: FlaskClient, method: str, address: str) -> TestResponse:
    return client.open(address, method=method, headers={"Idempotency-Key": "k"})


def test_every_guarded_page_leads_to_the_door(app: Flask) -> None:
    client = app.test_client()
    pages = [(method, at) for method, at in guarded(app) if not at.startswith("/api/")]

    answers = {(method, at): asked(client, method, at) for method, at in pages}

    assert len(pages) > 15
    wrong = [
        each
        for each, answer in answers.items()
        if answer.status_code != 303 or not answer.location.startswith("/sign-in?next=")
    ]
    assert wrong == []


def test_every_guarded_endpoint_asks_programs_to_sign_in(app: Flask) -> None:
    client = app.test_client()
    endpoints = [(method, at) for method, at in guarded(app) if at.startswith("/api/")]

    answers = {(method, at): asked(client, method, at) for method, at in endpoints}

    assert len(endpoints) > 10
    wrong = [
        each
        for each, answer in answers.items()
        if answer.status_code != 401 or answer.content_type != "application/problem+json"
    ]
    assert wrong == []


# --- work and cases of others ------------------------------------------------------------------


def alike(client: FlaskClient, theirs: str, none: str, method: str = "GET") -> None:
    """Holds the answers about a thing of others and about no thing against each other."""
    answers = [asked(client, method, address) for address in (theirs, none)]
    texts = [
        answer.text.replace(address, "ADDRESS")
        for answer, address in zip(answers, (theirs, none), strict=True)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("method", "act"),
    [("GET", ""), ("POST", ""), ("POST", "/claim"), ("POST", "/release"), ("POST", "/draft")],
)
def test_work_of_others_and_no_work_look_alike(house: House, method: str, act: str) -> None:
    started(house)
    item = item_of(house.program("zjj.handler"))
    stranger = house.browser("slj.handler").client

    alike(stranger, f"/work/{item}{act}", f"/work/{uuid4()}{act}", method)


@pytest.mark.parametrize("part", ["", "/diagram"])
def test_a_case_of_others_and_no_case_look_alike(house: House, part: str) -> None:
    case = started(house)["case"]
    stranger = house.browser("slj.handler").client

    alike(stranger, f"/cases/{case}{part}", f"/cases/{uuid4()}{part}")


def test_a_file_of_others_and_no_file_look_alike(house: House) -> None:
    document = attached(house)
    stranger = house.browser("slj.handler").client

    alike(stranger, f"/documents/{document}", f"/documents/{uuid4()}")


def test_a_file_is_had_by_who_has_part(house: House) -> None:
    document = attached(house)

    answer = house.browser("buguan.officer").client.get(f"/documents/{document}")

    assert answer.data == PHOTO
    assert answer.headers["Content-Disposition"].startswith("attachment; ")


def test_a_diagram_is_had_by_who_has_part(house: House) -> None:
    case = started(house)["case"]

    answer = house.browser("buguan.officer").client.get(f"/cases/{case}/diagram")

    assert answer.mimetype == "application/xml"
    assert b"bpmn:process" in answer.data
    assert b"BPMNShape" in answer.data, (
        "what was published without places on paper has been given some"
    )


def attached(house: House) -> str:
    started(house)
    department = house.program("zjj.handler")
    item = item_of(department)
    actor = house.actor("zjj.handler")
    row = attach(house.tools, actor, ItemId(UUID(item)), name="a.jpg", content=PHOTO)
    return str(row.document)


# --- those who may look at everything ----------------------------------------------------------


@pytest.fixture
def auditor(house: House) -> Browser:
    peopling.set_passwords(house.tools, SYSTEM, {AUDITOR: PASSWORD})
    return house.browser(AUDITOR)


def looks(house: House, case: CaseId) -> int:
    lines = auditing.journal(house.tools, SYSTEM, case)
    return sum(kind == "CaseInspected" for line in lines for kind, _ in line.facts)


def test_a_look_of_an_auditor_is_written_down_once_a_day(house: House, auditor: Browser) -> None:
    case = CaseId(UUID(started(house)["case"]))
    for _ in range(2):
        assert auditor.get(f"/cases/{case}").status == 200
        auditor.client.get(f"/cases/{case}/diagram")
    first_day = looks(house, case)
    house.clock.moment += timedelta(days=1)
    auditor = house.browser(AUDITOR)

    auditor.get(f"/cases/{case}")

    assert (first_day, looks(house, case)) == (1, 2)


def test_having_looked_is_no_part_in_the_case(house: House, auditor: Browser) -> None:
    case = CaseId(UUID(started(house)["case"]))
    auditor.get(f"/cases/{case}")
    actor = house.actor(AUDITOR)

    with house.tools.unit() as unit:
        assert not unit.views.has_part(actor, case)


def test_having_acted_is_a_part_in_the_case(house: House) -> None:
    case = CaseId(UUID(started(house)["case"]))
    department = house.program("zjj.handler")
    department.post(f"/work-items/{item_of(department)}/claim")
    department.post(f"/work-items/{item_of(department)}/give-back")
    former = replace(house.actor("zjj.handler"), seats=())

    with house.tools.unit() as unit:
        assert unit.views.has_part(former, case)


def test_an_auditor_reads_the_files_too(house: House, auditor: Browser) -> None:
    document = attached(house)

    assert auditor.client.get(f"/documents/{document}").status_code == 200
