from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.county import Missed
from server.domain.errors import StepFailed
from server.domain.moves import Fire

if TYPE_CHECKING:
    from server.domain.values import Value
from tests.engine.diagrams import boundary, end, line, node, process, start, timer, user
from tests.engine.player import NOON, FakeWorld, Player


def waiting(way: str, text: str, world: FakeWorld | None = None, **values: Value) -> Player:
    event = node("intermediateCatchEvent", "T", timer(way, text))
    return Player(process(start(), event, end(), line("S", "T", "E")), world=world).start(
        None, **values
    )


def reminding(
    cycle: str, world: FakeWorld | None = None, missed: str | None = None, **values: Value
) -> Player:
    """Work that is reminded of again and again."""
    diagram = process(
        start(),
        user("H"),
        boundary("X", "H", timer("timeCycle", cycle), interrupting=False, missed=missed),
        node("task", "remind"),
        end(),
        line("S", "H", "E"),
        line("X", "remind", "E"),
    )
    return Player(diagram, world=world).start(None, **values)


@pytest.mark.parametrize(
    ("way", "text", "due"),
    [
        ("timeDuration", "PT2H", NOON + timedelta(hours=2)),
        ("timeDuration", "P1W", NOON + timedelta(days=7)),
        ("timeDuration", "P1DT1.5S", NOON + timedelta(days=1, seconds=1.5)),
        ("timeDuration", "P1M", datetime(2026, 4, 2, 4, 0, tzinfo=UTC)),
        ("timeDuration", "P1Y", datetime(2027, 3, 2, 4, 0, tzinfo=UTC)),
        ("timeDuration", "span", NOON + timedelta(minutes=5)),
        ("timeDuration", 'duration("PT2H")', NOON + timedelta(hours=2)),
        ("timeDuration", 'duration("P2M")', datetime(2026, 5, 2, 4, 0, tzinfo=UTC)),
        ("timeDate", "2026-03-05T18:00:00+08:00", datetime(2026, 3, 5, 10, 0, tzinfo=UTC)),
        ("timeDate", "2026-03-05T10:00:00Z", datetime(2026, 3, 5, 10, 0, tzinfo=UTC)),
        ("timeDate", "2026-03-05T18:00:00", datetime(2026, 3, 5, 10, 0, tzinfo=UTC)),
        ("timeDate", "2026-03-05", datetime(2026, 3, 4, 16, 0, tzinfo=UTC)),
        ("timeDate", 'due("T41")', NOON + timedelta(days=1, seconds=3)),
        ("timeDate", 'now() + duration("PT2H")', NOON + timedelta(hours=2)),
        ("timeDate", 'date("2026-03-05")', datetime(2026, 3, 4, 16, 0, tzinfo=UTC)),
        ("timeDate", "= when", datetime(2026, 3, 5, 10, 0, tzinfo=UTC)),
    ],
)
def test_a_timer_is_due_at_its_moment(way: str, text: str, due: datetime) -> None:
    player = waiting(way, text, span="PT5M", when="2026-03-05T18:00:00+08:00")
    assert player.alarm("T").due == due


@pytest.mark.parametrize(
    ("way", "text", "is_by_clock"),
    [
        ("timeDate", 'due("T41")', True),
        ("timeDate", "when", False),
        ("timeDate", "2026-03-05", False),
        ("timeDuration", "PT2H", False),
    ],
)
def test_a_timer_says_which_clock_it_is_due_by(way: str, text: str, *, is_by_clock: bool) -> None:
    alarm = waiting(way, text, when="2026-03-05T18:00:00+08:00").alarm("T")
    assert alarm.clock == (("T43", NOON) if is_by_clock else None)


@pytest.mark.parametrize(
    ("way", "text"),
    [
        ("timeDate", "missing"),
        ("timeDate", '"next week"'),
        ("timeDate", "5"),
        ("timeDuration", "missing"),
        ("timeDuration", '"soon"'),
    ],
)
def test_a_timer_that_gives_no_time_fails_the_step(way: str, text: str) -> None:
    with pytest.raises(StepFailed, match="no usable time"):
        waiting(way, text)


@pytest.mark.parametrize(
    ("way", "when"),
    [
        ("timeDuration", "P7990Y"),
        ("timeDuration", "PT99999999999999H"),
        ("timeDuration", "P999999999999999999999999M"),
        ("timeCycle", "R/P7990Y"),
        ("timeCycle", "R/PT99999999999999H"),
        ("timeCycle", "R/0001-01-01T00:00:00+14:00/P1D"),
        ("timeDate", "9999-12-31T23:59:59-12:00"),
        ("timeDate", "0001-01-01T00:00:00+14:00"),
    ],
)
def test_a_time_beyond_every_calendar_is_told_in_both_languages(way: str, when: str) -> None:
    with pytest.raises(StepFailed) as failed:
        waiting(way, "when", when=when)

    assert_no_time(failed.value)


@pytest.mark.parametrize("said", ["due", "clock_agreed", "clock_from"])
def test_a_limit_beyond_every_calendar_is_told_in_both_languages(said: str) -> None:
    clock = {} if said == "due" else {"clock": "T41"}
    task = user("A", **{said: "when"}, **clock)
    player = Player(process(start(), task, end(), line("S", "A", "E")))

    with pytest.raises(StepFailed) as failed:
        player.start(when="9999-12-31T23:59:59-12:00")

    assert_no_time(failed.value)


def test_a_cycle_that_leads_beyond_every_calendar_is_told_in_both_languages() -> None:
    player = reminding("R/P3990Y")

    with pytest.raises(StepFailed) as failed:
        fire(player)

    assert_no_time(failed.value)


