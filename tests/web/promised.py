"""What the API promises of its answers: every answer a program gets in a test is held against the description."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from server.web.api.description import described

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

NO_CONTENT = 204


class PromiseBroken(AssertionError):
    """An answer is not as the description says."""


def held(app: Flask, answer: TestResponse) -> TestResponse:
    """The answer, which is as the description of its address says."""
    method, path = answer.request.method.lower(), answer.request.path
    promised = next((one for one in _operations(app) if one[0](method, path)), None)
    if promised is None or answer.status_code == NO_CONTENT or not answer.is_json:
        return answer
    faults = list(_validator(app, promised[1], _kind(answer)).iter_errors(answer.get_json()))
    if faults:
        told = "\n".join(f"{'.'.join(map(str, one.path))}: {one.message}" for one in faults[:5])
        raise PromiseBroken(f"{method} {path} {answer.status_code}:\n{told}")
    return answer


def _kind(answer: TestResponse) -> tuple[str, str]:
    is_refusal = answer.mimetype == "application/problem+json"
    return ("default" if is_refusal else str(answer.status_code)), answer.mimetype or ""


@lru_cache(maxsize=4)
def _operations(app: Flask) -> list[tuple[Any, str]]:
    """(whether it answers a method and path, where it stands in the description) of each operation."""
    return [
        (_matching(method, path), f"#/paths/{path.replace('/', '~1')}/{method}")
        for path, methods in described(app)["paths"].items()
        for method in methods
    ]


def _matching(method: str, path: str) -> Any:
    pattern = re.compile(re.sub(r"\{\w+\}", "[^/]+", path))
    return lambda asked, at: asked == method and pattern.fullmatch(at) is not None


@lru_cache(maxsize=256)
def _validator(app: Flask, operation: str, kind: tuple[str, str]) -> Draft202012Validator:
    """A closed reading: a member that is not described is a fault too."""
    status, media = kind
    spec = described(app)
    path, method = operation.removeprefix("#/paths/").rsplit("/", 1)
    responses = spec["paths"][path.replace("~1", "/")][method]["responses"]
    if status not in responses:
        raise PromiseBroken(f"{method} {path}: nothing is said of an answer {status}")
    schemas = {
        name: {**schema, "additionalProperties": False}
        for name, schema in spec["components"]["schemas"].items()
    }
    schema = responses[status]["content"][media]["schema"]
    return Draft202012Validator({**schema, "components": {"schemas": schemas}})
