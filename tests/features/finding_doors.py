"""Finding work and matters through both doors: the services called directly, and HTTP."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode
from uuid import UUID

from openpyxl import load_workbook

from server.domain.ids import BodyId
from server.domain.reading import CandidateQuery, InboxQuery, MatterList, MatterQuery
from server.domain.reading.asking import asked_by
from server.services import candidates, exporting, finding, saving_views
from tests.features.refusing import refusing

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from server.domain.people import Actor
    from server.services.tools import Tools


class FindingDoor(Protocol):
    """What people do to find work and matters."""

    def narrowed(self, who: str, asked: dict[str, str]) -> list[tuple[str, str]]:
        """Step and holder of each line of a part of the inbox."""

    def candidates(self, who: str) -> list[tuple[str, str]]:
        """Step and holder of each line of what may be circulated."""

    def search(self, who: str, words: str) -> list[UUID]:
        """The matters found by words."""

    def export(self, who: str, query: str) -> str:
        """All texts of the sheet of a part of the inbox."""

    def export_matters(self, who: str, listed: str, columns: str) -> str:
        """All texts of the sheet of a list of matters with these columns."""

    def views(self, who: str) -> dict[str, int]:
        """The saved views by name, with what they count."""

    def save_view(self, who: str, name: str, query: str, body: str | None = None) -> None:
        """Save a view, perhaps shared with a body."""

    def drop_view(self, who: str, name: str) -> None:
        """Take a view away that the person can see."""


class ServicesFinding:
    """The services."""

    _tools: Tools

    def _actor(self, who: str) -> Actor:
        raise NotImplementedError

    def narrowed(self, who: str, asked: dict[str, str]) -> list[tuple[str, str]]:
        query = InboxQuery(**asked, limit=100)  # type: ignore[arg-type]
        page = finding.inbox(self._tools, self._actor(who), query)
        return [(row.step, row.holder) for row in page.rows]

    def candidates(self, who: str) -> list[tuple[str, str]]:
        page = candidates.listed(self._tools, self._actor(who), CandidateQuery(limit=100))
        return [(row.step, row.holder) for row in page.rows]

    def search(self, who: str, words: str) -> list[UUID]:
        return [row.case for row in finding.search(self._tools, self._actor(who), words).rows]

    def export(self, who: str, query: str) -> str:
        done = exporting.inbox(self._tools, self._actor(who), asked_by(query))
        return "\n".join(row.step for row in done.rows)

    def export_matters(self, who: str, listed: str, columns: str) -> str:
        query = MatterQuery(list=MatterList(listed), columns=(columns,))
        done = exporting.matters(self._tools, self._actor(who), query)
        return "\n".join(" ".join(row.shown[columns]) for row in done.rows)

    def views(self, who: str) -> dict[str, int]:
        counted = saving_views.counts(self._tools, self._actor(who))
        return {view.name: count for view, count in counted}

    def save_view(self, who: str, name: str, query: str, body: str | None = None) -> None:
        shared = BodyId(body) if body else None
        wish = saving_views.Wish(name=name, query=query, body=shared)
        with refusing():
            saving_views.save(self._tools, self._actor(who), wish)

    def drop_view(self, who: str, name: str) -> None:
        actor = self._actor(who)
        [view] = [one for one in saving_views.views(self._tools, actor) if one.name == name]
        with refusing():
            saving_views.drop(self._tools, actor, view.id)


def _texts(content: bytes) -> str:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


class HttpFinding:
    """The API, and the sheet that the inbox gives."""

    def _get(self, who: str, address: str) -> dict[str, Any]:
        raise NotImplementedError

    def _post(self, who: str, address: str, body: Any, key: str) -> dict[str, Any]:
        raise NotImplementedError

    def _browser(self, who: str) -> FlaskClient:
        raise NotImplementedError

    def _key(self) -> str:
        raise NotImplementedError

    def narrowed(self, who: str, asked: dict[str, str]) -> list[tuple[str, str]]:
        rows = self._get(who, f"/work-items?{urlencode(asked | {'limit': 100})}")["items"]
        return [(row["step"], row["holder"]) for row in rows]

    def candidates(self, who: str) -> list[tuple[str, str]]:
        rows = self._get(who, "/candidates?limit=100")["items"]
        return [(row["step"], row["holder"]) for row in rows]

    def search(self, who: str, words: str) -> list[UUID]:
        told = self._get(who, f"/search?{urlencode({'search': words})}")
        return [UUID(row["id"]) for row in told["items"]]

    def export(self, who: str, query: str) -> str:
        return _texts(self._browser(who).post("/inbox/export", data={"query": query}).data)

    def export_matters(self, who: str, listed: str, columns: str) -> str:
        asked = {"list": listed, "cols": columns}
        return _texts(self._browser(who).post("/cases/export", data=asked).data)

    def views(self, who: str) -> dict[str, int]:
        return {one["name"]: one["count"] for one in self._get(who, "/saved-views")["items"]}

    def save_view(self, who: str, name: str, query: str, body: str | None = None) -> None:
        wish = {"name": name, "query": query, "body": body}
        self._post(who, "/saved-views", wish, self._key())

    def drop_view(self, who: str, name: str) -> None:
        views = self._get(who, "/saved-views")["items"]
        [view] = [one["id"] for one in views if one["name"] == name]
        self._post(who, f"/saved-views/{view}/drop", {}, self._key())
