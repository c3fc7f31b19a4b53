"""What is said of a vote that is over, and of the rule it followed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from uuid import UUID

import pytest

from server.domain.countersigning import Countersign
from server.domain.facts import VoteDecided
from server.domain.outcomes import outcome_of, rule_of
from server.domain.telling import Names, say
from server.domain.votes import Base, Place, Policy, Tie

PASSED = VoteDecided(
    fan_out=UUID(int=1),
    element="discuss",
    passed=True,
    asked=5,
    agreed=3,
    refused=1,
    abstained=1,
    quorum_met=True,
    vetoed=False,
    cut_short=False,
    digest="d",
)
FAILED = replace(PASSED, passed=False)


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        (PASSED, "通过", "passed"),
        (FAILED, "未通过", "did not pass"),
        (replace(FAILED, vetoed=True, quorum_met=False), "未通过（一票否决）", "(vetoed)"),
        (replace(FAILED, quorum_met=False), "未通过（参加表决的不足法定数）", "(no quorum)"),
        (replace(PASSED, cut_short=True), "通过（到时截止）", "(time was up)"),
    ],
)
def test_an_outcome_says_why(fact: VoteDecided, zh: str, en: str) -> None:
    said, said_en = outcome_of(fact)

    assert said == f"{zh}：同意 3、不同意 1、弃权 1，共 5 票"
    assert said_en.endswith(f"{en}: 3 for, 1 against, 1 abstained, of 5")


def test_a_history_names_the_step() -> None:
    names = Names(bodies={}, elements={"discuss": ("集体讨论", "Discuss")}, flows={}, items={})
    told = say(PASSED, names)

    assert told is not None
    assert told.zh.startswith("集体讨论 通过：")
    assert told.en.startswith("Discuss: passed: ")
    assert told.digest == "d"


@pytest.mark.parametrize(
    ("policy", "zh", "en"),
    [
        (
            Policy(passes=Fraction(1, 2), field="opinion", of=Base.SIDES, tie=Tie.FAILS),
            "票签：同意超过同意与不同意票数的 1/2 为通过",
            "A vote: passes with more than 1/2 of the votes for and against",
        ),
        (
            Policy(
                passes=Fraction(2, 3),
                field="opinion",
                of=Base.GIVEN,
                tie=Tie.CHAIR,
                quorum=Fraction(3, 4),
                vetoes=(Place(role="lawyer"),),
                secret=True,
            ),
            "票签：同意达到所投票数的 2/3 为通过；恰好达到的由主持人定；须有 3/4 参加表决；有一票否决；表决结束前不公开",
            (
                "A vote: passes with at least 2/3 of the votes given; the chair breaks a tie; 3/4 have to vote; "
                "some may veto; secret until it is over"
            ),
        ),
    ],
)
def test_a_rule_is_told_whole(policy: Policy, zh: str, en: str) -> None:
    assert rule_of(Countersign(name="vote:council", policy=policy)) == (zh, en)
