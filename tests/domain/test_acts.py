"""The table of rights."""

from __future__ import annotations

import pytest

from server.domain.acts import Act, Stage, Standing, Wants
from server.domain.errors import ActNotNow, ActNotYours, NoSuchWork
from server.domain.rights import RIGHTS, allowed, check
from server.services.acts.registry import CASE_DEEDS, DEEDS


def test_every_act_has_its_right_and_its_deed() -> None:
    assert set(RIGHTS) == {*DEEDS, *CASE_DEEDS} == set(Act)
    assert not {*DEEDS} & {*CASE_DEEDS}


@pytest.mark.parametrize("act", Act)
def test_what_undoes_an_act_may_be_done_by_who_did_it(act: Act) -> None:
    right = RIGHTS[act]
    if right.undo is not None:
        undoers = RIGHTS[right.undo].who
        did_it = {Standing.GIVER, Standing.DOER}
        assert undoers & did_it or right.who <= undoers


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("stage", Stage)
def test_what_is_offered_is_what_is_let_through(act: Act, standing: Standing, stage: Stage) -> None:
    stands = frozenset({standing})
    if act in allowed(stands, stage, frozenset(Wants)):
        check(act, stands, stage)
    else:
        with pytest.raises((ActNotNow, ActNotYours)):
            check(act, stands, stage)


@pytest.mark.parametrize("act", Act)
def test_whom_the_work_does_not_concern_finds_none(act: Act) -> None:
    with pytest.raises(NoSuchWork):
        check(act, frozenset(), Stage.SIGNED)


@pytest.mark.parametrize("act", Act)
def test_an_act_says_what_it_does_in_both_languages(act: Act) -> None:
    right = RIGHTS[act]
    assert all([*right.name, *right.does])
    assert right.does[0].endswith("。")
    assert right.does[1].endswith(".")
