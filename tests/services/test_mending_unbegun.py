"""What administrators do about cases that did not begin."""

from __future__ import annotations

from functools import partial

import pytest

from server.domain.errors import NothingBegan, ProposalVoid
from server.domain.people import SYSTEM
from server.services import failures
from server.services.correcting import Correction, correct
from server.services.delivering import deliver
from server.services.messages import Heard, Letter
from server.services.sending import send_signal
from server.services.skipping import Instead, agree, propose, withdraw
from tests.fakes import Stage
from tests.services.failing import ADMIN, OTHER_ADMIN
from tests.services.starts import (
    ALARM,
    LETTER,
    a_stage,
    deployed,
)
from tests.services.unbegun import REPAIR, failing, message, skipping, the_incident


@pytest.fixture
def stage() -> Stage:
    return a_stage()


def test_what_did_not_begin_is_in_the_list_with_its_cause(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))

    [row] = failures.open_incidents(stage.tools, ADMIN)
    case, shown = failures.incident(stage.tools, ADMIN, row.incident)

    assert (row.case, case) == (None, None)
    assert (row.process, row.cause, row.cause_en) == (REPAIR, "不行", "no")
    assert shown.mending is not None
    assert (shown.mending.given, shown.mending.read) == ({"village": "东村"}, {"n": 1})


def test_there_is_no_data_to_correct(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))

    with pytest.raises(NothingBegan):
        correct(stage.tools, ADMIN, the_incident(stage), Correction(values={"n": 2}, reason="改"))


def test_two_may_pass_over_what_fails(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))
    incident = the_incident(stage)
    suggest = partial(propose, stage.tools, ADMIN, incident, Instead(reason="可不办"))
    suggest()
    withdraw(stage.tools, ADMIN, incident)
    suggest()
    skipped = skipping(stage)

    agree(stage.tools, OTHER_ADMIN, incident)

    assert [skip.element for skip in skipped if skip] == ["script"]
    assert len(stage.state.cases) == 1


def test_what_two_agree_on_is_void_after_a_new_version(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))
    incident = the_incident(stage)
    propose(stage.tools, ADMIN, incident, Instead(reason="可不办"))
    deployed(stage, LETTER, bpmn=b"<b/>")
    skipping(stage)

    _, shown = failures.incident(stage.tools, ADMIN, incident)
    with pytest.raises(ProposalVoid):
        agree(stage.tools, OTHER_ADMIN, incident)

    assert shown.mending is not None
    assert shown.mending.proposal is not None
    assert shown.mending.proposal.is_void
    assert not stage.state.cases


def test_two_may_let_go_what_nobody_hears_any_more(stage: Stage) -> None:
    deployed(stage, ALARM)
    failing(stage, "alarm")
    deliver(stage.tools, message(stage, "signal", "汛情"))
    deployed(stage, LETTER, bpmn=b"<b/>")
    incident = the_incident(stage)
    propose(stage.tools, ADMIN, incident, Instead(reason="可不办"))

    agree(stage.tools, OTHER_ADMIN, incident)

    assert not stage.state.incidents
    assert not stage.state.cases


def test_a_signal_that_is_repeated_under_its_key_is_told_of_once(stage: Stage) -> None:
    deployed(stage, ALARM)
    failing(stage, "alarm")
    again = partial(
        send_signal, stage.tools, SYSTEM, Letter(name="汛情", values={}), request_key="k"
    )

    assert [again(), again()] == [Heard(), Heard()]
    assert len(stage.state.incidents) == 1
