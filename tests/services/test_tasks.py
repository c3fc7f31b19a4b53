"""The task page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.errors import NoSuchWork
from server.domain.ids import ItemId, Token
from server.domain.moves import Branch, BranchKind, Complete, FanOut, Start
from server.domain.people import SYSTEM
from server.services.attaching import attach, remove
from server.services.drafting import save_draft
from server.services.tasks import case_of, task
from server.services.timekeeping import climb
from server.services.working import Answer, claim, complete
from tests.builders import (
    FORM,
    NOON,
    a_model,
    a_nobody,
    a_step,
    an_id,
    sources,
    work_for,
)
from tests.fakes import Stage
from tests.fakes.stage import ended, moved


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.on(Complete, "t1", ended())
    return stage


def test_the_page_of_open_work_offers_everything_to_its_desk(stage: Stage) -> None:
    clerk = stage.person()

    page = task(stage.tools, clerk, stage.offered(clerk))

    assert (page.element, page.form, page.state) == ("mend", FORM, "open")
    assert (page.may_claim, page.may_complete, page.may_give_back) == (True, True, False)
    assert [choice.name for choice in page.choices] == ["同意"]
    assert page.law == "示例办法第三条"
    assert page.marks.now == {"mend"}
    assert page.revision == 1


def test_who_holds_work_may_give_it_back(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    claim(stage.tools, clerk, item)

    page = task(stage.tools, clerk, item)

    assert (page.may_claim, page.may_complete, page.may_give_back) == (False, True, True)


def test_work_that_another_holds_can_only_be_looked_at(stage: Stage) -> None:
    clerk, other = stage.person(), stage.person(login="li")
    item = stage.offered(clerk)
    claim(stage.tools, other, item)

    page = task(stage.tools, clerk, item)

    assert (page.may_claim, page.may_complete, page.may_give_back) == (False, False, False)


def test_done_work_can_only_be_looked_at(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.done(clerk, item)

    page = task(stage.tools, clerk, item)

    assert page.state == "done"
    assert (page.may_claim, page.may_complete, page.may_give_back) == (False, False, False)


@pytest.mark.parametrize("who", [a_nobody(), SYSTEM], ids=["not theirs", "the system"])
def test_work_of_others_has_no_page(stage: Stage, who: object) -> None:
    item = stage.offered(stage.person())

    with pytest.raises(NoSuchWork):
        task(stage.tools, who, item)  # type: ignore[arg-type]


def test_unknown_work_has_no_page(stage: Stage) -> None:
    with pytest.raises(NoSuchWork):
        task(stage.tools, stage.person(), ItemId(an_id()))


def test_the_form_shows_the_data_of_the_case_with_ones_draft_over_it(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    case = stage.state.items[item].case
    stage.state.moved[case] = (1, b"state", {"place": "大桥", "grade": "low"})
    save_draft(stage.tools, clerk, item, {"grade": "high"})

    page = task(stage.tools, clerk, item)

    assert page.values == {"place": "大桥", "grade": "high"}
    assert page.draft_at == NOON


def test_a_form_gets_its_lists() -> None:
    form = FORM.replace(b'"values"', b'"valuesKey":"bodies","values"')
    stage = Stage.with_process(sources(start_form=None, forms={"repair/mend": form}))
    clerk = stage.person()

    assert task(stage.tools, clerk, stage.offered(clerk)).values["bodies"]


def test_a_step_without_a_form_shows_no_values(stage: Stage) -> None:
    clerk = stage.person()

    page = task(stage.tools, clerk, stage.offered(clerk, work_for(form=None)))

    assert (page.form, page.values) == (None, {})


def test_files_are_told_apart_by_the_step_they_came_with(stage: Stage) -> None:
    clerk = stage.person()
    case = stage.start(clerk, work_for("t1"))
    first = attach(stage.tools, clerk, stage.at("t1").id, name="a", content=b"1")
    stage.engine.on(Complete, "t1", moved(work_for("t2")))
    complete(stage.tools, clerk, stage.item(case).id, Answer(values={}))
    second = attach(stage.tools, clerk, stage.at("t2").id, name="b", content=b"2")

    page = task(stage.tools, clerk, stage.at("t2").id)

    assert [row.document for row in page.documents] == [second.document]
    assert [row.document for row in page.received] == [first.document]


# --- the progress list ------------------------------------------------------------------------


def test_progress_is_done_then_now_then_a_few_to_come(stage: Stage) -> None:
    clerk = stage.person()
    later = [a_step(f"later{number}", name=f"后续{number}") for number in range(5)]
    stage.engine.accepted = a_model(a_step(), a_step("check", name="核查"), *later)
    stage.start(clerk, work_for("t1"))
    check = work_for("t2", element="check", name="核查")
    stage.engine.on(Complete, "t1", moved(check))
    stage.done(clerk, stage.at("t1").id)

    page = task(stage.tools, clerk, stage.at("t2").id)

    assert [(line.name, line.state) for line in page.progress] == [
        ("报修", "done"),
        ("维修", "done"),
        ("核查", "now"),
        ("后续0", "todo"),
        ("后续1", "todo"),
        ("后续2", "todo"),
    ]
    assert page.progress[0].who == "陈某"
    assert page.progress[1].who == "示例县住房和城乡建设局 陈某"
    assert page.progress[1].at == NOON
    assert page.progress[3].who == "主办部门"


def test_overdue_work_is_marked_late(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk, work_for(clock="T41", due=NOON))
    climb(stage.tools, item, "red")

    _, line = task(stage.tools, clerk, item).progress
    assert line.state == "late"


def test_signed_for_work_tells_since_when(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.clock.pass_by(timedelta(hours=1))
    claim(stage.tools, clerk, item)

    _, line = task(stage.tools, clerk, item).progress
    assert line.at == stage.clock.now()


def test_withdrawn_work_is_no_progress(stage: Stage) -> None:
    clerk = stage.person()
    stage.start(clerk, work_for("t1"), work_for("t2", name="旁办"))
    stage.engine.on(Complete, "t1", moved(work_for("t3", name="核查"), closed=(Token("t2"),)))
    stage.done(clerk, stage.at("t1").id)

    page = task(stage.tools, clerk, stage.at("t3").id)

    assert [line.name for line in page.progress] == ["报修", "维修", "核查"]


def test_what_many_do_of_one_step_is_in_everybodys_progress(stage: Stage) -> None:
    clerk = stage.person()
    branches = tuple(
        Branch(index=index, values={}, work=work_for(f"w{index}", name=f"分支{index}"))
        for index in range(2)
    )
    wait = FanOut(
        token=Token("fan"), element="each", name="各部门", kind=BranchKind.WORK, branches=branches
    )
    stage.start(clerk, wait)

    page = task(stage.tools, clerk, stage.at("w0").id)

    assert [line.name for line in page.progress] == ["报修", "分支1", "分支0"]


def test_what_happens_inside_other_branches_is_not_in_ones_own_progress(stage: Stage) -> None:
    clerk = stage.person()
    branches = tuple(Branch(index=index, values={}) for index in range(2))
    wait = FanOut(
        token=Token("fan"),
        element="each",
        name="各部门",
        kind=BranchKind.PROCESS,
        branches=branches,
    )
    stage.engine.on(Start, "each", moved(work_for("inside")))
    stage.start(clerk, wait)
    inside = [item.id for item in stage.state.items.values()]

    page = task(stage.tools, clerk, inside[0])

    assert [line.state for line in page.progress] == ["done", "now"]


# --- the case behind the work -----------------------------------------------------------------


def test_the_case_of_ones_work_is_told_even_when_it_is_done(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.done(clerk, item)

    assert case_of(stage.tools, clerk, item) == stage.state.items[item].root


def test_the_case_of_work_of_others_is_not_told(stage: Stage) -> None:
    item = stage.offered(stage.person())

    with pytest.raises(NoSuchWork):
        case_of(stage.tools, a_nobody(), item)
    with pytest.raises(NoSuchWork):
        case_of(stage.tools, replace(a_nobody()), ItemId(an_id()))


def test_a_draft_names_no_file_that_was_taken_away_however_deep(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    kept, gone = (
        attach(stage.tools, clerk, item, name="a", content=b"\x89PNG picture") for _ in range(2)
    )
    there, away = f"doc:{kept.document}", f"doc:{gone.document}"
    typed = {"spots": [{"photos": [there, away]}], "plan": away, "note": "桥", "count": 2}
    save_draft(stage.tools, clerk, item, typed)

    remove(stage.tools, clerk, gone.document)

    page = task(stage.tools, clerk, item)
    known = {"spots": [{"photos": [there]}], "plan": None, "note": "桥", "count": 2}
    assert known.items() <= page.values.items()
    assert [(row.document, row.may_remove) for row in page.documents] == [(kept.document, True)]
