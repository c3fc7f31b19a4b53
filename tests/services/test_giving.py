"""派办, 转办, 收回, 催办: who has the work then, who is told, what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.errors import (
    ActNotNow,
    ActNotYours,
    AlreadyClaimed,
    AnswerWrong,
    GivenToAnother,
    NobodyElse,
    UrgedAlready,
)
from server.domain.reading import Asks
from server.services import acting, working
from server.services.acts.scene import Given
from server.services.acts.urging import AT_MOST_EVERY
from tests.services.office import Office, an_office, fields


@pytest.fixture
def office() -> Office:
    return an_office()


# --- giving -----------------------------------------------------------------------------------


def test_the_head_gives_work_to_one_person_who_has_to_sign_for_it(office: Office) -> None:
    office.give(office.head, Act.DISPATCH, office.colleague, " 先去现场 ")

    fact = office.last
    assert isinstance(fact, f.WorkDispatched)
    item = office.stage.state.items[office.item]
    assert (item.holder, item.claimed_at) == (office.colleague.person, None)
    assert office.stage.state.contents[item.root, fact.digest] == {"text": "先去现场"}
    assert office.told() == [("WorkDispatched", office.colleague.person)]


def test_who_was_given_work_signs_for_it_and_nobody_else_does(office: Office) -> None:
    office.give(office.head, Act.DISPATCH, office.colleague)

    with pytest.raises(GivenToAnother):
        working.claim(office.stage.tools, office.clerk, office.item)
    working.claim(office.stage.tools, office.colleague, office.item)

    assert isinstance(office.last, f.WorkClaimed)
    with pytest.raises(AlreadyClaimed):
        working.claim(office.stage.tools, office.clerk, office.item)


def test_what_was_typed_for_work_given_to_another_meanwhile_is_kept(office: Office) -> None:
    office.give(office.head, Act.DISPATCH, office.colleague)

    with pytest.raises(GivenToAnother):
        working.complete(
            office.stage.tools, office.clerk, office.item, working.Answer(values={"place": "东"})
        )

    kept, _at = office.stage.state.drafts[office.item, office.clerk.person]  # type: ignore[index]  # a person
    assert kept == {"place": "东"}


def test_who_was_given_work_may_give_it_back_to_the_desk(office: Office) -> None:
    office.give(office.head, Act.DISPATCH, office.colleague)

    working.give_back(office.stage.tools, office.colleague, office.item)

    assert office.holder is None
    working.claim(office.stage.tools, office.clerk, office.item)


def test_the_holder_hands_work_over_for_good(office: Office) -> None:
    working.claim(office.stage.tools, office.clerk, office.item)

    office.give(office.clerk, Act.HAND_OVER, office.colleague)

    assert office.holder == office.colleague.person
    assert office.told() == [("WorkHandedOver", office.colleague.person)], "the giver knows"


def test_who_loses_work_by_another_s_hand_is_told(office: Office) -> None:
    working.claim(office.stage.tools, office.clerk, office.item)

    office.give(office.head, Act.HAND_OVER, office.colleague)

    assert office.told() == [
        ("WorkHandedOver", office.colleague.person),
        ("WorkHandedOver/lost", office.clerk.person),
    ]


def test_work_is_given_only_to_people_of_its_desk(office: Office) -> None:
    with pytest.raises(AnswerWrong) as refused:
        office.give(office.head, Act.DISPATCH, office.head)

    assert fields(refused) == [Asks.PEOPLE]
    assert office.holder is None


def test_work_is_not_given_where_nobody_else_sits(office: Office) -> None:
    del office.stage.state.actors[office.colleague.person]  # type: ignore[arg-type]  # a person
    del office.stage.state.persons["liu"]
    working.claim(office.stage.tools, office.clerk, office.item)

    with pytest.raises(NobodyElse):
        acting.look(office.stage.tools, office.clerk, office.item, Act.HAND_OVER)


# --- taking back ------------------------------------------------------------------------------


def test_what_was_dispatched_comes_back_to_the_desk(office: Office) -> None:
    office.give(office.head, Act.DISPATCH, office.colleague)

    office.act(office.head, Act.RECALL)

    assert office.holder is None
    assert office.told()[-1] == ("WorkRecalled", office.colleague.person)


def test_what_was_handed_over_comes_back_to_who_held_it(office: Office) -> None:
    working.claim(office.stage.tools, office.clerk, office.item)
    office.give(office.clerk, Act.HAND_OVER, office.colleague)

    office.act(office.clerk, Act.RECALL)

    item = office.stage.state.items[office.item]
    assert (item.holder, item.claimed_at) == (office.clerk.person, office.stage.clock.now())


def test_work_that_was_signed_for_is_not_taken_back(office: Office) -> None:
    office.give(office.head, Act.DISPATCH, office.colleague)
    working.claim(office.stage.tools, office.colleague, office.item)

    with pytest.raises(ActNotNow):
        office.act(office.head, Act.RECALL)


def test_only_the_giver_takes_back(office: Office) -> None:
    office.give(office.head, Act.DISPATCH, office.colleague)

    with pytest.raises(ActNotYours):
        office.act(office.clerk, Act.RECALL)


# --- urging -----------------------------------------------------------------------------------


def test_urging_tells_the_desk_and_the_head(office: Office) -> None:
    office.act(office.clerk, Act.URGE, Given(text="县里在催"))

    assert isinstance(office.last, f.WorkUrged)
    assert office.told() == [("WorkUrged", "dept_clerk"), ("WorkUrged", "dept_head")]


def test_urging_tells_the_holder(office: Office) -> None:
    working.claim(office.stage.tools, office.colleague, office.item)

    office.act(office.clerk, Act.URGE)

    assert office.told()[0] == ("WorkUrged", office.colleague.person)


def test_work_is_urged_once_in_half_a_day(office: Office) -> None:
    office.act(office.clerk, Act.URGE)

    with pytest.raises(UrgedAlready):
        office.act(office.colleague, Act.URGE)
    office.stage.clock.moment += AT_MOST_EVERY + timedelta(seconds=1)
    office.act(office.colleague, Act.URGE)
