"""Event sub-processes that are begun by compensation (BPMN 2.0, 10.7 and 13.5.5)."""

from __future__ import annotations

import pytest

from server.domain.errors import DiagramRefused
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
    script,
    start,
    sub,
    user,
)
from tests.engine.event_pen import draw, error_end, throw
from tests.engine.handler_pen import undoing, undone
from tests.engine.player import Player

LOOP = '<bpmn:standardLoopCharacteristics loopMaximum="2"/>'


def handler(*parts: str, way: str = "u", key: str = "U", **said: str) -> str:
    """An event sub-process that is begun by compensation, of the parts along the way."""
    begins = node("startEvent", f"{key}S", about("compensate"), said=extensions(**said))
    keys = (f"{key}S", *way.split(), f"{key}E")
    return sub(key, begins, *parts, end(f"{key}E"), line(*keys), triggeredByEvent="true")


def inside(*parts: str, way: str = "A B") -> str:
    """A sub-process H of work along the way, and whatever else."""
    work = (user(key) for key in way.split())
    return sub("H", start("HS"), *work, end("HE"), line("HS", *way.split(), "HE"), *parts)


def then_undone(host: str, *more: str, event: str = "") -> Player:
    """The sub-process H, then work Q, then the compensation T, then Z."""
    return Player(
        draw(
            start(), host, user("Q"), throw("T", event or undoing()), user("Z"), end(),
            line("S", "H", "Q", "T", "Z", "E"), *more,
        )
    ).start()  # fmt: skip


def test_it_undoes_its_sub_process_once_that_is_through() -> None:
    player = then_undone(inside(handler(user("u"))))
    for element in ("A", "B", "Q"):
        assert player.waiting == [element]
        player.done(element)

    assert player.waiting == ["u"]
    assert player.done("u").waiting == ["Z"]
    assert player.path.count("U") == 1
    assert player.done("Z").over


def test_what_was_done_inside_is_left_to_it() -> None:
    player = then_undone(inside(handler(user("u")), undone(A=user("unA"))))

    assert player.done("A").done("B").done("Q").waiting == ["u"]
    assert player.done("u").waiting == ["Z"]


def test_it_may_have_undone_what_was_done_inside() -> None:
    ask = throw("R", undoing())
    tied = undone(A=user("unA"), B=user("unB"))
    player = then_undone(inside(handler(user("u"), ask, way="u R"), tied))
    player.done("A").done("B").done("Q").done("u")

    for element in ("unB", "unA", "Z"):
        assert player.waiting == [element]
        player.done(element)
    assert player.over


def test_it_may_have_one_of_them_undone() -> None:
    ask = throw("R", undoing("A"))
    tied = undone(A=user("unA"), B=user("unB"))
    player = then_undone(inside(handler(ask, way="R"), tied)).done("A").done("B").done("Q")

    assert player.waiting == ["unA"]
    assert player.done("unA").waiting == ["Z"]


def test_what_is_undone_is_not_undone_again() -> None:
    twice = throw("T2", undoing()) + user("Y") + line("Z", "T2", "Y", "E2") + end("E2")
    diagram = draw(
        start(), inside(handler(user("u")), undone(A=user("unA"))), throw("T", undoing()), user("Z"),
        line("S", "H", "T", "Z"), twice,
    )  # fmt: skip
    player = Player(diagram).start().done("A").done("B").done("u")

    assert player.waiting == ["Z"]
    assert player.done("Z").waiting == ["Y"]


def test_of_what_is_not_through_nothing_is_undone() -> None:
    player = Player(
        draw(
            start(), gateway("parallel", "split"), inside(handler(user("u"))), user("Q"),
            throw("T", undoing()), user("Z"), end(),
            line("S", "split", "H", "E"), line("split", "Q", "T", "Z", "E"),
        )
    ).start().done("A")  # fmt: skip

    assert player.done("Q").waiting == ["B", "Z"]


def test_it_finds_the_data_as_they_were_under_the_name_it_gives() -> None:
    counting = script("n", "n := n + 1")
    told = script("told", "trace := append(trace, before.n)")
    host = sub(
        "H", start("HS"), counting, user("A"), end("HE"), line("HS", "n", "A", "HE"),
        handler(told, way="told", result="before"),
    )  # fmt: skip
    player = Player(
        draw(
            start(), gateway("exclusive", "again"), host, gateway("exclusive", "which"),
            throw("T", undoing()), user("Z"), end(), line("S", "again", "H", "which"),
            flow("which", "again", "n < 3"), flow("which", "T", "n >= 3"), line("T", "Z", "E"),
        )
    ).start(n=0, trace=[])  # fmt: skip

    for _ in range(3):
        player.done("A")

    assert player.data["trace"] == [3, 2, 1]
    assert player.data["n"] == 3


def test_the_data_are_kept_only_where_they_are_wanted() -> None:
    wanted = then_undone(inside(handler(user("u"), result="before"))).done("A").done("B", x=1)
    spared = then_undone(inside(handler(user("u")))).done("A").done("B", x=1)

    assert b'"x":1' in wanted.saved
    assert b'"x":1' not in spared.saved


