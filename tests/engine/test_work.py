from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from server.domain.errors import StepFailed
from server.domain.moves import Work
from tests.engine.diagrams import (
    end,
    line,
    node,
    one,
    process,
    start,
    user,
)
from tests.engine.player import NOON, SEATS, Player, sources

COUNTY = ZoneInfo("Asia/Shanghai")


def test_work_says_whose_it_is_with_which_form_and_until_when() -> None:
    task = user(
        "T",
        name="县住建局到场处置",
        org='"z" + who',
        role="head",
        form="whistle/report",
        clock="T41",
        clock_from="since",
    )
    since = datetime(2026, 3, 1, 9, 0, tzinfo=COUNTY)
    work = Player(one(task)).start(who="jj", since=since).work("T")
    assert work == Work(
        token=work.token,
        element="T",
        name="县住建局到场处置",
        lane="",
        body="zjj",
        role="head",
        form="whistle/report",
        clock="T41",
        clock_start=since,
        due=since + timedelta(days=1, seconds=3),
    )


def test_a_clock_counts_from_now_when_nothing_else_is_said() -> None:
    work = Player(one(user("T", clock="T41"))).start().work("T")
    assert work.clock_start is None
    assert work.due == NOON + timedelta(days=1, seconds=3)


@pytest.mark.parametrize(
    ("clock", "name"),
    [
        ("T43/{kind}", "T43/emergency"),
        ("= if kind = null then null else clock", "T5"),
        ("= null", None),
    ],
)
def test_a_clock_may_depend_on_the_case(clock: str, name: str | None) -> None:
    work = Player(one(user("T", clock=clock))).start(kind="emergency", clock="T5").work("T")
    assert work.clock == name
    assert (work.due is None) == (name is None)


def test_the_start_of_a_clock_may_be_text_and_must_be_a_moment() -> None:
    diagram = one(user("T", clock="T41", clock_from="since"))
    work = Player(diagram).start(since="2026-03-01T09:00:00").work("T")
    assert work.clock_start == datetime(2026, 3, 1, 9, 0, tzinfo=COUNTY)
    with pytest.raises(StepFailed, match="gives no usable time"):
        Player(diagram).start(since=5)


def test_the_role_may_depend_on_the_case() -> None:
    diagram = one(user("T", role="= signer"))
    assert Player(diagram).start(signer="head").work("T").role == "head"
    for signer in (None, "", 5):
        with pytest.raises(StepFailed, match="gives no role"):
            Player(diagram).start(signer=signer)


def test_a_clock_may_end_at_an_agreed_moment() -> None:
    diagram = one(user("T", clock="T44", clock_agreed="plan"))
    agreed = datetime(2026, 4, 1, 9, 0, tzinfo=COUNTY)
    assert Player(diagram).start(plan=agreed).work("T").due == agreed
    assert Player(diagram).start().work("T").due == NOON + timedelta(days=1, seconds=3)
    assert Player(diagram).start(plan=agreed.isoformat()).work("T").due == agreed
    day = date(2026, 4, 1)
    for plan in (day, "2026-04-01"):
        assert Player(diagram).start(plan=plan).work("T").due == datetime(2026, 4, 1, tzinfo=UTC)
    for wrong in (5, "soon", "2026-04-31", "2026-04-01T25:00"):
        with pytest.raises(StepFailed, match="'plan' gives no usable time"):
            Player(diagram).start(plan=wrong)


@pytest.mark.parametrize(
    ("due", "moment"),
    [
        ("2026-04-01T09:00:00+08:00", datetime(2026, 4, 1, 9, 0, tzinfo=COUNTY)),
        ("2026-04-01", datetime(2026, 4, 1, 0, 0, tzinfo=COUNTY)),
        ("P3D", NOON + timedelta(days=3)),
        ("P1M", datetime(2026, 4, 2, 4, 0, tzinfo=UTC)),
        ("plan", NOON + timedelta(hours=2)),
        ('duration("P1D")', NOON + timedelta(days=1)),
        ('duration("P1M")', datetime(2026, 4, 2, 4, 0, tzinfo=UTC)),
        ("nothing", None),
    ],
)
def test_work_may_be_due_without_a_clock(due: str, moment: datetime | None) -> None:
    work = Player(one(user("T", due=due))).start(plan="PT2H").work("T")
    assert (work.clock, work.due) == (None, moment)


def test_what_a_clock_counts_is_not_reckoned_beside() -> None:
    work = Player(one(user("T", clock="T41", due="plan"))).start(plan="soon").work("T")
    assert work.due == NOON + timedelta(days=1, seconds=3)


def test_a_clock_counts_more_than_what_the_diagram_says() -> None:
    work = Player(one(user("T", clock="T41", due="P9D"))).start().work("T")
    assert work.due == NOON + timedelta(days=1, seconds=3)


def test_a_limit_must_be_a_time() -> None:
    diagram = one(user("T", due="plan"))
    for wrong in (5, "soon"):
        with pytest.raises(StepFailed, match="'plan' gives no usable time"):
            Player(diagram).start(plan=wrong)


def test_work_may_belong_to_the_body_that_carries_a_function() -> None:
    player = Player(one(user("T", org='body_of("command_centre")'))).start()
    assert player.work("T").body == "command_centre"


@pytest.mark.parametrize("org", ["null", '""', "5"])
def test_work_that_nobody_is_named_for_fails_the_step(org: str) -> None:
    with pytest.raises(StepFailed, match="gives no body"):
        Player(one(user("T", org=org))).start()


def laned(task: str) -> bytes:
    lanes = (
        '<bpmn:laneSet id="lanes"><bpmn:lane id="outer" name="外层">'
        "<bpmn:flowNodeRef>T</bpmn:flowNodeRef>"
        '<bpmn:childLaneSet id="inner"><bpmn:lane id="township" name="乡镇">'
        "<bpmn:flowNodeRef>T</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet>"
        "</bpmn:lane></bpmn:laneSet>"
    )
    return process(lanes, start(), task, end(), line("S", "T", "E"))


def test_the_innermost_lane_says_whose_work_it_is() -> None:
    task = user("T", org=None, role=None)
    work = Player(sources(laned(task), lanes=SEATS)).start(township="buguan").work("T")
    assert (work.lane, work.body, work.role) == ("乡镇", "buguan", "clerk")


def test_the_inside_of_a_sub_process_lies_in_the_lane_of_the_sub_process() -> None:
    inside = start("PS") + user("W", org=None, role=None) + end("PE") + line("PS", "W", "PE")
    diagram = laned(node("subProcess", "T", inside))
    work = Player(sources(diagram, lanes=SEATS)).start(township="buguan").work("W")
    assert (work.lane, work.body) == ("乡镇", "buguan")
