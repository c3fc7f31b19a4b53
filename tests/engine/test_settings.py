"""What process.toml names is there: bodies, their functions, roles of posts."""

from __future__ import annotations

import pytest

from server.domain.process import LaneSeat
from tests.engine.diagrams import four_tasks
from tests.engine.player import SEATS, sources
from tests.engine.test_rules import problems


def told(**settings: object) -> list[str]:
    """What is told of process.toml."""
    found = problems(sources(four_tasks(), **settings))
    assert {one.element for one in found} <= {"process.toml"}
    return [one.sentence_en for one in found]


def seated(org: str) -> dict[str, LaneSeat]:
    """A lane that no diagram has, beside those of the sample."""
    return {**SEATS, "闲置": LaneSeat(org=org, role="clerk")}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"owner": "nowhere"}, "owner: there is no function of a body 'nowhere'"),
        ({"starter": ("clerk", "king")}, "starter: there is no role 'king'"),
        ({"starter_body": '"nowhere"'}, "starter_body: there is no body '\"nowhere\"'"),
        ({"starter_body": "1 + 1"}, "starter_body: there is no body '1 + 1'"),
        ({"starter_body": 'body_of("x")'}, "starter_body: there is no function of a body 'x'"),
        ({"starter_body": 'mayor("x")'}, "starter_body: there is no FEEL function 'mayor'"),
        (
            {"starter_body": "for i in 1..999999999 return i"},
            "starter_body: there is no body 'for i in 1..999999999 return i'",
        ),
        ({"lanes": seated('"nowhere"')}, 'lanes."闲置".org: there is no body \'"nowhere"\''),
    ],
)
def test_a_setting_that_names_nothing_is_refused(settings: dict[str, object], said: str) -> None:
    assert told(**settings) == [f"{said}. Correct the name, or register it first."]


@pytest.mark.parametrize(
    "settings",
    [
        {"owner": "command_centre", "starter": ("clerk", "designer")},
        {"starter_body": 'body_of("command_centre")'},
        {"starter_body": '"zjj"'},
        {"starter_body": "department"},
        {"lanes": seated('body_of("command_centre")')},
        {"lanes": seated("1 +")},
    ],
)
def test_a_setting_that_names_what_is_there_is_taken(settings: dict[str, object]) -> None:
    assert told(**settings) == []
