"""What became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from pytest_bdd import then

from tests.features.filling import field_named
from tests.features.people import accounts, name_of, reasons
from tests.features.steps.saying import Said, moment
from tests.features.world import OFFICER
from tests.places import ROOT

if TYPE_CHECKING:
    from tests.features.seen import Happened, Refused, Seen
    from tests.features.world import World

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
WHISTLE = ROOT / "workflows" / "whistle" / "whistle.bpmn"
NOTICES = {"过半": "时限已过半", "将到期": "即将到期", "已逾期": "已超期"}
"""What each rung of the ladder is called, and what its notice says."""


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


# --- work ---------------------------------------------------------------------------------------


@then(Said("“{who}”的待办中有“{step}”"))
def _(world: World, who: str, step: str) -> None:
    assert step in _inbox(world, who)


@then(Said("“{who}”的待办中没有“{step}”"))
def _(world: World, who: str, step: str) -> None:
    assert step not in _inbox(world, who)


@then(Said("“{who}”的待办中有{count}件“{step}”"))
def _(world: World, who: str, count: str, step: str) -> None:
    assert _inbox(world, who).count(step) == int(count)


@then(Said("“{who}”的“{step}”限“{at}”前办理"))
def _(world: World, who: str, step: str, at: str) -> None:
    rows = world.door.inbox(accounts()[who])
    assert [row.due for row in rows if row.step == step] == [moment(at)]


@then(Said("“{who}”可以签到“{step}”"))
def _(world: World, who: str, step: str) -> None:
    world.claim(who, step)


@then(Said("“{who}”填写的内容仍是草稿"))
def _(world: World, who: str) -> None:
    assert world.item_done is not None
    assert world.door.draft(accounts()[who], world.item_done)


@then(Said("得到与上次相同的答复"))
def _(world: World) -> None:
    assert world.former_reply is not None
    assert world.reply == world.former_reply


def _inbox(world: World, who: str) -> list[str]:
    return [row.step for row in world.door.inbox(accounts()[who])]


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
    if name == "监督查看":
        return "查阅" in happened.sentence
    kind, step = {"签收了": "claim", "办结了": "done"}[name[:3]], name[3:]
    return happened.kind == kind and step in {"工作", happened.sentence.split(" ")[0]}


# --- the rest -----------------------------------------------------------------------------------


@then(Said("“{who}”已登录"))
def _(world: World, who: str) -> None:
    assert world.door.me(accounts()[who]) == accounts()[who]


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
