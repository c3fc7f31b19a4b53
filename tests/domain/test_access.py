"""Who may do what; what is not stated is refused."""

from __future__ import annotations

import pytest

from server.domain.access import ACTS, audited_role, may_start, require, starting_seat
from server.domain.errors import MayNotStart, NotAllowed
from server.domain.ids import BodyId
from server.domain.people import SYSTEM
from tests.builders import a_nobody, a_seat, an_actor, sources


@pytest.mark.parametrize(("act", "role"), sorted((act, r) for act in ACTS for r in ACTS[act]))
def test_a_role_of_the_act_may_do_it(act: str, role: str) -> None:
    require(an_actor(a_seat("fgj", role)), act)


@pytest.mark.parametrize("act", sorted(ACTS))
def test_the_system_may_do_every_act(act: str) -> None:
    require(SYSTEM, act)


@pytest.mark.parametrize("act", sorted(ACTS))
def test_who_has_no_such_role_may_not(act: str) -> None:
    with pytest.raises(NotAllowed):
        require(an_actor(), act)


def test_an_audited_role_is_named() -> None:
    assert audited_role(an_actor(a_seat("jwj", "supervisor"))) == "supervisor"


def test_an_ordinary_post_has_no_audited_role() -> None:
    assert audited_role(an_actor()) is None


def test_who_mends_may_look_at_what_is_stuck() -> None:
    admin = an_actor(a_seat("dsj", "admin"))
    assert audited_role(admin) is None
    assert audited_role(admin, is_stuck=True) == "admin"


def test_a_process_is_started_by_the_roles_that_it_names() -> None:
    assert may_start(an_actor(), ("dept_clerk",))
    assert not may_start(a_nobody(), ("dept_clerk",))


def test_a_process_that_names_no_role_is_started_by_nobody() -> None:
    assert not may_start(an_actor(), ())


def test_the_first_seat_that_may_starts() -> None:
    actor = an_actor(a_seat("cgj", "dept_head"), a_seat("zjj"), a_seat("nyj"))

    assert starting_seat(actor, sources()).body == "zjj"


def test_the_named_body_is_the_one_to_start_for() -> None:
    actor = an_actor(a_seat("zjj"), a_seat("nyj"))

    assert starting_seat(actor, sources(), BodyId("nyj")).body == "nyj"


@pytest.mark.parametrize("body", [BodyId("cgj"), BodyId("nyj")], ids=["not theirs", "not by role"])
def test_nobody_starts_for_a_body_where_no_seat_of_theirs_may(body: BodyId) -> None:
    actor = an_actor(a_seat("zjj"), a_seat("nyj", "dept_head"))

    with pytest.raises(MayNotStart) as refused:
        starting_seat(actor, sources(), body)
    assert refused.value.sentence("zh").endswith("请由具有下列职能的岗位发起：dept_clerk。")
