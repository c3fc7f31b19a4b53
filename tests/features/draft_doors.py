"""Drafts through both doors: the services called directly, and HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from server.domain.ids import ItemId
from server.services import drafting, tasks
from server.services.drafting import Upon
from tests.features.refusing import refusing

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.people import Actor
    from server.services.tools import Tools


class DraftDoor(Protocol):
    """What is typed and not handed in yet."""

    def draft(self, who: str, item: UUID) -> str | None:
        """When it was kept, as it is told; None without one."""

    def save_draft(self, who: str, item: UUID, values: dict[str, Any], upon: str | None) -> None:
        """Keep what was typed upon the draft of that moment; None: no draft was seen."""


class ServicesDrafts:
    """The services."""

    _tools: Tools

    def _actor(self, who: str) -> Actor:
        raise NotImplementedError

    def draft(self, who: str, item: UUID) -> str | None:
        """When it was kept."""
        with refusing():
            at = tasks.task(self._tools, self._actor(who), ItemId(item)).draft_at
        return at.isoformat() if at else None

    def save_draft(self, who: str, item: UUID, values: dict[str, Any], upon: str | None) -> None:
        """Keep what was typed."""
        with refusing():
            seen = Upon(at=datetime.fromisoformat(upon) if upon else None)
            drafting.save_draft(self._tools, self._actor(who), ItemId(item), values, seen)


class HttpDrafts:
    """The API."""

    def _get(self, who: str, address: str) -> dict[str, Any]:
        raise NotImplementedError

    def _json(self, browser: Any, method: str, address: str, body: Any) -> dict[str, Any]:
        raise NotImplementedError

    def _browser(self, who: str) -> Any:
        raise NotImplementedError

    def draft(self, who: str, item: UUID) -> str | None:
        """When it was kept."""
        at: str | None = self._get(who, f"/work-items/{item}")["draft_at"]
        return at

    def save_draft(self, who: str, item: UUID, values: dict[str, Any], upon: str | None) -> None:
        """Keep what was typed."""
        body = {"values": values, "draft_at": upon}
        self._json(self._browser(who), "PUT", f"/work-items/{item}/draft", body)
