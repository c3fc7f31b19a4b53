"""Work is returned out of branches and inside them: real engine, real store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import (
    NothingBefore,
)
from server.domain.work import WorkState
from server.services import working
from server.services.working import Answer
from tests.engine.diagrams import (
    end,
    extensions,
    flow,
    gateway,
    line,
    many,
    start,
    sub,
)
from tests.services.drawn import Drawn, desk

if TYPE_CHECKING:
    from tests.web.house import House

from tests.services.test_returning import give_up, losses, refusals, returned, targets

BODIES = ["zjj", "slj"]


# --- out of branches --------------------------------------------------------------------------


def countersigned(house: House) -> Drawn:
    asked = desk("M", many("bodies", "body", into="asked", output="body"))
    drawn = Drawn(house, desk("A"), asked, desk("Z"), line("S", "A", "M", "Z", "E"), bodies=BODIES)
    drawn.do("A")
    return drawn


def test_from_a_countersign_all_its_members_are_taken_back(house: House) -> None:
    drawn = countersigned(house)
    drawn.do("M")

    assert losses(drawn, "M") == ["重走到“办A”时，其他人正在办理的工作不受影响。"]
    returned(drawn, "M", "A")
    assert drawn.open == ["A"]
    assert len(drawn.items("M", WorkState.DONE)) == len(drawn.items("M", WorkState.RETURNED)) == 1
    drawn.do("A", "M", "M", "Z")
    assert drawn.status == "finished"
    assert drawn.is_sound


def test_what_the_other_members_lose_is_told_before(house: House) -> None:
    drawn = countersigned(house)

    assert losses(drawn, "M") == ["重走到“办A”时，正在办理的“办M”随之撤回，经办人会收到提醒。"]


def test_back_to_a_countersign_everybody_is_asked_anew(house: House) -> None:
    drawn = countersigned(house)
    drawn.do("M", "M")

    assert "第 1 轮" in targets(drawn, "Z")["M"]
    returned(drawn, "Z", "M")
    assert drawn.open == ["M", "M"]
    drawn.do("M", "M")
    assert "第 2 轮" in targets(drawn, "Z")["M"]
    assert drawn.is_sound


def each(house: House, **said: str) -> Drawn:
    inside = (start("MS"), desk("V"), desk("W", **said), end("ME"), line("MS", "V", "W", "ME"))
    drawn = Drawn(
        house, desk("A"), sub("M", extensions(), many("bodies", "body"), *inside), desk("Z"),
        line("S", "A", "M", "Z", "E"), bodies=BODIES,
    )  # fmt: skip
    drawn.do("A", "V", "V")
    return drawn


def test_inside_a_branch_only_the_branch_goes_back(house: House) -> None:
    drawn = each(house)

    found = targets(drawn, "W")
    assert found.keys() == {"V", "A"}
    assert "只能直送" not in found["V"]
    assert "只能直送" in found["A"]
    item = drawn.item("W")
    with drawn.tools.unit() as unit:
        every = unit.work.of_case(drawn.case)
    case = next(one.case for one in every if one.id == item)
    [to] = [one.id for one in every if one.element == "V" and one.case == case]
    give_up(drawn, item, to)
    assert drawn.open == ["V", "W"]
    drawn.do("V", "W", "W", "Z")
    assert drawn.status == "finished"
    assert drawn.is_sound


def test_out_of_a_branch_all_branches_go_where_the_diagram_lets_them(house: House) -> None:
    drawn = each(house, return_to="V, A")

    assert losses(drawn, "W")[-1].startswith("重走到“办A”时，正在办理的“办W”随之撤回")
    returned(drawn, "W", "A")
    assert drawn.open == ["A"]
    drawn.do("A")
    assert drawn.open == ["V", "V"]
    assert drawn.is_sound


def test_a_decision_of_many_may_be_returned_out_of_a_loop_again_and_again(house: House) -> None:
    drawn = Drawn(
        house, gateway("exclusive", "merge"), desk("A"), gateway("exclusive", "which", default="out"),
        line("S", "merge", "A", "B", "which"), desk("B"), flow("which", "merge", "more = true"),
        flow("which", "E", key="out"),
    )  # fmt: skip
    for _ in range(10):
        drawn.do("A")
        returned(drawn, "B", "A")

    with drawn.tools.unit() as unit:
        assert len(unit.cases.hold(drawn.case).saved) < 60
    with pytest.raises(NothingBefore):
        targets(drawn, "A")


@pytest.mark.parametrize("_try", range(3))
def test_a_return_out_of_a_countersign_wins_over_signatures_at_once(
    house: House, _try: int
) -> None:
    drawn = countersigned(house)
    one, other = drawn.items("M")
    refusals(
        partial(give_up, drawn, one.id, drawn.item("A", WorkState.DONE)),
        partial(working.complete, drawn.tools, drawn.handler, other.id, Answer(values={})),
    )

    assert drawn.open == ["A"]
    assert drawn.is_sound
