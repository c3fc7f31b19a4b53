"""The whistle, played step by step: the drawing does what the county wants (domain.md B.4)."""

from typing import Any

import pytest

from server.engine.adapter import SpiffEngine
from tests.house.playing import County, Play, engine_with

SIGNED = {"decision": "sign"}
RETURNED = {"decision": "return"}
CLEAR = {"onOwnList": False, "duplicates": [], "suggestedLead": "zjj"}
OBJECTION: dict[str, Any] = {"reply": "object", "proposedBody": "scj"}
DONE: dict[str, Any] = {"measures": ["rectify"], "outcome": "done", "outcomeNote": "已拆除"}


@pytest.fixture(scope="module")
def engine() -> SpiffEngine:
    return engine_with("whistle")


@pytest.fixture
def county() -> County:
    return County(answers={"whistle.precheck": CLEAR})


@pytest.fixture
def plays(engine: SpiffEngine, county: County) -> "Plays":
    return Plays(engine, county)


class Plays:
    """Whistles that have come as far as a test wants."""

    def __init__(self, engine: SpiffEngine, county: County) -> None:
        self._engine, self._county = engine, county

    def raised(self, kind: str = "routine", **more: Any) -> Play:
        values = {
            "whistleType": kind,
            "subject": "彩钢棚",
            "itemCodes": ["1"],
            "technicalHelp": False,
        }
        own = {
            "starterBody": "buguan",
            "starterPost": "buguan.officer",
            "caseNumber": "SH-2026-00001",
        }
        return Play(self._engine, self._county, {**values, **own, **more})

    def checked(self, kind: str = "routine") -> Play:
        return self.raised(kind).do("check", checkDecision="blow", lead="zjj")

    def signed(self, kind: str = "routine") -> Play:
        play = self.checked(kind)
        return play.answer("sign", *(SIGNED for _ in play.seats("sign")))

    def dispatched(self, kind: str = "routine", **more: Any) -> Play:
        answer: dict[str, Any] = {"dispatchDecision": "accept", "lead": "zjj", "support": ["zrzy"]}
        return self.signed(kind).do("dispatch", **answer, complexity="simple", **more)

    def accepting(self) -> tuple[Play, Play]:
        whole = self.dispatched()
        return whole, whole.branch("answer").do("receive")

    def reporting(self) -> tuple[Play, Play]:
        whole, branch = self.accepting()
        return whole, branch.do("accept", reply="accept").do(
            "contact", contactAt="2026-03-03T10:00+08:00"
        )

    def merged(self, play: Play, lead: str = "zjj") -> Play:
        results = [
            {"assigned": "zjj", "department": lead},
            {"assigned": "zrzy", "department": "zrzy"},
        ]
        return play.answer("answer", *results).do("merge", summary="已办")


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


# --- a department ----------------------------------------------------------------------------------


def test_an_objection_goes_to_the_command_centre(plays: Plays) -> None:
    _, branch = plays.accepting()

    assert branch.do("accept", **OBJECTION).desks == {"rule": ("cmd", "cmd_officer")}


def test_an_upheld_department_keeps_the_moment_it_signed(plays: Plays, county: County) -> None:
    _, branch = plays.accepting()
    signed = county.moment

    county.moment = signed.replace(hour=4)
    branch.do("accept", **OBJECTION).do("rule", "uphold")

    assert branch.desks == {"contact": ("zjj", "dept_handler")}
    assert branch.work["contact"].clock_start == signed


def test_a_body_named_by_the_ruling_goes_on_without_objecting(plays: Plays) -> None:
    _, branch = plays.accepting()

    branch.do("accept", **OBJECTION).do("rule", "reassign", proposedBody="scj")

    assert branch.desks == {"receive_ruled": ("scj", "dept_handler")}
    assert branch.do("receive_ruled").desks == {"contact": ("scj", "dept_handler")}


def test_a_late_department_is_urged_and_still_has_to_come(plays: Plays) -> None:
    _, branch = plays.reporting()

    branch.pass_late()

    assert branch.desks["urge"] == ("gov", "county_leader")
    assert branch.desks["report"] == ("zjj", "dept_handler")


def test_a_department_that_came_is_not_urged(plays: Plays) -> None:
    _, branch = plays.reporting()

    branch.do("report", arriveAt="2026-03-03T11:00+08:00")

    assert [wait.element for wait in branch.waits] == ["handle"]


def test_a_finished_department_gives_its_result(plays: Plays) -> None:
    _, branch = plays.reporting()

    branch.do("report", arriveAt="2026-03-03T11:00+08:00").do("handle", **DONE)

    assert branch.ending
    assert branch.data["result"]["department"] == "zjj"
    assert branch.data["result"]["outcome"] == "done"


# --- clocks ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "report", "finish"),
    [
        ("routine", "T43/routine", "T44/simple"),
        ("emergency", "T43/emergency", "T44/emergency"),
        ("hard", "T43/hard", "T44/plan"),
        ("joint", "T43/joint", "T44/plan"),
    ],
)
def test_the_clocks_go_by_the_kind_of_whistle(
    plays: Plays, kind: str, report: str, finish: str
) -> None:
    whole = plays.dispatched(kind, planDate="2026-03-20")
    ready = whole.do("coordinate", planDate="2026-03-20") if kind == "hard" else whole
    branch = ready.branch("answer")

    assert branch.work["receive"].clock == f"T41/{kind}"
    branch.do("receive").do("accept", reply="accept").do("contact")
    assert branch.work["report"].clock == report
    branch.do("report")
    assert branch.work["handle"].clock == finish


def test_a_plan_sets_the_day_of_a_joint_whistle(plays: Plays) -> None:
    branch = plays.dispatched("joint", planDate="2026-03-20").branch("answer")

    branch.do("receive").do("accept", reply="accept").do("contact")

    due = branch.work["report"].due
    assert due
    assert due.date().isoformat() == "2026-03-20"


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
