"""Acts on whole cases in the same moment as others, on the real database: nothing moves that stands still."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.errors import CaseSuspended, Refusal
from server.domain.ids import CaseId, ItemId, SubjectId
from server.domain.people import SYSTEM
from server.domain.work import WorkState
from server.services import acting_on_cases, auditing, peopling, working
from server.services.acts.scene import Given
from server.services.working import Answer, Completed
from tests.engine.diagrams import end, line, many, start
from tests.engine.diagrams import user as work
from tests.services.test_crowds import at_once
from tests.web.branches import Play
from tests.web.house import PASSWORD, House

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN = Given(way="经批准的整改方案", reason="等方案")
WHY = Given(reason="无需再办")


@pytest.fixture
def play(house: House) -> Play:
    """A case that asks six handlers of a department at once, by a clock that may stand still."""
    peopling.set_passwords(house.tools, SYSTEM, {"zjj.head": PASSWORD, "buguan.head": PASSWORD})
    asked = work(
        "M",
        many(count="6"),
        name="M",
        org='"zjj"',
        role="dept_handler",
        clock="T44/simple",
    )
    summed_up = work("Z", name="Z", org='"zjj"', role="dept_handler", clock="T44/simple")
    return Play(house, survey=(start(), asked, summed_up, end(), line("S", "M", "Z", "E")))


def items(play: Play, state: WorkState) -> list[ItemId]:
    with play.tools.unit() as unit:
        return [item.id for item in unit.work.of_case(play.case) if item.state is state]


def entries(play: Play) -> list[tuple[CaseId, f.Fact]]:
    """All facts of the matter."""
    with play.tools.unit() as unit:
        return [
            (case, fact)
            for case in unit.views.family(play.case)
            for entry in unit.journal.entries(SubjectId(case))
            for fact in entry.facts
        ]


def of_kind(play: Play, kind: type[f.Fact]) -> int:
    return sum(isinstance(fact, kind) for _, fact in entries(play))


def act(play: Play, house: House, login: str, chosen: Act, given: Given) -> CaseId:
    return doing(play, house, login, chosen, given)()


def doing(play: Play, house: House, login: str, chosen: Act, given: Given) -> Callable[[], CaseId]:
    """Somebody, about to carry out an act on the case."""
    who = house.actor(login)
    return partial(acting_on_cases.act, play.tools, who, play.case, chosen, given)


def test_who_completes_while_it_is_suspended_is_before_it_or_refused(
    house: House, play: Play
) -> None:
    asked = items(play, WorkState.OPEN)
    done: list[Callable[[], object]] = [
        partial(working.complete, play.tools, play.handler, one, Answer(values={})) for one in asked
    ]
    suspend: Callable[[], object] = doing(play, house, "zjj.head", Act.SUSPEND, PLAN)

    answers = at_once([*done[:3], suspend, *done[3:]])

    finished = sum(isinstance(each, Completed) for each in answers)
    refused = sum(isinstance(each, CaseSuspended) for each in answers)
    assert finished + refused == len(asked)
    assert of_kind(play, f.WorkCompleted) == finished
    assert of_kind(play, f.WorkPaused) == len(items(play, WorkState.OPEN))
    assert auditing.verify(play.tools, SYSTEM).is_sound
    assert answers[3] == play.case
    act(play, house, "zjj.head", Act.RESUME, WHY)
    for one in items(play, WorkState.OPEN):
        working.complete(play.tools, play.handler, one, Answer(values={}))
    assert of_kind(play, f.WorkCompleted) >= len(asked)


def test_who_completes_while_it_is_ended_is_before_it_or_finds_nothing(
    house: House, play: Play
) -> None:
    asked = items(play, WorkState.OPEN)
    done: list[Callable[[], object]] = [
        partial(working.complete, play.tools, play.handler, one, Answer(values={})) for one in asked
    ]
    end_it: Callable[[], object] = doing(play, house, "buguan.head", Act.TERMINATE, WHY)

    answers = at_once([*done[:3], end_it, *done[3:]])

    finished = sum(isinstance(each, Completed) for each in answers)
    assert answers[3] == play.case
    assert of_kind(play, f.WorkCompleted) == finished
    assert items(play, WorkState.OPEN) == []
    assert of_kind(play, f.CaseTerminated) == 1
    assert auditing.verify(play.tools, SYSTEM).is_sound


def test_two_end_it_and_it_is_ended_once(house: House, play: Play) -> None:
    acts = [doing(play, house, "buguan.head", Act.TERMINATE, WHY)] * 2

    answers = at_once(acts)

    assert sum(isinstance(each, Refusal) for each in answers) == 1
    assert of_kind(play, f.CaseTerminated) == 1
    assert auditing.verify(play.tools, SYSTEM).is_sound
