"""What the engine may ask while it moves a case."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.errors import NoSuchClock, NoSuchFunction, ParameterWrong
from server.domain.feel import compile_expression
from server.services.county_tables import county_of
from server.services.recording import Record
from server.services.worlds import CaseWorld
from tests.builders import NOON, a_held_case, an_actor
from tests.fakes import Stage

FIVE_DAYS, ALSO_FIVE_DAYS = "T01", "T13"
"""Both end after five working days."""

if TYPE_CHECKING:
    from server.domain.values import Values
    from server.services.operations import Scene


@pytest.fixture
def stage() -> Stage:
    return Stage.in_county()


@pytest.fixture
def world(stage: Stage) -> CaseWorld:
    unit = stage.tools.unit()
    record = Record(stage.tools, unit, an_actor())
    return CaseWorld(record, county_of(unit), a_held_case(number="BX-7"))


def ask(world: CaseWorld, expression: str, **data: Any) -> Any:
    return compile_expression(expression).evaluate(data, world.functions, world.moment)


def test_the_moment_stays_the_same_for_the_whole_act(stage: Stage, world: CaseWorld) -> None:
    stage.clock.pass_by(timedelta(hours=1))

    assert world.moment == NOON


def test_a_clock_begins_now_unless_a_beginning_is_given(world: CaseWorld) -> None:
    later = NOON + timedelta(hours=1)

    assert ask(world, 'due("T43/emergency")') == NOON + timedelta(minutes=30)
    assert ask(world, 'due("T43/emergency", since)', since=later.isoformat()) == later + timedelta(
        minutes=30
    )
    assert ask(world, 'due("T43/emergency", since)', since=later) == later + timedelta(minutes=30)


@pytest.mark.parametrize(
    "agreed",
    [
        "2026-03-20",
        date(2026, 3, 20),
        "2026-03-20T10:00:00+00:00",
        datetime(2026, 3, 20, 10, 0, tzinfo=UTC),
    ],
    ids=["day as text", "day", "moment as text", "moment"],
)
def test_an_agreed_end_is_a_day_or_a_moment(world: CaseWorld, agreed: object) -> None:
    due = ask(world, 'due("T43/joint", null, agreed)', agreed=agreed)

    assert due.astimezone(UTC) == datetime(2026, 3, 20, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("call", "field"),
    [
        ('due("T43/emergency", "soon")', "since"),
        ('due("T43/emergency", 5)', "since"),
        ('due("T43/joint", null, "2026-13-01")', "agreed"),
        ('due("T43/joint", null, true)', "agreed"),
    ],
)
def test_what_is_no_moment_is_refused_by_name(world: CaseWorld, call: str, field: str) -> None:
    with pytest.raises(ParameterWrong) as refused:
        ask(world, call)

    assert refused.value.values["field"] == f"due: {field}"


def test_what_is_no_name_of_a_function_has_no_body(world: CaseWorld) -> None:
    with pytest.raises(NoSuchFunction):
        ask(world, 'body_of(["command_centre"])')


def test_a_function_names_its_body(world: CaseWorld) -> None:
    assert ask(world, 'body_of("command_centre")') == "cmd"


def test_the_engine_counts_clocks_through_the_world(world: CaseWorld) -> None:
    assert world.due("T43/emergency", NOON) == NOON + timedelta(minutes=30)


def test_an_operation_happens_in_the_scene_of_its_case(stage: Stage, world: CaseWorld) -> None:
    def tell(scene: Scene, values: Values) -> Values:
        return {"number": scene.case.number, "at": scene.moment, **values}

    stage.operations["tell"] = tell

    assert world.operate("tell", {"x": 1}) == {"number": "BX-7", "at": NOON, "x": 1}


@pytest.mark.parametrize("source", ["due(null)", "due([1])", 'due("T9999")'])
def test_a_clock_that_is_none_is_refused(world: CaseWorld, source: str) -> None:
    with pytest.raises(NoSuchClock):
        ask(world, source)


def test_a_moment_is_of_the_clock_whose_end_it_was_given_as(world: CaseWorld) -> None:
    later = NOON + timedelta(days=2)
    moment = ask(world, 'due("T43/emergency")')

    for just_now in (True, False):
        assert world.reckoned(moment, just_now=just_now) == ("T43/emergency", NOON)
        assert world.reckoned(later, just_now=just_now) is None


def test_of_two_clocks_that_end_together_the_one_just_named_counts_and_else_none(
    world: CaseWorld,
) -> None:
    first = ask(world, f'due("{FIVE_DAYS}")')
    assert world.reckoned(first, just_now=True) == (FIVE_DAYS, NOON)
    assert ask(world, f'due("{ALSO_FIVE_DAYS}")') == first

    assert world.reckoned(first, just_now=True) == (ALSO_FIVE_DAYS, NOON)
    assert world.reckoned(first, just_now=False) is None
    ask(world, f'due("{FIVE_DAYS}")')
    assert world.reckoned(first, just_now=True) == (FIVE_DAYS, NOON)


def test_an_end_that_was_agreed_on_is_of_no_clock(world: CaseWorld) -> None:
    moment = ask(world, 'due("T43/joint", null, agreed)', agreed="2026-03-20")

    assert world.reckoned(moment, just_now=True) is None
    assert world.reckoned(moment, just_now=False) is None
