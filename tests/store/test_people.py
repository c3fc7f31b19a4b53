"""Who works in the county, who is signed in, and what the county has put in force."""

from datetime import date, timedelta

import pytest

from server.domain import facts as f
from server.domain.errors import NoSuchPerson
from server.domain.ids import BodyId, PersonId
from tests.store.county import BODIES, POSTS
from tests.store.stage import MORNING, NO_DIGEST, TODAY, Stage, person_of


def test_an_actor_has_the_seats_of_the_day(stage: Stage) -> None:
    assert stage.head.name == "李小红"
    assert [seat.post for seat in stage.head.seats] == ["zjj.head", "zjj.officer"]
    assert stage.head.desks == (("zjj", "dept_head"), ("zjj", "dept_officer"))
    with stage.unit() as unit:
        before = unit.people.actor("li", date(2025, 12, 31))
    assert before.seats == ()


def test_a_post_is_held_until_and_with_its_last_day(stage: Stage) -> None:
    granted = f.PostGranted(
        person=person_of(stage.officer),
        post="buguan.officer",
        valid_from=date(2026, 1, 1),
        valid_to=TODAY,
    )
    stage.happen(person_of(stage.officer), granted)

    with stage.unit() as unit:
        assert len(unit.people.actor("wang", TODAY).seats) == 1
        assert unit.people.actor("wang", TODAY + timedelta(days=1)).seats == ()


def test_an_unknown_login_is_refused(stage: Stage) -> None:
    with stage.unit() as unit, pytest.raises(NoSuchPerson):
        unit.people.actor("nobody", TODAY)


def test_a_session_belongs_to_its_person_until_it_ends(stage: Stage) -> None:
    until = MORNING + timedelta(hours=1)
    with stage.unit() as unit:
        unit.people.open_session("s", person_of(stage.officer), MORNING, until)
        unit.commit()

    with stage.unit() as unit:
        assert unit.people.actor_of_session("s", MORNING) == stage.officer
        assert unit.people.actor_of_session("s", until) is None
        unit.people.close_session("s")
        assert unit.people.actor_of_session("s", MORNING) is None


def test_the_day_of_a_session_is_the_countys(stage: Stage) -> None:
    evening = MORNING.replace(month=1, day=1, year=2026, hour=0) - timedelta(hours=7)
    with stage.unit() as unit:
        unit.people.open_session(
            "s", person_of(stage.officer), evening, evening + timedelta(hours=1)
        )
        actor = unit.people.actor_of_session("s", evening)

    assert actor is not None
    assert actor.seats, "in the county it is the first of January already"


def test_a_token_belongs_to_its_person_until_it_ends(stage: Stage) -> None:
    until = MORNING + timedelta(hours=1)
    with stage.unit() as unit:
        unit.people.keep_token(stage.id(), "hash", person_of(stage.head), until)
        unit.commit()

    with stage.unit() as unit:
        assert unit.people.actor_of_token("hash", MORNING) == stage.head
        assert unit.people.actor_of_token("hash", until) is None
        assert unit.people.actor_of_token("other", MORNING) is None


def test_wrong_passwords_are_counted_until_one_is_right(stage: Stage) -> None:
    person = person_of(stage.officer)
    with stage.unit() as unit:
        assert unit.people.secret("wang") is None
        unit.people.set_password(person, "hash")
        secret = unit.people.secret("wang")
        wrong = [unit.people.tried(person, MORNING, is_right=False) for _ in range(2)]
        right = unit.people.tried(person, MORNING, is_right=True)

    assert secret == (person, "hash")
    assert (wrong, right) == ([(1, None), (2, None)], (0, None))


def test_a_new_password_ends_all_sessions_and_tokens_and_opens_the_account(stage: Stage) -> None:
    person, until = person_of(stage.officer), MORNING + timedelta(hours=1)
    stage.happen(person, f.AccountLocked(person=person, until=until))
    with stage.unit() as unit:
        unit.people.open_session("s", person, MORNING, until)
        unit.people.keep_token(stage.id(), "hash", person, until)
        unit.flush()
        unit.people.set_password(person, "new")

        assert unit.people.actor_of_session("s", MORNING) is None
        assert unit.people.actor_of_token("hash", MORNING) is None
        assert unit.people.secret("wang") == (person, "new")
        assert unit.people.tried(person, MORNING, is_right=False) == (1, None)


