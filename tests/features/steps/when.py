"""What people do, and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import when

from tests.features import asking, on_clocks
from tests.features.calendars import publish_calendar
from tests.features.going_back import return_work, take_back
from tests.features.people import PASSWORD, accounts
from tests.features.steps.on_cases import act_on_case, propose_jump, propose_reopening, suspend
from tests.features.steps.saying import Said, asked, moment

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


@when(Said("“{who}”独自办理“{step}”，选择“{choice}”"))
def _(world: World, who: str, step: str, choice: str) -> None:
    world.is_alone = True
    world.attempt(lambda: world.do(who, step, choice=choice))


@when(Said("“{who}”办理“{step}”，选择“{choice}”"))
def _(world: World, who: str, step: str, choice: str) -> None:
    world.attempt(lambda: world.do(who, step, choice=choice))


@when(Said("“{who}”签到“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.attempt(lambda: world.claim(who, step))


@when(Said("“{who}”退签“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.attempt(lambda: world.give_back(who, step))


@when(Said("“{who}”把“{step}”派给“{whom}”"))
def _(world: World, who: str, step: str, whom: str) -> None:
    people = [world.person(whom)]
    world.attempt(lambda: world.act(who, step, "dispatch", people=people))


@when(Said("“{who}”把“{step}”转给“{whom}”"))
def _(world: World, who: str, step: str, whom: str) -> None:
    people = [world.person(whom)]
    world.attempt(lambda: world.act(who, step, "hand_over", people=people))


@when(Said("“{who}”批量签到“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.attempt(lambda: world.act_on_many(who, step, "claim"))


@when(Said("“{who}”批量把“{step}”派给“{whom}”"))
def _(world: World, who: str, step: str, whom: str) -> None:
    world.attempt(lambda: world.act_on_many(who, step, "dispatch", whom))


@when(Said("“{who}”收回“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.attempt(lambda: world.act(who, step, "recall"))


@when(Said("“{who}”把“{step}”退回“{earlier}”"))
def _(world: World, who: str, step: str, earlier: str) -> None:
    world.attempt(lambda: return_work(world, who, step, earlier))


@when(Said("“{who}”不写理由就把“{step}”退回“{earlier}”"))
def _(world: World, who: str, step: str, earlier: str) -> None:
    world.attempt(lambda: return_work(world, who, step, earlier, reason=""))


@when(Said("“{who}”撤回“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.attempt(lambda: take_back(world, who, step))


@when(Said("“{who}”就“{step}”向“{whom}”“{what}”"))
def _(world: World, who: str, step: str, whom: str, what: str) -> None:
    world.attempt(lambda: asking.ask(world, who, step, whom, what))


@when(Said("“{who}”答复“{step}”“{text}”"))
def _(world: World, who: str, step: str, text: str) -> None:
    world.attempt(lambda: asking.answer(world, who, step, text))


@when(Said("“{who}”标记“{step}”已阅"))
def _(world: World, who: str, step: str) -> None:
    world.attempt(lambda: asking.read(world, who, step))


@when(Said("“{who}”撤回“{step}”对“{whom}”的征询"))
def _(world: World, who: str, step: str, whom: str) -> None:
    world.attempt(lambda: asking.call_off(world, who, step, whom))


@when(Said("“{who}”催办“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.attempt(lambda: world.act(who, step, "urge"))


@when(Said("“{who}”对“{step}”“{act}”"))
def _(world: World, who: str, step: str, act: str) -> None:
    world.attempt(lambda: on_clocks.act(world, who, step, act))


@when(Said("“{who}”对“{step}”“{act}”，事由“{ground}”"))
def _(world: World, who: str, step: str, act: str, ground: str) -> None:
    world.attempt(lambda: on_clocks.act(world, who, step, act, way=ground))


@when(Said("“{who}”挂起哨单，事由“{ground}”"))
def _(world: World, who: str, ground: str) -> None:
    world.attempt(lambda: suspend(world, who, ground))


@when(Said("“{who}”对哨单“{act}”"))
def _(world: World, who: str, act: str) -> None:
    world.attempt(lambda: act_on_case(world, who, act))


@when(Said("“{who}”提议把“{step}”跳转到“{to}”"))
def _(world: World, who: str, step: str, to: str) -> None:
    world.attempt(lambda: propose_jump(world, who, step, to))


@when(Said("“{who}”提议从“{step}”重启哨单"))
def _(world: World, who: str, step: str) -> None:
    world.attempt(lambda: propose_reopening(world, who, step))


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


@when(Said("县里公布“{year}”年的工作日历"))
def _(world: World, year: str) -> None:
    publish_calendar(world, int(year))


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


@when(Said("“{who}”请“{other}”从“{begin}”到“{end}”代理"))
def _(world: World, who: str, other: str, begin: str, end: str) -> None:
    wanted = asked(who, other, begin, end)
    world.attempt(lambda: world.door.substitute(accounts()[who], wanted))


@when(Said("“{who}”请“{other}”从“{begin}”到“{end}”只代理“{process}”"))
def _(world: World, who: str, other: str, begin: str, end: str, process: str) -> None:
    wanted = asked(who, other, begin, end, processes=(process,))
    world.attempt(lambda: world.door.substitute(accounts()[who], wanted))


@when(Said("“{who}”为“{absent}”请“{other}”代理"))
def _(world: World, who: str, absent: str, other: str) -> None:
    wanted = asked(absent, other, "2026-03-03", "2026-03-06", absent=accounts()[absent])
    world.attempt(lambda: world.door.substitute(accounts()[who], wanted))


@when(Said("“{who}”提前结束代理"))
def _(world: World, who: str) -> None:
    world.attempt(lambda: world.door.end_substitution(accounts()[who]))


@when(Said("“{who}”以全部岗位办理"))
def _(world: World, who: str) -> None:
    world.attempt(lambda: world.door.act_by(accounts()[who], None))


@when(Said("“{who}”以“{other}”的岗位办理"))
def _(world: World, who: str, other: str) -> None:
    world.attempt(lambda: world.door.act_by(accounts()[who], accounts()[other]))


@when(Said("“{who}”询问“{step}”为什么归自己"))
def _(world: World, who: str, step: str) -> None:
    world.attempt(lambda: world.door.why(accounts()[who], world.item(who, step).id))


@when(Said("“{who}”预览部官镇发起哨单时各环节由谁办理"))
def _(world: World, who: str) -> None:
    world.attempt(lambda: world.door.preview(accounts()[who], "buguan"))
