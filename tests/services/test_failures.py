"""What failed, as administrators and everybody else see it."""

from __future__ import annotations

import pytest

from server.domain.errors import NotAllowed
from server.domain.ids import ProcessKey
from server.services.failures import incident, open_incidents
from server.services.pictures import case as picture_of
from server.services.skipping import Instead, propose
from tests.builders import sources
from tests.fakes import Stage
from tests.services.failing import (
    ADMIN,
    OTHER_ADMIN,
    the_incident,
    timer_failed,
    work_failed,
)


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def test_everybody_sees_that_it_stands_and_administrators_why(stage: Stage) -> None:
    clerk = stage.person()
    case = work_failed(stage, clerk, "好")

    [seen] = picture_of(stage.tools, clerk, case).incidents
    [told] = picture_of(stage.tools, ADMIN, case).incidents

    assert (seen.element, seen.step, seen.mending) == ("script", "script", None)
    assert told.mending is not None
    assert (told.mending.cause, told.mending.cause_en) == ("不行", "no")
    assert (told.mending.read, told.mending.given) == ({"n": 1}, {"result": "好"})
    assert told.mending.who == clerk.name


def test_the_history_tells_no_cause(stage: Stage) -> None:
    clerk = stage.person()
    case = work_failed(stage, clerk, "好")

    sentences = [each.sentence for each in picture_of(stage.tools, clerk, case).happenings]

    assert "script 未能执行，已告知管理员" in sentences


def test_a_proposal_is_shown_with_who_may_do_what(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    propose(stage.tools, ADMIN, the_incident(stage), Instead(reason="停用", values={"n": 2}))

    root, mine = incident(stage.tools, ADMIN, the_incident(stage))
    _, others = incident(stage.tools, OTHER_ADMIN, the_incident(stage))

    assert root == case
    assert mine.mending is not None
    assert others.mending is not None
    first, second = mine.mending.proposal, others.mending.proposal
    assert first is not None
    assert second is not None
    assert (first.values, first.flow, first.reason) == ({"n": 2}, "", "停用")
    assert (first.may_agree, first.may_withdraw) == (False, True)
    assert (second.may_agree, second.may_withdraw) == (True, False)


def test_a_void_proposal_is_not_to_be_agreed_to(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    propose(stage.tools, ADMIN, the_incident(stage), Instead(reason="停用"))
    stage.state.moved[case] = (9, b"state", {})

    _, told = incident(stage.tools, OTHER_ADMIN, the_incident(stage))

    assert told.mending is not None
    assert told.mending.proposal is not None
    assert told.mending.proposal.is_void
    assert not told.mending.proposal.may_agree


def test_the_list_names_the_step_or_its_id(stage: Stage) -> None:
    timer_failed(stage, "later")
    key = sources().key

    [row] = open_incidents(stage.tools, ADMIN, key)

    assert (row.element, row.step, row.step_en) == ("script", "script", "script")
    assert not open_incidents(stage.tools, ADMIN, ProcessKey("other"))


def test_only_administrators_list_what_failed(stage: Stage) -> None:
    timer_failed(stage, "later")

    with pytest.raises(NotAllowed):
        open_incidents(stage.tools, stage.person())
    with pytest.raises(NotAllowed):
        incident(stage.tools, stage.person(), the_incident(stage))
