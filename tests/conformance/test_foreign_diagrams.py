"""Diagrams of others are accepted, changed until they run, or refused with a sentence; none crashes."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import DiagramRefused
from server.domain.process import TRIAL, Mode, Problem
from server.engine.adapter import SpiffEngine
from server.services.importing import read_files
from tests.conformance.foreign import at_hand
from tests.engine.player import KNOWN, sources
from tests.forms.form import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTY = replace(KNOWN, roles=KNOWN.roles | {TRIAL})
ENGINE = SpiffEngine()
FINE = ("accepted", "accepted after changes", "refused")


@pytest.fixture(scope="module")
def diagrams(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bytes]:
    """What is at hand, by whose it is and by name."""
    return at_hand(tmp_path_factory.mktemp("packages"))


def strictly(diagram: bytes) -> bool:
    """A diagram as it was drawn; nothing is changed in it."""
    ENGINE.check(sources(diagram, starter=(TRIAL,)), COUNTY)
    return False


def leniently(diagram: bytes) -> bool:
    """A diagram that comes alone, changed until it runs; whether it was changed."""
    every = read_files(ENGINE, {"foreign.bpmn": diagram}, COUNTY, Mode.LENIENT)
    for one in every:
        ENGINE.check(one, COUNTY)
    wrong = [
        Problem(element=name, sentence=zh, sentence_en=en)
        for name, form in every[0].forms.items()
        for zh, en in FORMS.problems(form)
    ]
    if wrong:
        raise DiagramRefused(wrong)
    return bool(every[0].changes)


def outcome(read: Callable[[bytes], bool], diagram: bytes) -> str:
    """How a diagram comes out."""
    try:
        return FINE[read(diagram)]
    except DiagramRefused as refused:
        said = all(one.sentence and one.sentence_en and one.element for one in refused.problems)
        return "refused" if said and refused.problems else "refused without a sentence"
    except Exception as crash:  # noqa: BLE001  # whatever comes out is the finding
        return f"crashed: {crash!r}"


@pytest.mark.slow
@pytest.mark.parametrize("way", [strictly, leniently])
def test_each_is_accepted_or_refused_with_a_sentence(
    way: Callable[[bytes], bool],
    diagrams: dict[tuple[str, str], bytes],
    capsys: pytest.CaptureFixture[str],
) -> None:
    if not diagrams:
        pytest.skip("0 foreign diagrams at hand: no registry, no folder in FOREIGN_DIAGRAMS")
    came = {place: outcome(way, diagram) for place, diagram in diagrams.items()}

    with capsys.disabled():
        sys.stdout.write(f"\nforeign diagrams, {way.__name__}:\n{_told(came)}\n")
    assert {place: how for place, how in came.items() if how not in FINE} == {}


def _told(came: dict[tuple[str, str], str]) -> str:
    """A line for each engine: how many of its diagrams came out how."""
    counts = Counter((whose, how) for (whose, _), how in came.items())
    lines = [
        f"  {whose}: {sum(1 for one, _ in came if one == whose)}: "
        + ", ".join(f"{counts[whose, how]} {how}" for how in FINE)
        for whose in sorted({whose for whose, _ in came})
    ]
    return "\n".join(lines)
