"""The county as services ask it: due moments, ladders, who hears, lamps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.county import Missed
from server.domain.errors import CountyMissing, NoSuchFunction
from server.domain.ids import BodyId
from server.domain.people import BodyKind
from server.domain.reading import Deadline, Lamp
from server.services.county_tables import county_of
from tests.builders import NOON, sample_county
from tests.fakes import FakeUnit, Stage

if TYPE_CHECKING:
    from server.services.county import County

ZJJ = BodyId("zjj")


@pytest.fixture
def county() -> County:
    return county_of(FakeUnit(Stage.in_county().database))


def test_the_county_is_read_from_its_papers(county: County) -> None:
    assert (county.name, county.name_en) == ("示例县", "Demo County")
    assert len(county.bodies) == len(sample_county().bodies)
    assert county.catalogue == sample_county().catalogue
    assert county.clocks == sample_county().clocks


@pytest.mark.parametrize(
    ("said", "missed"), [("", Missed.ONCE), ('missed = "all"\n', Missed.ALL)], ids=["unsaid", "all"]
)
def test_what_was_missed_is_made_up_for_once_unless_the_county_says_otherwise(
    said: str, missed: Missed
) -> None:
    stage = Stage.in_county()
    text = stage.state.papers["county", ""].replace('missed = "once"\n', said)
    stage.state.papers["county", ""] = text

    assert county_of(FakeUnit(stage.database)).missed is missed


def test_a_county_without_clocks_and_catalogue_has_none() -> None:
    stage = Stage.in_county()
    del stage.state.papers["clocks", ""]
    del stage.state.papers["catalogue", ""]

    county = county_of(FakeUnit(stage.database))

    assert county.clocks.clocks == ()
    assert county.catalogue.items == ()


def test_before_a_county_was_loaded_there_is_none() -> None:
    with pytest.raises(CountyMissing):
        county_of(FakeUnit(Stage().database))


def test_a_function_names_its_body(county: County) -> None:
    assert county.body_of("command_centre") == "cmd"


def test_an_unknown_function_is_told(county: County) -> None:
    with pytest.raises(NoSuchFunction):
        county.body_of("weather")


def test_a_clock_counts_working_hours(county: County) -> None:
    assert county.due("T45/ruling", NOON) == NOON + timedelta(hours=21)  # Tuesday, 9:00


def test_an_agreed_day_lasts_until_the_offices_close(county: County) -> None:
    due = county.due("T43/joint", NOON, date(2026, 3, 20))

    assert due == county.calendar.close_of(date(2026, 3, 20))


def test_an_agreed_moment_is_taken_as_it_is(county: County) -> None:
    agreed = NOON + timedelta(days=3)

    assert county.due("T43/joint", NOON, agreed) == agreed


def test_a_clock_climbs_five_rungs(county: County) -> None:
    due = county.due("T43/emergency", NOON)

    assert [rung for rung, _ in county.rungs("T43/emergency", NOON, due)] == [
        "hint",
        "amber",
        "red",
        "urge",
        "circulate",
    ]


# --- who hears --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rung", "hearer"),
    [
        ("hint", ("zjj", "dept_handler")),
        ("amber", ("zjj", "dept_head")),
        ("red", ("cmd", "cmd_head")),
        ("urge", ("zjj", "dept_head")),
        ("circulate", ("cmd", "cmd_head")),
    ],
)
def test_each_rung_is_heard_by_its_own(county: County, rung: str, hearer: tuple[str, str]) -> None:
    assert county.hears(rung, ZJJ, "dept_handler", "T43") == hearer


def test_the_office_of_the_clock_hears_when_it_is_over(county: County) -> None:
    assert county.hears("red", ZJJ, "dept_handler", "T01") == ("sfj", "dept_head")


def test_without_a_clock_the_command_centre_hears(county: County) -> None:
    assert county.hears("red", ZJJ, "dept_handler", None) == ("cmd", "cmd_head")


def test_every_body_with_posts_has_a_head_who_hears(county: County) -> None:
    roles: dict[str, set[str]] = {}
    for post in sample_county().posts:
        roles.setdefault(post.body, set()).update(post.roles)

    deaf = [
        body.id
        for body in county.bodies
        if body.kind is not BodyKind.EXTERNAL
        and body.id in roles
        and county.hears("amber", body.id, "", None)[1] not in roles[body.id]
    ]

    assert not deaf


def test_an_unknown_body_is_headed_as_a_department(county: County) -> None:
    assert county.hears("amber", BodyId("new"), "", None) == ("new", "dept_head")


# --- lamps ------------------------------------------------------------------------------------


def test_work_without_a_clock_has_no_lamp(county: County) -> None:
    assert county.deadline(None, NOON) == Deadline(due=None, lamp=Lamp.NONE)


def test_work_due_in_days_is_good(county: County) -> None:
    due = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)

    assert county.deadline(due, NOON) == Deadline(due=due, lamp=Lamp.GOOD, amount=3, unit="day")


def test_work_due_today_says_so(county: County) -> None:
    due = NOON + timedelta(hours=4)

    assert county.deadline(due, NOON).lamp is Lamp.TODAY


def test_work_past_its_due_moment_is_late(county: County) -> None:
    due = NOON - timedelta(days=7)

    assert county.deadline(due, NOON).lamp is Lamp.LATE


def test_a_lamp_counts_minutes_at_the_very_end(county: County) -> None:
    morning = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    assert county.deadline(morning + timedelta(minutes=20), morning).unit == "minute"


def test_bodies_are_those_that_the_store_keeps() -> None:
    stage = Stage.in_county()
    stage.state.bodies[ZJJ] = replace(stage.state.bodies[ZJJ], name="新名")

    county = county_of(FakeUnit(stage.database))

    assert "新名" in {body.name for body in county.bodies}
