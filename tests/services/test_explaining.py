"""What stands beside corrections, skips and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.services.explaining import explained
from tests.builders import an_id

if TYPE_CHECKING:
    from server.domain.values import Values

CONTENTS: dict[str, Values] = {
    "b": {"n": 1, "who": None},
    "a": {"n": 2, "who": "陈"},
    "r": {"reason": "录入有误"},
    "s": {"values": {"n": [1]}, "flow": "out", "reason": "停用"},
    "p": {"values": {}, "flow": None, "reason": "停用"},
    "d": {"inputs": {"amount": 3}, "outputs": {"fee": "减半"}},
}
CORRECTED = f.DataCorrected(incident=an_id(), names=("n", "who"), before="b", after="a", reason="r")


def proposed(digest: str) -> f.SkipProposed:
    return f.SkipProposed(incident=an_id(), person=an_id(), digest=digest, revision=1)


def test_a_correction_shows_old_and_new_and_why() -> None:
    assert explained(CORRECTED, CONTENTS, "zh") == (
        ("n", "1 → 2"),
        ("who", "null → 陈"),
        ("理由", "录入有误"),
    )
    assert explained(CORRECTED, CONTENTS, "en")[-1] == ("Reason", "录入有误")


def test_a_proposal_shows_what_is_to_stand_instead() -> None:
    assert explained(proposed("s"), CONTENTS, "zh") == (
        ("n", "[1]"),
        ("其后走连线", "out"),
        ("理由", "停用"),
    )
    assert explained(proposed("p"), CONTENTS, "en") == (("Reason", "停用"),)


def test_a_decision_shows_its_rules_with_inputs_and_outputs() -> None:
    taken = f.DecisionTaken(element="rule", decision="fee", rules=("r1", "r2"), digest="d")

    assert explained(taken, CONTENTS, "zh") == (
        ("决策", "fee"),
        ("适用规则", "r1, r2"),
        ("输入 amount", "3"),
        ("结论 fee", "减半"),
    )


def test_contents_that_were_emptied_leave_nothing_to_show() -> None:
    silent = f.DecisionTaken(element="rule", decision="fee", rules=(), digest="gone")

    assert explained(CORRECTED, {}, "zh") == ()
    assert explained(silent, {}, "en") == (("Decision", "fee"), ("Rules that apply", "-"))
    assert explained(f.CaseWithdrawn(reason="enough"), {}, "zh") == ()


def test_the_history_tells_why_work_was_returned_and_taken_back() -> None:
    returned = f.WorkReturned(item=an_id(), person=an_id(), post="p", element="A", digest="r")
    taken = f.WorkTakenBack(item=an_id(), person=an_id(), digest="r")
    silent = f.WorkTakenBack(item=an_id(), person=an_id())

    assert explained(returned, CONTENTS, "zh") == (("理由", "录入有误"),)
    assert explained(taken, CONTENTS, "en") == (("Reason", "录入有误"),)
    assert explained(silent, CONTENTS, "zh") == ()