def assert_no_time(failed: StepFailed) -> None:
    zh, en = failed.causes
    assert "不是可用的时间" in zh
    assert "gives no usable time" in en


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    world = FakeWorld(moment=datetime(2026, 1, 31, 1, 0, tzinfo=UTC))
    assert waiting("timeDuration", "P1M", world).alarm("T").due == datetime(
        2026, 2, 28, 1, 0, tzinfo=UTC
    )


def test_months_are_those_of_the_county_and_not_of_greenwich() -> None:
    world = FakeWorld(moment=datetime(2026, 1, 31, 16, 30, tzinfo=UTC))  # 1 February in the county
    assert waiting("timeDuration", "P1M", world).alarm("T").due == datetime(
        2026, 2, 28, 16, 30, tzinfo=UTC
    )


def fire(player: Player, at: datetime | None = None) -> None:
    player.world.moment = at or player.alarm("X").due
    player.push(Fire(token=player.token("X")))


def test_a_cycle_occurs_as_often_as_it_says() -> None:
    player = reminding("R3/PT1H")
    moments = []
    for _ in range(3):
        moments.append(player.alarm("X").due)
        fire(player)
    assert moments == [NOON + timedelta(hours=hours) for hours in (1, 2, 3)]
    assert player.waiting == ["H"]
    assert player.path.count("remind") == 3


def test_a_cycle_without_a_number_goes_on() -> None:
    player = reminding("R/PT1H")
    for _ in range(30):
        fire(player)
    assert player.alarm("X").due == NOON + timedelta(hours=31)


def test_a_monthly_cycle_keeps_its_day() -> None:
    player = reminding("R/P1M", FakeWorld(moment=datetime(2026, 1, 31, 1, 0, tzinfo=UTC)))
    days = []
    for _ in range(4):
        days.append(player.alarm("X").due.date().isoformat())
        fire(player)
    assert days == ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]


def test_a_cycle_may_begin_at_a_moment() -> None:
    player = reminding("R2/2026-03-05T09:00:00+08:00/P1D")
    first = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)
    assert player.alarm("X").due == first
    fire(player)
    assert player.alarm("X").due == first + timedelta(days=1)
    fire(player)
    assert player.waiting == ["H"]


@pytest.mark.parametrize(
    ("cycle", "ahead"), [("R/PT1H", timedelta(hours=10)), ("R/P1M", timedelta(days=92))]
)
@pytest.mark.parametrize("missed", [None, "once"])
def test_occurrences_missed_in_a_downtime_are_made_up_for_once(
    cycle: str, ahead: timedelta, missed: str | None
) -> None:
    player = reminding(cycle, missed=missed)
    late = NOON + ahead + timedelta(minutes=30)
    fire(player, late)
    assert player.path.count("remind") == 1
    assert player.alarm("X").due > late


@pytest.mark.parametrize("cycle", ["R/PT1H", "R/P1M"])
def test_each_of_them_is_made_up_for_where_that_is_wanted(cycle: str) -> None:
    punctual = reminding(cycle)
    moments = []
    for _ in range(4):
        moments.append(punctual.alarm("X").due)
        fire(punctual)

    player = reminding(cycle, missed="all")
    late = moments[2] + timedelta(minutes=30)
    for moment in moments[:3]:
        assert player.alarm("X").due == moment
        fire(player, late)

    assert player.path.count("remind") == 3
    assert player.alarm("X").due == moments[3]


@pytest.mark.parametrize(
    ("said", "times"), [(None, 3), ("once", 1), ("all", 3)], ids=["county", "once", "all"]
)
def test_the_county_says_what_becomes_of_them_where_the_diagram_does_not(
    said: str | None, times: int
) -> None:
    player = reminding("R/PT1H", FakeWorld(missed=Missed.ALL), missed=said)
    late = NOON + timedelta(hours=3, minutes=30)
    while player.alarm("X").due <= late:
        fire(player, late)

    assert player.path.count("remind") == times


def test_no_more_are_made_up_for_than_the_cycle_has() -> None:
    player = reminding("R3/PT1H", missed="all")
    for _ in range(3):
        fire(player, NOON + timedelta(hours=10))
    assert player.waiting == ["H"]


def test_missed_occurrences_count() -> None:
    player = reminding("R3/PT1H")
    fire(player, NOON + timedelta(hours=10))
    assert player.waiting == ["H"]


def test_a_cycle_may_be_an_expression() -> None:
    player = reminding('"R/" + often', often="PT30M")
    assert player.alarm("X").due == NOON + timedelta(minutes=30)


@pytest.mark.parametrize("cycle", ["missing", '"R3"', '"R0/PT1H"', '"R/PT0S"', '"R/soon/PT1H"'])
def test_a_cycle_that_is_none_fails_the_step(cycle: str) -> None:
    with pytest.raises(StepFailed, match="no usable time"):
        reminding(cycle)


@pytest.mark.parametrize("cycle", ["R/PT1H", "R3/PT1H"])
def test_a_cycle_in_the_flow_goes_on_at_its_first_occurrence(cycle: str) -> None:
    player = waiting("timeCycle", cycle)
    assert player.alarm("T").due == NOON + timedelta(hours=1)
    player.push(Fire(token=player.token("T")))
    assert player.over


def test_a_cycle_that_interrupts_does_so_at_its_first_occurrence() -> None:
    diagram = process(
        start(),
        user("H"),
        boundary("X", "H", timer("timeCycle", "R/PT1H")),
        user("L"),
        end(),
        line("S", "H", "E"),
        line("X", "L", "E"),
    )
    player = Player(diagram).start()
    fire(player)
    assert player.waiting == ["L"]
