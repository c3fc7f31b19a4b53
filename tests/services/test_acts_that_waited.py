"""Acts that waited for the network: done as they were foretold, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.acts import Act
from server.domain.errors import NotAsForeseen
from server.services import acting, acting_on_cases, working
from server.services.acts.scene import Given
from tests.services.case_office import WHY, a_case_office
from tests.services.clock_office import a_clock_office
from tests.services.office import Office, an_office


@pytest.fixture
def office() -> Office:
    return an_office()


def mark(office: Office) -> str:
    return acting.look(office.stage.tools, office.head, office.item, Act.URGE).mark


def test_it_is_done_while_what_was_foretold_still_holds(office: Office) -> None:
    seen = mark(office)

    office.act(office.head, Act.URGE, Given(text="请尽快", foreseen=seen))

    assert type(office.last).__name__ == "WorkUrged"


def test_it_is_not_done_when_something_else_would_happen(office: Office) -> None:
    seen = mark(office)
    working.claim(office.stage.tools, office.clerk, office.item)
    before = office.last

    with pytest.raises(NotAsForeseen) as refused:
        office.act(office.head, Act.URGE, Given(text="请尽快", foreseen=seen), key="k1")

    assert office.last == before
    assert "“催办”等待网络期间情况有变" in refused.value.sentence("zh")
    office.act(office.head, Act.URGE, Given(text="请尽快", foreseen=mark(office)), key="k1")


def test_a_clock_of_hours_runs_again_though_the_minutes_go_by() -> None:
    office = a_clock_office("T44/emergency")
    office.stop()
    office.later(minutes=30)
    seen = acting.look(office.stage.tools, office.head, office.item, Act.RUN_CLOCK).mark
    office.later(minutes=10)

    office.act(office.head, Act.RUN_CLOCK, replace(WHY, foreseen=seen))

    assert office.work.stopped_at is None


def test_a_repeat_of_what_was_done_is_answered_as_before(office: Office) -> None:
    given = Given(text="请尽快", foreseen=mark(office))
    office.act(office.head, Act.URGE, given, key="k1")
    working.claim(office.stage.tools, office.clerk, office.item)

    office.act(office.head, Act.URGE, given, key="k1")

    case = office.stage.state.items[office.item].root
    assert office.stage.kinds(case).count("WorkUrged") == 1


def test_an_act_on_a_whole_case_keeps_to_what_was_foretold_too() -> None:
    office = a_case_office()
    tools, case = office.stage.tools, office.case
    seen = acting_on_cases.look(tools, office.head, case, Act.SUSPEND).mark
    office.suspend()

    with pytest.raises(NotAsForeseen):
        acting_on_cases.act(tools, office.head, case, Act.RESUME, replace(WHY, foreseen=seen))

    assert office.status == "suspended"
