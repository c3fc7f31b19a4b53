"""Boundary events on every kind of activity that takes time, whatever they are about (BPMN 2.0, 10.5.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.moves import Deliver, Escalate, Fail, Fire, Thrown
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    line,
    many,
    node,
    script,
    service,
    start,
    sub,
    timer,
    user,
)
from tests.engine.event_pen import draw
from tests.engine.player import Player

if TYPE_CHECKING:
    from collections.abc import Callable

INSIDE = start("HS") + user("A") + end("HE") + line("HS", "A", "HE")
HOSTS = {
    "user task": user("H"),
    "manual task": user("H", kind="manualTask"),
    "receive task": node("receiveTask", "H", messageRef="m"),
    "sub-process": sub("H", INSIDE),
    "transaction": node("transaction", "H", INSIDE),
    "ad-hoc sub-process": node("adHocSubProcess", "H", user("A") + user("B")),
    "call": node("callActivity", "H", calledElement="inquiry"),
    "many": user("H", many(count="3")),
    "many one by one": user("H", many(count="3", sequential=True)),
    "many sub-processes": sub("H", many(count="3"), INSIDE),
    "many calls": node("callActivity", "H", many(count="3"), calledElement="inquiry"),
    "loop": user("H", '<bpmn:standardLoopCharacteristics loopMaximum="3"/>'),
    "looping sub-process": sub("H", '<bpmn:standardLoopCharacteristics loopMaximum="3"/>' + INSIDE),
}
TRUE = about("conditional", inner="<bpmn:condition>go = true</bpmn:condition>")


def by_timer(player: Player) -> None:
    player.push(Fire(token=player.token("X")))


def by_delivery(player: Player) -> None:
    player.push(Deliver(token=player.token("X")))


def by_condition(player: Player) -> None:
    player.done("W", go=True)


def by_signal_inside(player: Player) -> None:
    player.done("V")


OCCURRENCES: dict[str, tuple[str, Callable[[Player], None]]] = {
    "timer": (timer("timeDuration", "PT1H"), by_timer),
    "cycle": (timer("timeCycle", "R/PT1H"), by_timer),
    "message": (about("message", "m"), by_delivery),
    "signal": (about("signal", "s"), by_delivery),
    "signal of the same case": (about("signal", "s"), by_signal_inside),
    "condition": (TRUE, by_condition),
    "several": (about("signal", "s") + TRUE, by_condition),
}


def beside(host: str, inner: str, *, interrupting: bool) -> Player:
    """The host, its boundary event X to work L; beside it work W, and V which throws a signal."""
    return Player(
        draw(
            start(), node("parallelGateway", "split"), host, user("W"), user("V"),
            node("intermediateThrowEvent", "T", about("signal", "s")),
            boundary("X", "H", inner, interrupting=interrupting), user("L"), end(),
            line("S", "split", "H", "E"), line("split", "W", "E"), line("split", "V", "T", "E"),
            line("X", "L", "E"),
        )
    ).start()  # fmt: skip


@pytest.mark.parametrize("interrupting", [True, False])
@pytest.mark.parametrize("what", OCCURRENCES)
@pytest.mark.parametrize("kind", HOSTS)
def test_it_takes_the_place_of_its_activity_or_runs_beside_it(
    kind: str,
    what: str,
    interrupting: bool,  # noqa: FBT001  # both kinds
) -> None:
    inner, occur = OCCURRENCES[what]
    player = beside(HOSTS[kind], inner, interrupting=interrupting)
    before = [element for element in player.waiting if element not in {"L", "V", "W", "X"}]
    assert before

    occur(player)

    assert "L" in player.waiting
    assert [one for one in player.waiting if one in before] == ([] if interrupting else before)


@pytest.mark.parametrize(
    "kind", ["call", "many", "many sub-processes", "user task", "receive task"]
)
def test_an_error_from_outside_is_caught(kind: str) -> None:
    player = beside(HOSTS[kind], about("error", "e1"), interrupting=True)

    player.push(Fail(token=player.token("H"), code="refused"))

    assert player.waiting == ["L", "V", "W"]


@pytest.mark.parametrize("interrupting", [True, False])
@pytest.mark.parametrize("kind", ["call", "many calls", "many sub-processes"])
def test_an_escalation_of_a_branch_is_caught_as_often_as_it_is_thrown(
    kind: str,
    interrupting: bool,  # noqa: FBT001  # both kinds
) -> None:
    player = beside(HOSTS[kind], about("escalation", "c1"), interrupting=interrupting)
    thrown = Thrown(element="x", kind="escalation", name="", code="up")

    for times in range(1, 2 if interrupting else 4):
        player.push(Escalate(token=player.token("H"), thrown=thrown))
        assert player.waiting.count("L") == times

    assert ("H" in player.waiting) is not interrupting


@pytest.mark.parametrize(
    "host",
    [
        node("task", "H"),
        script("H", "a := 1"),
        service("H", "document.number"),
        node("sendTask", "H", messageRef="m"),
    ],
)
def test_what_takes_no_time_is_over_before_anything_is_heard(host: str) -> None:
    player = beside(host, timer("timeDuration", "PT1H"), interrupting=True)

    assert player.waiting == ["V", "W"]
