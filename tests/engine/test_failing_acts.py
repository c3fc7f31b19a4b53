"""Acts of the server that fail: an error for whoever catches it, else the step fails (BPMN 2.0, 10.5.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import BusyNow, DatabaseAway, NoSuchProcess, Refusal, StepFailed
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    extensions,
    line,
    node,
    process,
    service,
    start,
    sub,
    user,
)
from tests.engine.dmn_models import decision, definitions, input_data, table
from tests.engine.player import FakeWorld, Player, sources

if TYPE_CHECKING:
    from server.domain.values import Value, Values

BESIDE = (
    '<bpmn:error id="gone" name="没有" errorCode="no_such_process"/>'
    '<bpmn:error id="other" name="其他" errorCode="already_claimed"/>'
    '<bpmn:error id="undecided" name="不定" errorCode="undecided"/>'
)
ASKING = service("T", "document.number")


@dataclass
class Refusing(FakeWorld):
    """A world whose operations refuse, as often as it says."""

    refusal: Refusal = field(default_factory=lambda: NoSuchProcess(key="x"))
    times: int = 1

    def operate(self, operation: str, values: Values) -> Values:
        """Refuse, or answer."""
        self.times -= 1
        if self.times >= 0:
            raise self.refusal
        return super().operate(operation, values)


def guarded(*codes: str, task: str = ASKING) -> bytes:
    """A task T with error events on it; each leads to work named after its error."""
    events = (boundary(f"X{code}", "T", about("error", code)) for code in codes)
    ways = (user(f"on_{code}") + line(f"X{code}", f"on_{code}", "E") for code in codes)
    return process(
        start(), task, user("Z"), end(), line("S", "T", "Z", "E"), *events, *ways, beside=BESIDE
    )


def play(diagram: bytes, refusal: Refusal | None = None) -> Player:
    world = Refusing() if refusal is None else Refusing(refusal=refusal)
    return Player(diagram, world=world).start()


@pytest.mark.parametrize(
    ("codes", "caught"),
    [(("gone",), "on_gone"), (("",), "on_"), (("", "gone"), "on_gone"), (("other", ""), "on_")],
)
def test_what_an_operation_refuses_is_caught_by_its_code(
    codes: tuple[str, ...], caught: str
) -> None:
    player = play(guarded(*codes))

    assert player.waiting == [caught]
    assert player.data == {}


def test_uncaught_the_refusal_reaches_the_person_as_it_is() -> None:
    with pytest.raises(NoSuchProcess):
        play(guarded("other"))


@pytest.mark.parametrize("refusal", [BusyNow(), DatabaseAway()])
def test_what_says_nothing_of_the_matter_is_no_error(refusal: Refusal) -> None:
    with pytest.raises(type(refusal)):
        play(guarded(""), refusal)


def test_it_passes_outwards_until_somebody_catches_it() -> None:
    inside = sub("H", start("HS"), ASKING, user("A"), end("HE"), line("HS", "T", "A", "HE"))
    diagram = process(
        start(), inside, boundary("X", "H", about("error", "gone")), user("L"), end(),
        line("S", "H", "E"), line("X", "L", "E"), beside=BESIDE,
    )  # fmt: skip

    assert play(diagram).waiting == ["L"]


def test_an_event_sub_process_takes_over_from_it() -> None:
    handler = sub(
        "P", node("startEvent", "PS", about("error")), user("L"), end("PE"), line("PS", "L", "PE"),
        triggeredByEvent="true",
    )  # fmt: skip
    diagram = process(start(), ASKING, end(), line("S", "T", "E"), handler, beside=BESIDE)

    assert play(diagram).done("L").over


def test_a_loop_that_fails_in_a_round_is_left() -> None:
    marker = '<bpmn:standardLoopCharacteristics loopMaximum="3"/>'
    looping = ASKING.replace("</bpmn:serviceTask>", f"{marker}</bpmn:serviceTask>")
    world = Refusing(times=0)
    player = Player(guarded("gone", task=looping), world=world).start()
    assert player.waiting == ["Z"]
    assert len(world.told) == 3

    assert play(guarded("gone", task=looping)).waiting == ["on_gone"]


# --- decisions ------------------------------------------------------------------------------------

CONTRADICTING = definitions(
    input_data("x"),
    decision("d1", table("UNIQUE", {"x": ""}, {"y": ""}, ("< 5", "1"), ("< 6", "2")), "?x"),
)


def deciding(*codes: str, x: Value) -> Player:
    task = node("businessRuleTask", "T", said=extensions(e_calledDecisionId="d1"))
    given = sources(guarded(*codes, task=task), decisions={"d.dmn": CONTRADICTING})
    return Player(given).start(x=x)


def test_a_table_that_contradicts_itself_is_an_error() -> None:
    assert deciding("undecided", x=4).waiting == ["on_undecided"]
    assert deciding("undecided", x=5).data == {"x": 5, "d1": 2}


def test_uncaught_the_step_fails() -> None:
    with pytest.raises(StepFailed) as failed:
        deciding(x=4)

    zh, en = failed.value.causes
    assert zh.endswith("：唯一命中策略下有多条规则匹配：1、2")
    assert en.endswith(": several rules match under UNIQUE: 1, 2")
