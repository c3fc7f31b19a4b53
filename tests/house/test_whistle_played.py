"""The whistle, played step by step: raised, dispatched, verified, rated."""

import pytest

from tests.house.playing import County
from tests.house.whistles import CLEAR, OBJECTION, RETURNED, SIGNED, Plays

# --- raising ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["routine", "emergency", "joint"])
def test_one_leader_signs(plays: Plays, kind: str) -> None:
    assert plays.checked(kind).seats("sign") == [("buguan", "township_lead")]


def test_secretary_and_head_both_sign_a_hard_whistle(plays: Plays) -> None:
    seats = plays.checked("hard").seats("sign")

    assert seats == [("buguan", "township_secretary"), ("buguan", "township_mayor")]


def test_a_hard_whistle_goes_back_when_one_of_them_returns_it(plays: Plays) -> None:
    assert "revise" in plays.checked("hard").answer("sign", SIGNED, RETURNED).work


def test_a_revised_whistle_is_checked_and_signed_again(plays: Plays) -> None:
    play = plays.checked().answer("sign", RETURNED).do("revise", "resubmit", whistleType="hard")
    play.do("check", checkDecision="blow")

    assert len(play.seats("sign")) == 2


def test_a_returned_whistle_can_be_withdrawn(plays: Plays) -> None:
    play = plays.checked().answer("sign", RETURNED).do("revise", "withdraw")

    assert play.ending
    assert play.ending.element == "ended_withdrawn"


def test_a_matter_on_the_townships_own_list_ends_at_once(plays: Plays, county: County) -> None:
    county.answers["whistle.precheck"] = {**CLEAR, "onOwnList": True}

    play = plays.raised()

    assert play.ending
    assert play.ending.element == "ended_own"


def test_technical_help_may_be_asked_for_an_own_matter(plays: Plays, county: County) -> None:
    county.answers["whistle.precheck"] = {**CLEAR, "onOwnList": True}

    assert "check" in plays.raised(technicalHelp=True).work


def test_a_repeated_matter_joins_the_one_before(plays: Plays) -> None:
    play = plays.raised().do("check", checkDecision="merge", mergeInto="SH-2026-00000")

    assert play.ending
    assert play.ending.element == "ended_merged"


# --- dispatching -----------------------------------------------------------------------------------


def test_the_command_centre_dispatches(plays: Plays) -> None:
    assert plays.signed().desks == {"dispatch": ("cmd", "cmd_officer")}


def test_the_command_centre_returns_a_whistle_only_once(plays: Plays) -> None:
    play = plays.signed().do("dispatch", dispatchDecision="return", returnReason="own_duty")
    again = play.do("revise", "resubmit").do("check", checkDecision="blow").answer("sign", SIGNED)

    again.do("dispatch", dispatchDecision="return", lead="zjj")

    assert "revise" not in again.work
    assert again.fan("answer")


def test_a_whistle_can_be_passed_on(plays: Plays) -> None:
    play = plays.signed().do("dispatch", dispatchDecision="convert", convertTo="12345")

    assert play.ending
    assert play.ending.element == "ended_converted"


def test_a_body_named_twice_answers_once(plays: Plays) -> None:
    play = plays.signed().do(
        "dispatch", dispatchDecision="accept", lead="zjj", support=["zrzy", "zjj"]
    )

    members = [branch.values["department"] for branch in play.fan("answer").branches]
    assert members == ["zjj", "zrzy"]


def test_a_county_leader_coordinates_a_hard_whistle_first(plays: Plays) -> None:
    play = plays.dispatched("hard")

    assert play.desks == {"coordinate": ("gov", "county_leader")}
    assert play.do("coordinate", plan="方案", planDate="2026-03-20").fan("answer")


# --- verifying, rating, closing ------------------------------------------------------------------------


def test_the_body_that_took_over_the_lead_merges(plays: Plays) -> None:
    play = plays.dispatched()
    results = [{"assigned": "zjj", "department": "scj"}, {"assigned": "zrzy", "department": "zrzy"}]

    assert play.answer("answer", *results).desks == {"merge": ("scj", "dept_handler")}


def test_the_township_verifies(plays: Plays) -> None:
    assert plays.merged(plays.dispatched()).desks == {"verify": ("buguan", "township_officer")}


def test_unsolved_goes_back_to_the_departments_once(plays: Plays) -> None:
    play = plays.merged(plays.dispatched()).do("verify", "unsolved")

    assert len(play.fan("answer").branches) == 2
    assert plays.merged(play).do("verify", "unsolved").desks == {"decide": ("gov", "county_leader")}


def test_nobody_objects_the_second_time(plays: Plays) -> None:
    branch = (
        plays.merged(plays.dispatched()).do("verify", "unsolved").branch("answer").do("receive")
    )

    assert "rule" not in branch.do("accept", **OBJECTION).work


def test_a_county_leader_may_order_it_done_again(plays: Plays) -> None:
    play = plays.merged(plays.dispatched()).do("verify", "unsolved")

    assert plays.merged(play).do("verify", "unsolved").do("decide", "rework").fan("answer")


def test_both_sides_rate(plays: Plays) -> None:
    play = plays.merged(plays.dispatched()).do("verify", "solved")

    assert play.seats("rate_departments") == [("buguan", "township_lead")] * 2
    assert play.seats("rate_whistle") == [("zjj", "dept_handler"), ("zrzy", "dept_handler")]


@pytest.mark.parametrize(("ending", "outcome"), [("solved", "solved"), ("closed", "unsolved")])
def test_the_outcome_is_written_at_the_close(
    plays: Plays, county: County, ending: str, outcome: str
) -> None:
    play = plays.merged(plays.dispatched())
    ends = {
        "solved": lambda: play.do("verify", "solved"),
        "closed": lambda: (
            plays.merged(play.do("verify", "unsolved"))
            .do("verify", "unsolved")
            .do("decide", "close_unsolved")
        ),
    }

    ends[ending]()
    play.answer("rate_departments", {"score": "5"}, {"score": "4"})
    play.answer("rate_whistle", {"quality": "accurate"}, {"quality": "accurate"})

    assert play.ending
    assert play.ending.element == "closed"
    assert county.asked[-1][0] == "whistle.close"
    assert county.asked[-1][1]["outcome"] == outcome
