"""The known surprises of the library, each with the test that keeps it away, or the refusal that does."""

from __future__ import annotations

import json
from copy import deepcopy
from importlib import import_module
from uuid import uuid4

import pytest

from server.domain.errors import StepFailed
from server.domain.ids import VersionId
from server.domain.moves import Start
from server.engine.adapter import SpiffEngine
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    four_tasks,
    gateway,
    line,
    process,
    script,
    service,
    start,
    sub,
    user,
)
from tests.engine.player import FakeWorld, Player, sources

KEPT_AWAY = {
    "the script engine is Python's again after a load": (
        "hardening",
        "test_a_restored_instance_keeps_the_script_engine_that_refuses_python",
    ),
    "sorted keys lose task data": ("traps", "test_the_order_of_keys_in_the_state_does_not_matter"),
    "a key called typename hijacks the state": (
        "data",
        "test_names_that_the_library_trips_over_are_harmless",
    ),
    "dates and decimals break the save": ("data", "test_dates_and_decimals_are_just_values"),
    "a depth of 1000 counts as completed": ("moving", "test_the_state_does_not_grow_with_history"),
    "ids of the library's own collide with a diagram's": (
        "traps",
        "test_an_element_may_have_an_id_that_the_library_uses",
    ),
    "joins mis-fire in loops": (
        "joins",
        "test_a_parallel_block_in_a_loop_joins_once_a_pass",
    ),
    "inclusive joins mis-fire in loops": (
        "joins",
        "test_an_inclusive_block_in_a_loop_waits_for_just_the_branches_taken",
    ),
    "joins lose updates": ("data", "test_parallel_branches_lose_no_update"),
    "branches share nested objects": (
        "traps",
        "test_a_branch_changes_no_nested_value_of_what_was_before",
    ),
    "a boundary on a multi-instance crashes": (
        "fans",
        "test_an_interrupting_timer_on_a_fan_out_takes_it_away",
    ),
    "no quorum variables": ("fans", "test_a_fan_out_is_enough_when_its_condition_holds"),
    "outputs in order of completion": ("fans", "test_the_outputs_are_written_in_input_order"),
    "no second pass through a multi-instance": ("fans", "test_a_second_pass_begins_afresh"),
    "an interrupting event sub-process interrupts nothing": (
        "event_subprocesses",
        "test_an_interrupting_one_takes_over_its_scope",
    ),
    "the handler of an error runs at the start": (
        "event_subprocesses",
        "test_an_error_in_its_scope_begins_it",
    ),
    "a throw of compensation does nothing": (
        "compensation",
        "test_all_is_undone_one_by_one_the_last_done_first",
    ),
    "links are never followed": ("links", "test_the_flow_goes_on_at_the_other_end"),
    "event sub-processes change the specification": (
        "hardening",
        "test_specifications_are_not_changed_by_running",
    ),
    "a signal end is a plain end": ("throwing", "test_a_signal_end_tells_the_world"),
    "conditions behind tasks are ignored": (
        "gateways",
        "test_a_condition_on_a_flow_out_of_a_task_is_asked",
    ),
    "error boundaries and Python errors": (
        "traps",
        "test_an_error_boundary_does_not_hide_a_fault_of_the_program",
    ),
    "non-interrupting events occur once": (
        "events",
        "test_a_non_interrupting_event_occurs_as_often_as_it_likes",
    ),
    "two timers behind one gateway share a date": (
        "races",
        "test_each_event_behind_a_gateway_waits_on_its_own",
    ),
    "monthly cycles drift": ("timers", "test_a_monthly_cycle_keeps_its_day"),
    "missed cycles burst": ("timers", "test_occurrences_missed_in_a_downtime_are_made_up_for_once"),
    "moments without a zone are the machine's": ("timers", "test_a_timer_is_due_at_its_moment"),
    "messages and errors nobody waits for": (
        "moving",
        "test_a_finished_or_unknown_place_cannot_be_pushed",
    ),
    "caught signals are not broadcast": (
        "throwing",
        "test_a_signal_wakes_all_that_wait_and_leaves_the_instance_too",
    ),
    "a task of no kind waits for a person": ("moving", "test_a_task_of_no_kind_passes_by_itself"),
    "run has no guard": ("moving", "test_a_finished_or_unknown_place_cannot_be_pushed"),
    "an exception leaves half a tree": (
        "moving",
        "test_what_goes_wrong_inside_names_the_element_and_changes_nothing",
    ),
    "ids are unique over all files": ("traps", "test_two_processes_may_use_the_same_ids"),
    "prediction is exponential": ("gateways", "test_many_parallel_blocks_in_a_row_start_at_once"),
    "each branch copies all data": ("moving", "test_the_saved_state_is_small_and_holds_no_data"),
    "a failing service is masked": ("moving", "test_an_error_without_words_is_called_by_its_kind"),
    "long chains hit the recursion limit": (
        "moving",
        "test_a_chain_of_two_thousand_nodes_is_parsed_and_run",
    ),
    "loggers carry business data": ("hardening", "test_business_data_is_never_logged"),
    "what is not executed exactly": ("rules", "test_what_is_not_executed_exactly_is_refused"),
}


