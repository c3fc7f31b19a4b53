"""Several sign a step and are counted: real engine, real store, real forms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.errors import Refusal, SamePersonTwice
from server.domain.work import WorkState
from tests.services.signing import Signing, counted, drawn, signed, vote
from tests.services.test_crowds import at_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.house import House

FIVE = ("zjj", "slj", "yjj", "gaj", "jtj")
THREE = FIVE[:3]
DEPARTMENTS = (
    *FIVE, "zrzy", "scj", "sthj", "zhzf", "nyj", "wlj", "lyj", "mzj", "rsj", "xsj", "wjj", "fgj", "xfj",
    "xfd", "czj", "dsj", "sfj",
)  # fmt: skip


def held(house: House, *bodies: str, sequential: bool = False, **said: Any) -> Signing:
    step = counted(sequential=sequential)
    return Signing(house, drawn(step), *bodies, votes=vote(**said))


def test_where_any_is_enough_the_first_answer_decides(house: House) -> None:
    signing = Signing(house, drawn(signed("any")), *THREE)
    signing.say("slj")

    assert signing.is_over
    assert len(signing.items(state=WorkState.WITHDRAWN)) == 2
    [decided] = signing.facts("VoteDecided")
    assert (decided.passed, decided.agreed, decided.asked) == (True, 1, 3)
    assert signing.is_sound


def test_a_ratio_is_enough(house: House) -> None:
    signing = Signing(house, drawn(signed("ratio:2/3")), *FIVE)
    for body in FIVE[:3]:
        signing.say(body)
    assert not signing.is_over

    signing.say("gaj")

    assert signing.is_over


def test_everybody_signs_one_after_the_other(house: House) -> None:
    signing = Signing(house, drawn(signed("sequence", sequential=True)), *THREE)
    for body in THREE:
        assert [item.body for item in signing.items()] == [body]
        signing.say(body)

    assert signing.is_over
    assert signing.facts("VoteDecided") == []


@pytest.mark.parametrize("sequential", [False, True])
def test_the_diagram_gets_what_came_out(house: House, *, sequential: bool) -> None:
    signing = held(house, *THREE, sequential=sequential, early=False)
    signing.all_say(zjj="yes", slj="no", yjj="blank")

    assert signing.is_over
    result = dict(signing.result)
    by = result.pop("by")
    assert result == {
        "passed": False,
        "agree": 1,
        "refuse": 1,
        "abstain": 1,
        "weights": 3,
        "quorum_met": True,
        "vetoed_by": [],
    }
    assert [(one["body"], one["opinion"], one["weight"]) for one in by] == [
        ("zjj", "agree", 1),
        ("slj", "refuse", 1),
        ("yjj", "abstain", 1),
    ]
    assert by[0]["name"] == "卫例乙"


def test_it_is_over_as_soon_as_nobody_left_can_change_it(house: House) -> None:
    signing = held(house, *FIVE)
    signing.all_say(zjj="yes", slj="yes")
    assert not signing.is_over

    signing.say("gaj", "yes")

    assert signing.is_over
    assert signing.result["passed"]
    assert signing.facts("WorkWithdrawn")[0].name == "表决"


def test_in_turn_those_whose_turn_has_not_come_are_never_asked(house: House) -> None:
    signing = held(house, *FIVE, sequential=True)
    signing.all_say(zjj="no", slj="no", yjj="no")

    assert signing.is_over
    assert not signing.result["passed"]
    assert len(signing.facts("WorkOffered")) == 5  # O, three who voted, Z


def test_a_veto_decides_at_once(house: House) -> None:
    signing = held(house, *FIVE, vetoes=[{"function": "police"}])
    signing.all_say(zjj="yes", slj="yes", yjj="yes")
    assert not signing.is_over

    signing.say("gaj", "no")

    assert (signing.result["passed"], signing.result["vetoed_by"]) == (False, ["gaj"])
    assert signing.facts("VoteDecided")[0].vetoed


def test_weights_count(house: House) -> None:
    weights = [{"function": "police", "weight": 3}]
    signing = held(house, *THREE, "gaj", weights=weights)
    signing.say("gaj", "yes")

    assert signing.is_over
    assert (signing.result["agree"], signing.result["weights"]) == (3, 6)


def test_the_chair_breaks_a_tie(house: House) -> None:
    chair = {"function": "police"}
    signing = held(house, "zjj", "gaj", tie="chair", chair=chair)
    signing.say("zjj", "no")
    assert not signing.is_over
    signing.say("gaj", "yes")

    assert signing.result["passed"]


def test_nobody_signs_for_two(house: House) -> None:
    signing = held(house, "zjj", "zjj", "slj")
    first, second = (item for item in signing.items() if item.body == "zjj")
    signing.complete(first, "zjj.head", {"ballot": {"opinion": "yes"}})

    with pytest.raises(SamePersonTwice):
        signing.complete(second, "zjj.head", {"ballot": {"opinion": "yes"}})

    assert signing.item("zjj").id == second.id
    assert signing.is_sound


# --- who joins and who leaves -----------------------------------------------------------------


def test_if_the_others_suffice_without_who_was_taken_out_it_is_over(house: House) -> None:
    signing = held(house, *THREE, passes="2/3")
    signing.say("zjj", "yes")
    signing.say("slj", "no")
    assert not signing.is_over

    signing.take(signing.item("yjj").case)

    assert signing.is_over
    assert signing.result["weights"] == 2
    assert not signing.result["passed"]
    assert signing.is_sound


def test_who_is_taken_out_weighs_nothing_any_more(house: House) -> None:
    signing = held(house, *FIVE, weights=[{"function": "police", "weight": 4}])
    signing.all_say(zjj="yes", slj="yes")
    signing.take(signing.item("gaj").case)

    assert signing.is_over
    assert signing.result["passed"]


def test_in_turn_one_whose_turn_has_not_come_may_leave(house: House) -> None:
    signing = held(house, *THREE, sequential=True, passes="1/1")
    signing.take(signing.branches()[2])
    signing.all_say(zjj="yes", slj="yes")

    assert signing.is_over
    assert (signing.result["passed"], signing.result["weights"]) == (True, 2)


def test_who_joins_is_counted(house: House) -> None:
    signing = held(house, "zjj", "slj")
    signing.add("yjj")
    signing.say("zjj", "yes")
    assert not signing.is_over
    signing.say("yjj", "yes")

    assert (signing.is_over, signing.result["weights"]) == (True, 3)


def test_members_of_what_is_not_counted_come_and_go(house: House) -> None:
    signing = Signing(house, drawn(signed("all")), "zjj", "slj")
    signing.add("yjj")
    signing.take(signing.item("slj").case)
    signing.say("zjj")
    signing.say("yjj")

    assert signing.is_over


# --- at once ----------------------------------------------------------------------------------


def test_of_thirty_who_vote_at_once_the_outcome_is_decided_once(house: House) -> None:
    townships = ["buguan", "zhangdian", "shengrenjian", "changle", "caochuan", "podi"]
    voters = [{"body": body, "role": "dept_head"} for body in DEPARTMENTS]
    voters += [{"body": body, "role": "township_mayor"} for body in townships]
    voters += [{"body": "gov", "role": "county_leader"}, {"body": "gov", "role": "county_head"}]
    step = counted(org="body.body", role="=body.role")
    signing = Signing(house, drawn(step), votes=vote(early=False), bodies=voters)
    items = signing.items()
    assert len(items) == len(voters) == 30
    logins = {item.id: _login(item.body, item.role) for item in items}

    acts: list[Callable[[], object]] = [
        partial(
            signing.complete,
            item,
            logins[item.id],
            {"ballot": {"opinion": "yes" if at % 3 else "no"}},
        )
        for at, item in enumerate(items)
    ]
    answers = at_once(acts)

    assert [answer for answer in answers if isinstance(answer, Refusal)] == []
    [decided] = signing.facts("VoteDecided")
    assert (decided.agreed, decided.refused, decided.asked) == (20, 10, 30)
    assert (len(signing.facts("FanOutClosed")), len(signing.items("Z"))) == (1, 1)
    assert len(signing.result["by"]) == 30
    assert signing.is_sound


def _login(body: str, role: str) -> str:
    return "gov.leader" if role == "county_leader" else f"{body}.head"


def test_of_many_who_vote_at_once_those_too_late_are_told(house: House) -> None:
    signing = held(house, *DEPARTMENTS)
    items = {str(item.body): item for item in signing.items()}
    yes = {"ballot": {"opinion": "yes"}}
    acts = [partial(signing.complete, items[body], f"{body}.head", yes) for body in DEPARTMENTS]
    answers = at_once(acts)

    late = [answer.code for answer in answers if isinstance(answer, Refusal)]
    assert set(late) == {"work_gone"}
    assert len(late) == len(DEPARTMENTS) // 2 == 11
    assert len(signing.facts("VoteDecided")) == 1
    assert signing.is_over
    assert signing.is_sound
