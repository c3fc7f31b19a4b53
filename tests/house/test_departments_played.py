"""The whistle, played step by step: what each department does, and by when."""

import pytest

from tests.house.playing import County
from tests.house.whistles import DONE, OBJECTION, Plays

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
