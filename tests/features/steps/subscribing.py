"""Calendars to subscribe to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import given, then, when

from tests.features.people import accounts
from tests.features.steps.saying import Said, moment

if TYPE_CHECKING:
    from tests.features.world import World

WHOSE = {"我的期限": "mine", "本单位期限": "unit"}


@given(Said("“{who}”已订阅“{whose}”"))
def _(world: World, who: str, whose: str) -> None:
    world.feed = world.door.subscribe(accounts()[who], WHOSE[whose])


@when(Said("“{who}”订阅“{whose}”"))
def _(world: World, who: str, whose: str) -> None:
    def subscribe() -> None:
        world.feed = world.door.subscribe(accounts()[who], WHOSE[whose])

    world.attempt(subscribe)


@when(Said("“{who}”停用日历订阅"))
def _(world: World, who: str) -> None:
    world.attempt(lambda: world.door.revoke_feeds(accounts()[who]))


@then(Said("日历中“{step}”于“{when}”到期"))
def _(world: World, step: str, when: str) -> None:
    shown = world.door.calendar(world.feed) or []
    assert [due for words, due in shown if step in words] == [moment(when)]


@then(Said("日历中没有“{step}”"))
def _(world: World, step: str) -> None:
    shown = world.door.calendar(world.feed)
    assert shown is not None, "its address is known no more"
    assert not [words for words, _ in shown if step in words]


@then(Said("日历的地址已失效"))
def _(world: World) -> None:
    assert world.door.calendar(world.feed) is None
