"""How an endpoint is declared: what it takes and gives, checked and described from one place."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ParamSpec

import orjson
from flask import Response, request
from marshmallow import RAISE, ValidationError

from server.domain.errors import AnswerWrong, Fault, Invalid, KeyWanted
from server.web.api.wording import worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from marshmallow import Schema

P = ParamSpec("P")

KEY_HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_WIDEST = 6144
"""The largest exponent of a decimal128 (IEEE 754), by which decisions reckon."""
_SHORT = 18
"""Digits of a whole number that needs no decimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """What one endpoint takes and gives, for the description."""

    summary: str
    summary_zh: str
    tag: str
    takes: type[Schema] | None = None
    """The JSON body."""
    asks: type[Schema] | None = None
    """The query."""
    gives: type[Schema] | None = None
    many: bool = False
    status: int = HTTPStatus.OK
    upload: str | None = None
    """The name of the multipart field with files, instead of a JSON body."""
    media_type: str = "application/json"


def speaks(endpoint: Endpoint) -> Callable[[Callable[P, Any]], Callable[P, Response]]:
    """Lets a view answer with plain objects; body and query are had by ``sent()`` and ``asked()``."""

    def speaking(view: Callable[P, Any]) -> Callable[P, Response]:
        @wraps(view)
        def spoken(*args: P.args, **kwargs: P.kwargs) -> Response:
            if request.method == "POST":
                request_key()
            given = view(*args, **kwargs)
            return given if isinstance(given, Response) else _answer(endpoint, given)

        spoken.endpoint = endpoint  # type: ignore[attr-defined]
        return spoken

    return speaking


def request_key() -> str:
    """The key that makes a repeat harmless; refused with ``KeyWanted``."""
    key = request.headers.get(KEY_HEADER, "")
    if not _KEY.fullmatch(key):
        raise KeyWanted
    return key


def sent(schema: type[Schema], read: Callable[[bytes], Any] = orjson.loads) -> Mapping[str, Any]:
    """The JSON body, checked; refused with ``AnswerWrong``, one fault per field."""
    try:
        body = read(request.get_data() or b"{}")
    except ValueError as cause:
        raise Invalid from cause
    return loaded(schema, body)


def exactly(data: bytes) -> Any:
    """Reads JSON whose numbers keep every digit; those beyond the range of programs are a ValueError."""
    orjson.loads(data)  # it is the stricter reader: no NaN, no half characters, no endless depth
    return json.loads(data, parse_float=_decimal, parse_int=_whole)


def _whole(text: str) -> int | Decimal:
    return int(text) if len(text) <= _SHORT else _decimal(text)


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if abs(value.adjusted()) > _WIDEST:
        raise ValueError(text)
    return value


def asked(schema: type[Schema]) -> Mapping[str, Any]:
    """The query, checked; refused with ``AnswerWrong``."""
    return loaded(schema, request.args.to_dict())


def loaded(schema: type[Schema], given: Any) -> Mapping[str, Any]:
    """What was given in any way, checked; refused with ``AnswerWrong``."""
    try:
        found: Mapping[str, Any] = _made(schema).load(given)
    except ValidationError as refused:
        raise AnswerWrong(_faults(refused.messages)) from refused
    return found


@cache
def _made(schema: type[Schema]) -> Schema:
    """The one instance of a schema, which threads share: making it costs more than using it."""
    return schema(unknown=RAISE)


def _faults(messages: Any, path: tuple[str, ...] = ()) -> Iterator[Fault]:
    if isinstance(messages, dict):
        for key, inner in sorted(messages.items(), key=lambda pair: str(pair[0])):
            yield from _faults(inner, path if key == "_schema" else (*path, str(key)))
        return
    said = [worded(message) for message in messages]
    yield Fault(
        field=".".join(path),
        zh="".join(zh for zh, _ in said),
        en=" ".join(en for _, en in said),
    )


def _answer(endpoint: Endpoint, given: Any) -> Response:
    if endpoint.gives is None:
        return Response(status=HTTPStatus.NO_CONTENT)
    told = _made(endpoint.gives).dump(given, many=endpoint.many)
    body = orjson.dumps({"items": told} if endpoint.many else told)
    return Response(body, status=endpoint.status, mimetype="application/json")