def test_sessions_and_tokens_that_are_over_are_dropped(stage: Stage) -> None:
    person, until = person_of(stage.officer), MORNING + timedelta(hours=1)
    with stage.unit() as unit:
        for name, end in (("old", MORNING), ("new", until)):
            unit.people.open_session(name, person, MORNING - timedelta(hours=8), end)
            unit.people.keep_token(stage.id(), name, person, end)
        unit.flush()
        unit.people.forget_ended(MORNING)
        unit.commit()

    with stage.unit() as unit:
        assert (
            unit.leavings.loose_ends(person).sessions,
            unit.leavings.loose_ends(person).tokens,
        ) == (1, 1)
        assert unit.people.actor_of_session("new", MORNING) is not None
        assert unit.people.actor_of_token("new", MORNING) is not None


def test_a_closed_account_counts_no_tries_and_then_from_zero(stage: Stage) -> None:
    person, until = person_of(stage.officer), MORNING + timedelta(hours=1)
    with stage.unit() as unit:
        unit.people.tried(person, MORNING, is_right=False)
        unit.commit()

    stage.happen(person, f.AccountLocked(person=person, until=until))

    with stage.unit() as unit:
        assert unit.people.tried(person, MORNING, is_right=False) == (0, until)
        assert unit.people.tried(person, until, is_right=False) == (1, until)


def test_particulars_come_back_as_they_were_put(stage: Stage) -> None:
    with stage.unit() as unit:
        assert set(unit.people.bodies()) == set(BODIES)
        assert set(unit.people.posts()) == set(POSTS)
        wang = unit.people.person_named("wang")
        assert unit.people.person_named("nobody") is None
    assert wang is not None
    assert (wang.id, wang.name, wang.name_en) == (stage.officer.person, "王小明", "Wang")


def test_a_person_entered_again_keeps_the_password(stage: Stage) -> None:
    person = person_of(stage.officer)
    with stage.unit() as unit:
        unit.people.set_password(person, "hash")
        found = unit.people.person_named("wang")
        assert found is not None
        unit.people.put_person(found)
        unit.commit()

    with stage.unit() as unit:
        assert unit.people.secret("wang") == (person, "hash")


def test_the_organisation_is_a_tree_by_where_bodies_work(stage: Stage) -> None:
    with stage.unit() as unit:
        (county,) = unit.views.organisation(TODAY)

    assert county.id == BodyId("county")
    assert [child.id for child in county.children] == ["buguan", "zjj"]
    assert [child.id for child in county.children[0].children] == ["sfs"]
    (post,) = county.children[0].posts
    assert (post.title, post.holder, post.roles) == ("经办人", "王小明", ("township_officer",))


def test_names_are_given_for_known_persons(stage: Stage) -> None:
    with stage.unit() as unit:
        names = unit.views.names_of([person_of(stage.head), PersonId(stage.id())])

    assert names == {stage.head.person: ("李小红", "Li")}


def test_the_paper_in_force_is_the_one_put_last(stage: Stage) -> None:
    with stage.unit() as unit:
        stamp = unit.county.stamp()
        unit.county.put_paper("calendar", "2026", "old", NO_DIGEST)
        unit.commit()
    with stage.unit() as unit:
        unit.county.put_paper("calendar", "2026", "new", "11" * 32)
        unit.county.put_paper("clocks", "", "T41", NO_DIGEST)

        assert unit.county.paper("calendar", "2026") == "new"
        assert unit.county.paper("calendar") is None
        assert unit.county.papers("calendar") == {"2026": "new"}
        assert unit.county.paper("clocks") == "T41"
        assert unit.county.stamp() != stamp


def test_who_sits_at_a_desk_today_those_with_least_in_hand_first(stage: Stage) -> None:
    with stage.unit() as unit:
        found = unit.people.at_desk(BodyId("zjj"), "dept_head", TODAY, None)
        before = unit.people.at_desk(BodyId("zjj"), "dept_head", date(2025, 12, 31), None)

    assert [(each.person, each.name, each.in_hand) for each in found] == [
        (stage.head.person, "李小红", 0)
    ]
    assert before == ()


def test_the_head_of_a_body_is_known_by_its_kind(stage: Stage) -> None:
    assert stage.head.headed == {BodyId("zjj")}
    assert stage.officer.headed == frozenset()
