"""The catalogue says which bodies answer for an item, and what a township may blow for."""

from __future__ import annotations

import pytest

from server.domain.catalogue import Catalogue, CatalogueItem, ItemType, LegalBasis
from server.domain.errors import NoSuchCatalogueItem
from server.domain.ids import BodyId

BUGUAN, PODI = BodyId("buguan"), BodyId("podi")
HOUSING, LAND, FARMS = BodyId("zjj"), BodyId("zrzy"), BodyId("nyj")


def item(
    code: str,
    *holders: BodyId,
    townships: tuple[BodyId, ...] = (),
    whistle: str = "construction",
) -> CatalogueItem:
    return CatalogueItem(
        code=code,
        name="某事项",
        name_en="an item",
        type=ItemType.PENALTY,
        basis=(LegalBasis(law="城乡规划法", article="第六十四条"),),
        legal_body="主管部门",
        holders=holders,
        townships=townships,
        whistle_category=whistle,
    )


DUST = item("1", HOUSING)
FARMLAND = item("2", LAND, FARMS)
STRAW = item("3", HOUSING, townships=(BUGUAN,))
LICENCE = item("4", LAND, whistle="")
CATALOGUE = Catalogue(items=(DUST, FARMLAND, STRAW, LICENCE))


def test_an_item_is_found_by_its_code() -> None:
    assert CATALOGUE.item("2") is FARMLAND


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(NoSuchCatalogueItem):
        CATALOGUE.item("9")


def test_two_items_with_one_code_are_refused() -> None:
    with pytest.raises(ValueError, match="same code"):
        Catalogue(items=(DUST, DUST))


def test_the_countys_bodies_answer_for_an_item() -> None:
    assert FARMLAND.responsible(BUGUAN) == (LAND, FARMS)


def test_a_township_answers_for_what_is_on_its_own_list() -> None:
    assert STRAW.responsible(BUGUAN) == (BUGUAN,)


def test_where_an_item_is_not_devolved_the_county_still_answers() -> None:
    assert STRAW.responsible(PODI) == (HOUSING,)


def test_several_items_name_each_body_once() -> None:
    assert CATALOGUE.responsible(("2", "1", "3"), PODI) == (LAND, FARMS, HOUSING)


def test_a_township_may_not_blow_for_its_own_items() -> None:
    assert CATALOGUE.own_list(("1", "3"), BUGUAN) == (STRAW,)


def test_a_township_may_name_matters_for_a_whistle_and_its_own() -> None:
    own = item("5", LAND, townships=(BUGUAN,), whistle="")
    catalogue = Catalogue(items=(*CATALOGUE.items, own))

    assert catalogue.choosable(BUGUAN) == (DUST, FARMLAND, STRAW, own)
    assert catalogue.choosable(PODI) == (DUST, FARMLAND, STRAW)
