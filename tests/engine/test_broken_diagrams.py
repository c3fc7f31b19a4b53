"""Diagrams broken at random: refused with reasons or run, never anything else."""

from __future__ import annotations

import random
from contextlib import suppress
from copy import deepcopy
from time import process_time
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from server.domain.errors import DiagramRefused, Refusal
from server.domain.moves import Work
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    flow,
    four_tasks,
    gateway,
    line,
    many,
    node,
    process,
    script,
    service,
    start,
    sub,
    timer,
    user,
)
from tests.engine.player import Player

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = ("", "1 +", "a", "R/PT1H", "P1D")
VALUES = ("", "x", "S", "true", "-1", "E", "P")


def rich() -> bytes:
    """A diagram with something of everything."""
    return process(
        start(),
        gateway("eventBased", "g"),
        node("intermediateCatchEvent", "c1", timer("timeDuration", "PT1H")),
        node("intermediateCatchEvent", "c2", about("message", "m")),
        sub("P", start("PS"), user("W"), end("PE", about("error", "e")), line("PS", "W", "PE")),
        boundary("X", "P", about("error", "e")),
        user("M", many("xs", "x", into="ys", output="y", until="nrOfCompletedInstances > 1")),
        boundary("Y", "M", timer("timeCycle", "R/PT1H"), interrupting=False),
        gateway("inclusive", "i", default="i_q"),
        node("task", "q"),
        script("t", "a := 1"),
        service("v", "document.number", n="1"),
        gateway("inclusive", "j"),
        user("u"),
        gateway("exclusive", "w"),
        end(),
        end("F"),
        line("S", "g", "c1", "P", "M", "i", "q", "j", "u", "w"),
        line("g", "c2", "P"),
        flow("i", "t", "a = 1"),
        line("t", "v", "j"),
        line("X", "F"),
        line("Y", "F"),
        flow("w", "E", name="a"),
        flow("w", "F", name="b"),
        beside='<bpmn:message id="m" name="a"/><bpmn:error id="e" name="c" errorCode="x"/>',
    )


def broken(diagram: bytes, chance: random.Random) -> bytes:
    """One thing in the file goes wrong."""
    root = etree.fromstring(diagram)
    nodes = list(root.iter("*"))
    one, other = chance.choice(nodes[1:]), chance.choice(nodes)
    above = next(one.iterancestors())
    names = sorted(one.attrib) or ["id"]
    values = [*VALUES, *other.attrib.values()]
    deeds: list[Callable[[], object]] = [
        lambda: above.remove(one),
        lambda: one.attrib.pop(chance.choice(names), ""),
        lambda: one.set(chance.choice(names), chance.choice(values)),
        lambda: setattr(one, "text", chance.choice(TEXTS)),
        lambda: above.append(deepcopy(one)),
        lambda: other.append(deepcopy(one)),
        lambda: setattr(one, "tag", other.tag),
    ]
    chance.choice(deeds)()
    return etree.tostring(root)


@pytest.mark.parametrize("seed", range(120))
def test_a_broken_diagram_is_refused_or_runs(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # what breaks, no secret
    diagram = broken(chance.choice([four_tasks(), rich(), rich()]), chance)
    with suppress(Refusal):
        player = Player(diagram, steps=500).start(xs=["a"], amount=1)
        for _ in range(5):
            work = [wait for wait in player.waits.values() if isinstance(wait, Work)]
            if work:
                player.done(chance.choice(work).element)


def test_a_sub_process_inside_one_of_the_same_name_is_refused_and_not_followed_for_ever() -> None:
    inner = sub("P", start("PS"), user("W", org=None), end("PE"), line("PS", "W", "PE"))
    diagram = process(start(), sub("P", start("QS"), inner, end("QE")), end(), line("S", "P", "E"))
    with pytest.raises(Refusal):
        Player(diagram)


def test_more_faults_than_anybody_reads_are_told_in_short_and_counted() -> None:
    endless = "长" * 1_500
    twins = "".join(node("task", f"T{number}_{endless}") * 2 for number in range(250))
    with pytest.raises(DiagramRefused) as refused:
        Player(process(start(), end(), twins))

    *told, last = refused.value.problems
    assert len(told) == 200
    assert all(len(problem.sentence) < 2_000 for problem in told)
    assert "more problems are not listed" in last.sentence_en


def test_a_file_of_nothing_but_faults_is_refused_in_no_time() -> None:
    beside = "".join(f'<bpmn:message id="S" name="m{number}"/>\n' for number in range(8_000))
    begun = process_time()
    with pytest.raises(DiagramRefused):
        Player(process(start(), end(), beside=beside))

    assert process_time() - begun < 5
