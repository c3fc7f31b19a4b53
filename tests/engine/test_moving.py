from __future__ import annotations

import json
from threading import Thread
from uuid import uuid4

import pytest

from server.domain.errors import StepFailed, WorkGone
from server.domain.ids import Token, VersionId
from server.domain.moves import Complete, Deliver, EndKind, Fail, Fire, Gather, Start
from server.engine.adapter import SpiffEngine
from tests.engine.diagrams import (
    end,
    four_tasks,
    gateway,
    line,
    node,
    process,
    script,
    service,
    start,
    sub,
    user,
)
from tests.engine.player import NOON, FakeWorld, Player, sources


def test_the_four_tasks_run_to_their_end() -> None:
    player = Player(four_tasks()).start()
    assert player.waiting == ["A"]
    player.done("A", amount=500)
    assert player.waiting == ["B", "C"]
    player.done("C").done("B")
    assert player.waiting == ["D"]
    player.done("D")
    assert player.over


def test_the_path_names_elements_and_flows_in_order() -> None:
    player = Player(process(start(), user("A"), end(), line("S", "A", "E"))).start()
    assert player.path == ["S", "S_A"]
    player.done("A")
    assert player.path == ["S", "S_A", "A", "A_E", "E"]


def test_the_end_says_how_where_and_what_it_gives() -> None:
    player = (
        Player(process(start(), user("A"), end(), line("S", "A", "E"))).start(x=1).done("A", y=2)
    )
    assert player.last is not None
    assert player.last.ending is not None
    assert player.last.ending.kind is EndKind.FINISHED
    assert player.last.ending.element == "E"
    assert player.last.ending.output == {"x": 1, "y": 2}


def test_a_process_may_say_what_it_gives() -> None:
    diagram = process(start(), end(), line("S", "E")).replace(
        b'isExecutable="true">',
        b'isExecutable="true"><bpmn:extensionElements><spiffworkflow:properties>'
        b'<spiffworkflow:property name="outputs" value="{sum: a + b}"/>'
        b"</spiffworkflow:properties></bpmn:extensionElements>",
    )
    player = Player(diagram).start(a=1, b=2)
    assert player.last is not None
    assert player.last.ending is not None
    assert player.last.ending.output == {"sum": 3}


def test_a_path_may_end_without_an_end_event() -> None:
    player = Player(process(start(), user("A"), line("S", "A"))).start().done("A")
    assert player.last is not None
    assert player.last.ending is not None
    assert player.last.ending.element == "A"


def test_a_task_of_no_kind_passes_by_itself() -> None:
    assert Player(process(start(), node("task", "T"), end(), line("S", "T", "E"))).start().over


def test_the_saved_state_is_small_and_holds_no_data() -> None:
    player = Player(four_tasks()).start(secret="typename", amount=1).done("A")
    assert len(player.saved) < 400
    assert b"secret" not in player.saved
    assert json.loads(player.saved)["t"] == [["4", "B"], ["5", "C"]]


def test_the_state_does_not_grow_with_history() -> None:
    player = Player(
        process(
            start(),
            gateway("exclusive", "again"),
            user("A"),
            gateway("exclusive", "which", default="which_E"),
            end(),
            line("S", "again", "A", "which"),
            '<bpmn:sequenceFlow id="back" sourceRef="which" targetRef="again">'
            "<bpmn:conditionExpression>more</bpmn:conditionExpression></bpmn:sequenceFlow>",
            line("which", "E"),
        )
    ).start()
    player.done("A", more=True)
    size = len(player.saved)
    for _ in range(1200):
        player.done("A", more=True)
    assert len(player.saved) <= size + 6
    assert not player.over
    assert player.done("A", more=False).over


def test_a_finished_or_unknown_place_cannot_be_pushed() -> None:
    player = Player(four_tasks()).start()
    token = player.token("A")
    player.done("A")
    for push in (
        Complete(token=token),
        Gather(token=token, outputs=()),
        Fire(token=token),
        Deliver(token=token),
        Fail(token=token, code="x"),
    ):
        with pytest.raises(WorkGone):
            player.push(push)


def test_an_instance_begins_once() -> None:
    player = Player(four_tasks()).start()
    with pytest.raises(StepFailed, match="begun already"):
        player.start()


def test_nothing_can_be_pushed_once_it_is_over() -> None:
    player = Player(process(start(), end(), line("S", "E"))).start()
    with pytest.raises(WorkGone):
        player.push(Complete(token=Token("1")))


def test_a_push_of_the_wrong_kind_is_refused() -> None:
    player = Player(four_tasks()).start()
    with pytest.raises(WorkGone):
        player.push(Gather(token=player.token("A"), outputs=()))


