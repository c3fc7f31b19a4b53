"""What a multi-instance activity throws as its members come through (BPMN 2.0, 10.3.8)."""

from __future__ import annotations

import pytest

from server.domain.moves import Count, EndKind, Tally
from server.engine.adapter import SpiffEngine
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    extensions,
    line,
    many,
    node,
    start,
    sub,
    user,
)
from tests.engine.event_pen import draw, telling, telling_when
from tests.engine.player import KNOWN, Player, sources
from tests.engine.test_rules import problems

MARK = many("bodies", "body")


def around(marker: str, *guards: str) -> bytes:
    """Work M of many; each of the boundary events X, Y leads to work of that letter doubled."""
    flows = [user(2 * key) + line(key, 2 * key, "E") for key in "XY"[: len(guards)]]
    return draw(
        start(), user("M", marker, result="it"), user("Z"), end(), line("S", "M", "Z", "E"),
        *guards, *flows,
    )  # fmt: skip


def on(kind: str, reference: str, key: str = "X", **said: str) -> str:
    return boundary(key, "M", about(kind, reference), interrupting=False, **said)


def counted(player: Player, completed: int, **given: object) -> Player:
    tally = Tally(total=3, active=3 - completed, completed=completed)
    player.push(Count(token=player.token("M"), tally=tally, given=given))
    return player


def begun(*parts: str) -> Player:
    return Player(around(*parts)).start(bodies=["a", "b", "c"])


def test_what_is_thrown_brings_how_far_it_is() -> None:
    player = begun(telling(MARK, "None", "ds"), on("signal", "s", result="far"))
    counted(player, 2)

    assert player.waiting == ["M", "X", "XX"]
    assert player.data["far"] == {
        "numberOfInstances": 3,
        "numberOfActiveInstances": 1,
        "numberOfCompletedInstances": 2,
        "numberOfTerminatedInstances": 0,
    }
    assert player.last is not None
    assert [one.kind for one in player.last.thrown] == ["signal"]


@pytest.mark.parametrize(
    ("kind", "named", "caught"),
    [("signal", "ds", "s"), ("escalation", "dc", "c1"), ("error", "de", "e1")],
)
def test_what_is_thrown_brings_what_the_diagram_says(kind: str, named: str, caught: str) -> None:
    said = "{left: numberOfInstances - numberOfCompletedInstances, by: it.by, of: bodies}"
    work = user("M", telling(MARK, "None", named), result="it", payload=said)
    guard = boundary("X", "M", about(kind, caught), result="told")
    parts = (work, guard, user("XX"), end(), line("S", "M", "E"), line("X", "XX", "E"))
    player = Player(draw(start(), *parts)).start(bodies=["a", "b"])

    tally = Tally(total=2, active=1, completed=1)
    player.push(Count(token=player.token("M"), tally=tally, given={"by": "zjj"}))

    assert player.waiting == ["XX"]
    assert player.data["told"] == {"left": 1, "by": "zjj", "of": ["a", "b"]}


def test_an_error_brings_how_far_it_is_as_well() -> None:
    guard = boundary("X", "M", about("error", "e1"), result="far")
    player = counted(begun(telling(MARK, "None", "de"), guard), 2)

    assert player.waiting == ["XX"]
    assert player.data["far"]["numberOfCompletedInstances"] == 2


def test_a_condition_sees_what_the_member_gave() -> None:
    marker = telling_when(MARK, escalation="it.refused = true and numberOfInstances = 3")
    player = begun(marker, on("escalation", "c1"))

    assert counted(player, 1, refused=False).waiting == ["M"]
    assert counted(player, 2, refused=True).waiting == ["M", "XX"]


def test_several_definitions_are_asked_one_after_the_other() -> None:
    marker = telling_when(MARK, escalation="true", error="nrOfCompletedInstances = 2")
    guards = (on("escalation", "c1"), boundary("Y", "M", about("error", "e1")))
    player = begun(marker, *guards)

    assert counted(player, 1).waiting == ["M", "XX"]
    assert counted(player, 2).waiting == ["XX", "XX", "YY"]


def test_what_took_the_activity_away_is_the_last_that_is_thrown() -> None:
    marker = telling_when(MARK, error="true", escalation="true")
    player = begun(marker, boundary("X", "M", about("error", "e1")), on("escalation", "c1", "Y"))

    assert counted(player, 1).waiting == ["XX"]


def test_what_nobody_catches_rises() -> None:
    inner = sub(
        "K", start("KS"), user("M", telling(MARK, "One", "dc")), end("KE"), line("KS", "M", "KE")
    )
    guard = boundary("X", "K", about("escalation", "c1"), interrupting=False)
    parts = (inner, guard, user("N"), end(), line("S", "K", "E"), line("X", "N"))
    player = Player(draw(start(), *parts)).start(bodies=["a"])

    assert counted(player, 1).waiting == ["M", "N"]
    alone = counted(begun(telling(MARK, "One", "dc")), 1)
    assert alone.last is not None
    assert [one.code for one in alone.last.thrown] == ["up"]
    assert alone.waiting == ["M"]


def test_an_error_that_nobody_catches_ends_the_case() -> None:
    player = counted(begun(telling(MARK, "None", "de")), 1)
    assert player.last is not None
    assert player.last.ending is not None
    assert (player.last.ending.kind, player.last.ending.code) == (EndKind.ERROR, "refused")
    assert player.last.ending.name == "不同意"


def test_without_a_behavior_nothing_is_thrown() -> None:
    called = node("callActivity", "M", said=extensions(), calledElement="inquiry")
    parts = (called, end(), line("S", "M", "E"))
    player = counted(Player(draw(start(), *parts)).start(), 1)

    assert player.last is not None
    assert not player.last.thrown
    assert player.model.telling == frozenset()


def test_the_model_names_what_tells() -> None:
    diagram = around(telling(MARK, "None", "dc"))
    assert SpiffEngine().check(sources(diagram), KNOWN).telling == {"M"}


@pytest.mark.parametrize(
    ("marker", "sentence"),
    [
        (telling(MARK, "None"), "names an event definition"),
        (telling(MARK, "One", "gone"), "names an event definition"),
        (telling(MARK, "Complex"), "say condition and event"),
        (telling_when(MARK, error="true").replace("Complex", "All", 1), "else nothing does"),
        (telling_when(MARK, error='"x"'), "never gives true or false"),
        (telling(MARK, "None", "dm"), "can't throw a message event"),
        (telling(MARK, "None", "s"), "must refer to a signal"),
    ],
)
def test_what_can_not_be_thrown_is_refused(marker: str, sentence: str) -> None:
    found = problems(around(marker))
    assert any(sentence in one.sentence_en for one in found), found
    assert all(one.line is not None for one in found)


def test_what_is_done_in_one_step_tells_nothing() -> None:
    marker = telling(MARK, "None", "dc")
    task = node("task", "M", marker)
    [one] = problems(draw(start(), task, end(), line("S", "M", "E")))

    assert "done in one step" in one.sentence_en
