"""Many instances of what waits for nobody, and of what waits for messages (BPMN 2.0, 13.3.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest

from server.domain.errors import NoSuchField, StepFailed
from server.domain.moves import BranchKind, Deliver
from tests.engine.data_pen import goes_in, goes_out, io, thing
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    extensions,
    line,
    many,
    node,
    process,
    service,
    start,
    user,
)
from tests.engine.player import FakeWorld, Player

if TYPE_CHECKING:
    from server.domain.values import Values

MESSAGE = '<bpmn:message id="m" name="回函"/>'


def one(task: str, *beside: str, message: str = MESSAGE) -> bytes:
    """A process of task M with work behind it."""
    parts = (start(), task, user("Z"), end(), line("S", "M", "Z", "E"), *beside)
    return process(*parts, beside=message)


def script(text: str, inner: str) -> str:
    body = f"{inner}<bpmn:script>{escape(text)}</bpmn:script>"
    return node("scriptTask", "M", body, scriptFormat="feel")


def mark(**said: object) -> str:
    return many("them", "x", into="ys", output="y", **said)  # type: ignore[arg-type]  # as the pen


def test_a_script_is_done_for_each_member_in_one_step() -> None:
    player = Player(one(script("y := x * 10 + loopCounter", mark()))).start(them=[1, 2])

    assert player.waiting == ["Z"]
    assert player.data == {"them": [1, 2], "ys": [11, 22]}


def test_what_a_member_writes_stays_with_it() -> None:
    player = Player(one(script("y := x\nseen := z", mark()))).start(them=[1, 2], z=1)
    assert player.data == {"them": [1, 2], "z": 1, "ys": [1, 2]}


def test_members_may_be_null_and_give_null() -> None:
    player = Player(one(script("y := x", mark()))).start(them=[None, 2, None])
    assert player.data["ys"] == [None, 2, None]


def test_nobody_there_gives_an_empty_list() -> None:
    assert Player(one(script("y := x", mark()))).start(them=[]).data["ys"] == []


def test_without_an_output_item_a_member_gives_all_of_its_own() -> None:
    task = script("y := x + 1", many("them", "x", into="ys"))
    assert Player(one(task)).start(them=[1]).data["ys"] == [{"x": 1, "y": 2}]


def test_without_an_output_collection_nothing_is_written() -> None:
    task = script("y := x + 1", many("them", "x"))
    assert Player(one(task)).start(them=[1]).data == {"them": [1]}


def test_members_may_be_counted_only() -> None:
    task = script("y := n", many(item="n", count="3", into="ys", output="y"))
    assert Player(one(task)).start().data["ys"] == [0, 1, 2]


@pytest.mark.parametrize(
    ("until", "ys"),
    [
        ("nrOfCompletedInstances >= 2", [1, 2, None, None]),
        ("y = 3", [1, 2, 3, None]),
        ("nrOfActiveInstances = 1 and nrOfInstances = 4", [1, 2, 3, None]),
        ("nrOfTerminatedInstances > 0", [1, 2, 3, 4]),
    ],
)
def test_enough_leaves_the_others_undone(until: str, ys: list[object]) -> None:
    player = Player(one(script("y := x", mark(until=until)))).start(them=[1, 2, 3, 4])
    assert player.data["ys"] == ys


def test_in_turn_nobody_else_is_active() -> None:
    task = script("y := x", mark(until="nrOfActiveInstances = 0", sequential=True))
    assert Player(one(task)).start(them=[1, 2]).data["ys"] == [1, None]


def test_an_operation_is_carried_out_for_each_member() -> None:
    world = FakeWorld(answers={"document.number": {"y": 7}})
    task = service("M", "document.number", to="x").replace(
        "</bpmn:serviceTask>", mark() + "</bpmn:serviceTask>"
    )
    player = Player(one(task), world=world).start(them=["a", "b"])

    assert world.told == [("document.number", {"to": "a"}), ("document.number", {"to": "b"})]
    assert player.data["ys"] == [7, 7]


def test_a_message_is_sent_to_each_member() -> None:
    task = node("sendTask", "M", mark(), said=extensions(correlation="x"), messageRef="m")
    player = Player(one(task)).start(them=["a", "b"])

    assert player.last is not None
    assert [thrown.key for thrown in player.last.thrown] == ["a", "b"]


def test_a_task_of_no_kind_is_passed_once_for_all() -> None:
    player = Player(one(node("task", "M", many("them", "x", into="ys", output="x")))).start(
        them=[1, 2]
    )
    assert player.data["ys"] == [1, 2]


def test_a_collection_may_come_and_go_by_associations() -> None:
    inner = io("list", outputs=("all",)) + goes_in("rfees", "i_list", "fees[item > 1]")
    inner += goes_out("o_all", "rsums") + many("i_list", "x", into="o_all", output="y")
    player = Player(one(script("y := x * 2", inner), thing("fees", "fees"), thing("sums", "sums")))
    assert player.start(fees=[1, 2, 3]).data == {"fees": [1, 2, 3], "sums": [4, 6]}


def test_a_collection_may_be_a_data_object() -> None:
    task = script("y := x", many("rfees", "x", into="rsums", output="y"))
    player = Player(one(task, thing("fees", "fees"), thing("sums", "sums"))).start(fees=[1])
    assert player.data["sums"] == [1]


def test_all_members_see_what_else_goes_in() -> None:
    inner = io("list", "rate") + goes_in("rfees", "i_list") + goes_in("rr", "i_rate")
    task = script("y := x * rate", inner + many("i_list", "x", into="ys", output="y"))
    player = Player(one(task, thing("fees", "fees"), thing("r", "r"))).start(fees=[1, 2], r=3)
    assert player.data["ys"] == [3, 6]


def test_branches_are_not_each_given_the_whole_collection() -> None:
    inner = io("list", "rate") + goes_in("rfees", "i_list") + goes_in("rr", "i_rate")
    task = user("M", inner + many("i_list", "x"))
    player = Player(one(task, thing("fees", "fees"), thing("r", "r"))).start(fees=[1, 2], r=3)
    assert [one.values for one in player.fan("M").branches] == [
        {"rate": 3, "x": 1},
        {"rate": 3, "x": 2},
    ]


def test_a_collection_that_is_needed_must_be_available() -> None:
    inner = io("list") + goes_in("rfees", "i_list")
    task = script("y := x", inner + many("i_list", "x"))
    with pytest.raises(StepFailed, match="data input list is unavailable"):
        Player(one(task, thing("fees", "fees"))).start()


def test_many_receive_tasks_listen_each_for_itself() -> None:
    task = node("receiveTask", "M", mark(), said=extensions(correlation="x"), messageRef="m")
    diagram = one(task)
    fan = Player(diagram).start(them=["a", "b"]).fan("M")
    assert fan.kind is BranchKind.PROCESS

    branch = Player(diagram, outer={"them": ["a", "b"]}).start(scope="M", **fan.branches[1].values)
    assert branch.listening("M").key == "b"
    branch.push(Deliver(token=branch.token("M"), values={"y": 5}))
    assert branch.over
    assert branch.data == {"x": "b", "y": 5}


class Failing(FakeWorld):
    """A world in which the operation is refused for one member."""

    def operate(self, operation: str, values: Values) -> Values:
        if values.get("to") == "b":
            raise NoSuchField(field="to", fields="")
        return super().operate(operation, values)


@pytest.mark.parametrize("inner", [mark(), io("x", outputs=("y",)) + goes_in("rfee", "i_x")])
def test_what_fails_and_is_caught_gives_nothing(inner: str) -> None:
    task = service("M", "document.number", to="x")
    task = task.replace("</bpmn:serviceTask>", inner + "</bpmn:serviceTask>")
    caught = boundary("B", "M", about("error")) + user("L") + line("B", "L", "E")
    player = Player(one(task, caught, thing("fee")), world=Failing())
    player.start(them=["a", "b", "c"], fee="b")

    assert player.waiting == ["L"]
    assert player.data == {"them": ["a", "b", "c"], "fee": "b"}


def test_members_without_end_are_held_for_an_endless_loop() -> None:
    player = Player(one(script("n := n + 1", many(count="30"))), steps=20)
    with pytest.raises(StepFailed, match="more than 20 automatic steps"):
        player.start(n=0)
