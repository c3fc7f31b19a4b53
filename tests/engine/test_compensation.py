"""Compensation: what was done is undone in reverse order (BPMN 2.0, 10.6 and 13.5.5)."""

from __future__ import annotations

from itertools import permutations

import pytest

from server.domain.errors import DiagramRefused
from server.domain.moves import Gather
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    flow,
    gateway,
    line,
    many,
    node,
    script,
    start,
    sub,
    user,
)
from tests.engine.event_pen import draw, throw
from tests.engine.handler_pen import undoing, undone
from tests.engine.player import Player

UNDONE = undone(A=user("unA"), B=user("unB"))
ONLY_A = undone(A=user("unA"))


def side_by_side(*parts: str, event: str = "") -> Player:
    """A and B side by side, then the compensation T, then Z."""
    return Player(
        draw(
            start(), gateway("parallel", "split"), user("A"), user("B"), gateway("parallel", "join"),
            throw("T", event or undoing()), user("Z"), end(),
            line("S", "split", "A", "join", "T", "Z", "E"), line("split", "B", "join"), *parts,
        )
    )  # fmt: skip


@pytest.mark.parametrize("order", list(permutations("AB")))
def test_all_is_undone_one_by_one_the_last_done_first(order: tuple[str, str]) -> None:
    player = side_by_side(UNDONE).start()
    for element in order:
        player.done(element)

    first, last = order
    assert player.waiting == [f"un{last}"]
    assert player.done(f"un{last}").waiting == [f"un{first}"]
    assert player.done(f"un{first}").waiting == ["Z"]
    assert player.done("Z").over


def test_one_activity_may_be_named() -> None:
    player = side_by_side(UNDONE, event=undoing("A")).start()

    assert player.done("A").done("B").waiting == ["unA"]
    assert player.done("unA").waiting == ["Z"]


def test_what_was_not_done_is_not_undone() -> None:
    diagram = draw(
        start(), user("A"), gateway("exclusive", "which"), user("B"), gateway("exclusive", "on"),
        throw("T", undoing()), user("Z"), end(),
        line("S", "A", "which", "B", "on", "T", "Z", "E"), flow("which", "on", name="免"),
        UNDONE,
    )  # fmt: skip
    player = Player(diagram.replace(b'id="which_B"', b'id="which_B" name="x"')).start()

    assert player.done("A", "which_on").waiting == ["unA"]


def test_what_was_done_twice_is_undone_twice_and_each_once() -> None:
    player = Player(
        draw(
            start(), gateway("exclusive", "again"), user("A"), gateway("exclusive", "which"),
            throw("T", undoing()), user("Q"), gateway("exclusive", "back"), user("Z"), end(),
            line("S", "again", "A", "which"), flow("which", "again", name="再"),
            flow("which", "T", name="撤"), line("T", "Q", "back"),
            flow("back", "again", name="重来"), flow("back", "Z", name="完"), line("Z", "E"),
            ONLY_A,
        )
    ).start()  # fmt: skip
    player.done("A", "which_again").done("A", "which_T")

    assert player.done("unA").waiting == ["unA"]
    assert player.done("unA").waiting == ["Q"]
    player.done("Q", "back_again").done("A", "which_T")
    assert player.done("unA").waiting == ["Q"]


def test_with_nothing_to_undo_the_flow_goes_on() -> None:
    diagram = draw(start(), throw("T", undoing()), user("Z"), end(), line("S", "T", "Z", "E"))

    assert Player(diagram).start().waiting == ["Z"]


def test_what_undoes_may_be_automatic() -> None:
    player = side_by_side(
        undone(
            A=script("unA", 'trace := trace + "A"'),
            B=script("unB", 'trace := trace + "B"'),
        )
    ).start(trace="")

    assert player.done("A").done("B").data["trace"] == "BA"
    assert player.waiting == ["Z"]


def test_an_end_event_may_have_all_undone() -> None:
    diagram = draw(start(), user("A"), end("T", undoing()), line("S", "A", "T"), ONLY_A)
    player = Player(diagram).start()

    assert player.done("A").waiting == ["unA"]
    assert player.done("unA").over


def nested(*beside: str) -> Player:
    """A sub-process H of A and B, then the compensation T."""
    return Player(
        draw(
            start(),
            sub("H", start("HS"), user("A"), user("B"), end("HE"), line("HS", "A", "B", "HE"), UNDONE),
            throw("T", undoing()), user("Z"), end(),
            line("S", "H", "T", "Z", "E"), *beside,
        )
    )  # fmt: skip


def test_a_sub_process_is_undone_by_what_was_done_inside() -> None:
    player = nested().start().done("A").done("B")

    assert player.waiting == ["unB"]
    assert player.done("unB").waiting == ["unA"]
    assert player.done("unA").waiting == ["Z"]


