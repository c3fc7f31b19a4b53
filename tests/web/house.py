"""The house with its real floors, small passwords costs and a clock in hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from server import wiring
from server.app import build
from server.domain.people import SYSTEM
from server.services import deploying, founding, peopling, signing_in
from server.services.county_files import read_county
from server.settings import read_settings
from server.web.context import TOOLS
from tests.eased import CHEAP, HandClock
from tests.page import Browser
from tests.places import COUNTY
from tests.web.promised import held
from tests.web.repair import FILES

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from server.domain.people import Actor
    from server.domain.ports import Caller, Engine, Mailer
    from server.services.tools import Tools
    from server.store.database import Database

PASSWORD = "whistle-2026"
PLAYERS = ("buguan.officer", "zjj.handler", "slj.handler", "county.admin")
"""Who has a password: a hash for everybody would cost each test a tenth of a second."""
NINE_ON_MONDAY = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)


class House:
    """One application over one database."""

    def __init__(self, database: Database, data: Path, engine: Engine) -> None:
        settings = read_settings({"MUSTER_DATA": str(data), "MUSTER_ATTACHMENT_MEGABYTES": "1"})
        self.database = database
        self.settings = settings
        self.clock = HandClock(NINE_ON_MONDAY)
        tools = wiring.tools_over(database, settings, self.clock)
        self.tools: Tools = replace(tools, hasher=CHEAP, engine=engine)
        self.app: Flask = build(self.tools, settings)
        self._keys = count(1)

    def furnish(self) -> House:
        """Found the sample county and deploy the repair process."""
        county = read_county(COUNTY)
        founding.load_papers(self.tools, SYSTEM, county.papers)
        peopling.register_bodies(self.tools, SYSTEM, county.bodies)
        peopling.register_posts(self.tools, SYSTEM, county.posts)
        peopling.register_people(self.tools, SYSTEM, county.persons)
        peopling.grant_posts(self.tools, SYSTEM, county.holdings)
        peopling.register_certificates(self.tools, SYSTEM, county.certificates)
        peopling.set_passwords(self.tools, SYSTEM, dict.fromkeys(PLAYERS, PASSWORD))
        deploying.deploy(self.tools, SYSTEM, FILES)
        return self

    @property
    def environment(self) -> dict[str, str]:
        """What a command of the shell needs to work with this house."""
        return {"DATABASE_URL": self.database.conninfo, "MUSTER_DATA": str(self.settings.data)}

    def gets_mailer(self, mailer: Mailer) -> None:
        """From now on notices come by mail too."""
        self.tools = self.app.extensions[TOOLS] = replace(self.tools, mailer=mailer)

    def gets_caller(self, caller: Caller) -> None:
        """From now on hooks are spoken with by this."""
        self.tools = self.app.extensions[TOOLS] = replace(self.tools, caller=caller)

    def jobs(self, name: str) -> list[dict[str, str]]:
        """What each job of this name is given that waits or was done, the earliest first."""
        with self.database.engine.connect() as connection:
            found = connection.exec_driver_sql(
                "SELECT args FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", (name,)
            )
            return [dict(row.args) for row in found]

    def client(self) -> FlaskClient:
        """A program or browser that has not been here before."""
        return self.app.test_client()

    def browser(self, login: str | None = None) -> Browser:
        """A browser, signed in as this person or not at all."""
        browser = Browser(self.client())
        if login is not None:
            browser.post("/sign-in", {"login": login, "password": PASSWORD, "next": "/inbox"})
        return browser

    def signed_in(self, login: str) -> FlaskClient:
        """A bare client in which this person is signed in: no page is looked at."""
        client = self.client()
        client.post("/sign-in", data={"login": login, "password": PASSWORD})
        return client

    def program(self, login: str) -> Program:
        """A program with a token of this person."""
        client = self.client()
        said = client.post(
            "/api/v1/tokens",
            json={"login": login, "password": PASSWORD},
            headers={"Idempotency-Key": self.key()},
        )
        return Program(self, client, said.get_json()["token"])

    def actor(self, login: str) -> Actor:
        """This person with the seats held today."""
        begun = signing_in.sign_in(self.tools, login, PASSWORD)
        found = signing_in.who_is(self.tools, begun.secret)
        assert found is not None
        return found

    def key(self) -> str:
        """A key that no request carried before."""
        return f"key-{next(self._keys)}"


class Program:
    """Speaks to the API with a bearer token, as another system would."""

    def __init__(self, house: House, client: FlaskClient, token: str) -> None:
        self._house = house
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"}

    def get(self, address: str, **headers: str) -> TestResponse:
        answer = self._client.get(f"/api/v1{address}", headers=self._headers | headers)
        return held(self._house.app, answer)

    def post(
        self, address: str, body: Any = None, *, key: str | None = None, **more: Any
    ) -> TestResponse:
        """Post JSON, or a form given as ``data``, under a fresh key unless one is given."""
        headers = self._headers | {"Idempotency-Key": key or self._house.key()}
        given = more if "data" in more else {"json": {} if body is None else body}
        answer = self._client.post(f"/api/v1{address}", headers=headers, **given)
        return held(self._house.app, answer)

    def put(self, address: str, body: Any) -> TestResponse:
        answer = self._client.put(f"/api/v1{address}", headers=self._headers, json=body)
        return held(self._house.app, answer)
