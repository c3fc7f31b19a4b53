"""A joint decision: heads who countersign, then a council that votes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_bdd import given, then, when

from server.domain.ids import ProcessKey
from server.services import signing_in, starting
from tests.features import usual
from tests.features.people import PASSWORD, accounts, name_of
from tests.features.steps.saying import Said

if TYPE_CHECKING:
    from tests.features.world import World

PROPOSER = "住建局承办人"
COUNCIL = ("县领导", "住建局局长", "自然资源局局长", "法制审核人员")
OPINIONS = {"同意": "agree", "不同意": "refuse", "弃权": "abstain"}
STATES = {"不再需要": "released", "待签署": "asked"}


def vote(world: World, who: str, opinion: str) -> None:
    ballot = {"opinion": OPINIONS[opinion]}
    if opinion == "不同意":
        ballot["reason"] = "证据尚不充分，应当补充调查。"
    world.vote(who, "集体讨论", {"ballot": ballot})


@given(Said("一件集体讨论停在“{step}”"))
def _(world: World, step: str) -> None:
    login = accounts()[PROPOSER]
    actor = signing_in.who_is(world.tools, signing_in.sign_in(world.tools, login, PASSWORD).secret)
    assert actor is not None
    begun = starting.start_case(world.tools, actor, ProcessKey("joint_decision"), usual.PROPOSAL)
    world.case = begun.case
    if step != "部门会签":
        world.do_beforehand("自然资源局局长", "部门会签", {})
    if step == "修改方案":
        for who in COUNCIL:
            vote(world, who, "不同意" if who == "法制审核人员" else "同意")


@given(Said("“{who}”已表决“{opinion}”"))
def _(world: World, who: str, opinion: str) -> None:
    vote(world, who, opinion)


@when(Said("“{who}”表决“{opinion}”"))
def _(world: World, who: str, opinion: str) -> None:
    world.attempt(lambda: vote(world, who, opinion))


@then(Said("集体讨论的结果是“{outcome}”"))
def _(world: World, outcome: str) -> None:
    [signing] = [one for one in signings(world) if one["step"] == "集体讨论"]
    assert signing["outcome"].partition("：")[0] == outcome
    happened = world.door.case(accounts()[PROPOSER], world.root).happenings
    assert [one for one in happened if one.sentence.startswith(f"集体讨论 {outcome}：")]


@then(Said("会签情况写明还差{count}票"))
def _(world: World, count: str) -> None:
    [signing] = [one for one in signings(world) if one["is_open"]]
    assert signing["tallied"]["needed"] == int(count)


@then(Said("会签情况写明“{who}”“{what}”"))
def _(world: World, who: str, what: str) -> None:
    signers = [signer for signing in signings(world) for signer in signing["signers"]]
    if what in OPINIONS:
        assert [
            one
            for one in signers
            if one["opinion"] == OPINIONS[what] and one["name"] == name_of(who)
        ]
    else:
        assert [one["state"] for one in signers if one["may_veto"]] == [STATES[what]]
        assert who == "法制审核人员"


def signings(world: World) -> list[dict[str, Any]]:
    return world.door.signings(accounts()[PROPOSER], world.root)
