"""What begins a process together: the first begins a case, the others join it (BPMN 2.0, 10.5.2, 10.6.6)."""

from __future__ import annotations

import pytest

from server.domain.moves import Deliver, Listen, Start
from server.engine.adapter import SpiffEngine
from tests.engine.diagrams import about, end, extensions, gateway, line, node, process, start, user
from tests.engine.player import KNOWN, Player
from tests.engine.refused_starts import handed_in
from tests.engine.test_rules import problems

MESSAGES = '<bpmn:message id="m" name="申请"/><bpmn:message id="n" name="缴费"/><bpmn:message id="o" name="证明"/>'
CATCH = "intermediateCatchEvent"
TIMER = "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"


def behind(*events: str, **said: str) -> bytes:
    """A gateway G that begins the process, and events X, Y, Z each before work of that letter doubled."""
    keys = "XYZ"[: len(events)]
    marks = {"instantiate": "true", "eventGatewayType": "Parallel", **said}
    parts = [
        one + user(2 * key) + line("G", key, 2 * key, "E")
        for key, one in zip(keys, events, strict=True)
    ]
    return process(gateway("eventBased", "G", **marks), *parts, end(), beside=MESSAGES)


def caught(key: str, message: str, correlation: str | None = "no", kind: str = CATCH) -> str:
    said = extensions(correlation=correlation)
    if kind == "receiveTask":
        return node(kind, key, said=said, messageRef=message)
    return node(kind, key, about("message", message), said=said)


GATEWAY = behind(caught("X", "m"), caught("Y", "n", kind="receiveTask"), caught("Z", "o"))


def at_start(*definitions: str, correlation: str | None = "no") -> bytes:
    """A start event S of several definitions that belong together, before work A."""
    begins = node(
        "startEvent", "S", "".join(definitions), said=extensions(correlation=correlation),
        parallelMultiple="true",
    )  # fmt: skip
    return process(begins, user("A"), end(), line("S", "A", "E"), beside=MESSAGES)


START = at_start(about("message", "m"), about("message", "n"), about("message", "o"))


def begun(diagram: bytes, message: str, **payload: object) -> Player:
    player = Player(diagram)
    trigger = next(one for one in player.model.triggers if one.name == message)
    player.push(Start(trigger=trigger, payload=payload))
    return player


def listened(player: Player) -> set[tuple[str, str]]:
    waits = player.waits.values()
    return {(wait.name, wait.key) for wait in waits if isinstance(wait, Listen)}


def hear(player: Player, message: str, **values: object) -> Player:
    token = next(
        wait.token for wait in player.waits.values()
        if isinstance(wait, Listen) and wait.name == message
    )  # fmt: skip
    player.push(Deliver(token=token, values=values))
    return player


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        (first, second, third)
        for first in "XYZ" for second in "XYZ" for third in "XYZ"
        if len({first, second, third}) == 3
    ],
)  # fmt: skip
def test_behind_a_gateway_each_goes_on_by_itself(first: str, second: str, third: str) -> None:
    names = {"X": "申请", "Y": "缴费", "Z": "证明"}
    player = begun(GATEWAY, names[first], no=7)
    assert listened(player) == {(names[second], "7"), (names[third], "7")}
    assert 2 * first in player.waiting

    player.done(2 * first)
    hear(hear(player, names[second]), names[third])
    assert player.waiting == sorted([2 * second, 2 * third])
    assert player.done(2 * second).done(2 * third).over


@pytest.mark.parametrize(
    "order", ["申请 缴费 证明", "缴费 证明 申请", "证明 申请 缴费", "证明 缴费 申请"]
)
def test_a_start_of_several_goes_on_when_all_have_come(order: str) -> None:
    first, second, third = order.split()
    player = begun(START, first, no="a")
    assert listened(player) == {(second, "a"), (third, "a")}

    assert hear(player, second, x=1).waiting == ["S"]
    assert hear(player, third).waiting == ["A"]
    assert player.data == {"no": "a", "x": 1}
    assert player.path == ["S", "S_A"]
    assert player.done("A").over


