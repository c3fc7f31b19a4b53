"""What ends, moves or holds up work while its answer waits to be signed: real engine, real store."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest

from server.domain.acts import Act
from server.domain.asides import AsideState
from server.domain.errors import CaseSuspended, Refusal, SignatureStandsStill, SignatureWanted
from server.domain.work import WorkState
from server.services import (
    acting,
    acting_on_cases,
    asking,
    correcting,
    drafting,
    retrying,
    skipping,
    standing_in,
    working,
)
from server.services.acts.scene import Given
from server.services.correcting import Correction
from server.services.registers import leaving
from server.services.registers.leaving import Leaving
from server.services.skipping import Instead
from server.services.standing_in import Wanted
from server.services.working import Answer
from tests.engine.diagrams import boundary, line, many, timer
from tests.services.drawn import desk
from tests.services.signing_after import AGREED, REFUSED, Signed
from tests.services.test_crowds import at_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.ids import ItemId
    from tests.web.house import House


@pytest.fixture
def row(house: House) -> Signed:
    """Step A is filled in by its holder."""
    drawn = Signed(house)
    drawn.fill_in()
    return drawn


def test_a_moment_that_ends_the_step_ends_what_was_given_in(house: House) -> None:
    late = boundary("late", "A", timer("timeDuration", "PT1H"))
    parts = (desk("A", form="survey/said"), late, desk("L"), line("S", "A", "E"))
    drawn = Signed(house, *parts, line("late", "L", "E"))
    drawn.fill_in()
    item = drawn.submit("zjj.head", "slj.handler", way="in_turn")
    drawn.fire()

    assert drawn.open == ["L"]
    assert drawn.now(item).state is WorkState.WITHDRAWN
    assert {one.state for one in drawn.asked(item)} == {AsideState.WITHDRAWN}
    assert drawn.now(item).submission is None
    assert drawn.is_sound


def test_a_case_that_is_ended_ends_it_too(row: Signed) -> None:
    item = row.submit("zjj.head")
    given = Given(reason="不再需要")
    acting_on_cases.act(row.tools, row.people["buguan.head"], row.case, Act.TERMINATE, given)

    assert row.of("zjj.head", item).state is AsideState.WITHDRAWN
    assert row.now(item).submission is None
    assert row.is_sound


def test_while_the_case_stands_still_nobody_signs(house: House) -> None:
    clocked = desk("A", form="survey/said", clock="T44/simple")
    drawn = Signed(house, clocked, desk("B"), line("S", "A", "B", "E"))
    drawn.fill_in()
    item = drawn.submit("zjj.head")
    head = drawn.people["zjj.head"]
    given = Given(way="经批准的整改方案", reason="等方案")
    acting_on_cases.act(drawn.tools, head, drawn.case, Act.SUSPEND, given)
    with pytest.raises(CaseSuspended):
        drawn.sign("zjj.head", item)
    acting_on_cases.act(drawn.tools, head, drawn.case, Act.RESUME, Given(reason="继续"))
    drawn.sign("zjj.head", item)

    assert drawn.open == ["B"]
    assert drawn.is_sound


def test_the_clock_goes_on_meanwhile(house: House) -> None:
    clocked = desk("A", form="survey/said", clock="T44/simple")
    drawn = Signed(house, clocked, desk("B"), line("S", "A", "B", "E"))
    before = drawn.fill_in()
    item = drawn.submit("zjj.head")

    assert drawn.now(item).due == before.due
    assert drawn.now(item).stopped_at is None
    offered = {each.act for each in acting.offers(drawn.tools, drawn.handler, item)}
    assert Act.ASK_EXTENSION in offered


def test_who_leaves_has_given_it_in_all_the_same(row: Signed) -> None:
    item = row.submit("zjj.head")
    _leave(row)
    successor = row.now(item)
    assert successor.holder != row.handler.person
    assert successor.submission is not None
    row.sign("zjj.head", item)

    [done] = row.facts("WorkCompleted")
    assert done["person"] == str(row.handler.person)
    assert row.is_sound


def test_what_comes_back_after_its_holder_left_lies_on_the_desk(row: Signed) -> None:
    item = row.submit("zjj.head")
    _leave(row)
    row.sign("zjj.head", item, REFUSED)

    assert row.now(item).holder is None
    assert row.now(item).submission is None
    assert row.is_sound


def _leave(row: Signed) -> None:
    """The handler leaves without a successor."""
    admin = row.house.actor("county.admin")
    yesterday = date(2026, 3, 8)
    number = leaving.leave(row.tools, admin, "zjj.handler", Leaving(last_day=yesterday))
    leaving.hand_on(row.tools, number)


def test_who_stands_in_gives_it_in_for_whom_they_do(row: Signed) -> None:
    wanted = Wanted(
        post=row.handler.seats[0].post,
        substitute="buguan.officer2",
        valid_from=date(2026, 3, 9),
        valid_to=date(2026, 3, 13),
        reason="出差",
    )
    standing_in.make(row.tools, row.handler, wanted)
    substitute = row.house.actor("buguan.officer2")
    [item] = row.items("A")
    drafting.save_draft(row.tools, substitute, item.id, {"said": 7})
    row.submit("zjj.head", doer=substitute)
    given = row.now(item.id).submission
    assert given is not None
    assert (given.person, given.behalf) == (substitute.person, row.handler.person)
    row.sign("zjj.head", item.id)

    after = row.now(item.id)
    assert (after.holder, after.behalf) == (substitute.person, row.handler.person)
    assert row.is_sound


def test_of_several_who_sign_a_step_one_has_theirs_signed_first(house: House) -> None:
    asked = desk("M", many("bodies", "body", into="asked", output="body"), form="survey/said")
    drawn = Signed(house, asked, desk("Z"), line("S", "M", "Z", "E"), bodies=["a", "b"])
    first, second = drawn.items("M")
    working.claim(drawn.tools, drawn.handler, first.id)
    drafting.save_draft(drawn.tools, drawn.handler, first.id, {"said": 1})
    people = tuple(drawn.people[login].person for login in ("zjj.head", "slj.handler"))
    given = Given(people=people, way="at_once")  # type: ignore[arg-type]
    acting.act(drawn.tools, drawn.handler, first.id, Act.SIGN_AFTER, given)
    working.complete(drawn.tools, drawn.handler, second.id, Answer(values={"said": 2}))
    drawn.sign("zjj.head", first.id)
    drawn.sign("slj.handler", first.id)

    assert drawn.open == ["Z"]
    assert drawn.is_sound


def test_what_is_corrected_is_signed_after_too(house: House) -> None:
    drawn = Signed(house)
    drawn.do("A", said=1)
    [back] = drawn.items("B")
    given = Given(targets=(str(drawn.item("A", WorkState.DONE)),), way="straight", reason="写错了")
    acting.act(drawn.tools, drawn.handler, back.id, Act.RETURN, given)
    drawn.fill_in(5)
    item = drawn.submit("zjj.head")
    drawn.sign("zjj.head", item)

    assert drawn.open == ["B"]
    assert drawn.data["said"] == 5
    assert drawn.is_sound


def standing_still(house: House) -> tuple[Signed, ItemId]:
    """The last has signed, and the step that follows asks nobody, so it fails."""
    failing = desk("X", many("bodies", "body"), sign="any")
    parts = (desk("A", form="survey/said"), failing, desk("B"), line("S", "A", "X", "B", "E"))
    drawn = Signed(house, *parts, bodies=[])
    drawn.fill_in()
    item = drawn.submit("zjj.head")
    with pytest.raises(SignatureStandsStill):
        drawn.sign("zjj.head", item)
    return drawn, item


def test_where_the_next_step_fails_the_signature_is_not_kept(house: House) -> None:
    drawn, item = standing_still(house)

    assert drawn.of("zjj.head", item).is_open
    assert drawn.now(item).submission is not None
    admin = drawn.house.actor("county.admin")
    with drawn.tools.unit() as unit:
        [incident] = unit.incidents.of_matter(drawn.case)
    with pytest.raises(SignatureWanted):
        retrying.retry(drawn.tools, admin, incident.id)
    with pytest.raises(SignatureWanted):
        skipping.propose(drawn.tools, admin, incident.id, Instead(reason="跳过"))
    mended = Correction(values={"bodies": ["a"]}, reason="漏填")
    correcting.correct(drawn.tools, admin, incident.id, mended)
    drawn.sign("zjj.head", item)
    assert drawn.open == ["X"]
    assert drawn.is_sound


def test_what_waits_for_its_last_signature_again_may_be_taken_back(house: House) -> None:
    drawn, _ = standing_still(house)
    drawn.act(Act.UNSUBMIT)
    assert drawn.is_sound


@pytest.mark.parametrize("_try", range(3))
def test_of_the_last_two_at_once_one_completes_it(row: Signed, _try: int) -> None:
    item = row.submit("zjj.head", "slj.handler", "gov.head")
    acts: list[Callable[[], object]] = [
        partial(asking.answer, row.tools, row.people[login], row.of(login, item).id, AGREED)
        for login in ("zjj.head", "slj.handler", "gov.head")
    ]
    assert not [each for each in at_once(acts) if isinstance(each, Refusal)]

    assert row.open == ["B"]
    assert len(row.facts("WorkCompleted")) == 1
    assert row.is_sound


@pytest.mark.parametrize("_try", range(3))
def test_whoever_comes_first_it_ends_once(row: Signed, _try: int) -> None:
    item = row.submit("zjj.head", "slj.handler")
    row.sign("slj.handler", item)
    aside = row.of("zjj.head", item)
    acts: list[Callable[[], object]] = [
        partial(asking.answer, row.tools, row.people["zjj.head"], aside.id, AGREED),
        partial(asking.answer, row.tools, row.people["zjj.head"], aside.id, REFUSED),
        partial(asking.call_off, row.tools, row.handler, aside.id),
        partial(working.complete, row.tools, row.handler, item, Answer(values={"said": 3})),
    ]
    at_once(acts)

    assert len(row.facts("SubmissionEnded")) == 1
    assert len(row.facts("WorkCompleted")) <= 1
    assert row.now(item).submission is None
    assert row.is_sound
