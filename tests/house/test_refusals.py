"""Every refusal says in two languages what is wrong and what to do, and somebody uses it."""

import inspect
import re

import pytest

from server.domain import errors
from server.domain.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from tests.house.sources import python_files

FAMILIES = (Refusal, NotFound, NotAllowed, Conflict, Invalid)
REFUSALS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, Refusal) and kind is not Refusal
]
PLACEHOLDER = re.compile(r"\{(\w+)\}")
ADVICE_ZH = re.compile("请|须")
ADVICE_EN = re.compile(
    r"(?:^|[.;:] |, (?:or|and) )"
    r"(?:Ask|Add|Begin|Check|Choose|Correct|Give|Go|Keep|Load|Make|Mend|Name|Open|Revoke|Run|Search|See|"
    r"Send|Sign|Take|Tell|Try|Use|try|take)\b"
)


def english(kind: type[Refusal]) -> str:
    return " ".join((vars(kind).get("__doc__") or "").split())


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_speaks_two_languages_of_its_own(kind: type[Refusal]) -> None:
    assert english(kind), f"{kind.__name__}: the docstring is what people read in English"
    assert "zh" in vars(kind), f"{kind.__name__}: zh is what people read in Chinese"
    assert re.search("[\u4e00-\u9fff]", kind.zh), f"{kind.__name__}: zh is Chinese"
    assert kind.zh.endswith("。"), f"{kind.__name__}: zh is a whole sentence"


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_says_what_to_do(kind: type[Refusal]) -> None:
    assert ADVICE_EN.search(english(kind)), f"{kind.__name__}: end with what to do: {english(kind)}"
    assert ADVICE_ZH.search(kind.zh), f"{kind.__name__}: 请说明怎么办：{kind.zh}"


@pytest.mark.parametrize("kind", REFUSALS)
def test_both_languages_are_filled_from_the_same_values(kind: type[Refusal]) -> None:
    spoken, chinese = (set(PLACEHOLDER.findall(text)) for text in (english(kind), kind.zh))

    assert spoken == chinese, f"{kind.__name__}: name the same values in both languages"


def test_every_code_is_one_refusals_only() -> None:
    codes = [re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower() for kind in REFUSALS]

    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_belongs_to_one_of_the_families(kind: type[Refusal]) -> None:
    of = [family for family in FAMILIES[1:] if issubclass(kind, family)]

    assert len(of) == 1 or kind.status == 503, f"{kind.__name__}: one family, or 503"


@pytest.mark.parametrize("kind", [kind for kind in REFUSALS if kind not in FAMILIES])
def test_every_refusal_is_used(kind: type[Refusal]) -> None:
    used = any(
        re.search(rf"\b{kind.__name__}\b", file.read_text(encoding="utf-8"))
        for file in python_files("server")
        if "errors" not in file.parts
    )

    assert used, f"{kind.__name__}: nobody refuses so; take it away"


@pytest.mark.parametrize("kind", REFUSALS)
def test_every_refusal_is_at_hand_in_the_package(kind: type[Refusal]) -> None:
    assert kind.__name__ in errors.__all__
