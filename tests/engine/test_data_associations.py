"""Data that goes into activities and comes out of them (BPMN 2.0, 10.3)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.domain.errors import StepFailed
from server.domain.moves import BranchKind, Deliver, EndKind, Gather
from tests.engine.data_pen import PLACEHOLDER, goes_in, goes_out, io, one, run, script, thing
from tests.engine.diagrams import (
    about,
    end,
    flow,
    gateway,
    line,
    node,
    process,
    start,
    sub,
    user,
)
from tests.engine.player import Player

MESSAGE = '<bpmn:message id="m" name="回函"/>'
DATA = thing("fee", "fee") + thing("verdict", "verdict")


def test_an_activity_sees_its_inputs_by_their_own_names() -> None:
    inner = (
        io("amount", outputs=("sum",)) + goes_in("rfee", "i_amount") + goes_out("o_sum", "rverdict")
    )
    player = run(script("T", "sum := amount * 2", inner), fee=3)

    assert player.data == {"fee": 3, "verdict": Decimal(6)}
    assert player.last is not None
    assert player.last.written == {"fee", "verdict"}


def test_what_is_no_output_stays_with_the_activity() -> None:
    inner = io("fee", outputs=("sum",))
    player = run(script("T", "aside := 1\nsum := fee", inner), fee=3)

    assert player.data == {"fee": 3, "sum": 3}


def test_without_an_io_specification_an_activity_writes_as_ever() -> None:
    inner = goes_in("rfee", "pr", "fee + 1") + goes_out("rfee", "rverdict", "more * 10")
    player = run(
        script(
            "T",
            "more := fee",
            PLACEHOLDER
            + inner.replace(
                "<bpmn:sourceRef>rfee</bpmn:sourceRef><bpmn:targetRef>rv", "<bpmn:targetRef>rv"
            ),
        ),
        fee=3,
    )

    assert player.data == {"fee": 3, "more": Decimal(4), "verdict": Decimal(40)}


def test_a_transformation_replaces_what_was_there() -> None:
    inner = io("amount") + goes_in("rfee rverdict", "i_amount", "fee + verdict")
    player = run(script("T", "x := 1", inner + ""), fee=3, verdict=4)

    assert player.data == {"fee": 3, "verdict": 4}


def test_assignments_put_values_inside_of_the_target() -> None:
    puts = (("verdict.by.name", '"张"'), ("= verdict.sum", "sum"))
    inner = io(outputs=("sum",)) + goes_out("o_sum", "rverdict", assign=puts)
    before = {"by": {"post": "科长"}, "note": 1}
    player = run(script("T", "sum := 5", inner), verdict=before)

    assert player.data["verdict"] == {
        "by": {"post": "科长", "name": "张"},
        "note": 1,
        "sum": Decimal(5),
    }
    assert before == {"by": {"post": "科长"}, "note": 1}


def test_an_assignment_may_be_the_whole_target() -> None:
    inner = io(outputs=("sum",)) + goes_out("o_sum", "rverdict", assign=(("verdict", "sum + 1"),))
    assert run(script("T", "sum := 5", inner)).data["verdict"] == 6


def test_an_input_that_is_needed_must_be_available() -> None:
    inner = io("amount") + goes_in("rfee", "i_amount")
    with pytest.raises(StepFailed, match="data input amount is unavailable"):
        run(script("T", "x := 1", inner))


def test_null_is_available() -> None:
    inner = io("amount", outputs=("seen",)) + goes_in("rfee", "i_amount")
    assert run(script("T", "seen := amount = null", inner), fee=None).data["seen"] is True


def test_an_input_that_may_be_missing_is_null() -> None:
    inner = io("amount", outputs=("seen",), optional=("amount",)) + goes_in("rfee", "i_amount")
    assert run(script("T", "seen := amount = null", inner)).data == {"seen": True}


@pytest.mark.parametrize("led", ["", goes_out("o_sum", "rverdict")])
def test_an_output_that_is_owed_must_be_there(led: str) -> None:
    with pytest.raises(StepFailed, match="data output sum is unavailable"):
        run(script("T", "x := 1", io(outputs=("sum",)) + led))


def test_an_output_that_may_be_missing_leaves_its_target_alone() -> None:
    inner = io(outputs=("sum",), optional=("sum",)) + goes_out("o_sum", "rverdict")
    assert run(script("T", "x := 1", inner), verdict=7).data == {"verdict": 7}


def test_parallel_activities_may_call_their_inputs_the_same() -> None:
    def task(key: str, source: str, target: str) -> str:
        inner = io("x", outputs=("y",)).replace("i_x", f"i{key}").replace("o_y", f"o{key}")
        ways = goes_in(source, f"i{key}") + goes_out(f"o{key}", target)
        return user(key, inner + ways, org="x")

    diagram = process(
        start(),
        gateway("parallel", "split"),
        task("A", "rfee", "rverdict"),
        task("B", "rname", "rtitle"),
        gateway("parallel", "join"),
        user("Z"),
        end(),
        line("S", "split", "A", "join", "Z", "E"),
        line("split", "B", "join"),
        DATA,
        thing("name", "name"),
        thing("title", "title"),
    )
    player = Player(diagram).start(fee="zjj", name="slj")

    works = [player.fan(key).branches[0] for key in ("A", "B")]
    assert [branch.values for branch in works] == [{"x": "zjj"}, {"x": "slj"}]
    assert [branch.work.body for branch in works if branch.work] == ["zjj", "slj"]
    player.push(Gather(token=player.token("A"), outputs=({"x": "zjj", "y": 1},)))
    player.push(Gather(token=player.token("B"), outputs=({"x": "slj", "y": 2},)))
    assert player.data == {"fee": "zjj", "name": "slj", "verdict": 1, "title": 2}


def test_work_with_data_of_its_own_is_a_branch_of_its_own() -> None:
    inner = (
        io("amount", outputs=("sum",)) + goes_in("rfee", "i_amount") + goes_out("o_sum", "rverdict")
    )
    player = run(user("T", inner), fee=3)

    fan = player.fan("T")
    assert (fan.kind, [branch.values for branch in fan.branches]) == (
        BranchKind.WORK,
        [{"amount": 3}],
    )
    given = player.engine.output_of(
        player.version, "T", values={"amount": 3, "sum": 5}, outer={}, world=player.world
    )
    player.push(Gather(token=player.token("T"), outputs=(given,)))
    assert player.data == {"fee": 3, "verdict": 5}


def test_such_work_without_its_output_is_not_done() -> None:
    player = run(user("T", io(outputs=("sum",))))
    with pytest.raises(StepFailed, match="data output sum is unavailable"):
        player.push(Gather(token=player.token("T"), outputs=({"other": 1},)))


def test_the_answer_to_such_work_may_have_a_name_to_lie_under() -> None:
    inner = goes_in("rfee", "pr", "fee + 1")
    player = run(user("T", PLACEHOLDER + inner, result="report"), fee=3)
    player.push(Gather(token=player.token("T"), outputs=({"fee": 4, "agree": True},)))

    assert player.data == {"fee": 3, "report": {"agree": True}}


def test_a_call_is_given_its_inputs_and_gives_its_outputs() -> None:
    inner = (
        io("amount", outputs=("sum",)) + goes_in("rfee", "i_amount") + goes_out("o_sum", "rverdict")
    )
    player = run(node("callActivity", "T", inner, calledElement="inquiry"), fee=3)

    assert player.fan("T").branches[0].values == {"amount": 3}
    player.push(Gather(token=player.token("T"), outputs=({"sum": 9, "other": 1},)))
    assert player.data == {"fee": 3, "verdict": 9}


def test_a_process_gives_its_data_outputs_to_its_caller() -> None:
    diagram = process(
        io("amount", outputs=("sum",)),
        start(),
        script("T", "sum := amount + 1\nx := 2"),
        end(),
        line("S", "T", "E"),
    )
    player = Player(diagram).start(amount=1)

    assert player.last is not None
    assert player.last.ending is not None
    assert player.last.ending.kind is EndKind.FINISHED
    assert player.last.ending.output == {"sum": Decimal(2)}


def test_a_process_must_be_given_its_data_inputs() -> None:
    diagram = process(io("amount"), start(), end(), line("S", "E"))
    with pytest.raises(StepFailed, match="data input amount is unavailable"):
        Player(diagram).start()


def test_a_message_carries_the_data_inputs_and_brings_the_data_outputs() -> None:
    said = about("message", "m")
    throw = node(
        "intermediateThrowEvent",
        "T",
        node("dataInput", "i", name="letter")
        + goes_in("rfee", "i")
        + "<bpmn:inputSet><bpmn:dataInputRefs>i</bpmn:dataInputRefs></bpmn:inputSet>"
        + said,
    )
    player = Player(one(throw, DATA, message=MESSAGE)).start(fee=3)
    assert player.last is not None
    assert player.last.thrown[0].values == {"letter": 3}

    catch = node(
        "intermediateCatchEvent",
        "T",
        node("dataOutput", "o", name="letter")
        + goes_out("o", "rverdict")
        + "<bpmn:outputSet><bpmn:dataOutputRefs>o</bpmn:dataOutputRefs></bpmn:outputSet>"
        + said,
    )
    player = Player(one(catch, DATA, message=MESSAGE)).start()
    player.push(Deliver(token=player.token("T"), values={"letter": 3, "other": 1}))
    assert player.data == {"verdict": 3}


def test_a_receive_task_gives_what_the_message_brought() -> None:
    inner = io(outputs=("letter",)) + goes_out("o_letter", "rverdict")
    task = node("receiveTask", "T", inner, messageRef="m")
    player = Player(one(task, DATA, message=MESSAGE)).start()
    player.push(Deliver(token=player.token("T"), values={"letter": 3, "other": 1}))
    assert player.data == {"verdict": 3}


def test_an_association_drawn_for_people_changes_nothing() -> None:
    drawn = (
        PLACEHOLDER
        + goes_in("rfee", "pr")
        + "<bpmn:dataOutputAssociation><bpmn:targetRef>rverdict</bpmn:targetRef></bpmn:dataOutputAssociation>"
    )
    assert run(user("T", drawn), fee=3).work("T")


def test_a_data_object_is_known_by_its_id_and_an_input_by_its_name() -> None:
    unnamed = io("a", outputs=("sum",)).replace('id="i_a" name="a"', 'id="i_a" name="不 可"')
    inner = unnamed + goes_in("rx1", "i_a") + goes_out("o_sum", "x2")
    beside = thing("x1", "费用"), thing("x2")
    assert run(script("T", "sum := i_a + 1", inner), *beside, x1=1).data["x2"] == 2


def test_all_states_of_a_data_object_are_one_variable() -> None:
    states = node("dataObject", "order") + "".join(
        node("dataObjectReference", key, f'<bpmn:dataState name="{key}"/>', dataObjectRef="order")
        for key in ("drafted", "signed")
    )
    inner = io("it", outputs=("out",)) + goes_in("drafted", "i_it") + goes_out("o_out", "signed")
    assert run(script("T", "out := it + 1", inner), states, order=1).data == {"order": Decimal(2)}


def test_the_data_objects_of_a_sub_process_begin_anew_each_time() -> None:
    task = script(
        "T",
        "n := (if old = null then 0 else old) + 1",
        io("old", outputs=("n",)) + goes_in("rc", "i_old") + goes_out("o_n", "rc"),
    )
    inside = sub(
        "P", start("PS"), task, user("W"), end("PE"), line("PS", "T", "W", "PE"), thing("c", "c")
    )
    diagram = process(
        start(),
        gateway("exclusive", "again"),
        inside,
        gateway("exclusive", "which", default="which_E"),
        end(),
        line("S", "again", "P", "which", "E"),
        flow("which", "again", "more"),
    )
    player = Player(diagram).start(c=5)
    assert player.data["c"] == 1
    player.done("W", more=True)
    assert player.data["c"] == 1
