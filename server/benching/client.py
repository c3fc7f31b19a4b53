"""A person at a browser, as cheap as possible: one kept connection, JSON in and out."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import urlencode
from uuid import UUID, uuid4

from server.domain.ids import CaseId, ItemId

PROCESS = "bench_four_tasks"
JSON = {"Content-Type": "application/json", "Accept": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SECONDS = 60.0
GOOD = frozenset({200, 201, 204, 303})


class BenchFailed(RuntimeError):  # refusals say what is wrong
    """The server gave another answer than a benchmark can go on with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    headers: http.client.HTTPMessage
    body: bytes


@dataclass(slots=True)
class Client:
    """One person's connection, and how long each of its requests took."""

    port: int
    cookie: str = ""
    waited: list[float] = field(default_factory=list)
    """Seconds from the first byte sent to the last one read, one for each request."""
    _line: http.client.HTTPConnection | None = None

    def sign_in(self, login: str, password: str) -> None:
        """Begin a session and keep its cookie."""
        told = urlencode({"login": login, "password": password})
        answer = self._send("POST", "/sign-in", told, FORM)
        self.cookie = answer.headers["Set-Cookie"].partition(";")[0]

    def start(self) -> CaseId:
        """Start a case."""
        answer = self._act(f"/start/{PROCESS}", {"values": {}})
        return last_id(answer["location"])

    def submit(self, item: ItemId, values: Mapping[str, object]) -> None:
        """Complete a piece of work."""
        self._act(f"/work/{item}", {"values": values})

    def get(self, path: str) -> None:
        """Open a page."""
        self._send("GET", path, None, {"Accept": "text/html"})

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()

    def _act(self, path: str, body: Mapping[str, object]) -> dict[str, str]:
        answer = self._send(
            "POST", path, json.dumps(body), JSON | {"Idempotency-Key": str(uuid4())}
        )
        told: dict[str, str] = json.loads(answer.body)
        return told

    def _send(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        if self._line is None:
            self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        begun = perf_counter()
        self._line.request(method, path, body, {**headers, "Cookie": self.cookie})
        response = self._line.getresponse()
        answer = Answer(headers=response.headers, body=response.read())
        self.waited.append(perf_counter() - begun)
        if response.status not in GOOD:
            raise BenchFailed(f"{method} {path}: {response.status} {answer.body[:500]!r}")
        return answer


def last_id(address: str) -> CaseId:
    """The case that an address leads to."""
    return CaseId(UUID(address.rpartition("/")[2]))
