"""One act on many pieces of work: each by itself, each with its result."""

from __future__ import annotations

import pytest

from server.domain.errors import (
    ActNotYours,
    AlreadyClaimed,
    AlreadyCompleted,
    NoSuchWork,
    NotAlike,
    TooManyAtOnce,
)
from server.domain.ids import ItemId
from server.domain.moves import Complete
from server.services import drafting, working
from server.services.acts.scene import Given
from server.services.batching import BatchAct, BatchGiven, Many
from server.services.working import Answer
from tests.builders import an_id, work_for
from tests.fakes.stage import ended
from tests.services.office import Office, an_office

GOOD = Answer(values={"place": "大桥"}, choice="to_end")


@pytest.fixture
def office() -> Office:
    return an_office()


def three(office: Office) -> tuple[ItemId, ...]:
    office.stage.engine.on(Complete, "t1", ended())
    return office.item, office.stage.offered(office.clerk), office.stage.offered(office.clerk)


def outcomes(rows: object) -> list[object]:
    return [row.refusal and type(row.refusal) for row in rows]  # type: ignore[attr-defined]


def test_many_are_claimed_and_what_others_hold_is_told(office: Office) -> None:
    items = three(office)
    working.claim(office.stage.tools, office.colleague, items[1])
    many = Many(office.stage.tools, office.clerk, BatchAct.CLAIM, items)

    before = many.look()
    after = many.carry_out(BatchGiven(), "k")

    assert outcomes(before.rows) == outcomes(after) == [None, AlreadyClaimed, None]
    assert office.holder == office.clerk.person


def test_looking_changes_nothing(office: Office) -> None:
    Many(office.stage.tools, office.clerk, BatchAct.CLAIM, three(office)).look()

    assert office.holder is None


def test_a_repeat_of_the_whole_does_nothing_twice(office: Office) -> None:
    items = three(office)
    many = Many(office.stage.tools, office.clerk, BatchAct.COMPLETE, items)
    given = BatchGiven(answer_to=lambda _: GOOD)

    first = many.carry_out(given, "k")
    second = many.carry_out(given, "k")

    assert outcomes(first) == outcomes(second) == [None, None, None]
    assert len(office.stage.engine.pushed) == len(items) * 2  # each was started, and completed


def test_a_repeat_is_read_by_the_same_form_though_nothing_is_left_to_do(office: Office) -> None:
    items = three(office)
    many = Many(office.stage.tools, office.clerk, BatchAct.COMPLETE, items)
    before = many.look().form
    many.carry_out(BatchGiven(answer_to=lambda _: GOOD), "k")

    assert many.look().form is None
    assert many.form() == before is not None
    assert many.only(ItemId(an_id())).form() is None
    assert Many(office.stage.tools, office.clerk, BatchAct.CLAIM, items).form() is None


def test_what_was_typed_for_one_of_them_before_stays_when_all_are_late(office: Office) -> None:
    items = three(office)
    tools, clerk = office.stage.tools, office.clerk
    drafting.save_draft(tools, clerk, items[0], {"place": "先前所写"})
    for item in items[:2]:
        working.complete(tools, office.colleague, item, GOOD)
    many = Many(tools, clerk, BatchAct.COMPLETE, items)

    rows = many.carry_out(BatchGiven(answer_to=lambda _: GOOD), "k")

    assert outcomes(rows) == [AlreadyCompleted, AlreadyCompleted, None]
    kept = [
        typed for (_, who), (typed, _) in office.stage.state.drafts.items() if who == clerk.person
    ]
    assert kept == [{"place": "先前所写"}, GOOD.values]


def test_work_of_other_steps_is_not_completed_along(office: Office) -> None:
    items = (*three(office), office.stage.offered(office.clerk, work_for(element="other")))
    many = Many(office.stage.tools, office.clerk, BatchAct.COMPLETE, items)
    given = BatchGiven(answer_to=lambda _: GOOD)

    assert outcomes(many.look().rows) == [None, None, None, NotAlike]
    assert outcomes(many.carry_out(given, "k")) == [None, None, None, NotAlike]


def test_what_is_completed_together_asks_its_form_once(office: Office) -> None:
    batch = Many(office.stage.tools, office.clerk, BatchAct.COMPLETE, three(office)).look()

    assert batch.form is not None
    assert b"place" in batch.form
    assert batch.choices


def test_the_head_dispatches_many_to_one_person(office: Office) -> None:
    items = three(office)
    many = Many(office.stage.tools, office.head, BatchAct.DISPATCH, items)
    person = office.colleague.person
    assert person is not None

    [who, _] = many.look().questions
    rows = many.carry_out(BatchGiven(given=Given(people=(person,))), "k")

    assert str(person) in [option.value for option in who.options]
    assert outcomes(rows) == [None, None, None]
    assert {office.stage.state.items[item].holder for item in items} == {person}


def test_who_may_not_is_told_for_each(office: Office) -> None:
    many = Many(office.stage.tools, office.clerk, BatchAct.DISPATCH, three(office))

    batch = many.look()

    assert outcomes(batch.rows) == [ActNotYours] * 3
    assert batch.questions == ()


def test_of_what_is_not_theirs_nothing_is_told(office: Office) -> None:
    stranger = ItemId(an_id())
    items = (stranger, office.item)
    for act in (BatchAct.CLAIM, BatchAct.COMPLETE):
        many = Many(office.stage.tools, office.clerk, act, items)
        rows = many.look().rows
        assert outcomes(rows)[0] is NoSuchWork
        assert rows[0].row is None
    many = Many(office.stage.tools, office.clerk, BatchAct.COMPLETE, items)
    assert outcomes(many.carry_out(BatchGiven(), "k"))[0] is NoSuchWork


def test_what_is_done_already_is_told(office: Office) -> None:
    items = three(office)
    office.stage.done(office.clerk, items[0])

    rows = Many(office.stage.tools, office.clerk, BatchAct.COMPLETE, items).look().rows

    assert outcomes(rows) == [AlreadyCompleted, None, None]


@pytest.mark.parametrize("count", [0, 101])
def test_at_least_one_and_not_too_many_at_once(office: Office, count: int) -> None:
    items = tuple(ItemId(an_id()) for _ in range(count))

    with pytest.raises(TooManyAtOnce):
        Many(office.stage.tools, office.clerk, BatchAct.CLAIM, items)
