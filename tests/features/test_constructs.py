"""Constructs of BPMN on the whole house below the web: engine, services, database, clock and jobs.

That the engine does each of them as the standard says is tested by itself (``tests/engine``); here
the outside has to go along: items and timers come and go, and the tables stay what the journal says.
"""

from __future__ import annotations

from datetime import timedelta

from server.domain.work import WorkState
from tests.engine.diagrams import (
    about,
    end,
    gateway,
    line,
    node,
    script,
    start,
    sub,
    timer,
    user,
)
from tests.engine.event_pen import draw, throw
from tests.engine.handler_pen import ad_hoc, at_top, begun_by, thrown_inside, undoing, undone
from tests.features.county import NINE_ON_TUESDAY
from tests.features.matter import Matter

UNDONE = undone(A=user("unA"), B=user("unB"))


def test_an_event_sub_process_takes_over_when_its_time_comes(matter: Matter) -> None:
    matter.begin(at_top(begun_by(timer("timeDuration", "PT2H"))))
    assert matter.open == ["A", "B"]

    matter.world.pass_to(NINE_ON_TUESDAY + timedelta(hours=3))

    assert matter.open == ["L"]
    matter.done("L")
    assert matter.is_over()


def test_one_beside_is_begun_by_each_message_and_falls_silent_at_the_end(matter: Matter) -> None:
    matter.begin(at_top(begun_by(about("message", "m"), interrupting=False)))

    assert [matter.hear("message", "回函") for _ in range(2)] == [1, 1]
    assert matter.open == ["A", "B", "L", "L"]
    for element in "ALBLZ":
        matter.done(element)

    assert matter.hear("message", "回函") == 0
    assert matter.is_over()


def test_a_signal_of_the_case_itself_is_heard_once(matter: Matter) -> None:
    matter.begin(thrown_inside("signal", "s", begun_by(about("signal", "s"), interrupting=False)))

    matter.done("A")

    assert matter.open == ["B", "L"]


def test_an_error_inside_takes_away_what_was_offered(matter: Matter) -> None:
    matter.begin(thrown_inside("error", "e1", begun_by(about("error", "e1"))))

    matter.done("A")

    assert matter.open == ["L"]
    withdrawn = [item.element for item in matter.world.items() if item.state is WorkState.WITHDRAWN]
    assert withdrawn == ["B"]


def test_evidence_is_taken_in_any_order_until_it_is_enough(matter: Matter) -> None:
    counted = script("N", "n := n + 1") + line("A", "N")
    inner = ad_hoc(user("A"), user("B"), counted, until="n > 2")
    matter.begin(draw(start(), inner, user("Z"), end(), line("S", "H", "Z", "E")), n=0)

    for element in "BABA":
        matter.done(element)
        assert matter.open == ["A", "B"]
    matter.done("A")

    assert matter.open == ["Z"]


def test_what_was_done_is_undone_by_people(matter: Matter) -> None:
    matter.begin(
        draw(
            start(), user("A"), user("B"), throw("T", undoing()), end(),
            line("S", "A", "B", "T", "E"), UNDONE,
        )
    )  # fmt: skip

    for element in ("A", "B", "unB", "unA"):
        assert matter.open == [element]
        matter.done(element)

    assert matter.is_over()


def test_a_loop_and_a_condition_and_a_link_go_together(matter: Matter) -> None:
    twice = (
        '<bpmn:standardLoopCharacteristics testBefore="false"><bpmn:loopCondition>loopCounter &lt; 2'
        "</bpmn:loopCondition></bpmn:standardLoopCharacteristics>"
    )
    counted = "<bpmn:condition>n = 1</bpmn:condition>"
    link = '<bpmn:linkEventDefinition name="转"/>'
    matter.begin(
        draw(
            start(), gateway("parallel", "split"), user("A", twice), script("N", "n := n + 1"),
            throw("T", link), node("intermediateCatchEvent", "C", link), user("Z"),
            node("intermediateCatchEvent", "W", about("conditional", inner=counted)), user("Y"), end(),
            line("S", "split", "A", "N", "T"), line("C", "Z", "E"), line("split", "W", "Y", "E"),
        ),
        n=0,
    )  # fmt: skip

    matter.done("A")
    assert matter.open == ["A"]
    matter.done("A")
    assert matter.open == ["Y", "Z"]


def test_a_transaction_that_is_cancelled_is_undone_and_left(matter: Matter) -> None:
    inside = sub(
        "K", start("KS"), user("A"), user("B"), end("KE"), line("KS", "A", "B", "KE"), UNDONE
    )
    matter.begin(
        draw(
            start(),
            node(
                "transaction", "H",
                start("HS") + inside + user("Q") + end("HC", about("cancel"))
                + line("HS", "K", "Q", "HC"),
            ),
            node("boundaryEvent", "X", about("cancel"), attachedToRef="H"),
            user("Z"), user("N"), end(),
            line("S", "H", "Z", "E"), line("X", "N", "E"),
        )
    )  # fmt: skip

    for element in ("A", "B", "Q", "unB", "unA", "N"):
        assert matter.open == [element]
        matter.done(element)

    assert matter.is_over()