def test_something_that_is_no_push_fails() -> None:
    player = Player(four_tasks()).start()
    with pytest.raises(StepFailed, match="str"):
        player.push("Complete")  # type: ignore[arg-type]  # that is the point


def test_what_goes_wrong_inside_names_the_element_and_changes_nothing() -> None:
    class Broken(FakeWorld):
        def due(self, clock: str, *_: object) -> object:  # type: ignore[override]  # broken
            raise RuntimeError(clock)

    diagram = process(start(), user("A"), user("B", clock="T41"), end(), line("S", "A", "B", "E"))
    player = Player(diagram, world=Broken()).start()
    saved, data = player.saved, dict(player.data)
    with pytest.raises(StepFailed, match="T41") as refused:
        player.done("A", x=1)
    assert refused.value.values["element"] == "B"
    assert (player.saved, player.data) == (saved, data)


def test_an_error_without_words_is_called_by_its_kind() -> None:
    class Broken(FakeWorld):
        def operate(self, *_: object) -> object:  # type: ignore[override]  # broken
            raise RuntimeError

    diagram = process(
        start(),
        service("T", "document.number"),
        end(),
        line("S", "T", "E"),
    )
    with pytest.raises(StepFailed, match="RuntimeError"):
        Player(diagram, world=Broken()).start()


def test_a_state_of_another_format_is_refused() -> None:
    player = Player(four_tasks()).start()
    player.saved = player.saved.replace(b'"v":1', b'"v":2')
    with pytest.raises(StepFailed, match="unknown format"):
        player.push(Complete(token=Token("2")))


def test_a_state_that_does_not_fit_the_diagram_is_refused() -> None:
    player = Player(four_tasks()).start()
    player.saved = player.saved.replace(b'"A"', b'"Gone"')
    with pytest.raises(StepFailed, match="Gone"):
        player.push(Complete(token=Token("2")))


def test_a_sub_process_runs_inside_its_instance() -> None:
    inside = sub(
        "P", start("PS"), user("B"), user("C"), end("PE"), line("PS", "B", "PE"), line("PS", "C")
    )
    player = Player(process(start(), inside, user("Z"), end(), line("S", "P", "Z", "E"))).start()
    assert player.waiting == ["B", "C"]
    assert player.done("B").waiting == ["C"]
    assert player.done("C").waiting == ["Z"]
    assert player.path.index("PE") < player.path.index("P")


def test_sub_processes_nest() -> None:
    inner = sub("Q", start("QS"), user("B"), end("QE"), line("QS", "B", "QE"))
    outer = sub("P", start("PS"), inner, end("PE"), line("PS", "Q", "PE"))
    player = Player(process(start(), outer, end(), line("S", "P", "E"))).start()
    assert player.waiting == ["B"]
    assert player.done("B").over


def test_learning_twice_is_free() -> None:
    engine, version = SpiffEngine(), VersionId(uuid4())
    assert not engine.knows(version)
    model = engine.learn(version, sources(four_tasks()))
    assert engine.learn(version, sources(b"not even read")) is model
    assert engine.knows(version)
    assert engine.model(version) is model


def test_a_chain_of_two_thousand_nodes_is_parsed_and_run() -> None:
    keys = [f"t{number}" for number in range(2_000)]
    diagram = process(start(), *(node("task", key) for key in keys), end(), line("S", *keys, "E"))
    player = Player(diagram).start()
    assert player.over
    assert len(player.path) == 2 * 2_002 - 1


def test_threads_share_a_diagram_without_disturbing_each_other() -> None:
    engine, version, world = SpiffEngine(), VersionId(uuid4()), FakeWorld()
    inner = sub("P", start("PS"), script("X", "seen := who"), end("PE"), line("PS", "X", "PE"))
    engine.learn(
        version,
        sources(
            process(
                start(),
                gateway("parallel", "split"),
                user("B", org="who"),
                inner,
                gateway("parallel", "join"),
                end(),
                line("S", "split", "B", "join", "E"),
                line("split", "P", "join"),
            )
        ),
    )
    wrong: list[object] = []

    def play(who: str) -> None:
        for _ in range(60):
            opened = engine.push(
                version, Start(values={"who": who}), saved=b"", data={}, outer={}, world=world
            )
            (work,) = opened.opened
            closed = engine.push(
                version,
                Complete(token=work.token),
                saved=opened.saved,
                data=opened.data,
                outer={},
                world=world,
            )
            if closed.data["seen"] != who or getattr(work, "body", "") != who or not closed.ending:
                wrong.append(closed)

    threads = [Thread(target=play, args=(f"b{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_the_moment_is_given_and_never_asked() -> None:
    world = FakeWorld()
    diagram = process(start(), script("T", "at := now()"), end(), line("S", "T", "E"))
    player = Player(diagram, world=world).start()
    assert player.data["at"] == NOON
