"""Data that events bring and carry (BPMN 2.0, 10.3.1 and 10.5)."""

from __future__ import annotations

from server.domain.moves import Deliver, Start
from tests.engine.data_pen import goes_out, one, thing
from tests.engine.diagrams import about, end, line, node, process, start, sub, user
from tests.engine.player import Player

MESSAGE = '<bpmn:message id="m" name="回函"/><bpmn:message id="n" name="来电"/>'
SET = "<bpmn:outputSet><bpmn:dataOutputRefs>o</bpmn:dataOutputRefs></bpmn:outputSet>"


def brings(target: str, *definitions: str) -> str:
    return (
        node("dataOutput", "o", name="letter") + goes_out("o", target) + SET + "".join(definitions)
    )


def test_an_event_of_several_definitions_owes_only_what_came() -> None:
    catch = node(
        "intermediateCatchEvent", "T", brings("rx", about("message", "m"), about("message", "n"))
    )
    player = Player(one(catch, thing("x"), message=MESSAGE)).start()
    token = next(wait.token for wait in player.waits.values())
    player.push(Deliver(token=token, values={}))

    assert player.waiting == ["Z"]
    assert player.data == {}


def test_what_begins_an_event_sub_process_is_there_when_it_begins() -> None:
    begins = node("startEvent", "HS", brings("rx", about("message", "m")), isInterrupting="false")
    inside = sub(
        "H",
        begins,
        user("W"),
        end("HE"),
        line("HS", "W", "HE"),
        thing("x"),
        triggeredByEvent="true",
    )
    diagram = process(start(), user("A"), end(), line("S", "A", "E"), inside, beside=MESSAGE)
    player = Player(diagram).start(x=1)
    player.push(Deliver(token=player.token("HS"), values={"letter": 5}))

    assert player.waiting == ["A", "HS", "W"]
    assert player.data == {"x": 5}


def test_an_event_carries_data_whose_id_is_no_word_of_an_expression() -> None:
    throw = node(
        "intermediateThrowEvent", "T", node("dataInput", "sid-1.a") + about("message", "m")
    )
    player = Player(one(throw, message=MESSAGE))
    player.push(Start(values={"sid-1.a": 7}))

    assert player.last is not None
    assert player.last.thrown[0].values == {"sid-1.a": 7}
