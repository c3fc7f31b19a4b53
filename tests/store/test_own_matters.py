"""What somebody started or did, found by words as everything is, on a real database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.store.views import case_lists, searching
from tests.store.stage import Stage

if TYPE_CHECKING:
    from server.domain.ids import CaseId
    from server.domain.reading import CasePage

LISTS = ("started", "done")


def look(stage: Stage, listed: str, words: str, cursor: str | None = None) -> CasePage:
    with stage.unit() as unit:
        if listed == "done":
            return unit.views.done_by(stage.head, cursor, stage.now, words)
        return unit.views.started_by(stage.officer, cursor, stage.now, words)


def matter(stage: Stage, title: str) -> CaseId:
    """One that the officer started and in which the head did something."""
    stage.later(minutes=1)
    case = stage.case(title)
    stage.complete(stage.work(case), stage.head)
    return case


def found(stage: Stage, listed: str, words: str) -> list[CaseId]:
    return [row.case for row in look(stage, listed, words).rows]


@pytest.mark.parametrize("listed", LISTS)
def test_ones_own_matters_are_found_by_their_words(stage: Stage, listed: str) -> None:
    first, other, last = (matter(stage, title) for title in ("消防隐患A", "河道", "城关消防隐患"))

    assert found(stage, listed, "消防") == [last, first]
    assert found(stage, listed, "ａ 隐患") == [first]
    assert found(stage, listed, "河 ") == [other]
    assert found(stage, listed, "量子") == []
    assert found(stage, listed, "　") == [last, other, first]


@pytest.mark.parametrize("words", ["整治", ""])
def test_what_was_done_in_a_branch_counts_for_its_matter(stage: Stage, words: str) -> None:
    case, _, (branch, _) = stage.fanned_out(2)
    stage.complete(stage.work(branch), stage.head)

    assert found(stage, "done", words) == [case]


@pytest.mark.parametrize("words", ["消防", ""])
def test_others_matters_are_not_among_them(stage: Stage, words: str) -> None:
    stage.complete(stage.work(stage.case("消防")), stage.officer)

    assert found(stage, "done", words) == []
    with stage.unit() as unit:
        assert unit.views.started_by(stage.head, None, stage.now, words).rows == ()


def pages(stage: Stage, listed: str, words: str) -> list[CasePage]:
    """The whole list, a page after the other."""
    found = [look(stage, listed, words)]
    while found[-1].next:
        found.append(look(stage, listed, words, found[-1].next))
    return found


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("step", [1, 3, 7, 100])
def test_words_of_very_many_matters_are_looked_for_step_by_step_and_all_are_found(
    stage: Stage, listed: str, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", 1)
    monkeypatch.setattr(case_lists, "LOOKED_THROUGH", step)
    mine = [matter(stage, "消防" if number % 3 else "河道") for number in range(32)]
    mine += [matter(stage, "河道") for _ in range(5)]

    found = pages(stage, listed, "消防")

    told = [row.case for page in found for row in page.rows]
    assert told == [case for number, case in reversed(list(enumerate(mine[:32]))) if number % 3]
    assert max(len(page.rows) for page in found) <= min(20, step)
    first, *others = found
    assert first.previous is None
    for page in others:
        again = look(stage, listed, "消防", page.previous)
        assert (again.rows, again.previous) == (first.rows, None)
