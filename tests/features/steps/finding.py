"""Views, filters, searches, saved views and sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import given, then, when

from tests.features.people import accounts, name_of
from tests.features.steps.saying import Said

if TYPE_CHECKING:
    from tests.features.world import World

VIEWS = {
    "待办": "todo",
    "待签收": "unclaimed",
    "本单位": "unit",
    "督办": "climbed",
    "延期审批": "extensions",
}
MATTERS = {"我发起的": "started", "已办": "done", "全县事项": "all"}
"""Lists of matters, taken away with a column from the business data."""
COLUMN = "source"
LATE = "通报候选"
"""A list of its own."""
FILTERS = {"流程": "process", "来文单位": "from_body", "签收人": "holder"}


@given(Said("“{who}”已把“{query}”存为视图“{name}”"))
def _(world: World, who: str, query: str, name: str) -> None:
    world.hands.save_view(accounts()[who], name, query)


@given(Said("“{who}”已把“{query}”存为视图“{name}”，共享给“{body}”"))
def _(world: World, who: str, query: str, name: str, body: str) -> None:
    world.hands.save_view(accounts()[who], name, query, body)


@when(Said("“{who}”打开视图“{view}”"))
def _(world: World, who: str, view: str) -> None:
    login = accounts()[who]
    if view == LATE:
        world.listed = world.door.candidates(login)
    else:
        world.listed = world.door.narrowed(login, {"view": VIEWS[view]})


@when(Said("“{who}”按“{kind}”为“{value}”查看待办"))
def _(world: World, who: str, kind: str, value: str) -> None:
    world.listed = world.door.narrowed(accounts()[who], {FILTERS[kind]: value})


@when(Said("“{who}”导出视图“{view}”"))
def _(world: World, who: str, view: str) -> None:
    login = accounts()[who]
    if view in MATTERS:
        world.sheet = world.door.export_matters(login, MATTERS[view], COLUMN)
    else:
        world.sheet = world.door.export(login, f"view={VIEWS[view]}")


@when(Said("“{who}”查找“{words}”"))
def _(world: World, who: str, words: str) -> None:
    world.found = world.door.search(accounts()[who], words)


@when(Said("“{who}”把“{query}”存为视图“{name}”"))
def _(world: World, who: str, query: str, name: str) -> None:
    world.attempt(lambda: world.door.save_view(accounts()[who], name, query))


@when(Said("“{who}”把“{query}”存为视图“{name}”，共享给“{body}”"))
def _(world: World, who: str, query: str, name: str, body: str) -> None:
    world.attempt(lambda: world.door.save_view(accounts()[who], name, query, body))


@when(Said("“{who}”删除视图“{name}”"))
def _(world: World, who: str, name: str) -> None:
    world.attempt(lambda: world.door.drop_view(accounts()[who], name))


@then(Said("视图中有“{step}”"))
def _(world: World, step: str) -> None:
    assert step in [step for step, _ in world.listed]


@then(Said("视图中没有“{step}”"))
def _(world: World, step: str) -> None:
    assert step not in [step for step, _ in world.listed]


@then(Said("视图中“{step}”由“{who}”签收"))
def _(world: World, step: str, who: str) -> None:
    assert (step, name_of(who)) in world.listed


@then(Said("导出的表中有“{step}”"))
def _(world: World, step: str) -> None:
    assert step in world.sheet


@then(Said("找到这张哨单"))
def _(world: World) -> None:
    assert world.found == [world.root]


@then(Said("没有找到哨单"))
def _(world: World) -> None:
    assert world.found == []


@then(Said("“{who}”的视图“{name}”有{count}件"))
def _(world: World, who: str, name: str, count: str) -> None:
    assert world.door.views(accounts()[who])[name] == int(count)
