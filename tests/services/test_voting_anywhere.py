"""Wherever a step that several sign is drawn, it is counted the same: in turn, in loops, inside, cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.errors import StepStandsStill
from server.domain.ids import ProcessKey
from server.domain.work import WorkState
from tests.engine.diagrams import boundary, end, flow, gateway, line, many, start, sub, timer, user
from tests.services.signing import HEADS, Signing, counted, drawn, signed, vote
from tests.web.house import NINE_ON_MONDAY

if TYPE_CHECKING:
    from tests.web.house import House

THREE = ("zjj", "slj", "yjj")
RULES = {
    "all": ("yes", "yes", "yes"),
    "any": ("yes",),
    "ratio:2/3": ("yes", "yes"),
    "vote:council": ("no", "no"),
    "sequence": ("yes", "yes", "yes"),
}
"""What has to be said until the step is over."""
LOOP = (
    "<bpmn:standardLoopCharacteristics>"
    "<bpmn:loopCondition>loopCounter &lt; 2</bpmn:loopCondition>"
    "</bpmn:standardLoopCharacteristics>"
)
MEMBERS = many("rounds", "round", into="done", output="round")


def step(rule: str, *, sequential: bool) -> str:
    if rule == "vote:council":
        return counted(sequential=sequential)
    return signed(rule, sequential=sequential)


def inside(body: str, marker: str = "") -> bytes:
    parts = (start("KS"), body, end("KE"), line("KS", "M", "KE"))
    return drawn(sub("K", marker, *parts), middle="K")


def play(signing: Signing, rule: str) -> None:
    """All that is needed, and not more."""
    for body, opinion in zip(THREE, RULES[rule], strict=False):
        assert not signing.items("Z")
        signing.say(body, opinion if rule == "vote:council" else None)


ways = pytest.mark.parametrize(
    ("rule", "sequential"),
    [(rule, way) for rule in RULES for way in (False, True) if way or rule != "sequence"],
)


@ways
def test_by_itself(house: House, rule: str, *, sequential: bool) -> None:
    signing = Signing(house, drawn(step(rule, sequential=sequential)), *THREE, votes=vote())
    play(signing, rule)

    assert signing.is_over
    assert len(signing.data["answers"]) == 3
    assert len(signing.facts("VoteDecided")) == (rule not in {"all", "sequence"})
    assert signing.is_sound


@ways
def test_in_a_sub_process(house: House, rule: str, *, sequential: bool) -> None:
    signing = Signing(house, inside(step(rule, sequential=sequential)), *THREE, votes=vote())
    play(signing, rule)

    assert signing.is_over


@ways
def test_in_a_loop_each_round_is_counted_anew(house: House, rule: str, *, sequential: bool) -> None:
    diagram = inside(step(rule, sequential=sequential), LOOP)
    signing = Signing(house, diagram, *THREE, votes=vote())
    play(signing, rule)
    assert len(signing.items()) == (1 if sequential else 3)

    play(signing, rule)

    assert signing.is_over
    done = signing.items(state=WorkState.DONE)
    assert len(done) == 2 * len(RULES[rule])  # the first round's votes are all there
    assert signing.is_sound


def test_in_branches_of_many_each_is_counted_by_itself(house: House) -> None:
    diagram = inside(counted(), MEMBERS)
    signing = Signing(house, diagram, *THREE, votes=vote(early=False), rounds=[1, 2])
    for item in signing.items():
        opinion = "yes" if item.body != "zjj" or item is signing.items()[0] else "no"
        signing.complete(item, f"{item.body}.head", {"ballot": {"opinion": opinion}})

    assert not signing.items()
    assert len(signing.facts("VoteDecided")) == 2


# --- cut short --------------------------------------------------------------------------------


def timed(body: str) -> bytes:
    """An hour for the step; then a gateway asks what came out."""
    return drawn(
        body,
        boundary("X", "M", timer("timeDuration", "PT1H")),
        gateway("exclusive", "G", default="G_N"),
        user("P", name="通过", org='"zjj"', role="dept_handler"),
        user("N", name="未过", org='"zjj"', role="dept_handler"),
        end("PE"),
        end("NE"),
        line("X", "G"),
        flow("G", "P", condition="decision.passed"),
        flow("G", "N"),
        line("P", "PE"),
        line("N", "NE"),
    )


@pytest.mark.parametrize("sequential", [False, True])
@pytest.mark.parametrize(
    ("said", "passed"),
    [
        ({"of": "given"}, True),
        ({"of": "given", "quorum": "2/3"}, False),
        ({"passes": "2/3", "on_timeout": "agree"}, True),
        ({"passes": "2/3", "on_timeout": "refuse"}, False),
    ],
)
def test_when_time_is_up_what_was_given_counts(
    house: House, said: dict[str, str], *, passed: bool, sequential: bool
) -> None:
    body = counted(sequential=sequential)
    signing = Signing(house, timed(body), *THREE, votes=vote(early=False, **said))
    signing.say("zjj", "yes")
    signing.fire()

    assert len(signing.items("P" if passed else "N")) == 1
    assert signing.result["passed"] is passed
    [decided] = signing.facts("VoteDecided")
    assert (decided.passed, decided.cut_short) == (passed, True)
    assert not signing.items()
    assert signing.is_sound


def test_a_step_without_a_result_may_be_cut_short_too(house: House) -> None:
    deadline = boundary("X", "M", timer("timeDuration", "PT1H")) + line("X", "Z")
    signing = Signing(house, drawn(signed("ratio:2/3") + deadline), *THREE)
    signing.say("zjj")
    signing.fire()

    [decided] = signing.facts("VoteDecided")
    assert (decided.passed, decided.agreed, decided.asked) == (False, 1, 3)
    assert signing.is_over


def test_what_everybody_signs_is_interrupted_without_a_vote(house: House) -> None:
    deadline = boundary("X", "M", timer("timeDuration", "PT1H")) + line("X", "Z")
    signing = Signing(house, drawn(signed("all") + deadline), *THREE)
    signing.fire()

    assert signing.facts("VoteDecided") == []
    assert signing.is_over


def test_what_is_interrupted_at_once_was_never_voted_on(house: House) -> None:
    at_once = boundary("X", "M", "<bpmn:conditionalEventDefinition><bpmn:condition>true"
    "</bpmn:condition></bpmn:conditionalEventDefinition>") + line("X", "Z")  # fmt: skip
    signing = Signing(house, drawn(counted() + at_once), *THREE, votes=vote())

    assert signing.facts("VoteDecided") == []
    assert signing.is_over


def test_where_nobody_is_asked_nothing_passes_in_silence(house: House) -> None:
    diagram = drawn(user("M", many("bodies", "body"), name="表决", **{**HEADS, "sign": "any"}))

    with pytest.raises(StepStandsStill):
        Signing(house, diagram)

    with house.tools.unit() as unit:
        root, *_ = [row.root for row in unit.cases.recent(ProcessKey("council"), NINE_ON_MONDAY, 1)]
        [incident] = unit.incidents.of_matter(root)
    assert incident.element == "M"
