"""Faults of data that are refused."""

from __future__ import annotations

from tests.engine.data_pen import PLACEHOLDER, goes_in, goes_out, io, store, thing
from tests.engine.diagrams import about, end, line, many, node, start, sub, user
from tests.engine.handler_pen import ad_hoc
from tests.engine.refusal_pen import chained

FEE = thing("fee", "fee")
TWICE = "<bpmn:inputSet/>"


def named(way: str) -> str:
    """An association with an id, so that it can be told."""
    return way.replace("Association>", 'Association id="a">', 1)


DATA: dict[str, tuple[bytes, str, str]] = {
    # what: (diagram, element, a part of the sentence)
    "two sets of inputs": (chained(user("T", io("x", more=TWICE))), "T", "Only one inputSet"),
    "two sets of outputs": (
        chained(user("T", io("x").replace("</bpmn:io", "<bpmn:outputSet/></bpmn:io"))),
        "T",
        "Only one outputSet",
    ),
    "a set of nothing": (
        chained(user("T", io("x").replace(">i_x<", ">gone<", 1))),
        "T",
        "no data 'gone'",
    ),
    "data of its own in turn": (
        chained(ad_hoc(user("T", io("x")), user("U"), ordering="Sequential"), keys="H"),
        "T",
        "take its turn before anybody chose it",
    ),
    "data meanwhile": (
        chained(
            user(
                "T",
                io("x").replace(
                    "</bpmn:inputSet>",
                    "<bpmn:whileExecutingInputRefs>i_x</bpmn:whileExecutingInputRefs></bpmn:inputSet>",
                ),
            )
        ),
        "T",
        "whileExecutingInputRefs is not supported",
    ),
    "data from a step": (
        chained(user("T", PLACEHOLDER + named(goes_in("S", "pr", "x")))),
        "a",
        "can't lead to or from 'S'",
    ),
    "data into another task": (
        chained(user("T", io("x")), user("U", named(goes_in("rfee", "i_x"))), FEE, keys="T U"),
        "a",
        "can't lead to or from 'i_x'",
    ),
    "data out to a step": (
        chained(user("T", io(outputs=("x",)) + named(goes_out("o_x", "E")))),
        "a",
        "can't lead to or from 'E'",
    ),
    "two sources as they are": (
        chained(user("T", io("x") + named(goes_in("rfee rfee", "i_x"))), FEE),
        "a",
        "Several sources",
    ),
    "an assignment elsewhere": (
        chained(
            user(
                "T", io(outputs=("x",)) + named(goes_out("o_x", "rfee", assign=(("other.a", "1"),)))
            ),
            FEE,
        ),
        "a",
        "not the target",
    ),
    "a wrong transformation": (
        chained(user("T", io("x") + named(goes_in("rfee", "i_x", "1 +"))), FEE),
        "a",
        "data association expression is wrong at 1:",
    ),
    "a wrong assignment": (
        chained(
            user(
                "T", io(outputs=("x",)) + named(goes_out("o_x", "rfee", assign=(("fee", "1 +"),)))
            ),
            FEE,
        ),
        "a",
        "data association expression is wrong at 1:",
    ),
    "a wrong parameter of a store": (
        chained(
            user("T", io("x") + named(goes_in("D", "i_x", where="1 +"))), store("D", store="bodies")
        ),
        "a",
        "data association expression is wrong at 1:",
    ),
    "io of a sub-process": (
        chained(sub("T", io("x"), start("TS"), end("TE"), line("TS", "TE"))),
        "T",
        "no ioSpecification",
    ),
    "data of a sub-process": (
        chained(
            sub(
                "T",
                PLACEHOLDER,
                goes_in("rfee", "pr", "1"),
                start("TS"),
                end("TE"),
                line("TS", "TE"),
            ),
            FEE,
        ),
        "T",
        "on a sub-process are not supported",
    ),
    "what a receive task takes": (
        chained(node("receiveTask", "T", io("x"), messageRef="m")),
        "T",
        "no data inputs",
    ),
    "a store that is not there": (
        chained(user("T", io("x") + goes_in("D", "i_x")), store("D", store="nowhere")),
        "T",
        "no operation of a data store 'nowhere.read'",
    ),
    "a store that can't be written": (
        chained(user("T", io(outputs=("x",)) + goes_out("o_x", "D")), store("D", store="bodies")),
        "T",
        "no operation of a data store 'bodies.write'",
    ),
    "a collection that goes astray": (
        chained(user("T", io("x") + named(goes_in("gone", "i_x")) + many("i_x", "y"))),
        "a",
        "can't lead to or from 'gone'",
    ),
    "data input named like a keyword": (
        chained(user("T", io("for"))),
        "i_for",
        "'for' means something else in expressions",
    ),
    "data that an event carries, named like a constant": (
        chained(
            node(
                "intermediateThrowEvent",
                "T",
                node("dataInput", "i_null", name="null") + about("message", "m"),
            )
        ),
        "i_null",
        "'null' means something else in expressions",
    ),
    "a member named like a keyword": (
        chained(user("T", many("list", "in"))),
        "in_in_list",
        "'in' means something else in expressions",
    ),
}
