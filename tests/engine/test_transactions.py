"""Transactions: what is cancelled is left by the cancel event (BPMN 2.0, 10.3.5 and 13.3.4)."""

from __future__ import annotations

import pytest

from server.domain.errors import DiagramRefused
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    flow,
    gateway,
    line,
    many,
    node,
    start,
    sub,
    user,
)
from tests.engine.event_pen import draw
from tests.engine.player import Player

CANCEL = about("cancel")


def transaction(*parts: str, guards: str = "") -> bytes:
    """A transaction H of the parts, left by X to work N when it is cancelled."""
    return draw(
        start(),
        node("transaction", "H", "".join(parts)),
        boundary("X", "H", CANCEL),
        guards,
        user("Z"),
        user("N"),
        end(),
        line("S", "H", "Z", "E"),
        line("X", "N", "E"),
    )


SIGNING = (
    start("HS"),
    gateway("parallel", "split"),
    user("A"),
    user("B"),
    gateway("exclusive", "which"),
    end("HE"),
    end("HC", CANCEL),
    line("HS", "split", "A", "which"),
    line("split", "B", "HE"),
    flow("which", "HE", name="签订"),
    flow("which", "HC", name="取消"),
)


def test_one_that_is_not_cancelled_is_a_sub_process() -> None:
    player = Player(transaction(*SIGNING)).start()

    assert player.done("A", "which_HE").done("B").waiting == ["Z"]


def test_its_cancel_end_takes_it_away() -> None:
    player = Player(transaction(*SIGNING)).start()

    assert player.done("A", "which_HC").waiting == ["N"]
    assert player.done("N").over


def test_a_cancel_end_further_inside_takes_the_transaction_away() -> None:
    inner = sub("K", start("KS"), user("A"), end("KC", CANCEL), line("KS", "A", "KC"))
    player = Player(transaction(start("HS"), inner, end("HE"), line("HS", "K", "HE"))).start()

    assert player.done("A").waiting == ["N"]


@pytest.mark.parametrize(
    ("diagram", "element"),
    [
        (draw(start(), user("A"), end("T", CANCEL), line("S", "A", "T")), "T"),
        (
            draw(
                start(),
                node("transaction", "H", start("HS") + end("T", CANCEL) + line("HS", "T")),
                end(),
                line("S", "H", "E"),
            ),
            "T",
        ),
        (
            draw(
                start(), user("H"), boundary("T", "H", CANCEL), end(),
                line("S", "H", "E"), line("T", "E"),
            ),
            "T",
        ),
        (
            transaction(
                start("HS"),
                sub("K", many(count="2"), start("KS"), end("T", CANCEL), line("KS", "T")),
                end("HE"), line("HS", "K", "HE"),
            ),
            "T",
        ),
    ],
)  # fmt: skip
def test_a_cancel_event_elsewhere_is_refused(diagram: bytes, element: str) -> None:
    with pytest.raises(DiagramRefused) as refused:
        Player(diagram)

    found = {one.element: one.sentence_en for one in refused.value.problems}
    assert "A cancel event sits on a transaction" in found[element]
