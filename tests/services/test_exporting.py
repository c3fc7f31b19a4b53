"""Lists taken away as files: all rows up to a limit, and a fact where they are work of others."""

from __future__ import annotations

import pytest

from server.domain import facts as f
from server.domain.errors import NotAllowed
from server.domain.moves import Complete
from server.domain.people import SYSTEM
from server.domain.reading import InboxQuery, MatterList, MatterQuery
from server.services import exporting
from tests.builders import a_seat, work_for
from tests.fakes.stage import Stage, ended
from tests.web.house import House
from tests.web.journey import DONE, item_of, started


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def test_ones_own_list_leaves_no_fact(stage: Stage) -> None:
    clerk = stage.person()
    stage.start(clerk, work_for())
    commits = stage.database.commits

    exported = exporting.inbox(stage.tools, clerk, InboxQuery())

    assert (len(exported.rows), exported.is_cut) == (1, False)
    assert stage.database.commits == commits


def test_a_list_with_work_of_others_is_told_in_the_journal_of_who_took_it(stage: Stage) -> None:
    stage.start(stage.person(), work_for())
    head = stage.person(a_seat("zjj", "dept_head"), login="head")

    exporting.inbox(stage.tools, head, InboxQuery(view="unit", search="报修"))

    [told] = stage.facts(head.person)
    assert isinstance(told, f.ListExported)
    assert (told.view, told.rows) == ("unit", 1)
    assert [*stage.state.contents.values()][-1] == {"query": "view=unit&q=%E6%8A%A5%E4%BF%AE"}


def test_ones_own_matters_leave_no_fact_and_those_of_the_county_one(stage: Stage) -> None:
    clerk = stage.person()
    stage.engine.on(Complete, "t1", ended())
    stage.done(clerk, stage.offered(clerk))
    auditor = stage.person(a_seat("sjj", "auditor"), login="auditor")
    commits = stage.database.commits

    for listed in (MatterList.STARTED, MatterList.DONE):
        taken = exporting.matters(stage.tools, clerk, MatterQuery(list=listed))
        assert (len(taken.rows), taken.is_cut) == (1, False)
    assert stage.database.commits == commits

    whole = exporting.matters(stage.tools, auditor, MatterQuery(list=MatterList.ALL))
    named = MatterQuery(list=MatterList.ALL, search="报修", columns=("place",))
    assert len(exporting.matters(stage.tools, auditor, named).rows) == len(whole.rows) == 1
    first, second = stage.facts(auditor.person)
    assert isinstance(first, f.ListExported)
    assert isinstance(second, f.ListExported)
    assert (first.view, first.rows) == ("all", 1)
    assert [*stage.state.contents.values()][-1] == {"query": "q=%E6%8A%A5%E4%BF%AE&cols=place"}


def test_the_matters_of_the_county_are_taken_by_who_oversees_it(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        exporting.matters(stage.tools, stage.person(), MatterQuery(list=MatterList.ALL))


def test_the_house_itself_leaves_no_fact(stage: Stage) -> None:
    stage.start(stage.person(), work_for())
    commits = stage.database.commits

    assert exporting.matters(stage.tools, SYSTEM, MatterQuery(list=MatterList.ALL)).rows
    assert stage.database.commits == commits


@pytest.mark.parametrize("listed", MatterList)
def test_a_long_list_of_matters_is_read_page_by_page(
    house: House, monkeypatch: pytest.MonkeyPatch, listed: MatterList
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    for _ in range(5):
        started(house)
        handler = house.program("zjj.handler")
        handler.post(f"/work-items/{item_of(handler)}/complete", DONE)
    logins = {MatterList.STARTED: "buguan.officer", MatterList.DONE: "zjj.handler"}
    actor = house.actor(logins[listed]) if listed in logins else SYSTEM

    whole = exporting.matters(house.tools, actor, MatterQuery(list=listed))
    monkeypatch.setattr(exporting, "MOST_ROWS", 4)
    cut = exporting.matters(house.tools, actor, MatterQuery(list=listed))

    assert (len({row.case for row in whole.rows}), whole.is_cut) == (5, False)
    assert (len(cut.rows), cut.is_cut) == (4, True)


def test_a_long_list_is_read_page_by_page_up_to_its_limit(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    for _ in range(5):
        started(house)
    actor = house.actor("zjj.handler")

    whole = exporting.inbox(house.tools, actor, InboxQuery())
    monkeypatch.setattr(exporting, "MOST_ROWS", 4)
    cut = exporting.inbox(house.tools, actor, InboxQuery())

    assert (len({row.item for row in whole.rows}), whole.is_cut) == (5, False)
    assert (len(cut.rows), cut.is_cut) == (4, True)
