"""Finding: matters by words, saved views of the inbox, and lists as sheets for Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.ids import BodyId, ViewId
from server.domain.reading import MatterList, MatterQuery
from server.domain.reading.asking import asked_by, columns_asked
from server.services import exporting, finding, saving_views
from server.services.saving_views import Wish
from server.web.api.given_cases import FoundOut
from server.web.api.given_finding import SavedViewOut
from server.web.api.speaking import Endpoint, asked, request_key, sent, speaks
from server.web.api.taken import ActIn
from server.web.api.taken_finding import (
    ExportIn,
    MattersExportIn,
    SearchAsked,
    ViewChangeIn,
    ViewIn,
)
from server.web.context import actor, tools
from server.web.gate import needs
from server.web.sheets import MEDIA_TYPE, sheet_of, sheet_of_matters

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any
    from uuid import UUID

    from flask import Response

    from server.domain.reading import CasePage
    from server.domain.saved_view import SavedView

search = Blueprint("api_finding", __name__)
TAG = "finding"


@search.get("/search")
@needs()
@speaks(
    Endpoint(
        summary="Matters with all these words that you may see, newest first; go on while `next` is given.",
        summary_zh="按标题、编号和流程指定的内容查找您有权查看的事项；有 next 就可继续。",
        tag=TAG,
        asks=SearchAsked,
        gives=FoundOut,
    )
)
def find() -> CasePage:
    """Finds matters."""
    said = asked(SearchAsked)
    return finding.search(tools(), actor(), said["search"], said["cursor"], said["limit"])


@search.post("/work-items/export")
@needs()
@speaks(
    Endpoint(
        summary="What a view of the inbox shows, as a sheet for Excel; 10,000 rows at most.",
        summary_zh="将待办列表导出为 Excel，最多 10000 行。",
        tag=TAG,
        takes=ExportIn,
        media_type=MEDIA_TYPE,
    )
)
def export() -> Response:
    """Gives a sheet."""
    return sheet_of(exporting.inbox(tools(), actor(), asked_by(sent(ExportIn)["query"])))


@search.post("/cases/export")
@needs()
@speaks(
    Endpoint(
        summary="What a list of cases shows, as a sheet for Excel; 10,000 rows at most.",
        summary_zh="将我发起的（started）、已办（done）或全县（all）事项导出为 Excel，最多 10000 行。",
        tag=TAG,
        takes=MattersExportIn,
        media_type=MEDIA_TYPE,
    )
)
def export_matters() -> Response:
    """Gives a sheet."""
    said = sent(MattersExportIn)
    query = MatterQuery(
        list=MatterList(said["list"]),
        search=said["search"],
        columns=columns_asked({"cols": said["columns"]}),
    )
    return sheet_of_matters(exporting.matters(tools(), actor(), query))


@search.get("/saved-views")
@needs()
@speaks(
    Endpoint(
        summary="Your saved views, then those that others share with your bodies.",
        summary_zh="您保存的视图，以及他人共享给您单位的视图。",
        tag=TAG,
        gives=SavedViewOut,
        many=True,
    )
)
def views() -> list[Mapping[str, Any]]:
    """Lists saved views with their figures."""
    return [_told(view, count) for view, count in saving_views.counts(tools(), actor())]


@search.post("/saved-views")
@needs()
@speaks(
    Endpoint(
        summary="Save a view of the inbox under a name.",
        summary_zh="保存一个视图。",
        tag=TAG,
        takes=ViewIn,
        gives=SavedViewOut,
    )
)
def save() -> Mapping[str, Any]:
    """Saves a view."""
    return _told(saving_views.save(tools(), actor(), _wish(sent(ViewIn)), request_key()))


@search.post("/saved-views/<uuid:view>")
@needs()
@speaks(
    Endpoint(
        summary="Change what is named of a view of yours.",
        summary_zh="更改自己的视图；未写的不变。",
        tag=TAG,
        takes=ViewChangeIn,
        gives=SavedViewOut,
    )
)
def change(view: UUID) -> Mapping[str, Any]:
    """Changes a view."""
    wish = _wish(sent(ViewChangeIn))
    return _told(saving_views.change(tools(), actor(), ViewId(view), wish))


@search.post("/saved-views/<uuid:view>/drop")
@needs()
@speaks(
    Endpoint(
        summary="Take a view of yours away.", summary_zh="删除自己的视图。", tag=TAG, takes=ActIn
    )
)
def drop(view: UUID) -> None:
    """Takes a view away."""
    sent(ActIn)
    saving_views.drop(tools(), actor(), ViewId(view))


def _wish(said: Mapping[str, Any]) -> Wish:
    body = said["body"]
    return Wish(
        name=said["name"],
        query=said["query"],
        is_default=said["is_default"],
        body=None if body is None else BodyId(body),
        position=said["position"],
    )


def _told(view: SavedView, count: int | None = None) -> Mapping[str, Any]:
    return {
        "id": view.id,
        "name": view.name,
        "query": view.query,
        "position": view.position,
        "is_default": view.is_default,
        "body": view.body,
        "owner": view.owner,
        "owner_en": view.owner_en,
        "may_change": actor().person == view.person,
        "count": count,
    }
