"""The API described by itself: OpenAPI 3.1 as JSON, and as a page to read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Blueprint, Response, current_app, render_template
from marshmallow import Schema, fields

from server.domain.values import LEVELS
from server.web.api.given import ProblemOut
from server.web.api.meanings import PATHS, meaning
from server.web.api.speaking import KEY_HEADER, Endpoint
from server.web.api.told_events import webhooks
from server.web.context import language
from server.web.gate import SEAT_HEADER, public

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

description = Blueprint("api_description", __name__)

OPENAPI = "3.1.0"
ABOUT = (
    "Workflow for a county: start cases, take work, follow cases. Sign in for a cookie, or send a bearer token. "
    f"Every POST carries {KEY_HEADER}: the same key again gives the same answer and no second effect. "
    "Lists are read by `cursor`: hand back what `next` gave. Refusals are application/problem+json. "
    f"Who has several posts acts by one of them with {SEAT_HEADER}. "
    f"Values nest at most {LEVELS} levels; a case keeps a decimal of more than 15 digits as text."
)
ROOM = " A request holds at most {size} bytes, files included; a larger one is refused with 413."
_CONVERTED = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
_WORDS = frozenset({"act", "entry", "hook", "key", "login", "register"})
"""What in an address is no id."""
_CHINESE = re.compile(r"\s*[\u4e00-\u9fff][^;]*")
_TAGS = {
    "sessions": "Signing in",
    "processes": "Processes",
    "work": "Work",
    "cases": "Cases and files",
    "finding": "Finding",
    "incidents": "What failed",
    "messages": "Messages and signals",
    "decisions": "Decisions",
    "people": "Who stands in, and who gets what",
    "registers": "Registers, proposals and leavings",
}


@description.get("/health")
@public
def health() -> Response:
    """The API answers."""
    return Response(b'{"status":"ok"}', mimetype="application/json")


@description.get("/openapi.json")
@public
def openapi() -> Response:
    """The description for programs."""
    return Response(orjson.dumps(described(current_app)), mimetype="application/json")


@description.get("/docs")
@public
def docs() -> str:
    """The description for people."""
    spec = described(current_app)
    zh = language() == "zh"
    return render_template(
        "api/docs.html", spec=spec, parts=_parts(spec), zh=zh, meant=str if zh else _in_english
    )


def _in_english(meaning: str) -> str:
    """What something means without the Chinese behind it, for readers of the page; programs get both."""
    return _CHINESE.sub("", meaning)


@lru_cache(maxsize=4)
def described(app: Flask) -> dict[str, Any]:
    """The OpenAPI document of every endpoint that this application has."""
    marshmallow = MarshmallowPlugin(schema_name_resolver=_schema_name)
    spec = APISpec(
        title="Muster 哨令",
        version="1",
        openapi_version=OPENAPI,
        info={"description": ABOUT + ROOM.format(size=app.config["MAX_CONTENT_LENGTH"])},
        plugins=[marshmallow],
        tags=[{"name": name, "description": about} for name, about in _TAGS.items()],
        security=[{"cookie": []}, {"bearer": []}],
    )
    converter: Any = marshmallow.converter  # untyped, and there since the line above
    converter.add_attribute_function(_meant)
    spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    spec.components.security_scheme(
        "cookie", {"type": "apiKey", "in": "cookie", "name": app.config["SESSION_COOKIE_NAME"]}
    )
    for path, method, endpoint, guard in _endpoints(app):
        spec.path(path, operations={method: _operation(path, method, endpoint, guard)})
    resolver: Any = marshmallow.resolver  # there since the same line
    called = webhooks()
    for operations in called.values():
        resolver.resolve_operations(operations)
    told: dict[str, Any] = spec.to_dict()
    return told | {"webhooks": called}


def _endpoints(app: Flask) -> Iterator[tuple[str, str, Endpoint, str]]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        view: Callable[..., Any] = app.view_functions[rule.endpoint]
        endpoint = getattr(view, "endpoint", None)
        if isinstance(endpoint, Endpoint):
            path = _CONVERTED.sub(r"{\2}", rule.rule)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield path, method.lower(), endpoint, str(getattr(view, "guard", ""))


def _operation(path: str, method: str, endpoint: Endpoint, guard: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "summary": endpoint.summary,
        "description": endpoint.summary_zh,
        "tags": [endpoint.tag],
        "operationId": _name(method, path),
        "x-guard": guard,
        "parameters": [*_path_parameters(path), *_other_parameters(method, endpoint)],
        "responses": _responses(endpoint),
    }
    body = _body(endpoint)
    if body:
        told["requestBody"] = {"required": True, "content": body}
    if guard == "public":
        told["security"] = []
    return told


def _name(method: str, path: str) -> str:
    words = re.findall(r"\w+", path.replace("/api/v1", ""))
    return "_".join([method, *(word.replace("-", "_") for word in words)])


def _path_parameters(path: str) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"{(\w+)}", path):
        schema = {"type": "string"} if name in _WORDS else {"type": "string", "format": "uuid"}
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "schema": schema,
            "description": PATHS[name],
        }


def _other_parameters(method: str, endpoint: Endpoint) -> Iterator[dict[str, Any]]:
    if endpoint.asks:
        yield {"in": "query", "schema": endpoint.asks}
    if method == "post":
        yield {
            "name": KEY_HEADER,
            "in": "header",
            "required": True,
            "description": "Of your own making; the same key again gives the same answer 幂等键",
            "schema": {"type": "string", "minLength": 1, "maxLength": 200},
        }


def _body(endpoint: Endpoint) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if endpoint.takes:
        content["application/json"] = {"schema": endpoint.takes}
    if endpoint.upload:
        file = {"type": "string", "format": "binary"}
        many = {"type": "array", "items": file}
        content["multipart/form-data"] = {
            "schema": {
                "type": "object",
                "required": [endpoint.upload],
                "properties": {endpoint.upload: many if endpoint.takes else file},
            }
        }
    return content


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    refused = {
        "description": "Refused; `code` says why.",
        "content": {"application/problem+json": {"schema": ProblemOut}},
    }
    if endpoint.gives:
        schema = _listed(endpoint.gives) if endpoint.many else endpoint.gives
        done = {"description": "Done.", "content": {"application/json": {"schema": schema}}}
        return {str(int(endpoint.status)): done, "default": refused}
    if endpoint.media_type != "application/json":
        whole = {"schema": {"type": "string", "format": "binary"}}
        file = {"description": "The file.", "content": {endpoint.media_type: whole}}
        return {"200": file, "default": refused}
    return {"204": {"description": "Done."}, "default": refused}


def _listed(schema: type[Schema]) -> dict[str, Any]:
    return {"type": "object", "properties": {"items": {"type": "array", "items": schema}}}


def _meant(_converter: object, field: fields.Field[Any], **_: object) -> dict[str, str]:
    """What a field means; parts of lists have no name of their own."""
    if not isinstance(field.parent, Schema):
        return {}
    return {"description": meaning(_schema_name(field.parent), str(field.name))}


def _schema_name(schema: Any) -> str:
    named = schema if isinstance(schema, type) else type(schema)
    return str(named.__name__).removesuffix("Out")


def _parts(spec: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The operations of each tag, in the order of their addresses, then what servers outside are told."""
    found: dict[str, list[dict[str, Any]]] = {tag: [] for tag in _TAGS}
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            line = {"path": path, "method": method.upper(), **operation}
            found[operation["tags"][0]].append(line)
    told = [
        {"path": "webhook", "method": method.upper(), **operation}
        for operations in spec["webhooks"].values()
        for method, operation in operations.items()
    ]
    return [*found.items(), ("webhooks", told)]