@pytest.mark.parametrize("trap", KEPT_AWAY)
def test_each_trap_has_its_test(trap: str) -> None:
    module, name = KEPT_AWAY[trap]
    assert callable(getattr(import_module(f"tests.engine.test_{module}"), name))


def test_the_order_of_keys_in_the_state_does_not_matter() -> None:
    player = Player(four_tasks()).start(amount=500).done("A")
    state = json.loads(player.saved)
    player.saved = json.dumps(dict(sorted(state.items(), reverse=True)), indent=2).encode()
    assert player.done("B").done("C").waiting == ["D"]


def test_a_branch_changes_no_nested_value_of_what_was_before() -> None:
    player = Player(
        process(
            start(),
            gateway("parallel", "split"),
            user("A", e_postScript='form := context put(form, "city", "新城")'),
            user("B", e_postScript="seen := form.city"),
            gateway("parallel", "join"),
            user("Z"),
            end(),
            line("S", "split", "A", "join", "Z", "E"),
            line("split", "B", "join"),
        )
    ).start(form={"city": "旧城"})
    before = deepcopy(player.data)
    kept = player.data
    player.done("A")
    assert kept == before
    assert player.done("B").data["seen"] == "新城"


def test_an_error_boundary_does_not_hide_a_fault_of_the_program() -> None:
    class Broken(FakeWorld):
        def operate(self, *_: object) -> object:  # type: ignore[override]  # broken
            raise ZeroDivisionError

    host = sub("H", start("HS"), service("T", "document.number"), end("HE"), line("HS", "T", "HE"))
    diagram = process(
        start(),
        host,
        boundary("X", "H", about("error")),
        end(),
        line("S", "H", "E"),
        line("X", "E"),
    )
    with pytest.raises(StepFailed, match="ZeroDivisionError") as refused:
        Player(diagram, world=Broken()).start()
    assert refused.value.values["element"] == "T"


def test_an_element_may_have_an_id_that_the_library_uses() -> None:
    ids = ("Start", "whistle.EndJoin", "Root", "End")
    diagram = process(start("Start"), user("whistle.EndJoin"), user("Root"), end("End"), line(*ids))

    assert Player(diagram).start().done("whistle.EndJoin").done("Root").over


def test_two_processes_may_use_the_same_ids() -> None:
    engine, world = SpiffEngine(), FakeWorld()
    answers = {}
    for answer in (1, 2):
        version = VersionId(uuid4())
        inner = sub(
            "P", start("PS"), script("T", f"x := {answer}"), end("PE"), line("PS", "T", "PE")
        )
        engine.learn(version, sources(process(start(), inner, end(), line("S", "P", "E"))))
        answers[answer] = version
    for answer, version in answers.items():
        move = engine.push(version, Start(), saved=b"", data={}, outer={}, world=world)
        assert move.data["x"] == answer
