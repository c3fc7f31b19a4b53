"""Views of the inbox that people save, order, share and take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.errors import (
    NoSuchView,
    NotAllowed,
    TooManyViews,
    ViewNameTaken,
    ViewNameWrong,
)
from server.domain.ids import BodyId
from server.domain.people import SYSTEM
from server.domain.saved_view import MOST_VIEWS
from server.services import saving_views
from server.services.saving_views import Wish
from tests.builders import a_seat, work_for
from tests.fakes.stage import Stage

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.domain.saved_view import SavedView


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


@pytest.fixture
def clerk(stage: Stage) -> Actor:
    return stage.person()


def saved(stage: Stage, actor: Actor, name: str = "超期", **more: object) -> SavedView:
    wish = Wish(**{"name": name, "query": "due=late", **more})  # type: ignore[arg-type]
    return saving_views.save(stage.tools, actor, wish)


def names(stage: Stage, actor: Actor) -> list[str]:
    return [view.name for view in saving_views.views(stage.tools, actor)]


def test_a_view_is_kept_under_a_name(stage: Stage, clerk: Actor) -> None:
    view = saved(stage, clerk, "  本周  超期 ", query="due=late&x=1&view=todo")

    assert (view.name, view.query, view.position) == ("本周 超期", "due=late", 0)
    assert saving_views.views(stage.tools, clerk) == (view,)


def test_the_same_request_saves_one_view(stage: Stage, clerk: Actor) -> None:
    wish = Wish(name="超期", query="due=late")

    first = saving_views.save(stage.tools, clerk, wish, "key")
    again = saving_views.save(stage.tools, clerk, wish, "key")

    assert first.id == again.id
    assert names(stage, clerk) == ["超期"]


@pytest.mark.parametrize("name", ["", "   ", "长" * 31])
def test_a_view_needs_a_short_name(stage: Stage, clerk: Actor, name: str) -> None:
    with pytest.raises(ViewNameWrong):
        saved(stage, clerk, name)


def test_a_name_is_given_once(stage: Stage, clerk: Actor) -> None:
    saved(stage, clerk)
    other = saved(stage, clerk, "急件")

    with pytest.raises(ViewNameTaken):
        saved(stage, clerk)
    with pytest.raises(ViewNameTaken):
        saving_views.change(stage.tools, clerk, other.id, Wish(name="超期"))
    assert saving_views.change(stage.tools, clerk, other.id, Wish(name="急件")).name == "急件"


def test_there_is_room_for_so_many_views(stage: Stage, clerk: Actor) -> None:
    for number in range(MOST_VIEWS):
        saved(stage, clerk, f"视图{number}")

    with pytest.raises(TooManyViews):
        saved(stage, clerk, "再来一个")


def test_one_view_is_the_default(stage: Stage, clerk: Actor) -> None:
    first, second = saved(stage, clerk, is_default=True), saved(stage, clerk, "急件")

    saving_views.change(stage.tools, clerk, second.id, Wish(is_default=True))

    marks = {view.id: view.is_default for view in saving_views.views(stage.tools, clerk)}
    assert marks == {first.id: False, second.id: True}


def test_views_are_put_in_order(stage: Stage, clerk: Actor) -> None:
    for name in ("甲", "乙", "丙"):
        last = saved(stage, clerk, name)

    saving_views.change(stage.tools, clerk, last.id, Wish(position=0, is_default=True))

    assert names(stage, clerk) == ["丙", "甲", "乙"]
    second = saving_views.views(stage.tools, clerk)[1]
    saving_views.change(stage.tools, clerk, second.id, Wish(position=0))
    assert names(stage, clerk) == ["甲", "丙", "乙"]
    assert saving_views.views(stage.tools, clerk)[1].is_default


def test_what_is_not_wished_stays(stage: Stage, clerk: Actor) -> None:
    view = saved(stage, clerk)

    changed = saving_views.change(stage.tools, clerk, view.id, Wish(query="view=unit"))

    assert (changed.name, changed.query) == ("超期", "view=unit")


def test_colleagues_see_what_is_shared_and_cannot_change_it(stage: Stage, clerk: Actor) -> None:
    colleague = stage.person(login="li")
    stranger = stage.person(a_seat("cgj"), login="wu")
    view = saved(stage, clerk, body=BodyId("zjj"))

    assert names(stage, colleague) == ["超期"]
    assert names(stage, stranger) == []
    with pytest.raises(NoSuchView):
        saving_views.change(stage.tools, colleague, view.id, Wish(name="改名"))
    with pytest.raises(NoSuchView):
        saving_views.drop(stage.tools, colleague, view.id)

    saving_views.change(stage.tools, clerk, view.id, Wish(body=BodyId("")))
    assert names(stage, colleague) == []


def test_a_view_is_shared_with_ones_own_body_only(stage: Stage, clerk: Actor) -> None:
    with pytest.raises(NotAllowed):
        saved(stage, clerk, body=BodyId("cgj"))


def test_a_view_is_taken_away(stage: Stage, clerk: Actor) -> None:
    view = saved(stage, clerk)

    saving_views.drop(stage.tools, clerk, view.id)

    assert names(stage, clerk) == []


def test_views_say_how_much_they_find(stage: Stage, clerk: Actor) -> None:
    saved(stage, clerk)
    stage.start(clerk, work_for())

    [(view, count)] = saving_views.counts(stage.tools, clerk)

    assert (view.name, count) == ("超期", 1)


def test_the_clock_saves_no_views(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        saving_views.views(stage.tools, SYSTEM)
