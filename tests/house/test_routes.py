"""Nothing is reached without somebody having decided by whom."""

from pathlib import Path

import pytest
from flask import Flask

from tests.web.counter import Web

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return Web(Path(tmp_path_factory.mktemp("data"))).app


def test_every_route_says_what_it_needs(app: Flask) -> None:
    unguarded = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "guard")
    ]

    assert not unguarded, f"put @needs(...) or @public on the views of {unguarded}"


def test_what_is_public_is_known(app: Flask) -> None:
    public = sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "guard", "") == "public"
    )

    assert set(public) <= {
        "/",
        "/api/v1/docs",
        "/api/v1/health",
        "/api/v1/openapi.json",
        "/api/v1/sessions",
        "/api/v1/tokens",
        "/app.webmanifest",
        "/health",
        "/feeds/<secret>.ics",
        "/kept",
        "/language",
        "/ready",
        "/service-worker.js",
        "/sign-in",
        "/sign-out",
    }, "a public view shows what anybody may see; if this one does, name it here"


def test_reading_changes_nothing(app: Flask) -> None:
    both = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and UNSAFE & set(rule.methods or ())
    ]

    assert not both, f"give reading and changing a view each: {both}"
