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

_WORDS: tuple[tuple[str, str, str], ...] = (
    (r"Missing data for required field\.", "此项必填。", "This is wanted."),
    (r"Unknown field\.", "没有此项。", "There is no such field."),
    (r"Field may not be null\.", "此项不能为空。", "This can't be null."),
    (r"Not a valid string\.", "应为文字。", "This must be text."),
    (r"Not a valid integer\.", "应为整数。", "This must be a whole number."),
    (r"Not a valid mapping type\.", "应为对象。", "This must be an object."),
    (r"Not a valid boolean\.", "应为 true 或 false。", "This must be true or false."),
    (
        r"Not a usable key\.",
        "须以字母或数字开头，只能用字母、数字、点、横线和下划线，最多 100 个字。",
        "Begin with a letter or digit; use letters, digits, dots, hyphens and underscores, at most 100.",
    ),
    (
        r"Not a usable name\.",
        "文件名不能含斜线和控制字符，最多 200 个字。",
        "Use a file name without slashes and control characters, at most 200.",
    ),
    (
        r"Not a usable message\.",
        "须写明消息或信号的名称，最多 200 个字。",
        "Name the message or signal, in at most 200 characters.",
    ),
    (r"Invalid input type\.", "应为 JSON 对象。", "Send a JSON object."),
    (r"Must be one of: (.+)\.", "只能是：{0}。", "Choose one of: {0}."),
    (r"Longer than maximum length (\d+)\.", "最多 {0} 个字。", "At most {0} characters."),
    (
        r"Must be greater than or equal to (\d+) and less than or equal to (\d+)\.",
        "应为 {0} 至 {1}。",
        "From {0} to {1}.",
    ),
    (r"Must be greater than or equal to (\d+)\.", "不能小于 {0}。", "At least {0}."),
)
"""What marshmallow says, in our words; a sentence that is not here goes through as it is."""


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
    said = [_worded(str(message)) for message in messages]
    yield Fault(
        field=".".join(path),
        zh="".join(zh for zh, _ in said),
        en=" ".join(en for _, en in said),
    )


def _worded(message: str) -> tuple[str, str]:
    for pattern, zh, en in _WORDS:
        found = re.fullmatch(pattern, message)
        if found:
            return zh.format(*found.groups()), en.format(*found.groups())
    return message, message


def _answer(endpoint: Endpoint, given: Any) -> Response:
    if endpoint.gives is None:
        return Response(status=HTTPStatus.NO_CONTENT)
    told = _made(endpoint.gives).dump(given, many=endpoint.many)
    body = orjson.dumps({"items": told} if endpoint.many else told)
    return Response(body, status=endpoint.status, mimetype="application/json")
