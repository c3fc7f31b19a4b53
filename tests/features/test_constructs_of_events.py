"""Events, undoing and failing on the whole house below the web."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain.errors import NoSuchProcess
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    extensions,
    gateway,
    line,
    many,
    node,
    script,
    service,
    start,
    sub,
    timer,
    user,
)
from tests.engine.event_pen import draw, throw
from tests.engine.handler_pen import undoing
from tests.features.county import NINE_ON_TUESDAY
from tests.features.matter import Matter

if TYPE_CHECKING:
    from server.domain.values import Values
    from server.services.operations import Scene


def test_of_several_things_that_were_waited_for_the_first_ends_the_waiting(matter: Matter) -> None:
    several = about("message", "m") + timer("timeDuration", "PT2H")
    matter.begin(
        draw(
            start(), user("A"), boundary("X", "A", several), user("L"), user("Z"), end(),
            line("S", "A", "Z", "E"), line("X", "L", "E"),
        )
    )  # fmt: skip

    assert matter.hear("message", "回函") == 1
    matter.world.pass_to(NINE_ON_TUESDAY + timedelta(hours=3))

    assert matter.open == ["L"]
    matter.done("L")
    assert matter.is_over()


def test_all_that_belongs_together_is_waited_for_from_save_to_save(matter: Matter) -> None:
    together = about("message", "m") + about("signal", "s") + timer("timeDuration", "PT2H")
    event = node("intermediateCatchEvent", "X", together, parallelMultiple="true")
    matter.begin(draw(start(), event, user("Z"), end(), line("S", "X", "Z", "E")))

    matter.world.pass_to(NINE_ON_TUESDAY + timedelta(hours=3))
    assert matter.hear("signal", "停办") == 1
    assert matter.hear("signal", "停办") == 0
    assert matter.open == []
    assert matter.hear("message", "回函") == 1

    assert matter.open == ["Z"]


def test_a_moment_counts_through_all_rounds_of_a_loop(matter: Matter) -> None:
    looping = user("A", '<bpmn:standardLoopCharacteristics loopMaximum="9"/>')
    matter.begin(
        draw(
            start(), looping, boundary("X", "A", timer("timeDuration", "PT2H")), user("L"), end(),
            line("S", "A", "E"), line("X", "L", "E"),
        )
    )  # fmt: skip

    for hours in (0, 1):
        matter.world.pass_to(NINE_ON_TUESDAY + timedelta(hours=hours))
        matter.done("A")
    matter.world.pass_to(NINE_ON_TUESDAY + timedelta(hours=2, minutes=1))

    assert matter.open == ["L"]


def test_what_was_done_is_undone_with_the_data_of_then(matter: Matter) -> None:
    begins = node("startEvent", "US", about("compensate"), said=extensions(result="before"))
    told = script("told", 'trace := trace + before.name + ";"')
    undoes = sub(
        "U", begins, told, user("u"), end("UE"), line("US", "told", "u", "UE"),
        triggeredByEvent="true",
    )  # fmt: skip
    host = sub(
        "H", start("HS"), script("one", "name := name + 1"), user("A"), end("HE"),
        line("HS", "one", "A", "HE"), undoes,
    ).replace("name + 1", 'name + "1"')  # fmt: skip
    matter.begin(
        draw(
            start(), host, script("other", 'name := "x"'), throw("T", undoing()), end(),
            line("S", "H", "other", "T", "E"),
        ),
        name="a",
        trace="",
    )  # fmt: skip

    matter.done("A")
    assert matter.open == ["u"]
    with matter.world.tools.unit() as unit:
        assert unit.cases.find(matter.world.root).data["trace"] == "a1;"
    matter.done("u")
    assert matter.is_over()


def test_what_an_operation_refuses_goes_another_way(matter: Matter) -> None:
    operations = dict(matter.world.tools.operations)

    def refuse(_scene: Scene, values: Values) -> Values:
        raise NoSuchProcess(key=values["what"])

    operations["whistle.precheck"] = refuse
    matter.world.tools = replace(matter.world.tools, operations=operations)
    asking = service("T", "whistle.precheck", what='"x"')
    matter.begin(
        draw(
            start(), user("A"), asking, boundary("X", "T", about("error")), user("L"), user("Z"),
            end(), line("S", "A", "T", "Z", "E"), line("X", "L", "E"),
        )
    )  # fmt: skip

    matter.done("A")

    assert matter.open == ["L"]


def test_a_condition_in_a_branch_hears_what_is_written_around_it(matter: Matter) -> None:
    heard = node(
        "intermediateCatchEvent",
        "W",
        about("conditional", inner="<bpmn:condition>go</bpmn:condition>"),
    )
    inner = sub(
        "I", many(count="2"), start("IS"), gateway("parallel", "both"), heard, user("B"), user("C"),
        end("IE"), line("IS", "both", "W", "B", "IE"), line("both", "C", "IE"),
    )  # fmt: skip
    outer = sub("O", many(count="2"), start("OS"), inner, end("OE"), line("OS", "I", "OE"))
    matter.begin(
        draw(
            start(), gateway("parallel", "split"), outer, user("M", many(count="2")), user("A"),
            script("N", "go := true"), user("P"), script("Q", "other := true"), end(),
            line("S", "split", "O", "E"), line("split", "A", "N", "E"), line("split", "M", "E"),
            line("split", "P", "Q", "E"),
        ),
        go=False,
    )  # fmt: skip
    assert matter.open == ["A", "C", "C", "C", "C", "M", "M", "P"]

    matter.done("P")
    assert "B" not in matter.open
    matter.done("A")

    assert matter.open == ["B", "B", "B", "B", "C", "C", "C", "C", "M", "M"]
