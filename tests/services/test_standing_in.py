"""Somebody stands in for the holder of a post: made, ended, listed; and what they do then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from server.domain import facts as f
from server.domain.errors import (
    AnswerWrong,
    NoSuchPerson,
    NoSuchPost,
    NoSuchSubstitution,
    NotAllowed,
    ReasonWanted,
    SamePersonTwice,
    SubstituteOverlaps,
)
from server.domain.ids import PostId, ProcessKey, SubstitutionId
from server.domain.moves import Complete
from server.domain.people import SYSTEM, Actor
from server.services import working
from server.services.standing_in import Wanted, colleagues, end, every, make, of_mine
from tests.builders import (
    a_holding,
    a_model,
    a_post,
    a_seat,
    a_step,
    an_admin,
    an_id,
    sources,
    work_for,
)
from tests.fakes import Stage
from tests.fakes.stage import ended, moved
from tests.stand_ins import a_behalf

TODAY = date(2026, 3, 2)


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.state.posts[PostId("zjj.clerk")] = a_post()
    for login in ("chen", "li"):
        stage.person(login=login)
        stage.state.holdings.append(a_holding(login))
    return stage


def chen(stage: Stage) -> Actor:
    return stage.state.actors[stage.state.persons["chen"].id]


def wanted(**changed: Any) -> Wanted:
    usual = Wanted(
        post=PostId("zjj.clerk"),
        substitute="li",
        valid_from=TODAY,
        valid_to=TODAY + timedelta(days=4),
        reason="年休假",
    )
    return replace(usual, **changed)


def test_both_are_told_and_the_reason_lies_in_the_contents(stage: Stage) -> None:
    made = make(stage.tools, chen(stage), wanted())

    [fact] = stage.facts(chen(stage).person)
    assert isinstance(fact, f.SubstitutionMade)
    assert fact.substitution == made
    assert stage.state.contents[chen(stage).person, fact.digest] == {"reason": "年休假"}  # type: ignore[index]
    told = {(one.kind, one.person) for one in stage.state.notices}
    li = stage.state.persons["li"].id
    assert told == {
        ("SubstitutionMade/absent", chen(stage).person),
        ("SubstitutionMade", li),
    }


def test_the_same_request_again_makes_no_second_one(stage: Stage) -> None:
    first = make(stage.tools, chen(stage), wanted(), "key")

    assert make(stage.tools, chen(stage), wanted(), "key") == first
    assert len(stage.state.substitutions) == 1


def test_a_second_one_for_the_same_days_is_refused(stage: Stage) -> None:
    make(stage.tools, chen(stage), wanted())

    with pytest.raises(SubstituteOverlaps):
        make(stage.tools, chen(stage), wanted())


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"reason": " "}, ReasonWanted),
        ({"post": PostId("zjj.nothing")}, NoSuchPost),
        ({"substitute": "nobody"}, NoSuchPerson),
        ({"processes": frozenset({ProcessKey("nothing")})}, AnswerWrong),
        ({"absent": "li"}, NotAllowed),
    ],
)
def test_what_is_not_there_or_not_theirs_is_refused(
    stage: Stage, changed: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        make(stage.tools, chen(stage), wanted(**changed))


def test_the_head_and_administrators_make_it_for_others(stage: Stage) -> None:
    make(stage.tools, stage.person(a_seat("zjj", "dept_head"), login="wu"), wanted(absent="chen"))
    later = wanted(absent="li", substitute="chen")
    make(stage.tools, an_admin(), later)

    assert len(stage.state.substitutions) == 2


def test_the_clock_has_no_post_of_its_own(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        make(stage.tools, SYSTEM, wanted())


def test_it_is_ended_early_and_both_are_told(stage: Stage) -> None:
    made = make(stage.tools, chen(stage), wanted(processes=frozenset({sources().key})))
    end(stage.tools, chen(stage), made, "key")
    end(stage.tools, chen(stage), made, "key")

    assert stage.kinds(chen(stage).person) == ["SubstitutionMade", "SubstitutionEnded"]
    assert not stage.state.substitutions
    assert [one.kind for one in stage.state.notices[-2:]] == [
        "SubstitutionEnded/absent",
        "SubstitutionEnded",
    ]


def test_what_is_over_or_not_ones_own_can_not_be_ended(stage: Stage) -> None:
    made = make(stage.tools, chen(stage), wanted())
    li = stage.state.actors[stage.state.persons["li"].id]

    with pytest.raises(NoSuchSubstitution):
        end(stage.tools, li, made)
    with pytest.raises(NoSuchSubstitution):
        end(stage.tools, chen(stage), SubstitutionId(an_id()))


def test_both_find_it_and_administrators_find_all(stage: Stage) -> None:
    made = make(stage.tools, chen(stage), wanted())
    li = stage.state.actors[stage.state.persons["li"].id]

    assert [row.id for row in of_mine(stage.tools, chen(stage)).rows] == [made]
    assert [row.id for row in of_mine(stage.tools, li).rows] == [made]
    assert [row.id for row in every(stage.tools, an_admin()).rows] == [made]
    with pytest.raises(NotAllowed):
        every(stage.tools, li)


def test_colleagues_are_those_of_ones_own_bodies(stage: Stage) -> None:
    assert [each.login for each in colleagues(stage.tools, chen(stage))] == ["li"]


# --- what they do then ------------------------------------------------------------------------


def stand_in(stage: Stage, *seats: Any) -> Actor:
    """Somebody from elsewhere who stands in for Chen."""
    behalf = a_behalf(person=chen(stage).person)
    return stage.person(*seats, replace(a_seat(), behalf_of=behalf), login="bo")


def acted_for(stage: Stage, case: Any) -> list[tuple[Any, Any, bool]]:
    return [
        (fact.person, fact.absent, fact.item is not None)
        for fact in stage.facts(case)
        if isinstance(fact, f.ActedFor)
    ]


def test_every_act_says_for_whom_it_was_done(stage: Stage) -> None:
    actor = stand_in(stage)
    pair = (actor.person, chen(stage).person)
    item = stage.offered(actor)
    case = stage.state.items[item].case
    working.claim(stage.tools, actor, item)
    assert stage.state.items[item].behalf == chen(stage).person
    working.give_back(stage.tools, actor, item)
    assert stage.state.items[item].behalf is None
    stage.engine.on(Complete, "t1", ended())
    stage.done(actor, item)

    assert acted_for(stage, case) == [(*pair, False), *[(*pair, True)] * 3]
    assert stage.state.items[item].behalf == chen(stage).person


def test_a_stand_in_may_not_do_the_second_of_two_steps_that_the_absent_one_began(
    stage: Stage,
) -> None:
    check = a_step("check", name="核查", distinct_from=("mend",))
    stage.engine.accepted = a_model(a_step(), check)
    case = stage.start(chen(stage), work_for())
    stage.engine.on(Complete, "t1", moved(work_for("t2", element="check")))
    stage.done(chen(stage), stage.item(case).id)

    with pytest.raises(SamePersonTwice):
        stage.done(stand_in(stage), stage.item(case).id)


def test_nor_may_the_absent_one_after_the_stand_in(stage: Stage) -> None:
    check = a_step("check", name="核查", distinct_from=("mend",))
    stage.engine.accepted = a_model(a_step(), check)
    actor = stand_in(stage)
    case = stage.start(actor, work_for())
    stage.engine.on(Complete, "t1", moved(work_for("t2", element="check")))
    stage.done(actor, stage.item(case).id)

    with pytest.raises(SamePersonTwice):
        stage.done(chen(stage), stage.item(case).id)
