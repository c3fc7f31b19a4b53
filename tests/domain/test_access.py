"""Who may do what; what is not stated is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from server.domain import facts as f
from server.domain.access import (
    ACTS,
    Claim,
    audited_role,
    led_bodies,
    may_start,
    parts_given,
    parts_of,
    require,
    starting_seat,
)
from server.domain.errors import MayNotStart, NotAllowed
from server.domain.ids import BodyId, PersonId, ProcessKey
from server.domain.people import SYSTEM, Behalf
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
    assert may_start(an_actor(), sources())
    assert not may_start(a_nobody(), sources())


def test_a_process_that_names_no_role_is_started_by_nobody() -> None:
    assert not may_start(an_actor(), sources(starter=()))


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


def test_who_leads_a_body_sees_its_whole_work() -> None:
    head = an_actor(a_seat("zjj", "dept_head"), a_seat("sfj", "dept_handler"))

    assert led_bodies(head) == ("zjj",)
    whole = (str(head.person), "sfj/dept_handler", "zjj/dept_head", "zjj/")
    assert parts_of(head) == tuple(Claim(who=who) for who in whole)
    assert parts_of(SYSTEM) == ()


def test_who_stands_in_for_some_processes_has_parts_in_their_matters_alone() -> None:
    absent = Behalf(
        person=PersonId(UUID(int=7)),
        name="李某",
        name_en="Li",
        until=date(2026, 3, 6),
        processes=frozenset({ProcessKey("whistle")}),
    )
    actor = an_actor(replace(a_seat("zjj", "dept_head"), behalf_of=absent))

    assert led_bodies(actor) == ()
    assert parts_of(actor) == (
        Claim(who=str(actor.person)),
        Claim(who="zjj/dept_head", process=ProcessKey("whistle")),
    )


def test_facts_give_parts_to_desks_and_to_who_acts() -> None:
    item, person = UUID(int=1), UUID(int=2)
    offered = f.WorkOffered(
        item=item, token="t", element="e", name="n", body="zjj", role="dept_handler", form=None
    )
    climbed = f.WorkEscalated(item=item, rung="red", body="gov", role="county_leader")

    assert parts_given([offered, climbed], person) == {
        *("zjj/dept_handler", "zjj/", "gov/county_leader", "gov/"),
        str(person),
    }
    assert parts_given([offered], None) == {"zjj/dept_handler", "zjj/"}


def test_work_gives_a_part_to_whom_it_is_given_and_for_whom_it_is_done() -> None:
    item, person, other = UUID(int=1), UUID(int=2), UUID(int=3)
    handed = f.WorkHandedOver(item=item, to=other)
    on = f.WorkHandedOn(item=item, person=person, to=other)
    claimed = f.WorkClaimed(item=item, person=person)
    stood_in = f.ActedFor(person=person, absent=other, post="zjj.head", item=item)

    assert parts_given([handed], person) == {str(person), str(other)}
    assert parts_given([on], None) == {str(other)}
    assert parts_given([replace(on, to=None)], None) == frozenset()
    assert parts_given([claimed, stood_in], person) == {str(person), str(other)}
    assert parts_given([claimed, replace(stood_in, item=None)], person) == {str(person)}


def test_to_look_as_an_auditor_or_to_answer_what_one_was_asked_gives_no_part() -> None:
    person, aside, item = UUID(int=2), UUID(int=3), UUID(int=4)
    looked = f.CaseInspected(person=person, role="auditor")
    read = f.AsideRead(aside=aside, item=item, kind="copy", person=person, to=person, name="n")
    answered = f.AsideAnswered(
        aside=aside, item=item, kind="consult", person=person, to=person, name="n"
    )

    assert parts_given([looked, read, answered], person) == frozenset()
