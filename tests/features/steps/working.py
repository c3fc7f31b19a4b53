"""What became of pieces of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import then

from tests.features.people import accounts
from tests.features.steps.saying import Said, moment

if TYPE_CHECKING:
    from datetime import datetime

    from tests.features.world import World


@then(Said("“{who}”的待办中有“{step}”"))
def _(world: World, who: str, step: str) -> None:
    assert step in _inbox(world, who)


@then(Said("“{who}”的待办中没有“{step}”"))
def _(world: World, who: str, step: str) -> None:
    assert step not in _inbox(world, who)


@then(Said("“{who}”的待阅待答中有“{step}”"))
def _(world: World, who: str, step: str) -> None:
    assert step in world.door.asked(accounts()[who])


@then(Said("“{who}”的待阅待答中没有“{step}”"))
def _(world: World, who: str, step: str) -> None:
    assert step not in world.door.asked(accounts()[who])


@then(Said("“{who}”在“{step}”上看到意见“{text}”"))
def _(world: World, who: str, step: str, text: str) -> None:
    assert text in world.door.opinions(accounts()[who], world.item(who, step).id)


@then(Said("“{who}”的待办中有{count}件“{step}”"))
def _(world: World, who: str, count: str, step: str) -> None:
    assert _inbox(world, who).count(step) == int(count)


@then(Said("“{who}”的“{step}”限“{at}”前办理"))
def _(world: World, who: str, step: str, at: str) -> None:
    assert _limits(world, who, step) == [(moment(at), False)]


@then(Said("“{who}”的“{step}”暂限“{at}”前办理"))
def _(world: World, who: str, step: str, at: str) -> None:
    assert _limits(world, who, step) == [(moment(at), True)]


def _limits(world: World, who: str, step: str) -> list[tuple[datetime | None, bool]]:
    """Until when, and whether that is provisional."""
    rows = world.door.inbox(accounts()[who])
    return [(row.due, row.provisional) for row in rows if row.step == step]


@then(Said("“{who}”的“{step}”时限第“{number}”日是“{day}”"))
def _(world: World, who: str, step: str, number: str, day: str) -> None:
    days = world.door.counted(accounts()[who], world.item(who, step).id)
    assert days[int(number)] == day


@then(Said("“{who}”可以签到“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.claim(who, step)


@then(Said("“{who}”填写的内容仍是草稿"))
def _(world: World, who: str) -> None:
    assert world.item_done is not None
    assert world.door.draft(accounts()[who], world.item_done)


@then(Said("{count}项已办，其余说明原因"))
def _(world: World, count: str) -> None:
    outcomes = world.reply
    assert isinstance(outcomes, list)
    assert sum(reason == "" for reason in outcomes) == int(count)


@then(Said("得到与上次相同的答复"))
def _(world: World) -> None:
    assert world.former_reply is not None
    assert world.reply == world.former_reply


def _inbox(world: World, who: str) -> list[str]:
    return [row.step for row in world.door.inbox(accounts()[who])]
