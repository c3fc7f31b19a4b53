"""Sessions, bearer tokens, and accounts that close after wrong passwords."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain import facts as f
from server.domain.errors import NoSuchPost, NotSignedIn, WrongCredentials
from server.domain.people import SYSTEM
from server.services.signing_in import (
    acting_by,
    hashed,
    issue_token,
    sign_in,
    sign_out,
    who_bears,
    who_is,
)
from tests.builders import a_body, a_holding, a_person, a_post, a_seat, an_actor
from tests.fakes import FakeHasher, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.ids import PersonId

RIGHT, WRONG = "right", "wrong"


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    person = a_person()
    stage.state.persons[person.login] = person
    stage.state.passwords[person.id] = stage.hasher.hash(RIGHT)
    stage.state.bodies[a_body().id] = a_body()
    stage.state.posts[a_post().id] = a_post()
    stage.state.holdings.append(a_holding())
    return stage


class SlowHasher(FakeHasher):
    """Takes its time, in which others try too."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self.meanwhile = meanwhile

    def matches(self, hashed: str, password: str) -> bool:
        self.meanwhile()
        return super().matches(hashed, password)


def chen(stage: Stage) -> PersonId:
    return stage.state.persons["chen"].id


def fail(stage: Stage, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            sign_in(stage.tools, "chen", WRONG)


def test_who_signed_in_is_known_by_the_secret_with_todays_seats(stage: Stage) -> None:
    session = sign_in(stage.tools, "chen", RIGHT)

    actor = who_is(stage.tools, session.secret)
    assert actor is not None
    assert (actor.person, actor.desks) == (chen(stage), (("zjj", "dept_clerk"),))


def test_the_server_keeps_only_the_hash_of_the_secret(stage: Stage) -> None:
    session = sign_in(stage.tools, "chen", RIGHT)

    assert list(stage.state.sessions) == [hashed(session.secret)]
    assert session.secret not in repr(stage.state)


def test_a_session_ends_by_itself(stage: Stage) -> None:
    session = sign_in(stage.tools, "chen", RIGHT)
    stage.clock.pass_by(timedelta(hours=8))

    assert who_is(stage.tools, session.secret) is None


def test_a_session_ends_when_its_owner_signs_out(stage: Stage) -> None:
    session = sign_in(stage.tools, "chen", RIGHT)

    sign_out(stage.tools, session.secret)

    assert who_is(stage.tools, session.secret) is None


def test_the_session_of_before_ends_so_that_none_can_be_planted(stage: Stage) -> None:
    planted = sign_in(stage.tools, "chen", RIGHT)

    session = sign_in(stage.tools, "chen", RIGHT, before=planted.secret)

    assert who_is(stage.tools, planted.secret) is None
    assert who_is(stage.tools, session.secret) is not None


def test_no_two_secrets_are_the_same(stage: Stage) -> None:
    secrets = {sign_in(stage.tools, "chen", RIGHT).secret for _ in range(5)}

    assert len(secrets) == 5


# --- wrong passwords --------------------------------------------------------------------------


def test_a_wrong_password_opens_nothing(stage: Stage) -> None:
    fail(stage, 1)

    assert not stage.state.sessions
    assert stage.state.wrong == {chen(stage): 1}


def test_an_unknown_name_is_refused_as_a_wrong_password_is(stage: Stage) -> None:
    with pytest.raises(WrongCredentials) as unknown:
        sign_in(stage.tools, "nobody", RIGHT)
    with pytest.raises(WrongCredentials) as wrong:
        sign_in(stage.tools, "chen", WRONG)

    assert unknown.value.sentence("zh") == wrong.value.sentence("zh")


def test_an_unknown_name_costs_a_comparison_too(stage: Stage) -> None:
    with pytest.raises(WrongCredentials):
        sign_in(stage.tools, "nobody", RIGHT)

    assert len(stage.hasher.compared) == 1


def test_too_many_wrong_passwords_close_the_account_for_a_while(stage: Stage) -> None:
    fail(stage, 3)

    until = stage.clock.now() + timedelta(minutes=15)
    assert stage.facts(chen(stage)) == [f.AccountLocked(person=chen(stage), until=until)]
    [entry] = stage.state.journals.values()
    assert entry[0].person is SYSTEM.person


def test_a_closed_account_takes_not_even_the_right_password(stage: Stage) -> None:
    fail(stage, 3)

    with pytest.raises(WrongCredentials):
        sign_in(stage.tools, "chen", RIGHT)
    assert not stage.state.sessions


def test_a_closed_account_is_refused_as_one_that_does_not_exist(stage: Stage) -> None:
    fail(stage, 3)
    said, compared = [], []

    for login, password in (("nobody", RIGHT), ("chen", WRONG), ("chen", RIGHT)):
        stage.hasher.compared.clear()
        with pytest.raises(WrongCredentials) as refused:
            sign_in(stage.tools, login, password)
        said.append((refused.value.sentence("zh"), refused.value.sentence("en")))
        compared.append(len(stage.hasher.compared))

    assert said == [said[0]] * 3
    assert compared == [1, 1, 1]


def test_tries_at_a_closed_account_leave_no_trace_in_its_journal(stage: Stage) -> None:
    fail(stage, 8)

    assert len(stage.facts(chen(stage))) == 1


def test_an_account_opens_again(stage: Stage) -> None:
    fail(stage, 3)
    stage.clock.pass_by(timedelta(minutes=15))

    assert sign_in(stage.tools, "chen", RIGHT)


def test_wrong_passwords_count_from_zero_when_the_account_opens_again(stage: Stage) -> None:
    fail(stage, 3)
    stage.clock.pass_by(timedelta(minutes=15))
    fail(stage, 2)

    assert sign_in(stage.tools, "chen", RIGHT)


def test_an_account_that_was_closed_while_the_password_was_looked_at_stays_closed(
    stage: Stage,
) -> None:
    slow = SlowHasher(meanwhile=lambda: fail(stage, 3))

    with pytest.raises(WrongCredentials):
        sign_in(replace(stage.tools, hasher=slow), "chen", RIGHT)


@pytest.mark.parametrize("enter", [sign_in, issue_token])
def test_the_right_password_counts_from_zero_again(stage: Stage, enter: object) -> None:
    fail(stage, 2)
    enter(stage.tools, "chen", RIGHT)  # type: ignore[operator]  # both take the same

    fail(stage, 2)

    assert not stage.state.closed


# --- bearer tokens ----------------------------------------------------------------------------


def test_a_token_speaks_for_its_person_until_it_expires(stage: Stage) -> None:
    token = issue_token(stage.tools, "chen", RIGHT)

    assert who_bears(stage.tools, token.secret).person == chen(stage)
    stage.clock.pass_by(timedelta(days=90))
    with pytest.raises(NotSignedIn):
        who_bears(stage.tools, token.secret)


def test_an_unknown_token_speaks_for_nobody(stage: Stage) -> None:
    with pytest.raises(NotSignedIn):
        who_bears(stage.tools, "made up")


def test_a_session_is_no_token(stage: Stage) -> None:
    session = sign_in(stage.tools, "chen", RIGHT)

    with pytest.raises(NotSignedIn):
        who_bears(stage.tools, session.secret)


def test_a_token_is_told_in_the_journal_of_its_person(stage: Stage) -> None:
    token = issue_token(stage.tools, "chen", RIGHT)

    [issued] = stage.facts(chen(stage))
    assert isinstance(issued, f.TokenIssued)
    assert issued.expires == token.until
    [entry] = stage.state.journals.values()
    assert entry[0].person == chen(stage)


def test_a_token_needs_the_right_password(stage: Stage) -> None:
    with pytest.raises(WrongCredentials):
        issue_token(stage.tools, "chen", WRONG)
    assert not stage.state.tokens


def test_a_person_acts_by_one_of_their_posts_and_by_no_other() -> None:
    actor = an_actor(a_seat("zjj", "a"), a_seat("cgj", "b"))

    assert acting_by(actor, "cgj.seat").desks == (("cgj", "b"),)
    with pytest.raises(NoSuchPost):
        acting_by(actor, "slj.seat")
