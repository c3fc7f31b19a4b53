"""Why work lies with somebody, who may not do it, and who would get the work of a process."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import NotAllowed, SamePersonTwice
from server.domain.ids import BodyId, PostId
from server.domain.moves import Complete
from server.domain.process import LaneSeat
from server.services.explaining_assignment import who_would
from server.services.tasks import task
from server.services.working import claim
from tests.builders import (
    a_holding,
    a_model,
    a_post,
    a_seat,
    a_step,
    an_actor,
    an_admin,
    sources,
    work_for,
)
from tests.fakes import Stage
from tests.fakes.stage import moved
from tests.stand_ins import a_behalf

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.domain.reading import Assignment, Preview


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def why(stage: Stage, actor: Actor) -> Assignment:
    seat = LaneSeat(org="starterBody", role="dept_clerk")
    stage.engine.accepted = a_model(a_step(seat=seat, is_seated_by_lane=True, distinct_from=("b",)))
    told = task(stage.tools, actor, stage.offered(actor)).assignment
    assert told is not None
    return told


def test_it_says_by_which_post_and_what_the_diagram_asks(stage: Stage) -> None:
    told = why(stage, stage.person(replace(a_seat(), since=date(2026, 1, 5))))

    assert (told.post, told.since, told.role) == ("科员", date(2026, 1, 5), "dept_clerk")
    assert (told.org, told.is_by_lane) == ("starterBody", True)
    assert len(told.apart) == 1
    assert told.absent == ""


def test_it_says_for_whom_they_stand_in_and_until_when(stage: Stage) -> None:
    told = why(stage, stage.person(replace(a_seat(), behalf_of=a_behalf())))

    assert (told.absent, told.absent_en, told.until) == ("李某", "B. Li", date(2026, 3, 6))


def test_it_says_who_lends_them_and_until_when(stage: Stage) -> None:
    last = date(2026, 6, 30)
    lent = replace(a_seat(), lender="水利局", lender_en="Water Bureau", until=last)

    told = why(stage, stage.person(lent))

    assert (told.lender, told.lender_en, told.until) == ("水利局", "Water Bureau", last)


def test_a_step_that_nobody_is_named_for_says_so(stage: Stage) -> None:
    actor = stage.person()

    assert task(stage.tools, actor, stage.offered(actor)).assignment is not None


def test_who_may_not_do_it_is_told_before(stage: Stage) -> None:
    first, second = stage.person(), stage.person(login="li")
    check = a_step("check", name="核查", distinct_from=("mend",))
    stage.engine.accepted = a_model(a_step(), check)
    case = stage.start(first, work_for())
    stage.engine.on(Complete, "t1", moved(work_for("t2", element="check")))
    stage.done(first, stage.item(case).id)
    item = stage.item(case).id

    shown = task(stage.tools, first, item)
    assert shown.against is not None
    assert "维修" in shown.against[0]
    assert not shown.may_claim
    assert not shown.may_complete
    with pytest.raises(SamePersonTwice):
        claim(stage.tools, first, item)
    assert task(stage.tools, second, item).against is None
    claim(stage.tools, second, item)


# --- who would get it -------------------------------------------------------------------------


def seen(stage: Stage, **seat: str) -> Preview:
    stage.state.posts[PostId("zjj.clerk")] = a_post()
    stage.person()
    stage.state.holdings.append(a_holding())
    stage.engine.accepted = a_model(a_step(seat=LaneSeat(**seat)))
    return who_would(stage.tools, an_admin(), sources().key)


def test_the_holders_of_the_post_would(stage: Stage) -> None:
    preview = seen(stage, org="starterBody", role="dept_clerk")

    [step] = preview.steps
    assert [holder.name for holder in step.holders] == ["陈某"]
    assert (preview.body, step.is_known, step.body) == ("zjj", True, "示例县住房和城乡建设局")


def test_for_another_body_others_would(stage: Stage) -> None:
    seen(stage, org="starterBody", role="dept_clerk")

    [step] = who_would(stage.tools, an_admin(), sources().key, BodyId("slj")).steps

    assert (step.holders, step.is_known) == ((), True)


def test_a_role_may_be_an_expression(stage: Stage) -> None:
    [step] = seen(stage, org='body_of("command_centre")', role='= "cmd_officer"').steps

    assert (step.role, step.is_known) == ("cmd_officer", True)


@pytest.mark.parametrize("org", ["lead", "lead.", "1"], ids=["data", "broken", "no text"])
def test_what_only_a_case_knows_is_left_open(stage: Stage, org: str) -> None:
    [step] = seen(stage, org=org, role="dept_clerk").steps

    assert (step.is_known, step.org) == (False, org)


def test_a_step_without_a_seat_is_left_open(stage: Stage) -> None:
    stage.engine.accepted = a_model(a_step())
    preview = who_would(stage.tools, an_admin(), sources().key)

    assert preview.body is None
    assert [step.is_known for step in preview.steps] == [False]


def test_only_designers_and_administrators_ask(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        who_would(stage.tools, an_actor(), sources().key)
