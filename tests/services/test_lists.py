"""The lists that a form lets choose from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from server.domain.ids import BodyId
from server.services.county_tables import county_of
from server.services.lists import lists_for, wanted
from tests.builders import NOON
from tests.fakes import FakeUnit, Stage

if TYPE_CHECKING:
    from server.services.county import County

BUGUAN = BodyId("buguan")


@pytest.fixture
def county() -> County:
    return county_of(FakeUnit(Stage.in_county().database))


@pytest.mark.parametrize(
    ("form", "names"),
    [
        (b'{"components":[{"valuesKey":"bodies"}]}', ("bodies",)),
        (b'{"components":[{"valuesExpression":"=items[value = x]"}]}', ("items",)),
        (b'{"components":[{"key":"bodiesOfWater"}]}', ()),
    ],
    ids=["as a key", "in an expression", "inside another word"],
)
def test_a_form_gets_the_lists_that_it_names(form: bytes, names: tuple[str, ...]) -> None:
    assert wanted(form) == names


def test_bodies_are_those_that_can_be_whistled_to(county: County) -> None:
    values = {row["value"] for row in lists_for(b"bodies", county, BUGUAN)["bodies"]}

    assert "zjj" in values
    assert not values & {"buguan", "cmd", "gov"}


def test_an_english_page_reads_english_names(county: County) -> None:
    bodies = lists_for(b"bodies", county, BUGUAN, "en")["bodies"]
    items = lists_for(b"items", county, BUGUAN, "en")["items"]

    assert {"label": "Demo County Housing and Construction Bureau", "value": "zjj"} in bodies
    assert all(str(row["label"]).isprintable() and row["label"][0].isascii() for row in items)


def test_items_are_those_for_whistles_and_the_bodys_own(county: County) -> None:
    rows = lists_for(b"items", county, BUGUAN)["items"]

    items = county.catalogue.choosable(BUGUAN)
    assert rows == [{"label": item.name, "value": item.code} for item in items]
    assert any(item.on_own_list(BUGUAN) for item in items)
    assert len(rows) < len(county.catalogue.items)


def ended(county: County, body: str, *, begins: date | None = None) -> County:
    """The county, in which a body is over since the first of March, or is yet to begin."""
    last = None if begins else date(2026, 2, 28)
    bodies = tuple(
        replace(one, valid_from=begins, valid_to=last) if one.id == body else one
        for one in county.bodies
    )
    return replace(county, bodies=bodies)


@pytest.mark.parametrize("begins", [None, date(2027, 1, 1)], ids=["over", "to come"])
def test_a_body_that_is_not_there_is_offered_no_more(county: County, begins: date | None) -> None:
    changed = ended(county, "zjj", begins=begins)

    offered = changed.offering(NOON, {"other": ["slj", 3]})

    assert "zjj" not in {row["value"] for row in lists_for(b"bodies", offered, BUGUAN)["bodies"]}
    assert len(offered.bodies) == len(county.bodies) - 1


@pytest.mark.parametrize(
    "chosen",
    [
        {"lead": "zjj"},
        {"support": ["slj", "zjj"]},
        {"order": {"lead": "zjj"}},
        {"rows": [{"who": {"bodies": ["slj"]}}, {"who": {"bodies": ["zjj"]}}]},
    ],
    ids=["a field", "a list", "in a group", "in a row"],
)
def test_what_was_chosen_before_stays(county: County, chosen: dict[str, object]) -> None:
    offered = ended(county, "zjj").offering(NOON, chosen)

    assert "zjj" in {row["value"] for row in lists_for(b"bodies", offered, BUGUAN)["bodies"]}


def test_what_is_only_typed_stays_in_sight_and_says_that_it_is_over(county: County) -> None:
    changed = ended(county, "zjj")

    typed = changed.offering(NOON, {}, {"rows": [{"lead": "zjj"}, {"lead": "slj"}]})
    chosen = changed.offering(NOON, {"lead": "zjj"}, {"lead": "zjj"})

    named = {row["value"]: row["label"] for row in lists_for(b"bodies", typed, BUGUAN)["bodies"]}
    assert named["zjj"].endswith("住房和城乡建设局（现不能选，请另选）")
    assert "现不能选" not in named["slj"]
    english = {row["label"] for row in lists_for(b"bodies", typed, BUGUAN, "en")["bodies"]}
    assert (
        "Demo County Housing and Construction Bureau (can't be chosen now; choose another)"
        in english
    )
    assert chosen.name_of(BodyId("zjj")) == county.name_of(BodyId("zjj"))
