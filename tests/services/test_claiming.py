"""Signing for work, giving it back, and keeping drafts."""

from __future__ import annotations

import pytest

from server.domain.errors import (
    AlreadyClaimed,
    NoSuchWork,
    NotClaimed,
)
from server.domain.ids import ItemId
from server.domain.moves import Complete
from server.domain.people import SYSTEM
from server.services.drafting import save_draft
from server.services.working import Answer, claim, give_back
from tests.builders import NOON, a_nobody, an_id
from tests.fakes import Stage
from tests.fakes.stage import ended

NOTHING = Answer(values={})


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.on(Complete, "t1", ended())
    return stage


# --- signing for it and giving it back ---------------------------------------------------------


def test_signed_for_work_is_held(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)

    claim(stage.tools, clerk, item)

    assert stage.state.items[item].holder == clerk.person
    assert stage.state.items[item].claimed_at == NOON


def test_signing_twice_makes_one_fact(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)

    claim(stage.tools, clerk, item)
    claim(stage.tools, clerk, item)

    assert stage.kinds(stage.state.items[item].case).count("WorkClaimed") == 1


def test_what_one_has_signed_for_another_cannot(stage: Stage) -> None:
    first, second = stage.person(), stage.person(login="li")
    item = stage.offered(first)
    claim(stage.tools, first, item)

    with pytest.raises(AlreadyClaimed):
        claim(stage.tools, second, item)


def test_unknown_work_cannot_be_signed_for(stage: Stage) -> None:
    with pytest.raises(NoSuchWork):
        claim(stage.tools, stage.person(), ItemId(an_id()))


def test_work_given_back_is_nobodys(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    claim(stage.tools, clerk, item)

    give_back(stage.tools, clerk, item)

    assert stage.state.items[item].holder is None


def test_the_same_request_to_sign_or_give_back_counts_once(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)

    claim(stage.tools, clerk, item, "k1")
    claim(stage.tools, clerk, item, "k1")
    give_back(stage.tools, clerk, item, "k2")
    give_back(stage.tools, clerk, item, "k2")

    kinds = stage.kinds(stage.state.items[item].case)
    assert kinds[-2:] == ["WorkClaimed", "WorkGivenBack"]


def test_work_that_is_not_held_cannot_be_given_back(stage: Stage) -> None:
    clerk = stage.person()

    with pytest.raises(NotClaimed):
        give_back(stage.tools, clerk, stage.offered(clerk))


# --- drafts -----------------------------------------------------------------------------------


def test_a_draft_is_kept_unchecked_for_who_typed_it(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.forms.wrong.add("place")
    assert clerk.person is not None

    save_draft(stage.tools, clerk, item, {"place": "半"})

    assert stage.state.drafts == {(item, clerk.person): ({"place": "半"}, NOON)}


@pytest.mark.parametrize("who", [a_nobody(), SYSTEM], ids=["not theirs", "the system"])
def test_nobody_else_keeps_a_draft(stage: Stage, who: object) -> None:
    item = stage.offered(stage.person())

    with pytest.raises(NoSuchWork):
        save_draft(stage.tools, who, item, {})  # type: ignore[arg-type]


def test_unknown_work_has_no_draft(stage: Stage) -> None:
    with pytest.raises(NoSuchWork):
        save_draft(stage.tools, stage.person(), ItemId(an_id()), {})
