"""Personal data shown for a reason: for today, and told in the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.errors import NoSuchAside, NoSuchCase, NotAllowed, NotAskedAnyMore, ReasonWanted
from server.domain.moves import Start
from server.domain.people import SYSTEM
from server.services import asking, matters, pictures, working
from server.services.revealing import show_beside, show_personal_data
from tests.builders import a_seat, an_actor, work_for
from tests.fakes import Stage
from tests.fakes.stage import moved
from tests.services.asides import asked, lawyer
from tests.services.office import Office, an_office

AUDITOR = an_actor(a_seat("sjj", "auditor"))


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def test_a_look_for_a_reason_is_told(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())

    assert show_personal_data(stage.tools, AUDITOR, case, " 核实举报 ") == case

    assert stage.kinds(case)[-2:] == ["CaseInspected", "PersonalDataShown"]
    looks = pictures.case(stage.tools, AUDITOR, case).looks
    assert [(look.reason, look.by) for look in looks] == [("核实举报", ""), ("", "审计")]
    assert looks[0].body == looks[1].body != ""


def test_it_is_shown_for_the_day(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())
    show_personal_data(stage.tools, AUDITOR, case, "核实")
    with stage.tools.unit() as unit:
        assert matters.read_matter(stage.tools, AUDITOR, unit, case).mask.is_off
    stage.clock.moment += timedelta(days=1)
    with stage.tools.unit() as unit:
        assert not matters.read_matter(stage.tools, AUDITOR, unit, case).mask.is_off


def test_asked_twice_with_one_key_it_is_told_once(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())

    for _ in range(2):
        assert show_personal_data(stage.tools, AUDITOR, case, "核实", "key") == case

    assert stage.kinds(case).count("PersonalDataShown") == 1


def test_nothing_is_shown_without_a_reason_nor_to_who_may_not_see_the_case(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())

    with pytest.raises(ReasonWanted):
        show_personal_data(stage.tools, AUDITOR, case, "  ")
    with pytest.raises(NoSuchCase):
        show_personal_data(stage.tools, an_actor(a_seat("cgj")), case, "好奇")
    with pytest.raises(NotAllowed):
        show_personal_data(stage.tools, SYSTEM, case, "好奇")
    assert not any(isinstance(fact, f.PersonalDataShown) for fact in stage.facts(case))


def test_to_have_it_shown_gives_no_part(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())
    show_personal_data(stage.tools, AUDITOR, case, "核实")

    with stage.tools.unit() as unit:
        assert not unit.views.has_part(AUDITOR, case)


# --- to who was asked beside the work -----------------------------------------------------------


@pytest.fixture
def office() -> Office:
    """Give an office whose clerk has signed for work full of numbers."""
    office = an_office()
    office.stage.engine.on(Start, None, moved(work_for(), data={"place": "东大街（13812345678）"}))
    case = office.stage.start_as_scripted(office.clerk)
    item = office.stage.item(case).id
    working.claim(office.stage.tools, office.clerk, item)
    return replace(office, item=item)


@pytest.mark.parametrize("act", [Act.CONSULT, Act.COPY, Act.CIRCULATE])
def test_who_was_asked_has_shown_what_they_were_asked_about_and_that_is_told(
    office: Office, act: Act
) -> None:
    stage, other = office.stage, lawyer(office)
    [aside] = asked(office, act, other)
    assert asking.page(stage.tools, other, aside.id).task.values["place"] == "东大街（138****5678）"
    assert asking.page(stage.tools, other, aside.id).hides

    for _ in range(2):
        show_beside(stage.tools, other, aside.id, " 核对地点 ", "key")

    shown = asking.page(stage.tools, other, aside.id)
    assert (shown.task.values["place"], shown.hides) == ("东大街（13812345678）", False)
    [look] = pictures.case(stage.tools, office.clerk, aside.root).looks
    assert (look.who, look.reason) == (other.name, "核对地点")
    with pytest.raises(NoSuchCase):
        pictures.case(stage.tools, other, aside.root)
    stage.clock.moment += timedelta(days=1)
    assert asking.page(stage.tools, other, aside.id).hides


def test_a_number_in_the_question_is_masked_too(office: Office) -> None:
    other = lawyer(office)
    [aside] = asked(office, Act.CONSULT, other, text="请联系13912340000")

    page = asking.page(office.stage.tools, other, aside.id)

    assert (page.line.text, page.hides) == ("请联系139****0000", True)


def test_nothing_is_shown_to_who_was_not_asked_nor_once_it_is_called_off(office: Office) -> None:
    stage, other = office.stage, lawyer(office)
    [aside] = asked(office, Act.CONSULT, other)

    with pytest.raises(ReasonWanted):
        show_beside(stage.tools, other, aside.id, " ")
    with pytest.raises(NoSuchAside):
        show_beside(stage.tools, office.colleague, aside.id, "好奇")
    asking.call_off(stage.tools, office.clerk, aside.id)
    with pytest.raises(NotAskedAnyMore):
        show_beside(stage.tools, other, aside.id, "核对")
    assert "PersonalDataShown" not in stage.kinds(aside.root)
