"""The API and the pages over the real WSGI application, with a browser's cookies."""

from __future__ import annotations

import io
from datetime import datetime
from http import HTTPStatus
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bs4 import BeautifulSoup

from tests.features.draft_doors import HttpDrafts
from tests.features.feed_doors import HttpFeeds
from tests.features.finding_doors import HttpFinding
from tests.features.mail_doors import HttpMail
from tests.features.masking_doors import HttpMasking
from tests.features.people import PASSWORD
from tests.features.register_doors import HttpRegisters
from tests.features.seen import (
    Completed,
    Happened,
    Paper,
    Refused,
    Seen,
    Started,
    Verified,
    Waiting,
)
from tests.features.staffing_doors import HttpStaffing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from server.services.tools import Tools

API = "/api/v1"


class HttpDoor(
    HttpDrafts,
    HttpFinding,
    HttpMail,
    HttpMasking,
    HttpRegisters,
    HttpStaffing,
    HttpFeeds,
):
    """Sends what a browser or another system would send."""

    def __init__(self, tools: Tools, app: Flask) -> None:
        """Take the application; of the tools only the clock, to sign in again as time passes."""
        self._clock = tools.clock
        self._app = app
        self._browsers: dict[tuple[str, datetime], FlaskClient] = {}
        self._keys = count(1)

    def sign_in(self, who: str, password: str) -> None:
        browser = self._app.test_client()
        self._json(browser, "POST", "/sessions", {"login": who, "password": password})
        self._browsers[who, self._clock.now()] = browser

    def me(self, who: str) -> str:
        return str(self._get(who, "/me")["login"])

    def startable(self, who: str) -> list[str]:
        return self._texts(who, "/start", "h2")

    def start_paper(self, who: str) -> Paper:
        told = self._get(who, "/processes/whistle")
        return Paper(form=told["form"], values=told["values"])

    def upload(self, who: str, content: bytes) -> str:
        """Send the file as the page of the form does: the API has no place for it yet."""
        answer = self._browser(who).post(
            "/documents",
            data={"subject": "start:whistle", "file": (io.BytesIO(content), "现场.jpg")},
            headers={"Accept": "application/json"},
        )
        return str(_told(answer)["id"])

    def start(self, who: str, values: dict[str, Any], key: str) -> Started:
        told = self._post(who, "/processes/whistle/start", {"values": values}, key)
        return Started(case=UUID(told["case"]), number=told["number"])

    def inbox(self, who: str) -> list[Waiting]:
        rows = self._get(who, "/work-items?limit=100")["items"]
        limits = [(row["step"], row["deadline"]) for row in rows]
        return [
            Waiting(step=step, due=_moment(limit["due"]), provisional=limit["provisional"])
            for step, limit in limits
        ]

    def counted(self, who: str, item: UUID) -> dict[int, str]:
        days = self._get(who, f"/work-items/{item}/clock")["days"]
        return {day["number"]: day["day"] for day in days if day["number"]}

    def paper(self, who: str, item: UUID) -> Paper:
        told = self._get(who, f"/work-items/{item}")
        return Paper(form=told["form"], values=told["values"])

    def attach(self, who: str, item: UUID, content: bytes) -> str:
        answer = self._browser(who).post(
            f"{API}/work-items/{item}/documents",
            data={"file": (io.BytesIO(content), "现场.jpg")},
            headers={"Idempotency-Key": self._key()},
        )
        return str(_told(answer)["reference"])

    def claim(self, who: str, item: UUID, key: str) -> None:
        self._post(who, f"/work-items/{item}/claim", {}, key)

    def give_back(self, who: str, item: UUID, key: str) -> None:
        self._post(who, f"/work-items/{item}/give-back", {}, key)

    def act(self, who: str, item: UUID, act: str, given: dict[str, Any], key: str) -> None:
        self._post(who, f"/work-items/{item}/acts/{act}", given, key)

    def batch(
        self, who: str, act: str, items: list[UUID], people: list[str], key: str
    ) -> list[str]:
        body = {"act": act, "items": [str(item) for item in items], "people": people}
        told = self._post(who, "/work-items/batch", body, key)
        return [row["code"] for row in told["items"]]

    def asked(self, who: str) -> list[str]:
        return [row["step"] for row in self._get(who, "/asides")["items"]]

    def answer(self, who: str, aside: UUID, text: str, verdict: str, key: str) -> None:
        self._post(who, f"/asides/{aside}/answer", {"text": text, "verdict": verdict}, key)

    def read(self, who: str, aside: UUID, key: str) -> None:
        self._post(who, f"/asides/{aside}/read", {}, key)

    def call_off(self, who: str, aside: UUID, key: str) -> None:
        self._post(who, f"/asides/{aside}/withdraw", {}, key)

    def opinions(self, who: str, item: UUID) -> list[str]:
        return [one["answer"] for one in self._get(who, f"/work-items/{item}")["asides"]]

    def act_on_case(self, who: str, case: UUID, act: str, given: dict[str, Any], key: str) -> None:
        self._post(who, f"/cases/{case}/acts/{act}", given, key)

    def complete(
        self, who: str, item: UUID, values: dict[str, Any], choice: str | None, key: str
    ) -> Completed:
        body = {"values": values, "choice": choice}
        told = self._post(who, f"/work-items/{item}/complete", body, key)
        return Completed(item=UUID(told["item"]), case=UUID(told["case"]))

    def case(self, who: str, case: UUID) -> Seen:
        return _seen(self._get(who, f"/cases/{case}"))

    def signings(self, who: str, case: UUID) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._get(who, f"/cases/{case}/signings")["items"]
        return found

    def unsigned_case(self, case: UUID) -> Seen:
        return _seen(_told(self._app.test_client().get(f"{API}/cases/{case}")))

    def past(self, who: str, case: UUID, moment: datetime) -> frozenset[str]:
        stamp = moment.isoformat().replace("+", "%2B")
        told = self._get(who, f"/cases/{case}/past?at={stamp}")
        return frozenset(holding["step"] for holding in told["holdings"])

    def started(self, who: str) -> list[UUID]:
        return [UUID(row["id"]) for row in self._get(who, "/cases?list=started")["items"]]

    def notices(self, who: str) -> list[str]:
        return self._texts(who, "/notices", "ol.events b")

    def versions(self, who: str) -> dict[str, int]:
        return {one["title"]: one["version"] for one in self._get(who, "/processes")["items"]}

    def deploy(self, who: str, files: Mapping[str, bytes]) -> int:
        sent = [(io.BytesIO(content), name) for name, content in files.items()]
        answer = self._browser(who).post(
            f"{API}/processes", data={"files": sent}, headers={"Idempotency-Key": self._key()}
        )
        return int(_told(answer)["version"])

    def send(self, who: str, name: str) -> None:
        self._post(who, "/messages", {"name": name}, self._key())

    def act_by(self, who: str, post: str | None) -> None:
        """Choose in the frame of the page; what is not there to be chosen, a program may name."""
        headers = {"Muster-Post": post} if post else {}
        _told(self._browser(who).get(f"{API}/me", headers=headers))
        self._browser(who).post("/me/post", data={"seat": post or ""})

    def why(self, who: str, item: UUID) -> tuple[str, str]:
        told = self._get(who, f"/work-items/{item}")["assignment"]
        return told["post_title"], told["absent_name"]

    def verify(self, who: str) -> Verified:
        told = self._get(who, "/verification")
        pointed = {one["subject"] for one in told["broken"]} | set(told["apart"])
        return Verified(is_sound=told["is_sound"], pointed_at=frozenset(pointed))

    # --- how it is sent ---------------------------------------------------------------------------

    def _browser(self, who: str) -> FlaskClient:
        at = (who, self._clock.now())
        if at not in self._browsers:
            self.sign_in(who, PASSWORD)
        return self._browsers[at]

    def _get(self, who: str, address: str) -> dict[str, Any]:
        return _told(self._browser(who).get(f"{API}{address}"))

    def _post(self, who: str, address: str, body: Any, key: str) -> dict[str, Any]:
        return self._json(self._browser(who), "POST", address, body, key)

    def _json(
        self, browser: FlaskClient, method: str, address: str, body: Any, key: str | None = None
    ) -> dict[str, Any]:
        headers = {"Idempotency-Key": key or self._key()}
        return _told(browser.open(f"{API}{address}", method=method, json=body, headers=headers))

    def _send_file(self, who: str, address: str, content: bytes, key: str) -> dict[str, Any]:
        answer = self._browser(who).post(
            f"{API}{address}",
            data={"file": (io.BytesIO(content), "名册.xlsx")},
            headers={"Idempotency-Key": key},
        )
        return _told(answer)

    def _texts(self, who: str, address: str, selector: str) -> list[str]:
        """The texts of a page's elements."""
        answer = self._browser(who).get(address)
        assert answer.status_code == HTTPStatus.OK
        page = BeautifulSoup(answer.text, "html5lib")
        return [part.get_text().strip() for part in page.select(selector)]

    def _key(self) -> str:
        return f"http-{next(self._keys)}"


def _told(answer: TestResponse) -> dict[str, Any]:
    """What was answered; a problem document is a refusal, anything else a fault of the test."""
    told: dict[str, Any] = answer.get_json() if answer.data else {}
    if answer.status_code < HTTPStatus.BAD_REQUEST:
        return told
    assert answer.mimetype == "application/problem+json"
    fields = tuple(fault["field"] for fault in told.get("errors", ()))
    elements = tuple(problem["element"] for problem in told.get("problems", ()))
    raise Refused(told["code"], told["detail"], fields, elements)


def _seen(told: dict[str, Any]) -> Seen:
    return Seen(
        status=told["status"],
        version=told["version"],
        steps=frozenset(holding["step"] for holding in told["holdings"]),
        done=frozenset(told["done"]),
        hides=told["hides"],
        happenings=tuple(
            Happened(
                at=datetime.fromisoformat(one["at"]),
                who=one["who"],
                sentence=one["sentence"],
                kind=one["kind"],
            )
            for one in told["happenings"]
        ),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
