"""How an instance begins: by hand, by a message, a signal, a timer, or what instantiates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from server.domain.county import Missed
from server.domain.errors import StepFailed
from server.domain.ids import VersionId
from server.domain.moves import Move, Start
from server.domain.process import Occurrence, Trigger, TriggerKind
from server.engine.adapter import SpiffEngine
from tests.engine.diagrams import (
    about,
    end,
    extensions,
    gateway,
    line,
    node,
    process,
    script,
    start,
    timer,
    user,
)
from tests.engine.event_pen import BESIDE
from tests.engine.player import NOON, FakeWorld, Player, sources

if TYPE_CHECKING:
    from server.domain.values import Value

HOUR = timedelta(hours=1)


def begun_by(*definitions: str, **said: str) -> bytes:
    """A process with a start by hand that leads to A, and a triggered one that leads to B."""
    return process(
        start(),
        node("startEvent", "X", "".join(definitions), said=extensions(**said)),
        user("A"),
        user("B"),
        end(),
        line("S", "A", "E"),
        line("X", "B", "E"),
        beside=BESIDE,
    )


def triggered(player: Player, element: str, **payload: Value) -> Move:
    """Let what triggers an element happen."""
    named = {one.element: one for one in player.model.triggers}
    trigger = named.get(element, replace(next(iter(named.values())), element=element))
    return player.push(Start(values={"body": "zjj"}, trigger=trigger, payload=payload))


def test_a_person_starts_at_the_start_without_a_trigger() -> None:
    player = Player(begun_by(about("message", "m"))).start()

    assert player.waiting == ["A"]


@pytest.mark.parametrize(("kind", "ref"), [("message", "m"), ("signal", "s")])
def test_what_triggers_begins_there_with_what_it_brought(kind: str, ref: str) -> None:
    player = Player(begun_by(about(kind, ref)))

    triggered(player, "X", village="东村")

    assert player.waiting == ["B"]
    assert player.path == ["X", "X_B"]
    assert player.data == {"body": "zjj", "village": "东村"}


def test_what_a_message_brought_may_be_kept_under_a_name() -> None:
    player = Player(begun_by(about("message", "m"), result="letter"))

    triggered(player, "X", village="东村")

    assert player.data == {"body": "zjj", "letter": {"village": "东村"}}


def test_a_process_that_only_begins_by_itself_is_not_started_by_hand() -> None:
    diagram = process(
        node("startEvent", "X", about("message", "m")), end(), line("X", "E"), beside=BESIDE
    )

    with pytest.raises(StepFailed, match="only messages, signals or timers"):
        Player(diagram).start()


def test_what_is_no_trigger_begins_nothing() -> None:
    with pytest.raises(StepFailed, match="begins nothing by itself"):
        triggered(Player(begun_by(about("message", "m"))), "A")


def test_a_receive_task_that_instantiates_has_received_when_the_instance_begins() -> None:
    task = node(
        "receiveTask",
        "R",
        said=extensions(e_preScript="asked := 1", e_postScript="heard := village"),
        instantiate="true",
        messageRef="m",
    )
    player = Player(process(task, user("B"), end(), line("R", "B", "E"), beside=BESIDE))

    triggered(player, "R", village="东村")

    assert player.waiting == ["B"]
    assert player.data == {"body": "zjj", "village": "东村", "asked": 1, "heard": "东村"}


def test_a_gateway_that_instantiates_begins_behind_the_event_that_happened() -> None:
    diagram = process(
        gateway("eventBased", "G", instantiate="true"),
        node("intermediateCatchEvent", "X", about("message", "m")),
        node("intermediateCatchEvent", "Y", about("signal", "s")),
        user("A"),
        user("B"),
        end(),
        line("G", "X", "A", "E"),
        line("G", "Y", "B", "E"),
        beside=BESIDE,
    )
    player = Player(diagram)

    triggered(player, "Y")

    assert [one.element for one in player.model.triggers] == ["X", "Y"]
    assert player.waiting == ["B"]
    assert player.path == ["G", "G_Y", "Y", "Y_B"]


def test_a_start_with_several_definitions_is_begun_by_any_of_them() -> None:
    player = Player(
        begun_by(about("message", "m"), about("signal", "s"), timer("timeDuration", "PT1H"))
    )

    assert player.model.triggers == (
        Trigger(element="X", kind=TriggerKind.MESSAGE, name="回函"),
        Trigger(element="X", kind=TriggerKind.SIGNAL, name="停办"),
        Trigger(element="X", kind=TriggerKind.TIMER, name="timeDuration PT1H"),
    )


def test_only_the_start_by_hand_needs_no_trigger() -> None:
    triggers = Player(begun_by(about("message", "m"))).model.triggers

    assert [one.element for one in triggers] == ["X"]


# --- timers -----------------------------------------------------------------------------------


def occurrences(
    way: str, text: str, *moments: datetime, county: Missed = Missed.ONCE, **said: str
) -> list[datetime | None]:
    """When a timer start happens first, and next after each of these moments."""
    engine, version = SpiffEngine(), VersionId(uuid4())
    [trigger] = engine.learn(version, sources(begun_by(timer(way, text), **said))).triggers
    told: list[datetime | None] = []
    before: Occurrence | None = None
    for moment in (NOON, *moments):
        before = engine.occurrence(version, trigger, before, FakeWorld(moment, missed=county))
        told.append(None if before is None else before.at)
    return told


def test_a_date_happens_once() -> None:
    assert occurrences("timeDate", "2026-03-09", NOON) == [
        datetime(2026, 3, 8, 16, tzinfo=UTC),
        None,
    ]


def test_a_duration_counts_from_the_deployment() -> None:
    assert occurrences("timeDuration", "PT1H", NOON + HOUR) == [NOON + HOUR, None]


def test_a_cycle_goes_on_until_its_count_is_used_up() -> None:
    told = occurrences("timeCycle", "R2/PT1H", NOON + HOUR, NOON + 2 * HOUR)

    assert told == [NOON + HOUR, NOON + 2 * HOUR, None]


def test_months_are_those_of_the_calendar() -> None:
    third = datetime(2026, 3, 31, tzinfo=UTC)

    told = occurrences("timeCycle", "R/2026-01-31T08:00:00+08:00/P1M", third)

    assert told == [third, datetime(2026, 4, 30, tzinfo=UTC)]


def test_what_lay_before_the_deployment_was_not_missed() -> None:
    assert occurrences("timeCycle", "R2/2026-01-01T08:00:00+08:00/P1D") == [None]


def test_what_was_missed_happens_once() -> None:
    assert occurrences("timeCycle", "R/PT1H", NOON + 4.5 * HOUR) == [NOON + HOUR, NOON + 5 * HOUR]


def test_what_was_missed_is_made_up_on_request() -> None:
    late = NOON + 4.5 * HOUR

    told = occurrences("timeCycle", "R/PT1H", late, late, missed="all")

    assert told == [NOON + HOUR, NOON + 2 * HOUR, NOON + 3 * HOUR]


def test_what_was_missed_is_made_up_where_the_county_wants_it() -> None:
    late = NOON + 4.5 * HOUR

    every = occurrences("timeCycle", "R/PT1H", late, county=Missed.ALL)
    once = occurrences("timeCycle", "R/PT1H", late, county=Missed.ALL, missed="once")

    assert (every, once) == ([NOON + HOUR, NOON + 2 * HOUR], [NOON + HOUR, NOON + 5 * HOUR])


def test_a_timer_may_ask_the_county() -> None:
    assert occurrences("timeDate", 'due("T41")') == [NOON + timedelta(days=1, seconds=3)]


def test_a_timer_that_gives_no_time_says_so() -> None:
    with pytest.raises(StepFailed) as refused:
        occurrences("timeDate", "unknown")

    assert refused.value.values["element"] == "X"


def test_a_triggered_case_goes_on_like_any_other() -> None:
    diagram = process(
        node("startEvent", "X", about("message", "m")),
        script("A", "n := village"),
        end(),
        line("X", "A", "E"),
        beside=BESIDE,
    )
    player = Player(diagram)

    triggered(player, "X", village="东村")

    assert player.over
    assert player.data["n"] == "东村"
