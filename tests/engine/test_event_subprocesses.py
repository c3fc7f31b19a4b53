"""Event sub-processes (BPMN 2.0, 10.3.5 and 13.4.4): what begins them, what they take over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain.errors import DiagramRefused
from server.domain.moves import EndKind, Fail, Gather
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    extensions,
    flow,
    gateway,
    line,
    many,
    node,
    start,
    sub,
    timer,
    user,
)
from tests.engine.event_pen import draw, error_end
from tests.engine.handler_pen import TRIGGERS, at_top, begun_by, happen, nested, thrown_inside
from tests.engine.player import NOON, Player


@pytest.mark.parametrize("diagram", [at_top, nested])
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_an_interrupting_one_takes_over_its_scope(diagram: object, trigger: str) -> None:
    player = Player(diagram(begun_by(trigger))).start()  # type: ignore[operator]  # one of two pens
    assert player.waiting == ["A", "B", "XS"]

    happen(player, "XS")

    assert player.waiting == ["L"]
    player.done("L")
    assert player.over if diagram is at_top else player.waiting == ["Z"]


@pytest.mark.parametrize("trigger", TRIGGERS[1:])
def test_one_that_does_not_interrupt_runs_beside_as_often_as_it_is_begun(trigger: str) -> None:
    player = Player(nested(begun_by(trigger, interrupting=False))).start()

    happen(happen(player, "XS"), "XS")

    assert player.waiting == ["A", "B", "L", "L", "XS"]
    player.done("A").done("B")
    assert player.waiting == ["L", "L", "XS"]
    player.done("L").done("L")
    assert player.waiting == ["Z"]


def test_a_timer_that_does_not_interrupt_begins_once() -> None:
    player = Player(at_top(begun_by(TRIGGERS[0], interrupting=False))).start()

    happen(player, "XS")

    assert player.waiting == ["A", "B", "L"]


def test_a_cycle_begins_again_and_again() -> None:
    player = Player(at_top(begun_by(timer("timeCycle", "R2/PT1H"), interrupting=False))).start()
    assert player.alarm("XS").due == NOON + timedelta(hours=1)
    player.world.moment = NOON + timedelta(hours=1)

    happen(player, "XS")

    assert player.alarm("XS").due == NOON + timedelta(hours=2)
    player.world.moment = NOON + timedelta(hours=2)
    assert happen(player, "XS").waiting == ["A", "B", "L", "L"]


def test_what_came_with_the_trigger_is_written() -> None:
    trigger = about("message", "m", extensions(e_messageVariable="reply"))
    player = Player(at_top(begun_by(trigger, correlation="number"))).start(number="SH-1")
    assert player.listening("XS").key == "SH-1"

    assert happen(player, "XS").data["reply"] == {"letter": 1}


def test_it_no_longer_listens_when_its_scope_is_over() -> None:
    player = Player(nested(begun_by(TRIGGERS[1]))).start()

    player.done("A").done("B")

    assert player.waiting == ["Z"]


def test_the_whole_instance_ends_with_its_last_token_whatever_still_listens() -> None:
    player = Player(at_top(begun_by(TRIGGERS[1]))).start()

    player.done("A").done("B").done("Z")

    assert player.over
    assert player.last is not None
    assert player.last.ending is not None
    assert player.last.ending.kind is EndKind.FINISHED


def test_an_interrupting_one_silences_the_others_of_its_scope() -> None:
    other = begun_by(about("signal", "s"), key="Y", work="M")
    guard = boundary("G", "H", timer("timeDuration", "PT2H"))
    player = Player(
        nested(begun_by(TRIGGERS[1]), other, guards=guard + user("N") + line("G", "N", "E"))
    ).start()
    assert player.waiting == ["A", "B", "G", "XS", "YS"]

    happen(player, "XS")

    assert player.waiting == ["G", "L"]
    assert happen(player, "G").waiting == ["N"]


# --- what is thrown inside ------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["e1", ""])
def test_an_error_in_its_scope_begins_it(named: str) -> None:
    player = Player(thrown_inside("error", "e1", begun_by(about("error", named)))).start()
    assert player.waiting == ["A", "B"]

    player.done("A")

    assert player.waiting == ["L"]
    assert player.done("L").waiting == ["Z"]


def test_the_handler_that_names_the_code_comes_first_and_the_inner_before_the_boundary() -> None:
    any_error = begun_by(about("error"), key="Y", work="M")
    named = begun_by(about("error", "e1"))
    guard = boundary("G", "H", about("error", "e1"))
    player = Player(thrown_inside("error", "e1", any_error, named, guards=guard)).start()

    assert player.done("A").waiting == ["L"]


def test_an_error_that_it_does_not_name_goes_on_to_the_boundary() -> None:
    guard = boundary("G", "H", about("error", "e1"))
    handler = begun_by(about("error", "e2"))
    player = Player(thrown_inside("error", "e1", handler, guards=guard)).start()

    assert player.done("A").waiting == ["N"]


def test_an_error_in_the_handler_of_an_error_is_thrown_by_the_scope_around() -> None:
    guard = boundary("G", "H", about("error", "e1"))
    handler = begun_by(about("error", "e1"), last=error_end("XE", "e1"))
    player = Player(thrown_inside("error", "e1", handler, guards=guard)).start()

    assert player.done("A").waiting == ["L"]
    assert player.done("L").waiting == ["N"]


def test_an_error_in_one_that_runs_beside_begins_the_handler_of_errors() -> None:
    beside = begun_by(
        TRIGGERS[1], key="Y", work="M", interrupting=False, last=error_end("YE", "e1")
    )
    player = Player(nested(begun_by(about("error", "e1")), beside)).start()

    happen(player, "YS").done("M")

    assert player.waiting == ["L"]


@pytest.mark.parametrize(("interrupting", "waiting"), [(True, ["L"]), (False, ["B", "L"])])
def test_an_escalation_in_its_scope_begins_it(interrupting: bool, waiting: list[str]) -> None:  # noqa: FBT001  # both ways
    handler = begun_by(about("escalation", "c1"), interrupting=interrupting)
    player = Player(thrown_inside("escalation", "c1", handler)).start()

    assert player.done("A").waiting == waiting


def test_a_signal_of_the_instance_begins_it() -> None:
    handler = begun_by(about("signal", "s"), interrupting=False)
    player = Player(thrown_inside("signal", "s", handler)).start()

    assert player.done("A").waiting == ["B", "L", "XS"]


def test_an_error_of_the_whole_instance_is_handled_at_the_top() -> None:
    diagram = draw(
        start(),
        user("A"),
        error_end("T", "e1"),
        line("S", "A", "T"),
        begun_by(about("error", "e1"), last=end("XE", about("terminate"))),
    )
    player = Player(diagram).start()

    assert player.done("A").waiting == ["L"]
    assert player.done("L").over


def test_work_that_fails_begins_the_handler_of_its_scope() -> None:
    player = Player(nested(begun_by(about("error")))).start()

    player.push(Fail(token=player.token("A"), code="refused"))

    assert player.waiting == ["L"]


# --- inside other constructs ----------------------------------------------------------------------


def test_one_may_stand_in_another() -> None:
    inner = begun_by(about("signal", "s"), key="Y", work="M")
    outer = sub(
        "X",
        node("startEvent", "XS", about("message", "m")),
        user("L"),
        end("XE"),
        line("XS", "L", "XE"),
        inner,
        triggeredByEvent="true",
    )
    player = Player(at_top(outer)).start()

    assert happen(player, "XS").waiting == ["L", "YS"]
    assert happen(player, "YS").waiting == ["M"]
    assert player.done("M").over


def test_each_branch_of_a_multi_instance_has_its_own() -> None:
    inside = (start("HS"), user("A"), end("HE"), line("HS", "A", "HE"), begun_by(TRIGGERS[1]))
    marked = sub("H", many("bodies", "body"), *inside)
    diagram = draw(start(), marked, user("Z"), end(), line("S", "H", "Z", "E"))
    branch = Player(diagram, outer={"body": "zjj"}).start(scope="H")
    assert branch.waiting == ["A", "XS"]

    assert happen(branch, "XS").waiting == ["L"]
    assert branch.done("L").over

    whole = Player(diagram).start(bodies=["zjj"])
    whole.push(Gather(token=whole.token("H"), outputs=({},)))
    assert whole.waiting == ["Z"]


def test_a_scope_in_a_loop_listens_anew_each_time() -> None:
    diagram = draw(
        start(),
        gateway("exclusive", "again"),
        sub("H", start("HS"), user("A"), end("HE"), line("HS", "A", "HE"), begun_by(TRIGGERS[1])),
        user("Q"),
        gateway("exclusive", "which"),
        end(),
        line("S", "again", "H", "Q", "which"),
        flow("which", "again", name="再来"),
        flow("which", "E", name="完"),
    )
    player = Player(diagram).start()
    for _ in range(2):
        happen(player, "XS").done("L").done("Q", "which_again")
        assert player.waiting == ["A", "XS"]
    assert player.done("A").done("Q", "which_E").over


# --- refused --------------------------------------------------------------------------------------

HANDLER = begun_by(TRIGGERS[1])


@pytest.mark.parametrize(
    ("handlers", "element", "sentence"),
    [
        ((begun_by(""),), "XS", "Not supported here: none"),
        ((begun_by(about("terminate")),), "XS", "Not supported here: terminate"),
        ((begun_by(about("error", "e1"), interrupting=False),), "XS", "always interrupts"),
        ((HANDLER, flow("A", "X")), "X", "begun by its start event"),
        ((HANDLER, flow("X", "A")), "X", "begun by its start event"),
        ((HANDLER, boundary("G", "X", about("message", "m")), flow("G", "A")), "X", "begun by"),
        (
            (HANDLER.replace("<bpmn:startEvent", many("x", "y") + "<bpmn:startEvent", 1),),
            "X",
            "begun by",
        ),
        ((HANDLER, flow("A", "XS")), "XS", "Nothing may lead into a start"),
    ],
)
def test_what_can_not_begin_one_is_refused(
    handlers: tuple[str, ...], element: str, sentence: str
) -> None:
    with pytest.raises(DiagramRefused) as refused:
        Player(at_top(*handlers))

    found = {one.element: one.sentence_en for one in refused.value.problems}
    assert sentence in found[element]
