"""Bodies, posts and people, entered by administrators."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from server.domain import facts as f
from server.domain.certificates import Certificate, CertificateKind
from server.domain.errors import NoSuchPerson, NotAllowed
from server.domain.ids import PostId, subject_named
from server.domain.people import SYSTEM, Actor
from server.services.peopling import (
    grant_posts,
    register_bodies,
    register_certificates,
    register_people,
    register_posts,
    set_passwords,
)
from tests.builders import a_body, a_holding, a_person, a_post, an_actor, an_admin
from tests.fakes import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.services.tools import Tools


@pytest.fixture
def stage() -> Stage:
    return Stage()


ACTS: list[Callable[[Tools, Actor], None]] = [
    lambda tools, actor: register_bodies(tools, actor, [a_body()]),
    lambda tools, actor: register_posts(tools, actor, [a_post()]),
    lambda tools, actor: register_people(tools, actor, [a_person()]),
    lambda tools, actor: grant_posts(tools, actor, [a_holding()]),
    lambda tools, actor: set_passwords(tools, actor, {"chen": "secret"}),
]


@pytest.mark.parametrize("act", ACTS, ids=["bodies", "posts", "people", "holdings", "passwords"])
def test_only_administrators_may(stage: Stage, act: Callable[[Tools, Actor], None]) -> None:
    with pytest.raises(NotAllowed):
        act(stage.tools, an_actor())


def test_a_registered_body_is_there_and_told(stage: Stage) -> None:
    register_bodies(stage.tools, an_admin(), [a_body()])

    assert stage.state.bodies == {"zjj": a_body()}
    assert stage.kinds(subject_named("body", "zjj")) == ["BodyRegistered"]


def test_a_registered_post_is_told_with_its_roles_in_order(stage: Stage) -> None:
    register_posts(stage.tools, an_admin(), [a_post(roles=frozenset({"b", "a"}))])

    [fact] = stage.facts(subject_named("post", "zjj.clerk"))
    assert isinstance(fact, f.PostRegistered)
    assert (fact.body, fact.roles) == ("zjj", ("a", "b"))
    assert PostId("zjj.clerk") in stage.state.posts


def test_a_registered_person_is_told_without_a_name(stage: Stage) -> None:
    person = a_person()

    register_people(stage.tools, an_admin(), [person])

    assert stage.state.persons == {"chen": person}
    [entry] = stage.state.journals.values()
    assert person.name not in entry[0].text


def test_a_granted_post_is_held_from_its_day(stage: Stage) -> None:
    person = a_person()
    register_people(stage.tools, SYSTEM, [person])

    grant_posts(stage.tools, an_admin(), [a_holding(valid_to=date(2026, 12, 31))])

    assert stage.state.holdings == [a_holding(valid_to=date(2026, 12, 31))]
    assert stage.kinds(person.id) == ["PersonRegistered", "PostGranted"]


def test_a_post_is_granted_to_known_persons_only(stage: Stage) -> None:
    with pytest.raises(NoSuchPerson):
        grant_posts(stage.tools, an_admin(), [a_holding("nobody")])


def test_a_set_password_is_kept_hashed_and_ends_sessions_and_tokens(stage: Stage) -> None:
    person = a_person()
    register_people(stage.tools, SYSTEM, [person])
    stage.state.sessions["s"] = stage.state.tokens["t"] = (person.id, stage.clock.now())

    set_passwords(stage.tools, an_admin(), {"chen": "secret"})

    assert stage.state.passwords == {person.id: stage.hasher.hash("secret")}
    assert not stage.state.sessions
    assert not stage.state.tokens
    assert stage.facts(person.id)[-1] == f.PasswordSet(person=person.id)


def test_a_password_is_set_for_known_persons_only(stage: Stage) -> None:
    with pytest.raises(NoSuchPerson):
        set_passwords(stage.tools, an_admin(), {"nobody": "secret"})


def test_an_act_over_many_is_one_transaction(stage: Stage) -> None:
    register_bodies(stage.tools, SYSTEM, [a_body("zjj"), a_body("nyj")])

    assert stage.database.commits == 1


def test_an_act_over_many_is_refused_as_a_whole(stage: Stage) -> None:
    register_people(stage.tools, SYSTEM, [a_person()])

    with pytest.raises(NoSuchPerson):
        grant_posts(stage.tools, SYSTEM, [a_holding(), a_holding("nobody")])
    assert not stage.state.holdings


def test_a_certificate_of_nobody_is_refused(stage: Stage) -> None:
    one = Certificate(
        number="1499-1",
        login="no.body",
        kind=CertificateKind.ENFORCEMENT,
        issuer="示例省人民政府",
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31),
    )

    with pytest.raises(NoSuchPerson):
        register_certificates(stage.tools, SYSTEM, [one])
