"""What became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from pytest_bdd import then

from tests.features.filling import field_named
from tests.features.people import accounts, bodies, name_of, reasons
from tests.features.steps.saying import Said, moment
from tests.features.world import OFFICER
from tests.places import ROOT

if TYPE_CHECKING:
    from tests.features.seen import Happened, Refused, Seen
    from tests.features.world import World

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
WHISTLE = ROOT / "workflows" / "whistle" / "whistle.bpmn"
NOTICES = {
    "过半": "时限已过半",
    "将到期": "即将到期",
    "已逾期": "已超期",
    "派办": "已派给您办理",
    "转办": "已转给您办理",
    "催办": "催办：请抓紧办理",
    "期限推后": "的期限推后",
    "退回": "被退回，请重新办理",
    "请改正": "被退回，请改正后交回",
    "退回已撤回": "的退回已撤回，您不必再办",
    "已改正": "退回的事项已改正",
    "被代理": "由他人代理",
    "代理": "代理一个岗位",
    "代理结束": "代理已提前结束",
    "无人在岗": "无人在岗办理",
    "执法证暂停": "已暂停，暂不能办理",
    "执法证将到期": "您的执法证即将到期",
    "有执法证将到期": "有执法证即将到期",
    "变更已同意": "已获同意",
    "变更已同意，待生效": "已获同意，将于",
    "变更已生效": "提出的名册变更已于",
    "变更未能生效": "未能生效",
    "变更已撤回": "名册变更被撤回",
    "变更未同意": "未获同意",
    "离任移交": "移交给您",
    "专班移交": "转回本单位办理",
    "征求意见": "征求您的意见",
    "委派": "委派您协助办理",
    "抄送": "抄送您阅知",
    "传阅": "请您传阅",
    "已阅": "传阅已阅",
    "征询答复": "征询已答复",
    "送签未获同意": "送签未获同意",
    "撤回申请取消": "撤回申请已取消",
    "撤回申请答复": "撤回申请已答复",
    "撤回申请失效": "撤回申请已失效",
    "不再需要答复": "不再需要您答复",
    "申请延期": "申请延期，请您审批",
    "已批准延期": "已批准延期",
    "未予延期": "未予延期",
    "中止计时": "时限已中止计算",
    "督办单": "请答复督办单",
    "督办答复": "督办单已答复",
    "恢复计时": "时限恢复计算",
    "确定通报": "已确定通报",
    "免予通报": "免予通报",
    "挂起": "事项已挂起",
    "恢复": "事项已恢复",
    "终止": "事项已终止",
    "作废": "事项已作废",
    "作废提议": "提议将一个事项作废",
    "跳转提议": "提议将一个事项跳转",
    "跳转": "事项已经两人同意跳转",
    "重启提议": "已结束的事项重启",
    "重启": "事项已经两人同意重启",
    "提议获同意": "您的提议已获同意",
    "提议未获同意": "您的提议未获同意",
}
"""What each notice is called, and what it says."""
LINES = {
    "监督查看": "查阅",
    "显示个人信息": "显示个人信息",
    "催办": "催办",
    "退回": "退回“",
    "撤回": "撤回 ",
    "期限改动": "重新推算",
    "撤销": "撤销",
    "跳转": "经两人同意，由",
    "重启": "经两人同意重启",
    "共同执法确认": "共同执法：同意",
    "挂起期满": "挂起期满",
    "同意延期": "延期，期限由",
    "确定通报": "确定通报",
    "免予通报": "免予通报",
}
"""What each line of the record is called that is no signing and no completion, and what it says."""


# --- being refused ------------------------------------------------------------------------------


@then(Said("系统拒绝：“{reason}”"))
def _(world: World, reason: str) -> None:
    assert _refusal(world).code == reasons()[reason]


@then(Said("“{label}”旁有提示"))
def _(world: World, label: str) -> None:
    assert world.paper is not None
    assert ".".join(field_named(world.paper, label).path) in _refusal(world).fields


@then(Said("提示中有“{who}”的姓名"))
def _(world: World, who: str) -> None:
    assert name_of(who) in _refusal(world).sentence


def _refusal(world: World) -> Refused:
    assert world.refused is not None, "nothing was refused"
    world.answered_for = True
    return world.refused


# --- the case -----------------------------------------------------------------------------------


@then(Said("哨单停在“{step}”"))
def _(world: World, step: str) -> None:
    assert _looked_at(world).steps == {step}


@then(Said("“{who}”看到哨单停在“{step}”"))
def _(world: World, who: str, step: str) -> None:
    del who
    assert world.seen is not None
    assert world.seen.steps == {step}


@then(Said("当时哨单停在“{step}”"))
def _(world: World, step: str) -> None:
    assert world.past == {step}


@then(Said("哨单以“{name}”结束"))
def _(world: World, name: str) -> None:
    seen = _looked_at(world)
    ends = {end.get("name"): end.get("id") for end in etree.parse(WHISTLE).iter(f"{BPMN}endEvent")}
    assert seen.status == "finished"
    assert ends[name] in seen.done
    assert not seen.steps


@then(Said("哨单按第{count}版办理"))
def _(world: World, count: str) -> None:
    assert _looked_at(world).version == int(count)


@then(Said("共有{count}张哨单"))
def _(world: World, count: str) -> None:
    assert len(world.door.started(accounts()[OFFICER])) == int(count)


def _looked_at(world: World) -> Seen:
    """The case as its starter sees it."""
    return world.door.case(accounts()[OFFICER], world.root)


# --- what happened ------------------------------------------------------------------------------


@then(Said("办理记录中有{count}条“{name}”"))
def _(world: World, count: str, name: str) -> None:
    found = [one for one in _looked_at(world).happenings if _is(one, name)]
    assert len(found) == int(count)


@then(Said("办理记录中没有“{name}”"))
def _(world: World, name: str) -> None:
    assert not [one for one in _looked_at(world).happenings if _is(one, name)]


@then(Said("办理记录的最后一条是“{name}”"))
def _(world: World, name: str) -> None:
    assert _is(_looked_at(world).happenings[-1], name)


@then(Said("办理记录写明“{who}”在“{at}”所办"))
def _(world: World, who: str, at: str) -> None:
    done = [one for one in _looked_at(world).happenings if one.kind == "done"]
    assert (name_of(who), moment(at)) in {(one.who, one.at) for one in done}


def _is(happened: Happened, name: str) -> bool:
    """Whether a line of the record is what the features call by this name."""
    if name in LINES:
        return LINES[name] in happened.sentence
    kind, step = {"签收了": "claim", "办结了": "done"}[name[:3]], name[3:]
    return happened.kind == kind and step in {"工作", happened.sentence.split(" ")[0]}


# --- the rest -----------------------------------------------------------------------------------


@then(Said("“{who}”已登录"))
def _(world: World, who: str) -> None:
    assert world.door.me(accounts()[who]) == accounts()[who]


@then(Said("办理记录写明“{who}”代“{other}”所办"))
def _(world: World, who: str, other: str) -> None:
    done = [one for one in _looked_at(world).happenings if one.kind == "done"]
    assert f"{name_of(who)}（代{name_of(other)}）" in {one.who for one in done}


@then(Said("“{who}”不能发起“{title}”"))
def _(world: World, who: str, title: str) -> None:
    assert title not in world.door.startable(accounts()[who])


@then(Said("说明中写着岗位“{title}”"))
def _(world: World, title: str) -> None:
    assert isinstance(world.reply, tuple)
    assert world.reply == (title, "")


@then(Said("说明中写着替“{who}”代理"))
def _(world: World, who: str) -> None:
    assert isinstance(world.reply, tuple)
    assert world.reply[1] == name_of(who)


@then(Said("预览中“{step}”由“{who}”办理"))
def _(world: World, step: str, who: str) -> None:
    assert isinstance(world.reply, dict)
    assert name_of(who) in world.reply[step]


@then(Said("“{body}”列在无人在岗的单位中"))
def _(world: World, body: str) -> None:
    assert bodies()[body] in world.door.vacancies("county.admin")


@then(Said("“{body}”不在无人在岗的单位中"))
def _(world: World, body: str) -> None:
    assert bodies()[body] not in world.door.vacancies("county.admin")


@then(Said("可以发起的流程中没有“{title}”"))
def _(world: World, title: str) -> None:
    assert world.startable
    assert title not in world.startable


@then(Said("“{who}”收到“{level}”"))
def _(world: World, who: str, level: str) -> None:
    assert any(NOTICES[level] in sentence for sentence in world.door.notices(accounts()[who]))


@then(Said("“{who}”没有收到关于“{step}”的提醒"))
def _(world: World, who: str, step: str) -> None:
    assert not [one for one in world.door.notices(accounts()[who]) if f"“{step}”" in one]


@then(Said("核验通过"))
def _(world: World) -> None:
    assert world.verified is not None
    assert world.verified.is_sound


@then(Said("核验指出这张哨单的记录被改动"))
def _(world: World) -> None:
    assert world.verified is not None
    assert world.verified.pointed_at == {str(world.root)}
