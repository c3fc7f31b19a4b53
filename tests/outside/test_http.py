"""Hooks over real connections: a server that takes it, refuses, redirects, hangs, babbles, or dies midway."""

from __future__ import annotations

import socket
import ssl
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.calling import Answer, Outcome
from server.domain.hooks import OwnPlaces
from server.outside.http import LONGEST_ANSWER, HttpCaller
from tests.hook_server import DIES, DRIPS, HANGS, Receiver, hook_server, said

if TYPE_CHECKING:
    from collections.abc import Generator

HERE = OwnPlaces.read(["127.0.0.1"])
LOCALHOST = OwnPlaces.read(["localhost"])
CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""For the name localhost, from 2000 to 2126; how it was made it says itself."""
SECONDS = 0.5
"""How long the slow are waited for."""
AMPLE = 10.0
"""More than an answer takes on a machine that has other things to do."""


@pytest.fixture
def receiver() -> Generator[Receiver]:
    with hook_server() as receiver:
        yield receiver


def caller(own: OwnPlaces = HERE, seconds: float = AMPLE) -> HttpCaller:
    return HttpCaller("secret" * 8, own=own, seconds=seconds)


def call(address: str, own: OwnPlaces = HERE, seconds: float = AMPLE) -> Answer:
    return caller(own, seconds).call(address, {"webhook-id": "evt_1"}, b'{"type":"WorkCompleted"}')


def test_what_is_said_comes_byte_by_byte(receiver: Receiver) -> None:
    answer = call(receiver.address + "?from=muster")

    assert (answer.status, answer.said, answer.outcome) == (204, "", Outcome.SENT)
    [came] = receiver.requests
    assert came.line == "POST /events?from=muster HTTP/1.1"
    assert came.body == b'{"type":"WorkCompleted"}'
    assert came.headers["webhook-id"] == "evt_1"
    assert came.headers["host"] == f"127.0.0.1:{receiver.port}"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("200 OK", Outcome.SENT),
        ("400 Bad Request", Outcome.REFUSED),
        ("410 Gone", Outcome.GONE),
        ("429 Too Many Requests", Outcome.AWAY),
        ("503 Service Unavailable", Outcome.AWAY),
    ],
)
def test_the_answer_says_what_becomes_of_it(
    receiver: Receiver, status: str, outcome: Outcome
) -> None:
    receiver.answers.append(said(status, "忙\n busy\x00".encode()))

    answer = call(receiver.address)

    assert (answer.status, answer.said, answer.outcome) == (int(status[:3]), "忙 busy", outcome)


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    with hook_server() as elsewhere:
        receiver.answers.append(said("307 Temporary", b"", f"Location: {elsewhere.address}"))

        answer = call(receiver.address)

        assert (answer.status, answer.outcome) == (307, Outcome.REFUSED)
        assert elsewhere.requests == []


def test_of_a_long_answer_only_the_first_bytes_are_read(receiver: Receiver) -> None:
    receiver.answers.append(said("200 OK", b"a" * 10_000_000))

    assert call(receiver.address).said == "a" * LONGEST_ANSWER


def test_an_answer_that_ends_midway_counts_by_its_status(receiver: Receiver) -> None:
    receiver.answers.append(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\nab")

    assert call(receiver.address) == Answer(status=200, said="")


@pytest.mark.parametrize("babble", [b"hello", b"HTTP/1.1 abc\r\n\r\n", b"\x00" * 100_000, DIES])
def test_what_is_no_answer_is_none(receiver: Receiver, babble: bytes) -> None:
    receiver.answers.append(babble)

    answer = call(receiver.address)

    assert (answer.status, answer.outcome) == (None, Outcome.AWAY)
    assert answer.said
    assert len(answer.said) <= LONGEST_ANSWER


@pytest.mark.parametrize("slowness", [HANGS, DRIPS])
def test_whoever_is_slow_is_waited_for_so_long_and_no_longer(
    receiver: Receiver, slowness: bytes
) -> None:
    receiver.answers.append(slowness)
    begun = time.monotonic()

    answer = call(receiver.address, seconds=SECONDS)

    assert answer == Answer(status=None, said="没有及时答复 no answer in time")
    assert SECONDS <= time.monotonic() - begun < AMPLE


def test_where_nobody_listens_that_is_said() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    answer = call(f"http://127.0.0.1:{port}/")

    assert (answer.status, answer.said) == (None, "Connection refused")


def test_no_time_left_is_no_time_to_connect() -> None:
    answer = caller(seconds=0).call("http://127.0.0.1:9/", {}, b"")

    assert answer.said == "没有及时答复 no answer in time"


@pytest.mark.parametrize(
    "address",
    [
        "https://localhost/",
        "https://127.1/",
        "https://0x7f000001/",
        "https://2130706433/",
    ],
)
def test_a_name_that_leads_inside_is_not_called(address: str) -> None:
    answer = call(address, OwnPlaces())

    assert answer.status is None
    assert "内部地址不可调用" in answer.said


def test_a_name_that_leads_inside_and_outside_is_not_called(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolved(_host: str, port: int, **_: object) -> list[object]:
        return [(0, 0, 0, "", ("8.8.8.8", port)), (0, 0, 0, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)

    answer = call(f"https://oa.example:{receiver.port}/", OwnPlaces())

    assert "127.0.0.1" in answer.said
    assert receiver.requests == []


def test_a_name_is_looked_up_once(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    really = socket.getaddrinfo

    def listening(host: str, *more: Any, **others: Any) -> Any:
        asked.append(host)
        return really(host, *more, **others)

    monkeypatch.setattr(socket, "getaddrinfo", listening)

    answer = call(f"http://localhost:{receiver.port}/", OwnPlaces.read(["localhost"]))

    assert answer.status == 204
    assert asked.count("localhost") == 1
    assert receiver.requests[0].headers["host"] == f"localhost:{receiver.port}"


def test_a_name_that_leads_nowhere_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)

    answer = call("https://no-such-host.example/", OwnPlaces())

    assert answer == Answer(status=None, said="Name or service not known")


def test_a_fault_in_no_script_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object, **__: object) -> list[object]:
        raise OSError(1, "no \udcff host")

    monkeypatch.setattr(socket, "getaddrinfo", lost)

    assert call("https://oa.example/", OwnPlaces()).said == "no ? host"


def test_settings_that_changed_since_hold_at_each_call() -> None:
    assert "MUSTER_HOOK_PLACES" in call("http://127.0.0.1/", OwnPlaces()).said


def test_it_speaks_safely_with_whom_somebody_vouches_for() -> None:
    trust = ssl.create_default_context(cafile=CERTIFICATE)
    with hook_server(served()) as receiver:
        speaking = HttpCaller("s" * 32, own=LOCALHOST, trust=trust, seconds=AMPLE)

        answers = [speaking.call(f"https://localhost:{receiver.port}/", {}, b"{}") for _ in "ab"]

        assert [answer.status for answer in answers] == [204, 204]
        assert receiver.requests[0].body == b"{}"


def test_it_tells_nothing_to_whom_nobody_vouches_for() -> None:
    with hook_server(served()) as receiver:
        answer = call(f"https://localhost:{receiver.port}/", LOCALHOST)

        assert answer.status is None
        assert "CERTIFICATE_VERIFY_FAILED" in answer.said
        assert receiver.requests == []


def test_who_vouches_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[ssl.SSLContext] = []
    really = ssl.SSLContext.load_default_certs

    def counted(trust: ssl.SSLContext, *purpose: Any) -> None:
        reads.append(trust)
        really(trust, *purpose)

    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", counted)
    with hook_server(served()) as receiver:
        speaking = caller(LOCALHOST)
        for _ in "ab":
            speaking.call(f"https://localhost:{receiver.port}/", {}, b"{}")

    assert len(reads) == 1


def test_it_tells_nothing_to_whom_somebody_vouches_for_under_another_name() -> None:
    trust = ssl.create_default_context(cafile=CERTIFICATE)
    with hook_server(served()) as receiver:
        speaking = HttpCaller("s" * 32, own=HERE, trust=trust, seconds=AMPLE)

        answer = speaking.call(f"https://127.0.0.1:{receiver.port}/", {}, b"{}")

        assert "IP address mismatch" in answer.said
        assert receiver.requests == []


def served() -> ssl.SSLContext:
    """What a server called localhost shows."""
    safe = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    safe.load_cert_chain(CERTIFICATE)
    return safe
