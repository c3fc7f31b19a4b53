"""One event told to one hook: what is said, how it is signed, how often it is tried.

As Standard Webhooks has it (specification 1.0): the headers ``webhook-id``, ``webhook-timestamp`` and
``webhook-signature``; each signature is ``v1,`` and HMAC-SHA256 over id, timestamp and body.
"""

from __future__ import annotations

import hmac
import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from server.domain.ids import CallId, CaseId, ItemId

KEPT = timedelta(days=30)
"""How long it can be looked up what became of a call."""
FORMER_KEY = timedelta(days=1)
"""How long the key before is good beside a new one."""
WAITS = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=14),
)
"""After each failed try; after the last there is no other, a good day after the first."""
RESTS = WAITS[:5]
"""How long a hook is left alone that can't be spoken with, longer each time, at most an hour."""
LONG_AWAY = timedelta(days=3)
"""How long a hook may fail before it is told no more."""
PURPOSE = b"muster/hooks"
PREFIX = "whsec_"
OK = range(200, 300)
GONE = 410
TOO_MANY = 429
OF_THE_SERVER = 500
"""From this status on it is the server that can't, whatever it is told."""


class CallState(StrEnum):
    """How far a call is."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Outcome(StrEnum):
    """What a hook made of a call."""

    SENT = "sent"
    REFUSED = "refused"
    """It doesn't take this call, now."""
    AWAY = "away"
    """It can't be spoken with: others need not be tried now."""
    GONE = "gone"
    """It wants none any more (410)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a hook answered; without a status, why there is no answer."""

    status: int | None
    said: str

    @property
    def outcome(self) -> Outcome:
        """What this means for the call."""
        status = self.status
        if status is None or status == TOO_MANY or status >= OF_THE_SERVER:
            return Outcome.AWAY
        if status in OK:
            return Outcome.SENT
        return Outcome.GONE if status == GONE else Outcome.REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One event, as it is told to one hook."""

    id: CallId
    kind: str
    at: datetime
    """When it happened."""
    tries: int = 0
    case: CaseId | None = None
    """The matter; None: it only shows that events come through."""
    number: str = ""
    process: str = ""
    item: ItemId | None = None
    step: str = ""
    step_en: str = ""
    body: str = ""
    """The body of the work."""


def message_of(call: Call, site: str) -> bytes:
    """What is sent: the same bytes at every try."""
    said: dict[str, object] = {}
    if call.case is not None:
        said["case"] = {"id": str(call.case), "number": call.number, "process": call.process}
        said["links"] = {
            "page": f"{site}/cases/{call.case}",
            "api": f"{site}/api/v1/cases/{call.case}",
        }
    if call.item is not None:
        said["work_item"] = {
            "id": str(call.item),
            "step": call.step,
            "step_en": call.step_en,
            "body": call.body,
        }
    told = {"type": call.kind, "timestamp": call.at.astimezone(UTC).isoformat(), "data": said}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def key_of(secret: str, salt: str) -> str:
    """The key by which a hook's calls are signed: made of the house's secret, kept nowhere."""
    house = hmac.digest(secret.encode(), PURPOSE, sha256)
    return PREFIX + b64encode(hmac.digest(house, salt.encode(), sha256)).decode()


def print_of(key: str) -> str:
    """By what a key is known again that is not told."""
    return sha256(key.encode()).hexdigest()[:16]


def headers_of(call: CallId, moment: datetime, body: bytes, keys: Sequence[str]) -> dict[str, str]:
    """The headers by which a receiver knows that the house said this, now."""
    number, stamp = f"evt_{call.hex}", str(int(moment.timestamp()))
    said = f"{number}.{stamp}.".encode() + body
    return {
        "Content-Type": "application/json",
        "User-Agent": "Muster",
        "webhook-id": number,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(signature_of(key, said) for key in keys),
    }


def signature_of(key: str, said: bytes) -> str:
    """One signature of id, timestamp and body, joined by points."""
    secret = b64decode(key.removeprefix(PREFIX))
    return "v1," + b64encode(hmac.digest(secret, said, sha256)).decode()


def again_at(tries: int, now: datetime) -> datetime | None:
    """When a call that failed so often is tried again; None: no more."""
    return now + WAITS[tries - 1] if tries <= len(WAITS) else None


def rests_until(failures: int, now: datetime) -> datetime:
    """Until when a hook is left alone that could not be spoken with so often in a row."""
    return now + RESTS[min(failures, len(RESTS)) - 1]
