"""Folding facts into the picture of a case."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from server.domain import facts as f
from server.domain.replay import fold
from server.domain.story import Standing, Story
from tests.builders import NOON, an_id
from tests.domain.any_fact import FACT

if TYPE_CHECKING:
    from server.domain.facts import Fact

ITEM, TIMER, FAN_OUT, INCIDENT, PERSON = (an_id() for _ in range(5))


def started(**changed: Any) -> f.CaseStarted:
    return f.CaseStarted(
        **{
            "process": "repair",
            "version": UUID(int=1),
            "number": "BX-1",
            "root": UUID(int=2),
            "body": "zjj",
            **changed,
        }
    )


def offered(item: UUID = ITEM, element: str = "mend") -> f.WorkOffered:
    return f.WorkOffered(
        item=item, token="t1", element=element, name="维修", body="zjj", role="dept_clerk"
    )


CLAIMED = f.WorkClaimed(item=ITEM, person=PERSON)
COMPLETED = f.WorkCompleted(item=ITEM, person=PERSON, post="zjj.clerk", digest="")
WITHDRAWN = f.WorkWithdrawn(item=ITEM, reason="enough")


def escalated(rung: str) -> f.WorkEscalated:
    return f.WorkEscalated(item=ITEM, rung=rung, body="zjj", role="dept_head")


@given(st.lists(FACT, max_size=6), st.lists(FACT, max_size=6))
def test_a_fold_goes_on_where_another_ended(first: list[Fact], then: list[Fact]) -> None:
    half = fold(first)

    assert fold(then, deepcopy(half)) == fold([*first, *then])


def test_a_case_that_has_not_begun_stands_nowhere() -> None:
    nothing = frozenset[Any]()

    assert Story().standing == Standing(
        status="none",
        open_work={},
        timers=nothing,
        fan_outs=nothing,
        listening=nothing,
        incidents={},
    )


def test_a_case_runs_until_it_is_finished_or_withdrawn() -> None:
    assert fold([started()]).status == "running"
    assert fold([started(), f.CaseFinished(kind="finished", element="end")]).status == "finished"
    assert fold([started(), f.CaseWithdrawn(reason="enough")]).status == "withdrawn"


def test_what_was_passed_is_counted_in_order() -> None:
    story = fold([f.PathTaken(elements=("a", "b")), f.PathTaken(elements=("a",))])

    assert list(story.passed.items()) == [("a", 2), ("b", 1)]


def test_offered_work_is_open_and_nobodys() -> None:
    story = fold([offered()])

    assert story.standing.open_work == {ITEM: None}
    assert story.now == {"mend"}


def test_claimed_work_is_held_until_it_is_given_back() -> None:
    assert fold([offered(), CLAIMED]).open_work == {ITEM: PERSON}
    back = f.WorkGivenBack(item=ITEM, person=PERSON)
    assert fold([offered(), CLAIMED, back]).open_work == {ITEM: None}


def test_work_that_is_over_is_not_open() -> None:
    assert fold([offered(), COMPLETED]).open_work == {}
    assert fold([offered(), WITHDRAWN]).open_work == {}


def test_work_past_its_clock_makes_its_element_late() -> None:
    assert fold([offered(), escalated("amber")]).late == frozenset()
    assert fold([offered(), escalated("red")]).late == {"mend"}


def test_done_work_is_not_late() -> None:
    assert fold([offered(), escalated("red"), COMPLETED]).late == frozenset()


def test_a_rung_for_work_that_is_over_makes_nothing_late() -> None:
    assert fold([offered(), COMPLETED, escalated("red")]).late == frozenset()


def test_a_timer_waits_until_it_fired_or_was_dropped() -> None:
    wait = f.TimerSet(timer=TIMER, token="t1", element="later", due=NOON)

    assert fold([wait]).standing.timers == {TIMER}
    assert fold([wait, f.TimerFired(timer=TIMER)]).standing.timers == frozenset()
    assert fold([wait, f.TimerDropped(timer=TIMER)]).standing.timers == frozenset()


def test_a_fan_out_is_where_the_case_is_until_it_closes() -> None:
    opened = f.FanOutOpened(
        fan_out=FAN_OUT, token="t1", element="each", name="各部门", kind="process", total=2
    )
    closed = f.FanOutClosed(fan_out=FAN_OUT, completed=2, withdrawn=0)

    assert fold([opened]).standing.fan_outs == {FAN_OUT}
    assert fold([opened]).now == {"each"}
    assert fold([opened, closed]).standing.fan_outs == frozenset()


def test_a_listener_waits_until_it_heard() -> None:
    began = f.ListeningBegan(token="t1", element="hear", kind="message", name="reply")

    assert fold([began]).standing.listening == {"t1"}
    assert fold([began, f.ListeningEnded(token="t1")]).standing.listening == frozenset()


def test_an_incident_stands_until_it_is_closed() -> None:
    opened = f.IncidentOpened(incident=INCIDENT, element="mend")
    over = fold([opened, f.IncidentClosed(incident=INCIDENT)])

    assert fold([opened]).standing.incidents == {INCIDENT: None}
    assert fold([opened]).stuck == {"mend"}
    assert (over.standing.incidents, over.stuck) == ({}, frozenset())


def test_a_proposal_to_skip_stands_until_it_is_taken_back_or_agreed_on() -> None:
    opened = f.IncidentOpened(incident=INCIDENT, element="mend")
    proposed = f.SkipProposed(incident=INCIDENT, person=PERSON, digest="", revision=1)
    withdrawn = f.SkipWithdrawn(incident=INCIDENT)
    agreed = f.SkipAgreed(incident=INCIDENT, person=an_id(), proposer=PERSON)

    assert fold([opened, proposed]).standing.incidents == {INCIDENT: PERSON}
    assert fold([opened, proposed, withdrawn]).standing.incidents == {INCIDENT: None}
    assert fold([opened, proposed, agreed]).standing.incidents == {INCIDENT: None}
