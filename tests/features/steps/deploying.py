"""Deploying processes, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import then, when

from tests.features import diagrams
from tests.features.people import accounts
from tests.features.steps.saying import Said

if TYPE_CHECKING:
    from tests.features.world import World

ADMINISTRATOR = "系统管理员"


@when(Said("“{who}”再次发布“{title}”"))
def _(world: World, who: str, title: str) -> None:
    assert title in world.door.versions(accounts()[ADMINISTRATOR])
    world.attempt(lambda: world.door.deploy(accounts()[who], diagrams.whistle()))


@when(Said("“{who}”发布改了名称的“{title}”"))
def _(world: World, who: str, title: str) -> None:
    assert title in world.door.versions(accounts()[ADMINISTRATOR])
    world.attempt(lambda: world.door.deploy(accounts()[who], diagrams.renamed()))


@when(Said("“{who}”发布“{fault}”的流程图"))
def _(world: World, who: str, fault: str) -> None:
    world.attempt(lambda: world.door.deploy(accounts()[who], diagrams.wrong(fault)))


@then(Said("“{title}”是第{count}版"))
def _(world: World, title: str, count: str) -> None:
    assert world.door.versions(accounts()[ADMINISTRATOR])[title] == int(count)


@then(Said("“{title}”仍是第{count}版"))
def _(world: World, title: str, count: str) -> None:
    assert world.door.versions(accounts()[ADMINISTRATOR])[title] == int(count)


@then(Said("提示指出元素“{element}”"))
def _(world: World, element: str) -> None:
    assert world.refused is not None
    assert set(world.refused.elements) == {element}
