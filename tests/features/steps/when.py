"""What people do, and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import when

from tests.features.people import PASSWORD, accounts
from tests.features.steps.saying import Said, moment

if TYPE_CHECKING:
    from tests.features.world import World

Rows = list[list[str]]


@when(Said("“{who}”填报“{kind}”吹哨单"))
def _(world: World, who: str, kind: str) -> None:
    world.attempt(lambda: world.raise_whistle(who, kind))


@when(Said("“{who}”填报“{kind}”吹哨单，其中："))
def _(world: World, who: str, kind: str, datatable: Rows) -> None:
    world.paper = world.hands.start_paper(accounts()[who])
    world.attempt(lambda: world.raise_whistle(who, kind, datatable))


@when(Said("“{who}”办理“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.attempt(lambda: world.do(who, step))


@when(Said("“{who}”办理“{step}”，填写："))
def _(world: World, who: str, step: str, datatable: Rows) -> None:
    world.paper = world.hands.paper(accounts()[who], world.item(who, step).id)
    world.attempt(lambda: world.do(who, step, rows=datatable))


@when(Said("“{who}”办理“{step}”，选择“{choice}”"))
def _(world: World, who: str, step: str, choice: str) -> None:
    world.attempt(lambda: world.do(who, step, choice=choice))


@when(Said("“{who}”签到“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.attempt(lambda: world.claim(who, step))


@when(Said("“{who}”退签“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.attempt(lambda: world.give_back(who, step))


@when(Said("“{who}”把同一次提交再发一遍"))
def _(world: World, who: str) -> None:
    del who
    world.former_reply = world.reply
    world.attempt(lambda: world.again({}))


@when(Said("“{who}”用同一编号提交别的内容"))
def _(world: World, who: str) -> None:
    del who
    world.attempt(lambda: world.again({"leadReason": "换了一种说法"}))


@when(Said("时间到了“{at}”"))
def _(world: World, at: str) -> None:
    world.pass_to(moment(at))


@when(Said("“{who}”用正确的密码登录"))
def _(world: World, who: str) -> None:
    world.attempt(lambda: world.door.sign_in(accounts()[who], PASSWORD))


@when(Said("“{who}”用错误的密码登录"))
def _(world: World, who: str) -> None:
    world.attempt(lambda: world.door.sign_in(accounts()[who], "not-the-password"))


@when(Said("“{who}”查看哨单"))
def _(world: World, who: str) -> None:
    def look() -> None:
        world.seen = world.door.case(accounts()[who], world.root)

    world.attempt(look)


@when(Said("未登录的人查看哨单"))
def _(world: World) -> None:
    world.attempt(lambda: world.door.unsigned_case(world.root))


@when(Said("“{who}”回看哨单在“{at}”的情况"))
def _(world: World, who: str, at: str) -> None:
    def look() -> None:
        world.past = world.door.past(accounts()[who], world.root, moment(at))

    world.attempt(look)


@when(Said("“{who}”查看可以发起的流程"))
def _(world: World, who: str) -> None:
    def look() -> None:
        world.startable = world.door.startable(accounts()[who])

    world.attempt(look)


@when(Said("“{who}”核验全部办理记录"))
def _(world: World, who: str) -> None:
    def check() -> None:
        world.verified = world.door.verify(accounts()[who])

    world.attempt(check)
