"""The one door to the engine: what a move becomes in journal and tables."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

import pytest

from server.domain import facts as f
from server.domain.errors import StepFailed
from server.domain.ids import ProcessKey, Token
from server.domain.moves import (
    Alarm,
    Branch,
    BranchKind,
    Complete,
    Decided,
    Ending,
    EndKind,
    FanOut,
    Listen,
    Start,
    Thrown,
)
from server.domain.replay import fold
from server.domain.work import WorkState
from server.services import running
from server.services.starting import start_case
from server.services.working import claim
from tests.builders import NOON, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended, moved

F = TypeVar("F")
DUE = NOON + timedelta(days=2)


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def the(stage: Stage, kind: type[F]) -> F:
    """The one fact of this kind."""
    [found] = [
        fact
        for subject in stage.state.journals
        for fact in stage.facts(subject)
        if isinstance(fact, kind)
    ]
    return found


def test_offered_work_says_whose_and_until_when(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for(clock="T41", due=DUE, clock_start=NOON))

    item = stage.item(case)
    assert (item.body, item.role, item.due, item.clock) == ("zjj", "dept_clerk", DUE, "T41")
    assert the(stage, f.WorkOffered).since == NOON


def test_work_under_a_clock_gets_its_ladder(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for(clock="T41", due=DUE))

    rungs = [rung for item, rung in stage.state.rungs if item == stage.item(case).id]
    assert rungs == ["hint", "amber", "red", "urge", "circulate"]


def test_work_without_a_clock_climbs_nothing(stage: Stage) -> None:
    stage.start(stage.person(), work_for())

    assert not stage.state.rungs


def test_the_way_is_told(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.engine.on(Complete, "t1", ended(path=("mend", "end")))

    stage.done(clerk, item)

    assert the(stage, f.PathTaken).elements == ("mend", "end")


def test_what_the_process_wrote_itself_is_told_and_kept(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.engine.on(
        Complete,
        "t1",
        moved(data={"place": "大桥", "b": 1, "a": 2}, written=frozenset({"place", "b", "a"})),
    )

    stage.done(clerk, item)

    written = the(stage, f.DataWritten)
    assert written.names == ("a", "b", "place")
    root = stage.state.items[item].root
    assert stage.state.contents[root, written.digest] == {"a": 2, "b": 1, "place": "大桥"}


def test_what_was_pushed_in_is_not_told_as_written_by_the_process(stage: Stage) -> None:
    stage.engine.on(Start, None, moved(data={"caseNumber": "1"}, written=frozenset({"caseNumber"})))

    case = start_case(stage.tools, stage.person(), ProcessKey("repair"), {}).case

    assert "DataWritten" not in stage.kinds(case)


def test_a_decision_is_told_with_its_rules_and_its_reasons_are_kept(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    why = Decided(
        element="sla", decision="d", inputs={"type": "fire"}, outputs={"hours": 1}, rules=("r2",)
    )
    stage.engine.on(Complete, "t1", moved(decided=(why,)))

    stage.done(clerk, item)

    taken = the(stage, f.DecisionTaken)
    assert (taken.element, taken.rules) == ("sla", ("r2",))
    kept = stage.state.contents[stage.state.items[item].root, taken.digest]
    assert kept == {"inputs": {"type": "fire"}, "outputs": {"hours": 1}}


def test_a_message_leaves_with_the_commit(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    root = stage.state.items[item].root
    sent = Thrown(element="e", kind="message", name="reply", key="7", values={"x": 1})
    stage.engine.on(Complete, "t1", moved(thrown=(sent,)))

    stage.done(clerk, item)

    [job] = stage.state.jobs
    assert job.name == "deliver"
    assert {**job.arguments, "digest": ""} == {
        "source": root.hex,
        "by": root.hex,
        "kind": "message",
        "name": "reply",
        "key": "7",
        "digest": "",
        "until": "2026-03-09T04:00:00+00:00",
    }
    assert stage.state.contents[root, job.arguments["digest"]] == {"x": 1}
    assert the(stage, f.MessageThrown).key == "7"


def test_an_error_that_leaves_a_case_is_told_but_delivered_to_nobody(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    sent = Thrown(element="e", kind="error", name="refused", code="E1")
    stage.engine.on(Complete, "t1", moved(thrown=(sent,)))

    stage.done(clerk, item)

    assert the(stage, f.MessageThrown).key == "E1"
    assert not stage.state.jobs


def test_a_moment_that_is_waited_for_is_kept(stage: Stage) -> None:
    alarm = Alarm(token=Token("t2"), element="later", name="次日", due=DUE)

    case = stage.start(stage.person(), alarm)

    [timer] = stage.state.timers.values()
    assert (timer.case, timer.token, timer.due) == (case, "t2", DUE)


def test_a_message_that_is_waited_for_is_kept(stage: Stage) -> None:
    listen = Listen(token=Token("t2"), element="hear", kind="message", name="reply", key="7")

    case = stage.start(stage.person(), listen)

    assert list(stage.state.listeners) == [(case, "t2")]


def test_the_end_is_told_with_its_kind(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    ending = Ending(kind=EndKind.TERMINATED, element="stop", code="")
    stage.engine.on(Complete, "t1", ended(ending=ending))

    stage.done(clerk, item)

    assert the(stage, f.CaseFinished).kind == "terminated"
    [told] = stage.state.notices
    assert (told.kind, told.person) == ("CaseFinished/terminated", clerk.person)


def test_what_is_interrupted_is_over(stage: Stage) -> None:
    clerk = stage.person()
    case = stage.start(
        clerk,
        work_for("t1"),
        work_for("t2"),
        Alarm(token=Token("t3"), element="later", name="", due=DUE),
        Listen(token=Token("t4"), element="hear", kind="signal", name="stop"),
        work_for("t5"),
    )
    closed = tuple(Token(token) for token in ("t2", "t3", "t4"))
    stage.engine.on(Complete, "t1", moved(closed=closed))

    stage.done(clerk, stage.at("t1").id)

    kinds = stage.kinds(case)
    assert kinds[-3:] == ["WorkWithdrawn", "TimerDropped", "ListeningEnded"]
    assert stage.at("t2").state is WorkState.WITHDRAWN
    assert stage.at("t5").state is WorkState.OPEN
    assert not stage.state.timers
    assert not stage.state.listeners


def test_who_had_signed_for_interrupted_work_is_told(stage: Stage) -> None:
    clerk, other = stage.person(), stage.person(login="li")
    stage.start(clerk, work_for("t1"), work_for("t2", name="旁办"))
    claim(stage.tools, other, stage.at("t2").id)
    stage.engine.on(Complete, "t1", moved(closed=(Token("t2"),)))

    stage.done(clerk, stage.at("t1").id)

    [told] = stage.state.notices
    assert (told.kind, told.person, told.name) == ("WorkWithdrawn", other.person, "旁办")


def test_what_opens_where_something_closed_stays_open(stage: Stage) -> None:
    clerk = stage.person()
    stage.start(clerk, work_for("t1"), work_for("t2"))
    stage.engine.on(Complete, "t1", moved(work_for("t3"), closed=(Token("t2"),)))

    stage.done(clerk, stage.at("t1").id)

    assert stage.at("t3").state is WorkState.OPEN


def test_a_diagram_is_learnt_once(stage: Stage) -> None:
    clerk = stage.person()
    stage.start(clerk, work_for())
    stage.start(clerk, work_for())

    assert stage.engine.lessons == 1


def test_the_tables_say_what_the_journal_says(stage: Stage) -> None:
    clerk = stage.person()
    alarm = Alarm(token=Token("t3"), element="later", name="", due=DUE)
    case = stage.start(clerk, work_for("t1"), work_for("t2"), alarm)
    stage.engine.on(Complete, "t1", moved(closed=(Token("t2"),)))
    stage.done(clerk, stage.at("t1").id)

    unit = stage.tools.unit()
    assert unit.views.standing(case) == fold(stage.facts(case)).standing


def test_processes_that_call_each_other_without_end_are_refused(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "MOST_PUSHES", 20)
    call = FanOut(
        token=Token("t1"),
        element="call",
        name="再报修",
        kind=BranchKind.CALL,
        branches=(Branch(index=0, values={}),),
        called=ProcessKey("repair"),
    )

    with pytest.raises(StepFailed):
        stage.start(stage.person(), call)
    assert not stage.state.cases