def test_a_sub_process_with_an_event_of_its_own_is_undone_by_that_alone() -> None:
    player = nested(undone(H=user("unH"))).start().done("A").done("B")

    assert player.waiting == ["unH"]
    assert player.done("unH").waiting == ["Z"]


def test_what_is_undone_may_have_been_done_by_many() -> None:
    diagram = draw(
        start(), user("M", many("bodies", "body")), throw("T", undoing()), user("Z"), end(),
        line("S", "M", "T", "Z", "E"),
        undone(M=user("unM", many("bodies", "other"))),
    )  # fmt: skip
    player = Player(diagram).start(bodies=["a", "b"])
    player.push(Gather(token=player.token("M"), outputs=({}, {})))
    player.push(Gather(token=player.token("unM"), outputs=({}, {})))

    assert player.waiting == ["Z"]


def test_a_round_of_a_loop_undoes_nothing_of_the_rounds_before() -> None:
    twice = '<bpmn:standardLoopCharacteristics loopMaximum="3"/>'
    inside = (start("HS"), throw("U", undoing()), user("A"), end("HE"), line("HS", "U", "A", "HE"))
    diagram = draw(
        start(), sub("H", twice, *inside, ONLY_A), throw("T", undoing()), end(), line("S", "H", "T", "E")
    )  # fmt: skip
    player = Player(diagram).start()

    assert player.done("A").waiting == ["A"]
    assert player.done("A").waiting == ["A"]
    assert player.done("A").waiting == ["unA"]
    assert player.done("unA").done("unA").waiting == ["unA"]


# --- transactions ---------------------------------------------------------------------------------


def cancelled(*parts: str) -> Player:
    return Player(
        draw(
            start(),
            node(
                "transaction", "H",
                start("HS") + user("A") + user("B") + gateway("exclusive", "which") + end("HE")
                + end("HC", about("cancel")) + line("HS", "A", "B", "which")
                + flow("which", "HE", name="成") + flow("which", "HC", name="撤") + "".join(parts),
            ),
            node("boundaryEvent", "X", about("cancel"), attachedToRef="H"),
            user("Z"), user("N"), end(),
            line("S", "H", "Z", "E"), line("X", "N", "E"),
        )
    )  # fmt: skip


def test_a_cancelled_transaction_is_undone_before_it_is_left() -> None:
    player = cancelled(UNDONE).start().done("A").done("B", "which_HC")

    assert player.waiting == ["unB"]
    assert player.done("unB").waiting == ["unA"]
    assert player.done("unA").waiting == ["N"]
    assert player.done("N").over


def test_a_transaction_without_anything_to_undo_is_left_at_once() -> None:
    assert cancelled().start().done("A").done("B", "which_HC").waiting == ["N"]


def test_a_transaction_that_was_interrupted_while_undoing_is_gone() -> None:
    diagram = draw(
        start(),
        node(
            "transaction", "H",
            start("HS") + user("A") + end("HC", about("cancel")) + line("HS", "A", "HC") + ONLY_A,
        ),
        node("boundaryEvent", "X", about("cancel"), attachedToRef="H"),
        boundary("G", "H", about("message", "m")),
        user("Z"), user("N"), end(),
        line("S", "H", "Z", "E"), line("X", "N", "E"), line("G", "N"),
    )  # fmt: skip
    player = Player(diagram).start().done("A")
    assert player.waiting == ["G", "unA"]

    assert player.done("unA").waiting == ["N"]


# --- refused --------------------------------------------------------------------------------------

LOOSE = user("unA").replace(" id=", ' isForCompensation="true" id=', 1)


@pytest.mark.parametrize(
    ("parts", "element", "sentence"),
    [
        ((LOOSE,), "unA", "exactly one compensation boundary event"),
        ((flow("unA", "Z"), ONLY_A), "unA", "has no flows"),
        (
            (node("boundaryEvent", "XA", about("compensate"), attachedToRef="A"), flow("XA", "Z")),
            "XA",
            "one association leads from it",
        ),
        (
            (ONLY_A.replace(' isForCompensation="true"', ""),),
            "XA",
            "one association leads from it",
        ),
    ],
)
def test_what_is_not_tied_together_is_refused(
    parts: tuple[str, ...], element: str, sentence: str
) -> None:
    with pytest.raises(DiagramRefused) as refused:
        side_by_side(*parts)

    assert any(
        one.element == element and sentence in one.sentence_en for one in refused.value.problems
    )


def test_what_lies_in_another_scope_is_not_undone_from_here() -> None:
    inside = sub("H", start("HS"), user("A"), end("HE"), line("HS", "A", "HE"), ONLY_A)
    diagram = draw(start(), inside, throw("T", undoing("A")), end(), line("S", "H", "T", "E"))
    with pytest.raises(DiagramRefused) as refused:
        Player(diagram)

    assert refused.value.problems[0].element == "T"
