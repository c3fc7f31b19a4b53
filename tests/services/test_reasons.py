"""The decisions of a case, for those who judge them afterwards."""

from __future__ import annotations

import pytest

from server.domain.errors import NoSuchCase
from server.domain.moves import Complete, Decided
from server.services.reasons import decisions_taken
from tests.builders import a_nobody, sources
from tests.fakes import Stage
from tests.fakes.stage import moved

MODELS = {"sla.dmn": b"<definitions/>"}


def why(element: str) -> Decided:
    return Decided(
        element=element, decision="d", inputs={"type": "fire"}, outputs={"hours": 1}, rules=("r2",)
    )


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process(sources(decisions=MODELS))
    stage.engine.on(Complete, "t1", moved(decided=(why("mend"), why("unknown"))))
    return stage


def test_a_decision_comes_with_its_model_its_inputs_and_its_rules(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.done(clerk, item)

    shown = decisions_taken(stage.tools, clerk, stage.state.items[item].root)

    first, second = shown.taken
    assert (shown.process_title_en, first.at) == ("Repair", stage.clock.moment)
    assert (first.step, first.step_en) == ("维修", "Mend")
    assert (first.decision, first.rules, first.models) == ("d", ("r2",), MODELS)
    assert (first.inputs, first.outputs) == ({"type": "fire"}, {"hours": 1})
    assert second.step == "unknown", "what has no name is called by its id"


def test_what_was_erased_leaves_the_rules(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.done(clerk, item)
    stage.state.contents.clear()

    [first, _] = decisions_taken(stage.tools, clerk, stage.state.items[item].root).taken

    assert (first.inputs, first.outputs, first.rules) == (None, None, ("r2",))


def test_a_case_without_decisions_has_none_to_show(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)

    assert decisions_taken(stage.tools, clerk, stage.state.items[item].root).taken == ()


def test_the_decisions_of_a_case_are_not_for_who_has_no_part_in_it(stage: Stage) -> None:
    item = stage.offered(stage.person())

    with pytest.raises(NoSuchCase):
        decisions_taken(stage.tools, a_nobody(), stage.state.items[item].root)
