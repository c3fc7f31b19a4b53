"""What the world is like before anything happens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pytest_bdd import given

from server.domain.ids import PostId
from server.domain.people import SYSTEM, Holding
from server.services import peopling
from tests.features import asking, officers, on_clocks, usual
from tests.features.going_back import return_work, take_back
from tests.features.people import accounts
from tests.features.seen import Refused
from tests.features.steps.on_cases import act_on_case, propose_jump, propose_reopening, suspend
from tests.features.steps.saying import Said, asked, moment

if TYPE_CHECKING:
    from tests.features.world import World

LONG_AGO = date(2025, 1, 1)
HANDLER = "住建局承办人"


@given(Said("示例县已就绪，现在是“{at}”"))
def _(world: World, at: str) -> None:
    world.clock.moment = moment(at)


@given(Said("时间已到“{at}”"))
def _(world: World, at: str) -> None:
    world.pass_to(moment(at))


@given(Said("一张“{kind}”哨单停在“{step}”"))
def _(world: World, kind: str, step: str) -> None:
    detours: dict[str, list[tuple[str, dict[str, object], str | None]]] = {
        "修改哨单": [("领导签发", usual.RETURNED, None)]
    }
    world.play_until(kind, step, detours.get(step, []))


@given(Said("一张退回再办的“{kind}”哨单停在“{step}”"))
def _(world: World, kind: str, step: str) -> None:
    times = 2 if step == "裁定如何处理" else 1
    world.play_until(kind, step, [("现场核验", {}, "未解决")] * times)


@given(Said("一张退回过的“{kind}”哨单停在“{step}”"))
def _(world: World, kind: str, step: str) -> None:
    world.play_until(kind, step, [("分类派单", usual.SENT_BACK, None)])


@given(Said("“{body}”的异议等待裁决"))
def _(world: World, body: str) -> None:
    world.play_until("日常哨", "研判受领", [])
    world.do_beforehand(f"{body}承办人", "研判受领", usual.OBJECTION)


@given(Said("“{who}”已填报“{kind}”吹哨单"))
def _(world: World, who: str, kind: str) -> None:
    world.reply = world.raise_whistle(who, kind)


@given(Said("“{who}”为同一地点又填报了“{kind}”吹哨单"))
def _(world: World, who: str, kind: str) -> None:
    world.raise_whistle(who, kind)


@given(Said("“{who}”已把“{step}”派给“{whom}”"))
def _(world: World, who: str, step: str, whom: str) -> None:
    world.act(who, step, "dispatch", people=[world.person(whom)])


@given(Said("“{who}”已把“{step}”退回“{earlier}”"))
def _(world: World, who: str, step: str, earlier: str) -> None:
    return_work(world, who, step, earlier)


@given(Said("“{who}”已申请撤回“{step}”"))
def _(world: World, who: str, step: str) -> None:
    take_back(world, who, step)


@given(Said("“{who}”已就“{step}”向“{whom}”“{what}”"))
def _(world: World, who: str, step: str, whom: str, what: str) -> None:
    asking.ask(world, who, step, whom, what)


@given(Said("“{who}”已请“{whom}”确认“{step}”，选择“{choice}”"))
def _(world: World, who: str, whom: str, step: str, choice: str) -> None:
    officers.ask(world, who, step, whom, choice)


@given(Said("“{who}”已答复“{step}”“{text}”"))
def _(world: World, who: str, step: str, text: str) -> None:
    asking.answer(world, who, step, text)


@given(Said("“{who}”已撤回“{step}”对“{whom}”的征询"))
def _(world: World, who: str, step: str, whom: str) -> None:
    asking.call_off(world, who, step, whom)


@given(Said("“{who}”已对“{step}”“{act}”"))
def _(world: World, who: str, step: str, act: str) -> None:
    on_clocks.act(world, who, step, act)


@given(Said("“{who}”已对“{step}”“{act}”，事由“{ground}”"))
def _(world: World, who: str, step: str, act: str, ground: str) -> None:
    on_clocks.act(world, who, step, act, way=ground)


@given(Said("“{who}”已挂起哨单，事由“{ground}”"))
def _(world: World, who: str, ground: str) -> None:
    suspend(world, who, ground)


@given(Said("“{who}”已挂起哨单，事由“{ground}”，至“{day}”为止"))
def _(world: World, who: str, ground: str, day: str) -> None:
    suspend(world, who, ground, until=day)


@given(Said("“{who}”已对哨单“{act}”"))
def _(world: World, who: str, act: str) -> None:
    act_on_case(world, who, act)


@given(Said("“{who}”已提议把“{step}”跳转到“{to}”"))
def _(world: World, who: str, step: str, to: str) -> None:
    propose_jump(world, who, step, to)


@given(Said("“{who}”已提议从“{step}”重启哨单"))
def _(world: World, who: str, step: str) -> None:
    propose_reopening(world, who, step)


@given(Said("“{who}”已催办“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.act(who, step, "urge")


@given(Said("“{who}”已办理“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.reply = world.do(who, step)


@given(Said("“{who}”已办理“{step}”，选择“{choice}”"))
def _(world: World, who: str, step: str, choice: str) -> None:
    world.do(who, step, choice=choice)


@given(Said("“{who}”已办理{count}件“{step}”"))
def _(world: World, who: str, count: str, step: str) -> None:
    for _ in range(int(count)):
        world.do(who, step)


@given(Said("“{who}”已签到“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.claim(who, step)


@given(Said("“{who}”的岗位到“{day}”为止"))
def _(world: World, who: str, day: str) -> None:
    login = accounts()[who]
    until = date.fromisoformat(day)
    held = Holding(login=login, post=PostId(login), valid_from=LONG_AGO, valid_to=until)
    peopling.grant_posts(world.tools, SYSTEM, [held])


@given(Said("“{who}”兼任“{other}”"))
def _(world: World, who: str, other: str) -> None:
    post = PostId(accounts()[other])
    held = Holding(login=accounts()[who], post=post, valid_from=LONG_AGO)
    peopling.grant_posts(world.tools, SYSTEM, [held])


@given(Said("“{who}”已请“{other}”从“{begin}”到“{end}”代理"))
def _(world: World, who: str, other: str, begin: str, end: str) -> None:
    world.door.substitute(accounts()[who], asked(who, other, begin, end))


@given(Said("“{who}”连续{count}次用错误的密码登录"))
def _(world: World, who: str, count: str) -> None:
    for _ in range(int(count)):
        with pytest.raises(Refused):
            world.door.sign_in(accounts()[who], "not-the-password")


TAMPERING = {
    "改了一条记录": """UPDATE journal SET facts =
        (SELECT facts FROM journal WHERE subject = %(case)s AND seq = 3)
      WHERE subject = %(case)s AND seq = 2""",
    "删了一条记录": "DELETE FROM journal WHERE subject = %(case)s AND seq = 2",
    "删了最后一条记录": """DELETE FROM journal WHERE subject = %(case)s
      AND seq = (SELECT max(seq) FROM journal WHERE subject = %(case)s)""",
    "调换了两条记录": """UPDATE journal a SET facts = b.facts, at = b.at, person = b.person,
        digest = b.digest
      FROM journal b WHERE a.subject = %(case)s AND b.subject = %(case)s
        AND (a.seq, b.seq) IN ((2, 3), (3, 2))""",
    "插入了一条记录": """INSERT INTO journal (subject, seq, at, person, digest, facts)
      SELECT subject, seq + 1, at, person, digest, facts FROM journal
      WHERE subject = %(case)s ORDER BY seq DESC LIMIT 1""",
}
"""What somebody may do to a journal who got past every rule of the database."""


@given(Said("有人在数据库里{deed}"))
def _(world: World, deed: str) -> None:
    done = world.intruder.execute(TAMPERING[deed].encode(), {"case": world.root})
    assert done.rowcount > 0
