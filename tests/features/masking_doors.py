"""Personal data shown for a reason, through both doors: the services called directly, and HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from server.domain.ids import AsideId, CaseId
from server.services import revealing
from tests.features.refusing import refusing

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.people import Actor
    from server.services.tools import Tools


class MaskingDoor(Protocol):
    """What is hidden, and shown for a reason."""

    def show_personal_data(self, who: str, case: UUID, reason: str) -> None:
        """Have the personal data of a case shown."""

    def show_beside(self, who: str, aside: UUID, reason: str) -> None:
        """Have those shown of which somebody was asked."""


class ServicesMasking:
    """The services."""

    _tools: Tools

    def _actor(self, who: str) -> Actor:
        raise NotImplementedError

    def show_personal_data(self, who: str, case: UUID, reason: str) -> None:
        """Have the personal data of a case shown."""
        with refusing():
            revealing.show_personal_data(self._tools, self._actor(who), CaseId(case), reason)

    def show_beside(self, who: str, aside: UUID, reason: str) -> None:
        """Have those shown of which somebody was asked."""
        with refusing():
            revealing.show_beside(self._tools, self._actor(who), AsideId(aside), reason)


class HttpMasking:
    """The API."""

    def _key(self) -> str:
        raise NotImplementedError

    def _post(self, who: str, address: str, body: Any, key: str) -> dict[str, Any]:
        raise NotImplementedError

    def show_personal_data(self, who: str, case: UUID, reason: str) -> None:
        """Have the personal data of a case shown."""
        self._post(who, f"/cases/{case}/personal-data", {"reason": reason}, self._key())

    def show_beside(self, who: str, aside: UUID, reason: str) -> None:
        """Have those shown of which somebody was asked."""
        self._post(who, f"/asides/{aside}/personal-data", {"reason": reason}, self._key())