def test_the_key_may_be_drawn() -> None:
    drawn = (
        '<bpmn:collaboration id="c"><bpmn:participant id="p" processRef="whistle"/>'
        '<bpmn:correlationKey id="K"><bpmn:correlationPropertyRef>P</bpmn:correlationPropertyRef>'
        "</bpmn:correlationKey></bpmn:collaboration>"
        '<bpmn:correlationProperty id="P">'
        + "".join(
            f'<bpmn:correlationPropertyRetrievalExpression id="r{message}" messageRef="{message}">'
            "<bpmn:messagePath>no</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression>"
            for message in "mn"
        )
        + "</bpmn:correlationProperty>"
    )
    bound = (
        '<bpmn:correlationSubscription id="s" correlationKeyRef="K">'
        '<bpmn:correlationPropertyBinding id="b" correlationPropertyRef="P"><bpmn:dataPath>no</bpmn:dataPath>'
        "</bpmn:correlationPropertyBinding></bpmn:correlationSubscription>"
    )
    diagram = at_start(about("message", "m"), about("message", "n"), correlation=None)
    text = diagram.decode().replace("</bpmn:process>", f"{bound}</bpmn:process>")
    diagram = text.replace("<bpmn:message ", f"{drawn}<bpmn:message ", 1).encode()

    assert problems(handed_in(diagram)) == []
    assert listened(begun(diagram, "申请", no=3)) == {("缴费", "3")}


@pytest.mark.parametrize("diagram", [GATEWAY, START])
def test_any_of_them_begins_a_case(diagram: bytes) -> None:
    model = SpiffEngine().check(handed_in(diagram), KNOWN)
    assert {one.name for one in model.triggers} == {"申请", "缴费", "证明"}


@pytest.mark.parametrize(
    ("diagram", "element"),
    [
        (behind(caught("X", "m"), caught("Y", "n", None)), "G"),
        (behind(caught("X", "m"), node(CATCH, "Y", TIMER)), "G"),
        (at_start(about("message", "m"), about("message", "n"), correlation=None), "S"),
        (at_start(about("message", "m"), TIMER), "S"),
    ],
)
def test_what_can_not_be_told_apart_is_refused(diagram: bytes, element: str) -> None:
    found = problems(handed_in(diagram))
    sentence = "Only messages begin a process together"
    assert [one.element for one in found if sentence in one.sentence_en] == [element], found


def test_a_gateway_that_wants_all_only_begins_a_process() -> None:
    diagram = behind(caught("X", "m"), caught("Y", "n"), instantiate="false")
    assert any("only begins a process" in one.sentence_en for one in problems(diagram))


BY_TASK = process(
    node("receiveTask", "R", messageRef="m", instantiate="true"),
    end(),
    line("R", "E"),
    beside=MESSAGES,
)


@pytest.mark.parametrize("diagram", [GATEWAY, START, BY_TASK])
def test_what_begins_a_process_is_taken_as_it_was_drawn(diagram: bytes) -> None:
    [taken] = SpiffEngine().rewrite((handed_in(diagram),), KNOWN)
    assert taken.changes == ()


def test_a_gateway_that_something_leads_to_begins_nothing() -> None:
    marks = {"instantiate": "true"}
    parts = (caught("X", "m"), caught("Y", "n"), end())
    flows = line("S", "G", "X", "E") + line("G", "Y", "E")
    diagram = process(start(), gateway("eventBased", "G", **marks), *parts, flows, beside=MESSAGES)
    [taken] = SpiffEngine().rewrite((handed_in(diagram),), KNOWN)

    assert [change.element for change in taken.changes] == ["G"]
    assert b"instantiate" not in taken.diagram


def test_what_would_begin_for_no_body_is_begun_by_a_person() -> None:
    [taken] = SpiffEngine().rewrite((handed_in(BY_TASK, owner=""),), KNOWN)
    assert {change.was for change in taken.changes} >= {"instantiate"}
    assert b"instantiate" not in taken.diagram
