from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from server.domain.moves import Start
from tests.engine.diagrams import (
    end,
    gateway,
    line,
    one,
    process,
    script,
    start,
    user,
)
from tests.engine.player import FakeWorld, Player

COUNTY = ZoneInfo("Asia/Shanghai")


def test_an_answer_is_written_name_by_name() -> None:
    player = Player(one(user("T"), after=user("Z"))).start(a=1, b=1)
    player.done("T", b=2, c=3)
    assert player.data == {"a": 1, "b": 2, "c": 3}
    assert player.last is not None
    assert player.last.written == {"b", "c"}


@pytest.mark.parametrize("said", [{"e_variableName": "report"}, {"result": "report"}])
def test_an_answer_may_be_kept_under_one_name(said: dict[str, str]) -> None:
    player = Player(one(user("T", **said), after=user("Z"))).start(a=1).done("T", b=2)
    assert player.data == {"a": 1, "report": {"b": 2}}


def test_an_empty_answer_writes_nothing() -> None:
    player = Player(one(user("T", result="report"), after=user("Z"))).start().done("T")
    assert player.data == {}


def test_a_manual_task_waits_for_a_person_too() -> None:
    player = Player(one(user("T", kind="manualTask"))).start()
    assert player.waiting == ["T"]
    assert player.done("T").over


def test_parallel_branches_lose_no_update() -> None:
    player = Player(
        process(
            start(),
            gateway("parallel", "split"),
            user("A"),
            user("B"),
            gateway("parallel", "join"),
            user("Z"),
            end(),
            line("S", "split", "A", "join", "Z", "E"),
            line("split", "B", "join"),
        )
    ).start(x=0, y=0)
    player.done("A", x=1).done("B", y=1)
    assert player.data == {"x": 1, "y": 1}


def test_what_the_caller_holds_is_never_changed() -> None:
    player = Player(one(script("T", "form := {city: form.city, more: 1}"), after=user("Z")))
    data = {"form": {"city": "县城"}}
    move = player.engine.push(
        player.version,
        Start(values={"x": 1}),
        saved=b"",
        data=data,
        outer={},
        world=FakeWorld(),
    )
    assert data == {"form": {"city": "县城"}}
    assert move.data["form"] == {"city": "县城", "more": 1}


def test_outer_data_is_read_through_and_never_written() -> None:
    outer = {"seen": 1, "hidden": 1}
    player = Player(
        one(script("T", "sum := seen + hidden\nseen := 9"), after=user("Z")), outer=outer
    )
    player.start(hidden=10)
    assert player.data == {"hidden": 10, "sum": 11, "seen": 9}
    assert outer == {"seen": 1, "hidden": 1}


def test_names_that_the_library_trips_over_are_harmless() -> None:
    player = Player(one(user("T"), after=user("Z"))).start(typename="x")
    player.done("T", typename={"typename": "datetime", "value": 1}, data_objects=1)
    assert player.data["typename"] == {"typename": "datetime", "value": 1}
    assert player.done("Z").over


def test_dates_and_decimals_are_just_values() -> None:
    player = Player(one(user("T"), after=user("Z"))).start(
        day=date(2026, 3, 1), sum=Decimal("0.10")
    )
    player.done("T", more=datetime(2026, 3, 1, tzinfo=COUNTY))
    assert player.data["day"] == date(2026, 3, 1)
