"""What two persons decide on a case, in words and in notices; what was written before reads as ever."""

from __future__ import annotations

import pytest

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.concerning import concerns
from server.domain.ids import PersonId, SubjectId
from server.domain.journal import Entry, Head, chain
from server.domain.notice import NOBODYS
from server.domain.replay import fold
from server.domain.telling import Names, say
from server.domain.uncaught import error_in
from tests.builders import NOON, an_id
from tests.domain.test_replay import started

ONE, OTHER, ITEM = an_id(), an_id(), an_id()
OFFERED = f.WorkOffered(item=ITEM, token="t", element="check", name="核查", body="zjj", role="r")
NAMES = Names(
    bodies={},
    elements={"check": ("核查", "Check"), "sign": ("签收", "Sign"), "rate": ("评价", "Rate")},
    flows={},
    items={ITEM: OFFERED},
    persons={ONE: ("甲", "Jia")},
)


def made(act: str, element: str = "", name: str = "") -> f.ProposalMade:
    return f.ProposalMade(act=act, person=ONE, digest="1", revision=2, element=element, name=name)


def dropped(by: object) -> f.ProposalDropped:
    return f.ProposalDropped(act="void", person=ONE if by == ONE else OTHER, proposer=ONE)


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        (made("void"), "提议作废，待第二人同意", "proposed to make it void; a second person has to agree"),
        (
            made("jump", "rate", "评价"),
            "提议跳转到“评价”，待第二人同意",
            "proposed to move work to another step, at “Rate”; a second person has to agree",
        ),
        (dropped(ONE), "撤回作废的提议", "took back the proposal to make it void"),
        (dropped(OTHER), "作废的提议未获同意", "the proposal to make it void was dropped"),
        (
            f.VoidProposed(person=ONE, digest="1", revision=2),
            "提议作废，待第二人同意",
            "proposed to make it void; a second person has to agree",
        ),
        (
            f.VoidDropped(person=ONE),
            "作废的提议未获同意",
            "the proposal to make it void was dropped",
        ),
        (
            f.CaseJumped(
                person=OTHER, proposer=ONE, digest="1", item=ITEM, element="rate", name="评价",
                left_out=("sign", "elsewhere"),
            ),
            "经两人同意，由核查跳转到“评价”（甲 提议），跳过“签收”、“elsewhere”，其内容保持空白",
            "moved from Check to “Rate”, agreed by two persons (proposed by Jia); left out: “Sign”, “elsewhere”",
        ),
        (
            f.CaseJumped(
                person=OTHER, proposer=ONE, digest="1", item=ITEM, element="rate", name="评价"
            ),
            "经两人同意，由核查跳转到“评价”（甲 提议）",
            "moved from Check to “Rate”, agreed by two persons (proposed by Jia)",
        ),
        (
            f.CaseReopened(person=OTHER, proposer=ONE, digest="1", element="gone", name="原环节"),
            "经两人同意重启，从“原环节”重新办理（甲 提议）",
            "reopened at “原环节”, agreed by two persons (proposed by Jia)",
        ),
    ],
)  # fmt: skip
def test_a_fact_says_what_was_proposed_or_done(fact: f.Fact, zh: str, en: str) -> None:
    said = say(fact, NAMES)

    assert said is not None
    assert (said.zh, said.en) == (zh, en)


def test_that_two_agreed_is_told_by_what_they_did() -> None:
    assert say(f.ProposalAgreed(act="jump", person=OTHER, proposer=ONE), NAMES) is None


def test_a_proposal_waits_until_it_is_decided() -> None:
    void = f.VoidProposed(person=ONE, digest="1", revision=2)
    assert fold([started(), void]).proposed == (Act.VOID, ONE)
    assert fold([started(), made("reopen")]).proposed == (Act.REOPEN, ONE)
    for over in (
        dropped(ONE),
        f.VoidDropped(person=ONE),
        f.ProposalAgreed(act="void", person=OTHER, proposer=ONE),
        f.CaseVoided(person=OTHER, proposer=ONE, digest="1"),
    ):
        assert fold([started(), void, over]).proposed is None


def test_who_may_agree_is_told_and_then_who_proposed() -> None:
    [told] = concerns(made("jump"), NOBODYS)
    assert (told.kind, told.role) == ("ProposalMade/jump", "admin")
    [before] = concerns(f.VoidProposed(person=ONE, digest="1", revision=2), NOBODYS)
    assert (before.kind, before.role) == ("VoidProposed", "admin")
    [told] = concerns(dropped(OTHER), NOBODYS)
    assert (told.kind, told.person) == ("ProposalDropped/void", ONE)
    assert concerns(dropped(ONE), NOBODYS) == ()


def test_a_case_that_was_reopened_goes_on_and_no_error_ended_it() -> None:
    ended = f.CaseFinished(kind="error", element="bad", code="x")
    again = f.CaseReopened(person=OTHER, proposer=ONE, digest="1", element="sign", name="签收")

    assert fold([started(), ended, again]).status == "running"
    assert error_in(entries(ended)) is not None
    assert error_in(entries(ended, again)) is None


def entries(*facts: f.Fact) -> list[Entry]:
    subject = SubjectId(an_id())
    return [chain(subject, Head(), facts, at=NOON, person=PersonId(ONE))]
