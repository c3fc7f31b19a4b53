"""The county's catalogue of enforcement items: what each rests on, and which bodies answer for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.errors import NoSuchCatalogueItem

if TYPE_CHECKING:
    from server.domain.ids import BodyId


class ItemType(StrEnum):
    """The ten kinds of power; requisition is kept under levy."""

    LICENCE = "许可"
    PENALTY = "处罚"
    COERCION = "强制"
    LEVY = "征收"
    BENEFIT = "给付"
    INSPECTION = "检查"
    CONFIRMATION = "确认"
    REWARD = "奖励"
    ADJUDICATION = "裁决"
    OTHER = "其他"


class Devolution(StrEnum):
    """How an item may reach a township (模式); a hint, not yet an agreement."""

    OWN = "own"
    """法定本级: the statute itself names the township."""
    EMPOWER = "empower"
    """赋权: needs an instrument of the province."""
    COMMISSION = "commission"
    """委托."""
    STATION = "station"
    """派驻."""
    FORWARD = "forward"
    """服务前移."""
    KEEP = "keep"
    """Stays with the county."""
    FORBIDDEN = "forbidden"
    """May not be devolved: coercive measures, requisition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """Where in which law an item stands, with a hint at what the article says."""

    law: str
    article: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """One enforcement item of the county's catalogue."""

    code: str
    name: str
    name_en: str
    type: ItemType
    basis: tuple[LegalBasis, ...]
    legal_body: str
    """The body in the words of the article."""
    holders: tuple[BodyId, ...]
    """County bodies that answer for it, the leading one first."""
    townships: tuple[BodyId, ...] = ()
    """Townships on whose own list it stands: by statute, empowerment or commission."""
    devolution: Devolution = Devolution.KEEP
    township_own_power: bool = False
    """The statute gives it to the township, so no agreement may be asked for."""
    needs_check: bool = False
    """The body of today may differ from the article's words."""
    whistle_category: str = ""
    """Its heading on the list of whistle items; empty: not a matter for a whistle."""

    def on_own_list(self, township: BodyId) -> bool:
        """Whether that township must deal with it itself."""
        return township in self.townships

    def responsible(self, township: BodyId) -> tuple[BodyId, ...]:
        """Who answers for it in that township: the township itself, or the county's bodies."""
        return (township,) if self.on_own_list(township) else self.holders


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All enforcement items of a county."""

    items: tuple[CatalogueItem, ...]

    def __post_init__(self) -> None:
        if len({item.code for item in self.items}) < len(self.items):
            raise ValueError("two catalogue items have the same code")

    def item(self, code: str) -> CatalogueItem:
        """An item by its code; refused with ``NoSuchCatalogueItem``."""
        for item in self.items:
            if item.code == code:
                return item
        raise NoSuchCatalogueItem(code=code)

    def choosable(self, township: BodyId) -> tuple[CatalogueItem, ...]:
        """What that township may name in a whistle: matters for a whistle, and its own ones.

        Naming its own it is told to deal with them itself, or asks for technical help.
        """
        return tuple(
            item for item in self.items if item.whistle_category or item.on_own_list(township)
        )

    def responsible(self, codes: tuple[str, ...], township: BodyId) -> tuple[BodyId, ...]:
        """The bodies that answer for these items in that township, each once, in order."""
        bodies = (body for code in codes for body in self.item(code).responsible(township))
        return tuple(dict.fromkeys(bodies))

    def own_list(self, codes: tuple[str, ...], township: BodyId) -> tuple[CatalogueItem, ...]:
        """Those of the items for which the township may not blow, because they are its own."""
        return tuple(item for item in map(self.item, codes) if item.on_own_list(township))
