"""What servers outside are told of events (decision 0054), as the ``webhooks`` of the OpenAPI document."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from server.domain.calling import WAITS
from server.domain.hooks import EVENTS, TRIAL

SENT = "Standard Webhooks 1.0. Answer 2xx within ten seconds; any other answer, or none, is tried again {times} times within a day, 410 ends it for good. An event may come twice and out of order: know it by `webhook-id`. 推送以 2xx 答复表示收到，否则一日内再试 {times} 次；410 表示不再接收。"
HEADERS = {
    "webhook-id": "The same at every try of an event: take it once 事件编号，去重用",
    "webhook-timestamp": "Seconds since 1970 of this try; refuse what is older than five minutes 发送时刻",
    "webhook-signature": "`v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`; two, with a space between, for a day after a new key 签名",
}


class EventCaseOut(Schema):
    """The matter of an event."""

    id = fields.UUID(required=True)
    number = fields.Str(required=True)
    process = fields.Str(required=True)


class EventLinksOut(Schema):
    """Where more is to be had, with rights of one's own."""

    page = fields.URL(required=True)
    api = fields.URL(required=True)


class EventWorkOut(Schema):
    """The work that an event is about."""

    id = fields.UUID(required=True)
    step = fields.Str(required=True)
    step_en = fields.Str(required=True)
    body = fields.Str(required=True)


class EventDataOut(Schema):
    """What an event is about; of a trial nothing."""

    case = fields.Nested(EventCaseOut)
    links = fields.Nested(EventLinksOut)
    work_item = fields.Nested(EventWorkOut)


class EventOut(Schema):
    """One event, as a server outside is told of it: no personal data, and nothing that people typed."""

    type = fields.Str(required=True, validate=validate.OneOf([*sorted(EVENTS), TRIAL]))
    timestamp = fields.AwareDateTime(required=True)
    data = fields.Nested(EventDataOut, required=True)


def webhooks() -> dict[str, Any]:
    """The section, with schemas still to be resolved."""
    return {
        "event": {
            "post": {
                "summary": "Something happened, of which a hook in the register wants to hear.",
                "description": SENT.format(times=len(WAITS)),
                "operationId": "webhook_event",
                "security": [],
                "parameters": [
                    {
                        "name": name,
                        "in": "header",
                        "required": True,
                        "description": meant,
                        "schema": {"type": "string"},
                    }
                    for name, meant in HEADERS.items()
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": EventOut}},
                },
                "responses": {
                    "2XX": {"description": "Taken; not told again."},
                    "410": {
                        "description": "No events are wanted any more; the hook is switched off."
                    },
                    "default": {"description": "Not taken; tried again later."},
                },
            }
        }
    }
