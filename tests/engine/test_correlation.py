"""Correlation as a collaboration draws it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.errors import DiagramRefused, StepFailed
from server.domain.ids import ProcessKey
from server.domain.moves import Deliver, Listen
from server.domain.process import Sources
from server.engine.adapter import SpiffEngine
from tests.engine.diagrams import about, boundary, end, extensions, gateway, line, node, start, user
from tests.engine.event_pen import catch, throw
from tests.engine.player import KNOWN, Player
from tests.engine.pool_pen import file, pool


def drawn_property(key: str, path: str, message: str = "m") -> str:
    """Where a message has a property."""
    return (
        f'<bpmn:correlationProperty id="{key}"><bpmn:correlationPropertyRetrievalExpression '
        f'messageRef="{message}"><bpmn:messagePath>{path}</bpmn:messagePath>'
        "</bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>"
    )


def drawn_key(key: str, *properties: str) -> str:
    """A key of a collaboration."""
    refs = (
        f"<bpmn:correlationPropertyRef>{one}</bpmn:correlationPropertyRef>" for one in properties
    )
    return f'<bpmn:correlationKey id="{key}">{"".join(refs)}</bpmn:correlationKey>'


def subscription(key: str = "K", **bound: str) -> str:
    """Where a process has the values of a key."""
    bindings = "".join(
        f'<bpmn:correlationPropertyBinding id="bind_{name}" correlationPropertyRef="{name}">'
        f"<bpmn:dataPath>{path}</bpmn:dataPath></bpmn:correlationPropertyBinding>"
        for name, path in bound.items()
    )
    return (
        f'<bpmn:correlationSubscription id="sub_{key}" correlationKeyRef="{key}">{bindings}'
        "</bpmn:correlationSubscription>"
    )


TWO = drawn_property("year", "order.year") + drawn_property("number", "order.number")
BOTH = drawn_key("K", "year", "number")
BOUND = subscription(year="asked", number="count")


def talking(
    *parts: str, said: str = BOUND, properties: str = TWO, keys: str = BOTH, rest: str = "T"
) -> Sources:
    """A process of a start, the parts and an end, with what is drawn of correlation."""
    body = pool("whistle", start(), *parts, end(), line("S", *rest.split(), "E"), said)
    diagram = file(body, collaboration=keys, beside=properties)
    return Sources(
        key=ProcessKey("whistle"), title="", title_en="", diagram=diagram, owner="command_centre"
    )


def problems(given: Sources) -> list[str]:
    with pytest.raises(DiagramRefused) as refused:
        SpiffEngine().check(given, KNOWN)
    return [one.sentence_en for one in refused.value.problems]


EITHER = drawn_key("K", "number") + drawn_key("L", "year", "number")
BY_EITHER = subscription(number="mine") + subscription("L", year="asked", number="mine").replace(
    "bind_", "bind_L_"
)
LOOPS = node(
    "receiveTask",
    "T",
    '<bpmn:standardLoopCharacteristics loopMaximum="2"/>',
    messageRef="m",
)
TOGETHER = node(
    "intermediateCatchEvent",
    "T",
    about("message", "m") + about("signal", "s"),
    parallelMultiple="true",
)
HEARS = catch("T", about("message", "m"))
SAYS = throw("T", about("message", "m"), payload="{order: {year: 2026, number: 7}}")


def test_who_throws_finds_the_key_in_the_message() -> None:
    player = Player(talking(SAYS)).start()

    assert player.last is not None
    assert [one.key for one in player.last.thrown] == ["[2026,7]"]


def test_who_waits_finds_the_same_key_in_its_data() -> None:
    player = Player(talking(HEARS)).start(asked=2026, count=7)

    assert player.listening("T").key == "[2026,7]"


def test_a_key_of_one_property_is_its_value() -> None:
    one = talking(HEARS, properties=drawn_property("year", "year"), keys=drawn_key("K", "year"))

    assert Player(one).start(asked="SH-1").listening("T").key == "SH-1"


SAYS_NONE = throw("T", about("message", "m"), payload="{order: {year: 2026}}")


@pytest.mark.parametrize(
    ("properties", "keys"),
    [(TWO, BOTH), (drawn_property("number", "order.number"), drawn_key("K", "number"))],
)
def test_a_key_that_is_null_tells_nobody_whose_a_message_is(properties: str, keys: str) -> None:
    player = Player(talking(SAYS_NONE, properties=properties, keys=keys)).start()

    assert player.last is not None
    assert [one.key for one in player.last.thrown] == [""]


@pytest.mark.parametrize("said", ["null", "[1, null]", '""', '"␟"'])
def test_who_waits_by_a_key_without_a_value_could_not_be_told_from_others(said: str) -> None:
    waits = catch("T", about("message", "m"), correlation=said)

    with pytest.raises(StepFailed, match="no key of message '回函' has a value"):
        Player(talking(waits, said="")).start()


def test_a_key_holds_no_mark() -> None:
    waits = catch("T", about("message", "m"), correlation="asked")

    assert Player(talking(waits, said="")).start(asked="X␟Y").listening("T").key == "XY"


def test_boundary_events_and_receive_tasks_are_correlated_too() -> None:
    host = node("receiveTask", "T", messageRef="m")
    parts = (host, boundary("X", "T", about("message", "m")), line("X", "E"))

    player = Player(talking(*parts)).start(asked=1, count=2)

    assert [player.listening(one).key for one in ("T", "X")] == ["[1,2]", "[1,2]"]


def test_other_messages_have_no_key() -> None:
    other = catch("T", about("message", "m2"))
    with_other = TWO + '<bpmn:message id="m2" name="别的"/>'

    assert Player(talking(other, properties=with_other)).start().listening("T").key == ""


def test_what_is_written_on_the_event_comes_before_what_is_drawn() -> None:
    written = catch("T", about("message", "m"), correlation="asked")

    assert Player(talking(written, said="")).start(asked="SH-1").listening("T").key == "SH-1"


def test_a_message_that_begins_a_process_needs_no_subscription() -> None:
    begins = node("startEvent", "T", about("message", "m"))
    given = talking(begins, user("A"), line("T", "A"), said="", rest="A")

    assert SpiffEngine().check(given, KNOWN).triggers


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (talking(HEARS, said=""), "by a correlationSubscription"),
        (talking(HEARS, said=subscription(year="asked")), "by a correlationSubscription"),
        (talking(LOOPS, said=BY_EITHER, keys=EITHER), "one correlation key"),
        (talking(TOGETHER, said=BY_EITHER, keys=EITHER), "one correlation key"),
        (talking(HEARS, keys=EITHER, said=""), "by a correlationSubscription"),
        (talking(HEARS, keys=drawn_key("K", "gone")), "no correlationProperty 'gone'"),
        (talking(HEARS, properties=TWO + drawn_property("x", "y", "s")), "names a message"),
        (talking(HEARS, said=subscription(year="1 +", number="count")), "is wrong at"),
    ],
)
def test_what_is_drawn_by_halves_is_refused(given: Sources, sentence: str) -> None:
    assert [one for one in problems(given) if sentence in one], problems(given)


def test_a_key_that_is_not_found_in_a_message_is_none_of_its_keys() -> None:
    given = talking(
        HEARS, properties=drawn_property("year", "a"), keys=drawn_key("K"), said=extensions()
    )

    assert Player(given).start().listening("T").key == ""


# --- several keys -----------------------------------------------------------------------------


def keys_awaited(player: Player) -> set[str]:
    return {wait.key for wait in player.waits.values() if isinstance(wait, Listen)}


@pytest.mark.parametrize(
    ("payload", "key"),
    [
        ("{order: {year: 2026, number: 7}}", "␟K=7␟L=[2026,7]"),
        ("{order: {number: 7}}", "␟K=7"),
        ('{order: {number: "a␟b"}}', "␟K=ab"),
        ("{order: {year: 2026}}", ""),
    ],
)
def test_who_throws_tells_every_key_that_is_whole(payload: str, key: str) -> None:
    says = throw("T", about("message", "m"), payload=payload)
    player = Player(talking(says, keys=EITHER)).start()

    assert player.last is not None
    assert player.last.thrown[0].key == key


@pytest.mark.parametrize("which", ["K=7", "L=[2026,7]"])
@pytest.mark.parametrize(
    "waiting",
    [
        HEARS,
        node("receiveTask", "T", messageRef="m"),
        gateway("eventBased", "T")
        + catch("X", about("message", "m"))
        + catch("Y", about("signal", "s"))
        + line("T", "X", "E")
        + line("T", "Y", "E"),
    ],
)
def test_who_waits_hears_by_any_key(waiting: str, which: str) -> None:
    given = talking(waiting, said=BY_EITHER, keys=EITHER)
    if "eventBased" in waiting:
        given = replace(given, diagram=given.diagram.replace(line("T", "E").encode(), b""))
    player = Player(given).start(asked=2026, mine=7)
    assert keys_awaited(player) - {""} == {"K=7", "L=[2026,7]"}

    token = next(
        wait.token
        for wait in player.waits.values()
        if isinstance(wait, Listen) and wait.key == which
    )
    player.push(Deliver(token=token, values={"x": 1}))
    assert player.over
    assert player.data["x"] == 1


def test_a_key_that_is_not_whole_has_no_ear() -> None:
    player = Player(talking(HEARS, said=BY_EITHER, keys=EITHER)).start(mine=7)
    assert keys_awaited(player) == {"K=7"}


def test_a_process_may_know_one_of_the_keys_only() -> None:
    player = Player(talking(HEARS, said=subscription(number="mine"), keys=EITHER))
    assert keys_awaited(player.start(mine=7)) == {"K=7"}


@pytest.mark.parametrize("said", [BY_EITHER, subscription(number="mine")])
def test_without_any_key_nobody_could_be_told_from_others(said: str) -> None:
    with pytest.raises(StepFailed, match="no key of message '回函' has a value"):
        Player(talking(HEARS, said=said, keys=EITHER)).start(asked=2026)


def test_what_is_written_counts_more_than_what_is_drawn() -> None:
    heard = catch("T", about("message", "m"), correlation="mine")
    assert keys_awaited(Player(talking(heard, keys=EITHER)).start(mine=7)) == {"7"}
