"""What a hook is told, how that is signed, and how often it is tried."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from uuid import UUID

from server.domain.calling import (
    RESTS,
    WAITS,
    Call,
    again_at,
    headers_of,
    key_of,
    message_of,
    print_of,
    rests_until,
    signature_of,
)
from server.domain.ids import CallId, CaseId, ItemId

NOW = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
CALL = Call(
    id=CallId(UUID(int=5)),
    kind="WorkCompleted",
    at=NOW,
    case=CaseId(UUID(int=7)),
    number="SH-2026-00001",
    process="whistle",
    item=ItemId(UUID(int=9)),
    step="核实",
    step_en="Verify",
    body="zjj",
)


def test_an_event_says_what_happened_where_and_when() -> None:
    said = json.loads(message_of(CALL, "https://muster.example"))

    assert said == {
        "type": "WorkCompleted",
        "timestamp": "2026-03-09T01:00:00+00:00",
        "data": {
            "case": {
                "id": str(UUID(int=7)),
                "number": "SH-2026-00001",
                "process": "whistle",
            },
            "links": {
                "page": f"https://muster.example/cases/{UUID(int=7)}",
                "api": f"https://muster.example/api/v1/cases/{UUID(int=7)}",
            },
            "work_item": {
                "id": str(UUID(int=9)),
                "step": "核实",
                "step_en": "Verify",
                "body": "zjj",
            },
        },
    }


def test_a_trial_is_about_nothing() -> None:
    trial = Call(id=CallId(UUID(int=5)), kind="HookTried", at=NOW)

    assert json.loads(message_of(trial, ""))["data"] == {}


def test_it_is_signed_as_standard_webhooks_has_it() -> None:
    """The example by which the specification's own libraries test themselves."""
    said = b'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}'

    signature = signature_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", said)

    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_id_moment_and_body_are_signed() -> None:
    key = key_of("house", "one")

    headers = headers_of(CALL.id, NOW, b"{}", [key])

    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{{}}".encode()
    assert headers["webhook-signature"] == signature_of(key, said)


def test_two_keys_give_two_signatures() -> None:
    keys = [key_of("house", salt) for salt in ("one", "other")]

    both = headers_of(CALL.id, NOW, b"", keys)["webhook-signature"].split()

    alone = [headers_of(CALL.id, NOW, b"", [key])["webhook-signature"] for key in keys]
    assert both == alone
    assert both[0] != both[1]


def test_a_key_is_of_its_house_and_its_salt() -> None:
    key = key_of("house", "one")

    assert key == key_of("house", "one")
    assert len({key, key_of("house", "other"), key_of("another house", "one")}) == 3
    assert len(b64decode(key.removeprefix("whsec_"))) == 32
    assert print_of(key) != print_of(key_of("house", "other"))


def test_it_is_tried_for_a_good_day() -> None:
    moments = [again_at(tries, NOW) for tries in range(1, len(WAITS) + 2)]

    assert moments[0] == NOW + timedelta(seconds=30)
    assert moments[-1] is None
    assert timedelta(days=1) < sum(WAITS, timedelta()) < timedelta(days=1.5)


def test_a_hook_that_is_away_is_left_alone_longer_each_time() -> None:
    rests = [rests_until(failures, NOW) - NOW for failures in range(1, 8)]

    assert rests == sorted(rests)
    assert rests[-1] == RESTS[-1] == timedelta(hours=1)
