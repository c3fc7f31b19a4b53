"""Reads ``items.csv``: the catalogue of enforcement items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.catalogue import CatalogueItem, Devolution, ItemType, LegalBasis
from server.domain.ids import BodyId
from server.services.county_files.faults import each
from server.services.county_files.tables import read_rows
from server.services.county_files.unique import note_repeats

if TYPE_CHECKING:
    from server.services.county_files.faults import Faults, Placed
    from server.services.county_files.tables import Row

COLUMNS = (
    "code",
    "name",
    "name_en",
    "type",
    "law",
    "article",
    "hint",
    "legal_body",
    "holders",
    "townships",
    "devolution",
    "township_own_power",
    "needs_check",
    "whistle",
)


def items_of(text: str, file: str, faults: Faults) -> tuple[Placed[CatalogueItem], ...]:
    """Every item of the catalogue, with what is wrong noted."""
    items = each(read_rows(text, file, COLUMNS, faults), _item)
    note_repeats([(item.value.code, item.at("code")) for item in items], faults)
    return items


def _item(row: Row) -> Placed[CatalogueItem]:
    item = CatalogueItem(
        code=row.key("code", r"\d{12}"),
        name=row.text("name"),
        name_en=row.text("name_en"),
        type=row.choice("type", ItemType),
        basis=_basis(row),
        legal_body=row.text("legal_body"),
        holders=tuple(BodyId(body) for body in row.words("holders")),
        townships=tuple(BodyId(body) for body in row.words("townships")),
        devolution=row.choice("devolution", Devolution),
        township_own_power=row.flag("township_own_power"),
        needs_check=row.flag("needs_check"),
        whistle_category=row.optional("whistle"),
    )
    if not item.holders and not item.townships:
        row.faults.refuse(
            row.place("holders"),
            "没有实施主体，请填写 holders 或 townships。",
            "Nobody answers for it. Fill in holders or townships.",
        )
    if item.township_own_power and not item.townships:
        row.faults.refuse(
            row.place("townships"),
            "乡镇法定事项须写明乡镇，请填写。",
            "A township's own power needs its townships. Fill them in.",
        )
    return row.placed(item)


def _basis(row: Row) -> tuple[LegalBasis, ...]:
    row.text("law")
    laws, articles = row.words("law"), row.words("article")
    hints = row.words("hint") if len(laws) > 1 else (row.optional("hint"),)
    if len(articles) != len(laws) or len(hints) not in {0, len(laws)}:
        row.faults.refuse(
            row.place("article"),
            "每部法律须对应一处条款（hint 可全部留空），用分号分隔，请补齐。",
            "Each law needs its article, divided by semicolons (hint may be empty). Complete them.",
        )
    texts = hints or ("",) * len(laws)
    return tuple(
        LegalBasis(law=law, article=article, hint=hint)
        for law, article, hint in zip(laws, articles, texts, strict=True)
    )
