"""What acts on work and cases say in a history."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import facts as f
from server.domain.concerning import concerns
from server.domain.notice import NOBODYS
from server.domain.telling import say
from server.services.acting import scene
from server.services.acts.opened import note_opened
from server.services.standing_still import resume
from tests.builders import an_id
from tests.domain.test_telling import NAMES
from tests.services.office import an_office

ITEM, PERSON = next(iter(NAMES.items)), an_id()
WHO = replace(NAMES, persons={PERSON: ("刘某", "B. Liu")})


@pytest.mark.parametrize(
    ("fact", "zh"),
    [
        (f.WorkDispatched(item=ITEM, to=PERSON), "派给 刘某 办理"),
        (f.WorkHandedOver(item=ITEM, to=PERSON), "转给 刘某 办理"),
        (f.WorkHandedOn(item=ITEM, person=an_id(), to=PERSON), "移交 刘某 办理"),
        (f.WorkHandedOn(item=ITEM, person=an_id(), to=None), "回到岗位"),
    ],
)
def test_who_has_the_work_now_is_named(fact: f.Fact, zh: str) -> None:
    said = say(fact, WHO)

    assert said is not None
    assert zh in said.zh
    assert said.en


def test_what_no_starter_waits_for_is_told_to_nobody() -> None:
    assert concerns(f.CaseResumed(digest=""), NOBODYS) == ()


def test_the_first_look_is_written_once() -> None:
    office = an_office()
    for _ in range(2):
        note_opened(office.stage.tools, office.clerk, office.item)

    case = office.stage.state.items[office.item].case
    assert office.stage.kinds(case).count("WorkOpened") == 1


@pytest.mark.parametrize(
    ("fact", "zh"),
    [
        (
            f.AsideRead(
                aside=an_id(), item=ITEM, kind="copy", name="维修", person=PERSON, to=an_id()
            ),
            "抄送已阅",
        ),
        (
            f.AsideWithdrawn(
                aside=an_id(),
                item=ITEM,
                kind="copy",
                name="维修",
                reason="work_over",
                person=PERSON,
            ),
            "不再需要：刘某",
        ),
        (f.VoidDropped(person=PERSON), "作废的提议未获同意"),
    ],
)
def test_the_rest_is_said_too(fact: f.Fact, zh: str) -> None:
    said = say(fact, WHO)

    assert said is not None
    assert zh in said.zh


def test_a_matter_that_goes_on_already_is_not_resumed() -> None:
    office = an_office()
    root = office.stage.state.items[office.item].root
    with office.stage.tools.unit() as unit:
        run = scene(office.stage.tools, office.clerk, unit, unit.work.hold(office.item)[0]).run
        resume(run, {root: unit.cases.hold(root)}, "")
        run.record.write()
        unit.commit()

    assert "CaseResumed" not in office.stage.kinds(root)


def test_no_clock_reckons_nothing() -> None:
    office = an_office()
    with office.stage.tools.unit() as unit:
        county = office.stage.tools.shelf.county(unit)

    assert county.reckoned(None, None) is None
