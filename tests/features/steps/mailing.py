"""Notices by mail: who wants them, and what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import given, then, when

from tests.features.people import accounts
from tests.features.steps.saying import Said

if TYPE_CHECKING:
    from tests.features.world import World


@given(Said("“{who}”已选择把通知发到“{address}”"))
def _(world: World, who: str, address: str) -> None:
    world.hands.choose_mail(accounts()[who], address)


@when(Said("“{who}”选择把通知发到“{address}”"))
def _(world: World, who: str, address: str) -> None:
    world.attempt(lambda: world.door.choose_mail(accounts()[who], address))


@then(Said("“{address}”收到{count}封邮件"))
def _(world: World, address: str, count: str) -> None:
    assert [mail["To"] for mail in world.box.mails].count(address) == int(count)
