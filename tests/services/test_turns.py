"""Works of which only one is done at a time."""

from __future__ import annotations

import pytest

from server.domain.errors import AnotherInTurn
from server.domain.ids import ItemId
from server.domain.moves import Complete
from server.domain.people import Actor
from server.services.working import Answer, claim, complete, give_back
from tests.builders import a_model, a_step, work_for
from tests.fakes import Stage
from tests.fakes.stage import moved

NOTHING = Answer(values={})


@pytest.fixture
def stage() -> Stage:
    """A case that offers three works, two of which take turns."""
    stage = Stage.with_process()
    turns = {"mend": ("paint",), "paint": ("mend",), "watch": ()}
    steps = [a_step(one, name=one, in_turn_with=beside) for one, beside in turns.items()]
    stage.engine.accepted = a_model(*steps)
    stage.engine.on(Complete, "t1", moved())
    stage.engine.on(Complete, "t2", moved())
    stage.engine.on(Complete, "t3", moved())
    works = [work_for(f"t{at}", element=one) for at, one in enumerate(turns, start=1)]
    stage.start(stage.person(), *works)
    return stage


def item(stage: Stage, element: str) -> ItemId:
    return next(one.id for one in stage.state.items.values() if one.element == element)


def two(stage: Stage) -> tuple[Actor, Actor]:
    return stage.person(), stage.person(login="li")


def test_while_one_work_is_signed_for_nobody_signs_for_another(stage: Stage) -> None:
    one, other = two(stage)
    claim(stage.tools, one, item(stage, "mend"))

    for actor in (one, other):
        with pytest.raises(AnotherInTurn) as refused:
            claim(stage.tools, actor, item(stage, "paint"))
        assert "Mend" in refused.value.sentence("en")
    claim(stage.tools, other, item(stage, "watch"))


def test_while_one_work_is_signed_for_no_other_is_done(stage: Stage) -> None:
    one, other = two(stage)
    claim(stage.tools, one, item(stage, "mend"))

    with pytest.raises(AnotherInTurn):
        complete(stage.tools, other, item(stage, "paint"), NOTHING)
    complete(stage.tools, one, item(stage, "mend"), NOTHING)
    complete(stage.tools, other, item(stage, "paint"), NOTHING)


def test_what_was_typed_out_of_turn_is_kept_as_a_draft(stage: Stage) -> None:
    one, other = two(stage)
    claim(stage.tools, one, item(stage, "mend"))
    paint = item(stage, "paint")

    with pytest.raises(AnotherInTurn):
        complete(stage.tools, other, paint, Answer(values={"result": "刷好了"}))

    assert other.person is not None
    with stage.tools.unit() as unit:
        kept = unit.work.draft(paint, other.person)
    assert kept is not None
    assert kept[0] == {"result": "刷好了"}


def test_what_is_given_back_lets_others_begin(stage: Stage) -> None:
    one, other = two(stage)
    claim(stage.tools, one, item(stage, "mend"))
    give_back(stage.tools, one, item(stage, "mend"))

    claim(stage.tools, other, item(stage, "paint"))


def test_another_case_has_turns_of_its_own(stage: Stage) -> None:
    one, other = two(stage)
    claim(stage.tools, one, item(stage, "mend"))
    case = stage.start(one, work_for("t4", element="paint"))

    claim(stage.tools, other, stage.item(case).id)
