"""Ids are unique in a file, not in the server: processes with the same ids run beside and call each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.services import pictures
from tests.engine.diagrams import end, line, start
from tests.web.branches import Play, call, user

if TYPE_CHECKING:
    from tests.web.house import House

INNER = (start(), user("A"), user("B"), end(), line("S", "A", "B", "E"))
OUTER = (
    start(),
    user("A"),
    call("inner", key="B"),
    user("C"),
    end(),
    line("S", "A", "B", "C", "E"),
)


def test_two_processes_with_the_same_ids_run_side_by_side(house: House) -> None:
    first = Play(house, inner=INNER)
    second = Play(house, other=(start(), user("A"), end(), line("S", "A", "E")))

    second.do("A").do("A").do("B")

    assert first.kinds[-1] == second.kinds[-1] == "CaseFinished"
    assert first.is_sound


def test_a_process_calls_another_with_the_same_ids(house: House) -> None:
    play = Play(house, inner=INNER, outer=OUTER)

    play.do("A")
    assert play.waiting == ["A"], "the called process's own"
    marks = pictures.case(play.tools, play.handler, play.case).marks
    assert sorted(marks.done) == ["A", "S"], "what the called one does is drawn there"
    assert sorted(marks.now) == ["B"]
    play.do("A").do("B")
    assert play.waiting == ["C"]
    play.do("C")

    assert play.kinds[-1] == "CaseFinished"
    assert play.is_sound


def test_a_process_without_places_on_paper_is_shown_with_some(house: House) -> None:
    play = Play(house, inner=INNER)

    assert b"BPMNShape" in pictures.case(play.tools, play.handler, play.case).diagram
