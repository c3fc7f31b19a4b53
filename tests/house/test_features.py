"""The features keep to the shape that features/README.md describes."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from gherkin.parser import Parser
from pytest_bdd.steps import step_function_context_registry

from server.domain import errors
from tests.features.people import accounts, names, reasons
from tests.features.steps import STEPS
from tests.features.steps.saying import Said
from tests.places import ROOT

FEATURES = sorted((ROOT / "features").glob("*/*.feature"))
LISTED = re.compile(r"^\| (假如|当|那么) \| (.+?) \|$", re.MULTILINE)
MOST_STEPS = 7
KINDS_A_FEATURE = 3.3
"""Steps, over all features: a new feature has to speak mostly with the steps of the others."""
SPOKEN = {"given": "假如", "when": "当", "then": "那么"}
KEYWORDS = {"Context": "假如", "Action": "当", "Outcome": "那么"}

each_feature = pytest.mark.parametrize(
    "file", FEATURES, ids=lambda file: f"{file.parent.name}/{file.stem}"
)


def read(file: Path) -> dict[str, Any]:
    """Return a feature as the parser sees it."""
    document: Any = Parser().parse(file.read_text(encoding="utf-8"))
    feature: dict[str, Any] = document["feature"]
    return feature


def parts(feature: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return backgrounds and scenarios, those inside rules too."""
    for child in feature["children"]:
        if "rule" in child:
            yield from parts(child["rule"])
        else:
            yield child.get("scenario") or child["background"]


def scenarios(file: Path) -> list[dict[str, Any]]:
    """Return the scenarios of a file."""
    return [part for part in parts(read(file)) if part["keyword"] != "背景"]


def steps(part: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Return the steps of a scenario: the keyword they count under, and their words."""
    kind = ""
    for step in part["steps"]:
        kind = KEYWORDS.get(step["keywordType"], kind)
        yield kind, phrase(step["text"])


def phrase(text: str) -> str:
    """Return a step without the values in it."""
    return re.sub(r"\d+", "N", re.sub(r"“[^”]*”|<[^>]*>", "“…”", text))


def test_there_are_features_to_look_at() -> None:
    assert len(FEATURES) > 15


@each_feature
def test_a_feature_says_why_who_and_what_first(file: Path) -> None:
    feature = read(file)
    lines = [line.strip() for line in feature["description"].splitlines()]

    assert feature["language"] == "zh-CN"
    assert [line[:2] for line in lines] == ["为了", "作为", "我要"]


@each_feature
def test_a_scenario_is_short_and_has_one_act(file: Path) -> None:
    wrong = [
        scenario["name"]
        for scenario in scenarios(file)
        if len(scenario["steps"]) > MOST_STEPS
        or [kind for kind, _ in steps(scenario)].count("当") != 1
        or "那么" not in [kind for kind, _ in steps(scenario)]
    ]

    assert not wrong


@each_feature
def test_no_two_scenarios_of_a_feature_have_the_same_name(file: Path) -> None:
    names = [scenario["name"] for scenario in scenarios(file)]

    assert sorted(set(names)) == sorted(names)


def test_the_list_of_steps_is_current() -> None:
    used = {step for file in FEATURES for part in parts(read(file)) for step in steps(part)}
    listed = LISTED.findall((ROOT / "features" / "README.md").read_text(encoding="utf-8"))

    assert sorted(listed) == sorted(used), "mend the table at the end of features/README.md"
    assert len(used) < KINDS_A_FEATURE * len(FEATURES), "say it with the steps there are"


# --- the steps and what carries them out ----------------------------------------------------------


def implemented() -> list[tuple[str, str]]:
    """Every step that is implemented: its keyword, and its words."""
    for name in STEPS:
        import_module(f"tests.features.steps.{name}")
    return [
        (SPOKEN[step.type], step.parser.phrase)
        for step in step_function_context_registry.values()
        if step.type is not None and isinstance(step.parser, Said)
    ]


def test_every_step_is_implemented_once_and_every_implemented_step_is_used() -> None:
    used = {step for file in FEATURES for part in parts(read(file)) for step in steps(part)}

    assert sorted(implemented()) == sorted(used)


def test_every_reason_has_its_refusal() -> None:
    codes = {code_of(name) for name in errors.__all__}

    assert set(reasons().values()) <= codes


def test_everybody_in_the_features_has_an_account() -> None:
    assert set(accounts().values()) <= names().keys()


def code_of(refusal: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", refusal).lower()
