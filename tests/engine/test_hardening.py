"""Traps of the library that have no better place: each test is named after the surprise."""

from __future__ import annotations

import logging
import pickle
from typing import TYPE_CHECKING

import pytest
from SpiffWorkflow.bpmn.specs.event_definitions import NoneEventDefinition
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from server.engine.diagram import PROCESS
from server.engine.expressions import SCRIPT_ENGINE, FeelScriptEngine, canonical
from server.engine.hardening.gateways import Joining
from server.engine.hardening.specs import Lean, Waiting
from server.engine.hardening.stuck import Stuck
from server.engine.hardening.throws import EndEvent
from server.engine.hardening.tokens import LeanTask
from server.engine.state import restore
from tests.engine.diagrams import end, four_tasks, line, process, start, sub, user
from tests.engine.player import FakeWorld, Player
from tests.places import ROOT

if TYPE_CHECKING:
    from server.engine.hardening.running import Run

SOURCE = ROOT / "server" / "engine"


def running(player: Player) -> Run:
    return restore(
        player.engine._diagrams[player.version],
        player.saved,
        data=player.data,
        outer={},
        world=FakeWorld(),
    )


def test_python_is_never_evaluated_whatever_calls_the_script_engine() -> None:
    for act in (
        lambda: SCRIPT_ENGINE.evaluate(None, "1 + 1"),
        lambda: SCRIPT_ENGINE.execute(None, "x = 1"),
        lambda: SCRIPT_ENGINE.call_service(None, operation_name="x"),
        lambda: SCRIPT_ENGINE.validate("1 + 1"),
        lambda: SCRIPT_ENGINE.environment.evaluate("1 + 1", {}),
        lambda: SCRIPT_ENGINE.environment.execute("x = 1", {}),
        lambda: SCRIPT_ENGINE.environment.call_service({}, operation_name="x"),
    ):
        with pytest.raises(Stuck, match="no Python"):
            act()  # type: ignore[no-untyped-call]  # the library is untyped


def test_a_restored_instance_keeps_the_script_engine_that_refuses_python() -> None:
    assert isinstance(running(Player(four_tasks()).start()).script_engine, FeelScriptEngine)


def test_nothing_in_the_engine_pickles_or_evaluates() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    for word in (
        "import pickle",
        "eval(",
        "exec(",
        "PythonScriptEngineEnvironment(",
        "deserialize_",
    ):
        assert word not in text
    assert pickle.HIGHEST_PROTOCOL


def test_a_restored_instance_holds_only_what_waits_and_predicts_nothing() -> None:
    run = running(Player(four_tasks()).start(amount=1).done("A"))
    assert sorted(task.task_spec.bpmn_id for task in run.tasks.values()) == ["B", "C"]
    assert all(task.state == TaskState.WAITING for task in run.tasks.values())
    for task in run.tasks.values():
        task.task_spec._predict(task)
        task._inherit_data()
        assert task.children == []


def test_the_library_s_tasks_are_ours_and_ask_neither_clock_nor_chance() -> None:
    run = running(Player(four_tasks()).start())
    (task,) = run.tasks.values()
    assert isinstance(task, LeanTask)
    assert isinstance(task, Task)
    assert not hasattr(task, "last_state_change")
    assert task.id.isdecimal()


def test_business_data_is_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Player(four_tasks()).start(secret="内情", amount=5).done("A").done("B").done("C")
    assert "内情" not in caplog.text
    assert not [record for record in caplog.records if hasattr(record, "data")]


def test_specifications_are_not_changed_by_running() -> None:
    inner = sub("P", start("PS"), user("W"), end("PE"), line("PS", "W", "PE"))
    player = Player(process(start(), inner, end(), line("S", "P", "E")))
    nodes = player.engine._diagrams[player.version].nodes
    before = {key: dict(vars(spec)) for key, spec in nodes.items()}
    player.start(x=1).done("W", y=2)
    assert {key: dict(vars(spec)) for key, spec in nodes.items()} == before


def test_the_library_knows_the_flows_too() -> None:
    player = Player(four_tasks())
    library = player.engine._diagrams[player.version].scopes[PROCESS].library
    assert [spec.name for spec in library.task_specs["split"].outputs] == ["B", "C"]
    assert [spec.name for spec in library.task_specs["D"].inputs] == ["which"]


def test_what_waits_must_say_for_what_and_take_in_what_comes() -> None:
    run = running(Player(four_tasks()).start())
    (task,) = run.tasks.values()
    library = run.diagram.scopes[PROCESS].library
    bare = Waiting(library, "bare")
    with pytest.raises(NotImplementedError):
        bare.wait(task)
    with pytest.raises(NotImplementedError):
        bare.act(task)
    with pytest.raises(NotImplementedError):
        Joining(library, "bare3").complete_with(task)


def test_an_error_inside_a_task_leaves_the_library_s_own_handling_out() -> None:
    run = running(Player(four_tasks()).start())
    (task,) = run.tasks.values()
    Lean(run.diagram.scopes[PROCESS].library, "bare2")._on_error(task)
    assert isinstance(run.diagram.nodes["E"], EndEvent)
    assert isinstance(run.diagram.nodes["E"].event_definition, NoneEventDefinition)


@pytest.mark.parametrize(
    ("value", "text"),
    [("SH-1", "SH-1"), (5, "5"), (None, "null"), ({"b": 1, "a": [True]}, '{"a":[true],"b":1}')],
)
def test_a_correlation_value_is_the_same_text_wherever_it_comes_from(
    value: object, text: str
) -> None:
    assert canonical(value) == text
