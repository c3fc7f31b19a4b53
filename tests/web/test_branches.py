"""What a branch throws, caught by the case above: real engine, real store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.diagrams import about, end, flow, gateway, line, start, sub
from tests.engine.event_pen import error_end, throw
from tests.web.branches import Play, around, call, guarded, handler, two, user

if TYPE_CHECKING:
    from tests.web.house import House

UP = about("escalation", "c1")
ANY = about("escalation")
OTHER = about("escalation", "c2")
RISES = (
    start("BS"),
    user("A"),
    throw("T", UP),
    user("B"),
    end("BE"),
    line("BS", "A", "T", "B", "BE"),
)
"""Work A, then the escalation, then work B."""
RISES_LAST = (start("BS"), user("A"), end("BE", UP), line("BS", "A", "BE"))
"""The escalation is all that is left after A."""
FAILS = (start("BS"), user("A"), error_end("BE", "e1"), line("BS", "A", "BE"))


def test_an_interrupting_boundary_takes_all_branches_away(house: House) -> None:
    play = Play(house, survey=around(two(*RISES), guarded(UP))).do("A")

    assert play.waiting == ["LG"]
    assert play.do("LG").kinds[-1] == "CaseFinished"
    assert play.is_sound


def test_a_boundary_beside_leaves_the_branches_and_hears_each(house: House) -> None:
    play = Play(house, survey=around(two(*RISES), guarded(UP, interrupting=False)))

    assert play.do("A").waiting == ["A", "B", "LG"]
    assert play.do("A").waiting == ["B", "B", "LG", "LG"]
    assert play.do("B").do("B").waiting == ["LG", "LG", "Z"]
    assert play.is_sound


def test_an_escalation_is_caught_before_its_branch_ends(house: House) -> None:
    play = Play(house, asked=RISES_LAST, survey=around(call("asked"), guarded(UP))).do("A")

    assert play.waiting == ["LG"]
    assert play.is_sound


def test_the_last_thing_a_branch_does_may_be_an_escalation(house: House) -> None:
    beside = guarded(UP, interrupting=False)
    play = Play(house, asked=RISES_LAST, survey=around(call("asked"), beside)).do("A")

    assert play.waiting == ["LG", "Z"]


@pytest.mark.parametrize(("interrupting", "waiting"), [(True, ["LX"]), (False, ["A", "B", "LX"])])
def test_an_event_sub_process_at_the_top_catches(
    house: House,
    interrupting: bool,  # noqa: FBT001  # both ways
    waiting: list[str],
) -> None:
    play = Play(house, survey=around(two(*RISES), handler(ANY, interrupting=interrupting)))

    assert play.do("A").waiting == waiting
    assert play.is_sound


def test_a_boundary_of_the_sub_process_around_catches(house: House) -> None:
    inner = (start("HS"), two(*RISES, key="M"), end("HE"), line("HS", "M", "HE"))
    play = Play(house, survey=around(sub("H", *inner), guarded(UP))).do("A")

    assert play.waiting == ["LG"]


def test_the_innermost_catches_though_it_names_no_code(house: House) -> None:
    play = Play(house, survey=around(two(*RISES), guarded(ANY), handler(UP))).do("A")

    assert play.waiting == ["LG"]


def test_who_names_the_code_comes_before_who_takes_any(house: House) -> None:
    both = guarded(ANY), guarded(UP, key="N")
    play = Play(house, survey=around(two(*RISES), *both)).do("A")

    assert play.waiting == ["LN"]


def test_two_levels_up_is_caught_where_the_level_between_does_not_listen(house: House) -> None:
    between = (start("MS"), two(*RISES, key="I"), end("ME"), line("MS", "I", "ME"))
    play = Play(house, asked=between, survey=around(call("asked"), guarded(UP))).do("A")

    assert play.waiting == ["LG"]
    assert play.is_sound


def test_what_an_escalation_carries_is_on_record_where_it_is_caught(house: House) -> None:
    rises = (start("BS"), throw("T", UP, payload="{why: 1}"), end("BE"), line("BS", "T", "BE"))
    play = Play(house, survey=around(two(*rises), guarded(UP)))

    assert play.waiting == ["LG"]
    assert "DataWritten" in play.kinds


def test_what_nobody_catches_changes_nothing_above(house: House) -> None:
    play = Play(house, survey=around(two(*RISES), guarded(OTHER)))
    before = play.kinds

    assert play.do("A").waiting == ["A", "B"]
    assert play.kinds == before


def test_a_place_that_was_left_earlier_in_the_same_act_is_not_missed(house: House) -> None:
    quick = two(start("QS"), end("QE"), line("QS", "QE"), key="Q")
    loud = two(start("RS"), end("RE", UP), line("RS", "RE"), key="R")
    play = Play(
        house,
        survey=(
            start(),
            gateway("parallel", "split"),
            quick,
            loud,
            user("Z"),
            end(),
            line("S", "split", "Q", "Z", "E"),
            flow("split", "R"),
            flow("R", "E"),
            handler(UP),
        ),
    )

    assert play.waiting == ["LX"]
    assert play.is_sound


def test_a_branch_whose_case_above_has_ended_meanwhile_rises_no_further(house: House) -> None:
    quick = two(start("QS"), end("QE"), line("QS", "QE"), key="Q")
    loud = two(start("RS"), end("RE", UP), line("RS", "RE"), key="R")
    stop = end("stop", about("terminate"))
    inside = (
        start("HS"),
        gateway("parallel", "split"),
        quick,
        loud,
        stop,
        end("HE"),
        line("HS", "split", "Q", "stop"),
        line("split", "R", "HE"),
    )
    play = Play(house, survey=around(sub("H", *inside), guarded(UP)))

    assert play.waiting == ["Z"]
    assert play.is_sound


def test_branches_that_escalate_and_end_at_once_lose_nothing(house: House) -> None:
    play = Play(house, survey=around(two(*RISES_LAST), guarded(UP, interrupting=False)))

    play.do_all_at_once("A")

    assert play.waiting == ["LG", "LG", "Z"]
    assert play.is_sound


def test_an_error_of_a_branch_begins_the_event_sub_process_for_errors(house: House) -> None:
    play = Play(house, survey=around(two(*FAILS), handler(about("error", "e1")))).do("A")

    assert play.waiting == ["LX"]
    assert play.is_sound


@pytest.mark.parametrize("is_called", [False, True])
def test_an_error_that_nobody_catches_is_told_with_the_case(
    house: House, *, is_called: bool
) -> None:
    if is_called:
        play = Play(house, asked=FAILS, survey=around(call("asked")))
    else:
        play = Play(house, survey=FAILS)
    play.do("A")

    page = house.browser("buguan.officer").get(f"/cases/{play.case}")

    assert "事项因错误“不同意”（refused）结束，没有环节接住它；其余环节已收回。" in page.text
    assert f"{'H' if is_called else 'BE'}：因错误“不同意”（refused）结束" in page.text
    assert "全部环节已经办结" not in page.text
    assert "已办结</span>" not in page.text
    assert play.is_sound


def test_an_error_that_nobody_catches_is_told_in_english_too(house: House) -> None:
    play = Play(house, survey=FAILS).do("A")
    browser = house.browser("buguan.officer")

    page = browser.post("/language", {"language": "en", "next": f"/cases/{play.case}"})

    assert "The case was ended by the error “不同意” (refused), which nothing caught;" in page.text
