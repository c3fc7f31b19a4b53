"""How a signing is shown: who said what, how it stands, what is still needed, round by round."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import NoSuchCase
from server.services import pictures, signings, tasks
from tests.engine.diagrams import end, line, start, sub
from tests.services.signing import Signing, counted, drawn, signed, vote
from tests.services.test_voting_anywhere import LOOP

if TYPE_CHECKING:
    from server.domain.reading import Signing as Shown
    from tests.web.house import House

THREE = ("zjj", "slj", "yjj")


def shown(signing: Signing, login: str = "zjj.head") -> list[Shown]:
    return list(signings.signings(signing.tools, signing.actor(login), signing.case))


def test_an_open_vote_says_what_is_still_needed(house: House) -> None:
    weights = [{"function": "police", "weight": 2}]
    said = vote(
        weights=weights, chair={"function": "police"}, tie="chair", vetoes=[{"function": "police"}]
    )
    signing = Signing(house, drawn(counted()), *THREE, "gaj", votes=said)
    signing.say("zjj", "yes")

    [one] = shown(signing)

    assert (one.step, one.round, one.is_open, one.passed, one.outcome) == (
        "表决",
        1,
        True,
        None,
        "",
    )
    assert one.rule == "票签：同意达到全体票数的 1/2 为通过；恰好达到的由主持人定；有一票否决"
    assert one.tallied is not None
    assert asdict(one.tallied) == {
        "asked": 5, "given": 1, "agreed": 1, "refused": 0, "abstained": 0, "needed": 2,
    }  # fmt: skip
    assert [(each.state, each.opinion, each.name) for each in one.signers] == [
        ("signed", "agree", "卫例乙"),
        ("asked", "", ""),
        ("asked", "", ""),
        ("asked", "", ""),
    ]
    police = one.signers[3]
    assert (police.weight, police.is_chair, police.may_veto) == (2, True, True)


def test_what_came_out_and_who_was_not_needed_is_shown(house: House) -> None:
    signing = Signing(house, drawn(counted(sequential=True)), *THREE, votes=vote())
    [before] = shown(signing)
    assert [each.state for each in before.signers] == ["asked", "later", "later"]
    assert before.signers[2].body == "示例县应急管理局"
    signing.take(signing.branches()[1])
    signing.say("zjj", "yes")

    [one] = shown(signing)

    assert (one.is_open, one.passed) == (False, True)
    assert one.outcome == "通过：同意 1、不同意 0、弃权 0，共 2 票"
    assert [each.state for each in one.signers] == ["signed", "taken", "released"]


def test_where_everybody_signs_nothing_is_counted(house: House) -> None:
    signing = Signing(house, drawn(signed("all")), *THREE)
    signing.say("slj")

    [one] = shown(signing)

    assert (one.rule, one.tallied, one.passed) == ("会签：人人签署", None, None)
    assert [each.state for each in one.signers] == ["asked", "signed", "asked"]


@pytest.mark.parametrize(
    ("sign", "rule", "rule_en"),
    [
        ("any", "或签：一人签署即可", "One signature is enough"),
        ("ratio:2/3", "会签：2/3 签署即可", "2/3 of the signatures are enough"),
    ],
)
def test_the_rule_is_told_in_words(house: House, sign: str, rule: str, rule_en: str) -> None:
    [one] = shown(Signing(house, drawn(signed(sign)), *THREE))

    assert (one.rule, one.rule_en) == (rule, rule_en)


def test_secret_opinions_are_shown_when_it_is_over_and_not_before(house: House) -> None:
    signing = Signing(house, drawn(counted()), *THREE, votes=vote(secret=True, quorum="2/3"))
    signing.say("zjj", "no")

    [one] = shown(signing)
    assert one.tallied is not None
    assert (one.is_secret, one.tallied.given, one.tallied.agreed) == (True, 1, None)
    assert (one.tallied.needed, one.signers[0].opinion) == (None, "")
    assert _answers(signing) == set()

    signing.say("slj", "no")

    [one] = shown(signing)
    assert (one.is_secret, one.signers[0].opinion) == (False, "refuse")
    assert _answers(signing) == {("意见", "不同意")}


def _answers(signing: Signing) -> set[tuple[str, str]]:
    """All that the history shows of answers."""
    picture = pictures.case(signing.tools, signing.actor("zjj.head"), signing.case)
    return {pair for event in picture.happenings for pair in event.details if pair[0] == "意见"}


def test_each_round_stands_by_itself_the_latest_first(house: House) -> None:
    parts = (start("KS"), counted(), end("KE"), line("KS", "M", "KE"))
    diagram = drawn(sub("K", LOOP, *parts), middle="K")
    signing = Signing(house, diagram, *THREE, votes=vote())
    signing.all_say(zjj="no", slj="no")
    signing.say("zjj", "yes")

    second, first = shown(signing)

    assert [(one.round, one.is_open) for one in (first, second)] == [(1, False), (2, True)]
    assert [each.opinion for each in first.signers] == ["refuse", "refuse", ""]
    assert [each.opinion for each in second.signers] == ["agree", "", ""]


def test_the_work_of_a_signer_shows_the_others(house: House) -> None:
    signing = Signing(house, drawn(signed("any")), *THREE)
    page = tasks.task(signing.tools, signing.actor("slj.head"), signing.item("slj").id)
    assert page.signing is not None
    assert len(page.signing.signers) == 3

    signing.say("zjj")
    [last] = signing.items("Z")
    after = tasks.task(signing.tools, signing.actor("zjj.handler"), last.id)
    assert after.signing is None


def test_who_has_no_part_in_it_sees_nothing(house: House) -> None:
    signing = Signing(house, drawn(signed("any")), *THREE)

    with pytest.raises(NoSuchCase):
        shown(signing, "lyj.head")
