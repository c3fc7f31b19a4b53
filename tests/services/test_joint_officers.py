"""What several officers do together: confirmed word for word, by others who may."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.domain.acts import Act
from server.domain.asides import AsideKind
from server.domain.certificates import CertificateState
from server.domain.errors import (
    ChoiceWanted,
    ConfirmedOtherwise,
    NotCertified,
    NothingToConfirm,
    OfficersWanted,
    SamePersonTwice,
)
from server.domain.moves import Complete
from server.domain.reading import Asks
from server.domain.work import WorkState
from server.services import acting, asking, drafting, tasks, working
from server.services.acts.scene import Given
from server.services.asking import Reply
from server.services.working import Answer
from tests.builders import a_step, work_for
from tests.fakes.stage import moved
from tests.services.office import Office
from tests.services.officers import (
    FILLED,
    TO_END,
    agree,
    ask,
    certified,
    complete,
    filled_in,
    office_at,
    state_of,
    wanting,
)


@pytest.fixture
def office() -> Office:
    """Give an office whose clerk has filled in work that two do together."""
    return filled_in(wanting(2))


def test_nobody_completes_it_alone_and_what_was_typed_is_kept(office: Office) -> None:
    with pytest.raises(OfficersWanted) as refused:
        complete(office, {"place": "另写"})

    assert refused.value.values["count"] == 2
    page = tasks.task(office.stage.tools, office.clerk, office.item)
    assert page.values["place"] == "另写"


def test_it_is_completed_as_the_second_officer_confirmed_it(office: Office) -> None:
    aside = ask(office, office.colleague)
    assert aside.kind is AsideKind.OFFICER
    assert office.told()[-1] == ("AsideOpened/officer", office.colleague.person)

    seen = asking.page(office.stage.tools, office.colleague, aside.id)
    assert seen.choice is not None
    assert seen.choice.flow == TO_END
    agree(office, office.colleague, aside)
    complete(office)

    assert state_of(office) is WorkState.DONE


@pytest.mark.parametrize(("values", "choice"), [({"place": "改过"}, TO_END), (FILLED, "to_other")])
def test_what_was_changed_since_is_confirmed_anew(values: dict[str, Any], choice: str) -> None:
    [first] = a_step().choices
    office = filled_in(wanting(2, choices=(first, replace(first, flow="to_other"))))
    agree(office, office.colleague, ask(office, office.colleague))

    with pytest.raises(ConfirmedOtherwise) as refused:
        complete(office, values, choice)

    assert office.colleague.name in refused.value.values["names"][0]  # type: ignore[index]


def test_who_disagrees_has_not_confirmed(office: Office) -> None:
    aside = ask(office, office.colleague)
    reply = Reply(verdict="disagree", text="尚未整改")
    asking.answer(office.stage.tools, office.colleague, aside.id, reply)

    with pytest.raises(OfficersWanted):
        complete(office)


def test_a_confirmation_counts_while_the_certificate_does(office: Office) -> None:
    agree(office, office.colleague, ask(office, office.colleague))
    certified(office, office.colleague, state=CertificateState.SUSPENDED)

    with pytest.raises(NotCertified):
        complete(office)


def test_who_may_not_do_the_step_is_not_asked_and_can_not_confirm(office: Office) -> None:
    with pytest.raises(NotCertified):
        ask(office, office.head)
    aside = ask(office, office.colleague)
    certified(office, office.colleague, state=CertificateState.SUSPENDED)

    with pytest.raises(NotCertified):
        agree(office, office.colleague, aside)


def test_the_page_says_of_each_why_they_may_not(office: Office) -> None:
    page = acting.look(office.stage.tools, office.clerk, office.item, Act.ADD_OFFICER)

    asked = {one.asks: one for one in page.questions}
    names = [one.name for one in asked[Asks.PEOPLE].options]
    assert any("没有登记执法证" in name for name in names)
    assert [one.value for one in asked[Asks.CHOICE].options] == [TO_END]


def test_the_button_is_part_of_what_is_confirmed(office: Office) -> None:
    with pytest.raises(ChoiceWanted):
        complete(office, choice=None)


def test_a_form_that_is_not_kept_as_a_draft_is_nothing_to_confirm() -> None:
    office = wanting(2, choices=())
    working.claim(office.stage.tools, office.clerk, office.item)

    with pytest.raises(NothingToConfirm):
        ask(office, office.colleague, choice="")


def test_nor_is_a_draft_that_the_form_does_not_take(office: Office) -> None:
    office.stage.forms.wrong.add("place")

    with pytest.raises(NothingToConfirm):
        ask(office, office.colleague)


def test_three_are_wanted_where_the_step_says_three() -> None:
    office = filled_in(wanting(3))
    agree(office, office.colleague, ask(office, office.colleague))

    with pytest.raises(OfficersWanted) as refused:
        complete(office)

    assert refused.value.values["confirmed"] == 1


def test_who_confirmed_a_step_has_done_it() -> None:
    check = a_step("check", name="核查", distinct_from=("mend",))
    office = filled_in(office_at(a_step(officers=2), check))
    agree(office, office.colleague, ask(office, office.colleague))
    office.stage.engine.on(Complete, "t1", moved(work_for("t2", element="check")))
    complete(office)
    check_item = office.stage.item(office.stage.state.items[office.item].root, "check").id

    page = tasks.task(office.stage.tools, office.colleague, check_item)
    assert page.against is not None
    assert "维修" in page.against[0]
    with pytest.raises(SamePersonTwice):
        working.claim(office.stage.tools, office.colleague, check_item)


def test_who_is_kept_apart_from_the_step_can_not_confirm_it() -> None:
    check = a_step("check", name="核查", distinct_from=("mend",), officers=2)
    office = office_at(check, a_step())
    stage = office.stage
    case = stage.start(office.clerk, work_for("c", element="check"), work_for("m"))
    stage.engine.on(Complete, "m", moved())
    item, mend = stage.item(case, "check").id, stage.item(case, "mend").id
    working.claim(stage.tools, office.clerk, item)
    drafting.save_draft(stage.tools, office.clerk, item, FILLED)
    people = (office.colleague.person,)
    given = Given(people=people, choice=TO_END)  # type: ignore[arg-type]
    acting.act(stage.tools, office.clerk, item, Act.ADD_OFFICER, given)
    working.complete(stage.tools, office.colleague, mend, Answer(values={}, choice=TO_END))

    with pytest.raises(SamePersonTwice):
        agree(office, office.colleague, list(stage.state.asides.values())[-1])