def test_a_transaction_that_was_passed_may_be_undone_by_it() -> None:
    host = node(
        "transaction", "H",
        start("HS") + user("A") + end("HE") + line("HS", "A", "HE") + handler(user("u")),
    )  # fmt: skip

    assert then_undone(host).done("A").done("Q").waiting == ["u"]


def test_it_undoes_what_lies_deeper_from_the_outside_in() -> None:
    deeper = sub("K", start("KS"), inside(handler(user("u"))), end("KE"), line("KS", "H", "KE"))
    diagram = draw(
        start(), deeper, throw("T", undoing()), user("Z"), end(), line("S", "K", "T", "Z", "E")
    )
    player = Player(diagram).start().done("A").done("B")

    assert player.waiting == ["u"]
    assert player.done("u").waiting == ["Z"]


def test_an_error_in_it_passes_to_the_scope_that_asked() -> None:
    failing = handler(user("u"), error_end("UF", "e1"), gateway("exclusive", "g"), way="u g")
    failing = failing.replace('id="g_UE"', 'id="g_UE" name="成"')
    ways = flow("g", "UF", name="败")
    failing = failing.replace("</bpmn:subProcess>", f"{ways}</bpmn:subProcess>")
    catching = sub(
        "P", node("startEvent", "PS", about("error", "e1")), user("L"), end("PE"),
        line("PS", "L", "PE"), triggeredByEvent="true",
    )  # fmt: skip
    player = then_undone(inside(failing), catching).done("A").done("B").done("Q")

    assert player.done("u", "g_UF").waiting == ["L"]


def test_whoever_asked_may_be_interrupted_meanwhile() -> None:
    outer = sub(
        "O", start("OS"), inside(handler(user("u"))), throw("T", undoing()), end("OE"),
        line("OS", "H", "T", "OE"),
    )  # fmt: skip
    player = Player(
        draw(
            start(), gateway("parallel", "split"), outer, boundary("X", "O", about("signal", "s")),
            user("L"), user("Q"), throw("Y", about("signal", "s")), end(),
            line("S", "split", "O", "E"), line("split", "Q", "Y", "E"), line("X", "L", "E"),
        )
    ).start()  # fmt: skip
    player.done("A").done("B")
    assert player.waiting == ["Q", "X", "u"]

    assert player.done("Q").waiting == ["L"]


# --- refused --------------------------------------------------------------------------------------


def refusals(*parts: str) -> set[tuple[str, str]]:
    with pytest.raises(DiagramRefused) as refused:
        then_undone(*parts)
    return {(one.element, one.sentence_en) for one in refused.value.problems}


@pytest.mark.parametrize(
    "parts",
    [
        (inside(), handler(user("u"))),
        (inside(handler(user("u")), handler(user("v"), way="v", key="V")),),
        (inside(handler(user("u"))), undone(H=user("unH"))),
        (inside(handler(user("u"))).replace(">", f">{LOOP}", 1),),
        (inside(handler(user("u"))).replace(">", f">{many(count='2')}", 1),),
    ],
)
def test_it_stands_where_there_is_one_thing_to_undo(parts: tuple[str, ...]) -> None:
    assert any(
        element == "US" and "begun by compensation stands in" in sentence
        for element, sentence in refusals(*parts)
    )


def test_another_event_sub_process_asks_for_nothing_around_it() -> None:
    asking = sub(
        "P", node("startEvent", "PS", about("signal", "s")), throw("R", undoing("A")), end("PE"),
        line("PS", "R", "PE"), triggeredByEvent="true",
    )  # fmt: skip
    found = refusals(inside(asking, undone(A=user("unA"))))

    assert [element for element, _ in found] == ["R"]


BRANCHES = inside(undone(A=user("unA"))).replace(">", f">{many(count='2')}", 1)


def test_what_branches_did_is_not_undone_from_outside() -> None:
    assert [element for element, _ in refusals(BRANCHES)] == ["H"]


def test_nor_when_a_transaction_around_them_is_cancelled() -> None:
    around = node(
        "transaction",
        "O",
        start("OS") + BRANCHES + end("OC", about("cancel")) + line("OS", "H", "OC"),
    )
    cancel = node("boundaryEvent", "X", about("cancel"), attachedToRef="O")
    diagram = draw(start(), around, cancel, end(), line("S", "O", "E"), line("X", "E"))
    with pytest.raises(DiagramRefused) as refused:
        Player(diagram)

    assert [one.element for one in refused.value.problems] == ["H"]


def test_they_may_be_undone_as_a_whole() -> None:
    player = then_undone(BRANCHES, undone(H=user("unH")))

    assert player.waiting == ["H"]


@pytest.mark.parametrize("marked", ["O", "H"])
def test_a_cancel_goes_no_further_than_its_branch(marked: str) -> None:
    inner = sub("H", start("HS"), end("HC", about("cancel")), line("HS", "HC"))
    around = node("transaction", "O", start("OS") + inner + end("OE") + line("OS", "H", "OE"))
    drawn = around.replace(f'id="{marked}">', f'id="{marked}">{many(count="2")}')
    cancel = node("boundaryEvent", "X", about("cancel"), attachedToRef="O")
    with pytest.raises(DiagramRefused, match="Mend"):
        Player(draw(start(), drawn, cancel, end(), line("S", "O", "E"), line("X", "E")))
