"""Certified officers: who may take, get and complete work that wants them."""

from __future__ import annotations

from datetime import date

import pytest

from server.domain.acts import Act
from server.domain.certificates import CertificateState
from server.domain.errors import (
    ActNotNow,
    NotCertified,
)
from server.domain.moves import Complete
from server.domain.people import SYSTEM
from server.domain.work import WorkState
from server.services import acting, certifying, tasks, working
from tests.fakes.stage import ended
from tests.services.office import Office
from tests.services.officers import (
    ask,
    certified,
    complete,
    filled_in,
    state_of,
    wanting,
)


@pytest.fixture
def office() -> Office:
    """Give an office whose clerk has filled in work that two do together."""
    return filled_in(wanting(2))


@pytest.mark.parametrize("officers", [1, 2])
def test_who_has_no_certificate_that_counts_can_not_sign_for_it(officers: int) -> None:
    office = wanting(officers)
    certified(office, office.clerk, state=CertificateState.SUSPENDED)

    with pytest.raises(NotCertified) as refused:
        working.claim(office.stage.tools, office.clerk, office.item)

    assert refused.value.why[0] == "执法证 1499-chen 已暂停"
    page = tasks.task(office.stage.tools, office.clerk, office.item)
    assert page.against is not None
    assert "已暂停" in page.against[0]
    assert not page.may_claim
    assert page.officers == officers


def test_a_step_may_want_certificates_for_its_field() -> None:
    office = wanting(1, officer_field="城管")
    certified(office, office.clerk, fields=("建设",))
    certified(office, office.colleague, fields=("建设", "城管"))

    with pytest.raises(NotCertified) as refused:
        working.claim(office.stage.tools, office.clerk, office.item)

    assert "不含“城管”" in refused.value.why[0]
    working.claim(office.stage.tools, office.colleague, office.item)


def test_one_whose_certificate_ended_since_can_not_complete_it(office: Office) -> None:
    certified(office, office.clerk, valid_to=date(2026, 2, 1))

    with pytest.raises(NotCertified):
        complete(office)


def test_work_is_not_given_to_who_has_none_and_the_page_says_so_before(office: Office) -> None:
    certified(office, office.colleague, state=CertificateState.REVOKED)
    tools = office.stage.tools

    page = acting.look(tools, office.clerk, office.item, Act.HAND_OVER)
    [offered] = page.questions[0].options
    assert "已收回" in offered.name
    with pytest.raises(NotCertified):
        office.give(office.clerk, Act.HAND_OVER, office.colleague)
    certified(office, office.colleague)
    office.give(office.clerk, Act.HAND_OVER, office.colleague)
    assert office.holder == office.colleague.person


def test_one_officer_is_enough_where_one_is_wanted() -> None:
    office = wanting(1)
    office.stage.engine.on(Complete, "t1", ended())
    complete(office)

    assert state_of(office) is WorkState.DONE


def test_a_second_is_offered_only_where_two_are_wanted(office: Office) -> None:
    tools = office.stage.tools
    offered = {one.act for one in acting.offers(tools, office.clerk, office.item)}
    assert Act.ADD_OFFICER in offered

    alone = filled_in(wanting(1))
    offered = {one.act for one in acting.offers(alone.stage.tools, alone.clerk, alone.item)}
    assert Act.ADD_OFFICER not in offered
    with pytest.raises(ActNotNow):
        ask(alone, alone.colleague)


# --- told before ----------------------------------------------------------------------------------


def test_a_certificate_that_ends_soon_is_told_once(office: Office) -> None:
    tools = office.stage.tools
    assert certifying.remind(tools) == 0
    certified(office, office.clerk, valid_to=date(2026, 3, 20))

    assert certifying.remind(tools) == 1
    assert certifying.remind(tools) == 0
    assert ("CertificateEnding", office.clerk.person) in office.told()
    assert ("CertificateEnding/admin", "admin") in office.told()


def test_the_clock_has_no_certificate() -> None:
    assert certifying.person_of(SYSTEM) == {}
