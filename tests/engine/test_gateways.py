from __future__ import annotations

import pytest

from server.domain.errors import ChoiceWanted, StepFailed
from tests.engine.diagrams import (
    end,
    flow,
    gateway,
    line,
    node,
    process,
    script,
    start,
    user,
)
from tests.engine.player import Player


def choosing(*flows: str, default: str | None = None) -> bytes:
    marks = {} if default is None else {"default": default}
    return process(
        start(),
        user("A"),
        gateway("exclusive", "which", **marks),
        user("B"),
        user("C"),
        end(),
        line("S", "A", "which"),
        *flows,
        line("B", "E"),
        line("C", "E"),
    )


def test_the_first_condition_that_holds_is_taken() -> None:
    diagram = choosing(flow("which", "B", "n > 1"), flow("which", "C", "n > 0"))
    assert Player(diagram).start(n=5).done("A").waiting == ["B"]
    assert Player(diagram).start(n=1).done("A").waiting == ["C"]


def test_the_default_is_taken_when_no_condition_holds() -> None:
    diagram = choosing(flow("which", "B", "n > 1"), flow("which", "C"), default="which_C")
    assert Player(diagram).start(n=0).done("A").waiting == ["C"]
    assert Player(diagram).start().done("A").waiting == ["C"]


def test_no_way_out_of_a_gateway_fails_the_step_and_names_it() -> None:
    player = Player(choosing(flow("which", "B", "n > 1"), flow("which", "C", "n > 0"))).start(n=0)
    with pytest.raises(StepFailed) as refused:
        player.done("A")
    assert refused.value.values["element"] == "which"
    assert player.waiting == ["A"]


def test_no_way_out_says_which_names_were_missing() -> None:
    diagram = choosing(flow("which", "B", "amount > 1"), flow("which", "C", "1 > 2"))
    with pytest.raises(StepFailed, match="amount"):
        Player(diagram).start().done("A")


def test_a_condition_that_is_neither_true_nor_false_fails_the_step() -> None:
    player = Player(choosing(flow("which", "B", "n + 1"), flow("which", "C", "true"))).start(n=1)
    with pytest.raises(StepFailed, match="neither true nor false"):
        player.done("A")


def undecided() -> bytes:
    return choosing(flow("which", "B", name="同意"), flow("which", "C", name="退回"))


def test_a_gateway_without_conditions_is_decided_by_the_doer() -> None:
    assert Player(undecided()).start().done("A", "which_C").waiting == ["C"]


def test_flows_that_ask_for_their_own_choice_are_decided_by_the_doer() -> None:
    diagram = choosing(
        flow("which", "B", 'choice = "which_B"', name="同意"),
        flow("which", "C", ' choice  =\n"which_C" ', name="退回"),
    )
    player = Player(diagram).start()
    with pytest.raises(ChoiceWanted, match="同意、退回"):
        player.done("A")
    assert player.done("A", "which_C").waiting == ["C"]


def test_a_flow_that_asks_for_the_choice_of_another_is_asked_of_the_data() -> None:
    diagram = choosing(
        flow("which", "B", 'choice = "which_C"'), flow("which", "C", 'choice = "which_B"')
    )
    assert Player(diagram).start(choice="which_C").done("A").waiting == ["B"]


@pytest.mark.parametrize("choice", [None, "elsewhere"])
def test_a_missing_or_unknown_choice_is_asked_for(choice: str | None) -> None:
    player = Player(undecided()).start()
    with pytest.raises(ChoiceWanted, match="同意、退回"):
        player.done("A", choice)
    assert player.waiting == ["A"]


def test_the_choices_of_a_step_are_the_flows_of_the_gateway_in_order() -> None:
    choices = Player(undecided()).model.steps["A"].choices
    assert [(choice.flow, choice.name) for choice in choices] == [
        ("which_B", "同意"),
        ("which_C", "退回"),
    ]


def test_the_order_of_flows_is_that_of_the_outgoing_references() -> None:
    listed = "<bpmn:outgoing>which_C</bpmn:outgoing><bpmn:outgoing>which_B</bpmn:outgoing>"
    diagram = undecided().replace(
        b'<bpmn:exclusiveGateway id="which">',
        f'<bpmn:exclusiveGateway id="which">{listed}'.encode(),
    )
    choices = Player(diagram).model.steps["A"].choices
    assert [choice.name for choice in choices] == ["退回", "同意"]


def test_several_flows_out_of_a_task_run_in_parallel() -> None:
    player = Player(
        process(
            start(),
            user("A"),
            user("B"),
            user("C"),
            end(),
            line("S", "A", "B", "E"),
            line("A", "C", "E"),
        )
    ).start()
    assert player.done("A").waiting == ["B", "C"]
    assert player.done("B").waiting == ["C"]
    assert player.done("C").over


def conditional_task(default: str = "") -> bytes:
    marks = {"default": default} if default else {}
    return process(
        start(),
        node("task", "T", **marks),
        user("B"),
        user("C"),
        end(),
        line("S", "T"),
        flow("T", "B", "b"),
        flow("T", "C", None if default else "c"),
        line("B", "E"),
        line("C", "E"),
    )


def test_a_condition_on_a_flow_out_of_a_task_is_asked() -> None:
    assert Player(conditional_task()).start(b=False, c=True).waiting == ["C"]
    assert Player(conditional_task("T_C")).start(b=True).waiting == ["B"]
    assert Player(conditional_task("T_C")).start(b=False).waiting == ["C"]


def test_a_task_whose_conditional_flows_all_fail_has_no_way_on() -> None:
    with pytest.raises(StepFailed, match="no condition holds"):
        Player(conditional_task()).start(b=False, c=False)


def test_an_endless_automatic_loop_is_stopped() -> None:
    diagram = process(
        start(),
        gateway("exclusive", "again"),
        script("T", "n := 1"),
        gateway("exclusive", "which", default="which_E"),
        end(),
        line("S", "again", "T", "which"),
        flow("which", "again", "n = 1"),
        flow("which", "E"),
    )
    with pytest.raises(StepFailed, match="endless loop") as refused:
        Player(diagram, steps=100).start()
    assert refused.value.values["element"] in {"again", "T", "which"}


def test_many_parallel_blocks_in_a_row_start_at_once() -> None:
    parts = [start(), end()]
    before = "S"
    for block in range(12):
        split, join = f"split{block}", f"join{block}"
        parts += [gateway("parallel", split), gateway("parallel", join), flow(before, split)]
        for branch in range(5):
            parts += [node("task", f"t{block}{branch}x"), line(split, f"t{block}{branch}x", join)]
        before = join
    player = Player(process(*parts, flow(before, "E"))).start()
    assert player.over
    assert player.path.count("join11") == 1
