"""Doing work."""

from __future__ import annotations

import pytest

from server.domain import facts as f
from server.domain.errors import (
    AlreadyClaimed,
    AlreadyCompleted,
    AnswerWrong,
    CaseMovedOn,
    ChoiceWanted,
    NoSuchWork,
    NothingToChoose,
    SamePersonTwice,
    StepFailed,
    StepStandsStill,
    WorkGone,
)
from server.domain.ids import Token
from server.domain.moves import Complete
from server.domain.work import WorkState
from server.services.drafting import save_draft
from server.services.working import Answer, claim, complete
from tests.builders import NOON, a_model, a_nobody, a_step, sources, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended, moved

NOTHING = Answer(values={})


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.on(Complete, "t1", ended())
    return stage


# --- doing it ---------------------------------------------------------------------------------


def test_done_work_moves_the_case_on(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    case = stage.state.items[item].case

    done = complete(stage.tools, clerk, item, Answer(values={"place": "大桥"}, choice="to_end"))

    assert done.case == case
    assert stage.kinds(case)[-2:] == ["WorkCompleted", "CaseFinished"]
    assert stage.engine.pushed[-1].push == Complete(
        token=Token("t1"), values={"place": "大桥"}, choice="to_end"
    )


def test_a_completion_is_one_transaction_and_one_entry(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    case = stage.state.items[item].case
    units, commits = stage.database.units, stage.database.commits

    complete(stage.tools, clerk, item, NOTHING)

    assert (stage.database.units, stage.database.commits) == (units + 1, commits + 1)
    assert len(stage.state.journals[case]) == 2  # type: ignore[index]  # a subject too


def test_the_answer_lies_in_the_contents_and_the_draft_goes(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    case = stage.state.items[item].case
    save_draft(stage.tools, clerk, item, {"place": "半"})

    complete(stage.tools, clerk, item, Answer(values={"place": "大桥"}))

    [done] = [fact for fact in stage.facts(case) if isinstance(fact, f.WorkCompleted)]
    assert stage.state.contents[case, done.digest] == {"place": "大桥"}
    assert not stage.state.drafts


def test_wrong_fields_leave_the_work_open(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.forms.wrong.add("place")

    with pytest.raises(AnswerWrong):
        complete(stage.tools, clerk, item, NOTHING)
    assert stage.state.items[item].state is WorkState.OPEN


def test_a_step_without_a_form_takes_no_values(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk, work_for(form=None))

    with pytest.raises(AnswerWrong) as refused:
        complete(stage.tools, clerk, item, Answer(values={"planted": 1}))
    complete(stage.tools, clerk, item, Answer(values={}))

    assert [fault.field for fault in refused.value.faults] == ["planted"]
    assert stage.engine.pushed[-1].push == Complete(token=Token("t1"))


def test_a_choice_that_the_step_does_not_offer_is_refused(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)

    with pytest.raises(ChoiceWanted, match="同意"):
        complete(stage.tools, clerk, item, Answer(values={}, choice="nonsense"))


def test_a_step_that_offers_nothing_takes_no_choice(stage: Stage) -> None:
    stage.engine.accepted = a_model(a_step(choices=()))
    clerk = stage.person()
    item = stage.offered(clerk)

    with pytest.raises(NothingToChoose):
        complete(stage.tools, clerk, item, Answer(values={}, choice="to_end"))


def test_the_form_reads_the_data_of_the_case(stage: Stage) -> None:
    clerk = stage.person()
    stage.offered(clerk)
    case = next(iter(stage.state.cases))
    stage.state.moved[case] = (1, b"state", {"grade": "high"})

    complete(stage.tools, clerk, stage.item(case).id, NOTHING)

    assert stage.forms.contexts[-1] == {"grade": "high"}


def test_a_form_with_files_may_name_those_of_the_matter() -> None:
    form = b'{"components":[{"type":"filepicker","key":"photos"}]}'
    stage = Stage.with_process(sources(start_form=None, forms={"repair/mend": form}))
    stage.engine.on(Complete, "t1", ended())
    clerk = stage.person()
    item = stage.offered(clerk)

    complete(stage.tools, clerk, item, NOTHING)

    assert stage.forms.contexts[-1] == {"_documents": []}


def test_a_double_click_has_one_effect_and_one_answer(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)

    first = complete(stage.tools, clerk, item, NOTHING, "k")
    again = complete(stage.tools, clerk, item, NOTHING, "k")

    assert again == first
    assert stage.kinds(first.case).count("WorkCompleted") == 1


def test_the_second_of_two_is_told_who_did_it_and_keeps_a_draft(stage: Stage) -> None:
    first, second = stage.person(), stage.person(login="li")
    item = stage.offered(first)
    complete(stage.tools, first, item, NOTHING)
    assert second.person is not None

    with pytest.raises(AlreadyCompleted) as refused:
        complete(stage.tools, second, item, Answer(values={"place": "大桥"}))
    assert refused.value.values == {"name": ("陈某", "A. Chen"), "at": NOON}
    assert stage.state.drafts[item, second.person][0] == {"place": "大桥"}


def test_work_that_another_holds_is_not_done_but_drafted(stage: Stage) -> None:
    first, second = stage.person(), stage.person(login="li")
    item = stage.offered(first)
    claim(stage.tools, first, item)

    with pytest.raises(AlreadyClaimed):
        complete(stage.tools, second, item, NOTHING)
    assert (item, second.person) in stage.state.drafts


def test_a_stale_page_is_told_and_its_draft_kept(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)

    with pytest.raises(CaseMovedOn):
        complete(stage.tools, clerk, item, Answer(values={}, revision=7))
    assert (item, clerk.person) in stage.state.drafts


def test_a_page_of_the_current_revision_is_taken(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)

    complete(stage.tools, clerk, item, Answer(values={}, revision=1))

    assert stage.state.items[item].state is WorkState.DONE


def test_work_that_is_gone_is_told_as_gone(stage: Stage) -> None:
    clerk = stage.person()
    two = work_for(), work_for("t2", element="other")
    stage.engine.accepted = a_model(a_step(), a_step("other"))
    case = stage.start(clerk, *two)
    stage.engine.on(Complete, "t1", moved(closed=(Token("t2"),)))
    complete(stage.tools, clerk, stage.item(case, "mend").id, NOTHING)

    with pytest.raises(WorkGone):
        complete(stage.tools, clerk, stage.item(case, "other").id, NOTHING)


def test_work_of_others_looks_like_none(stage: Stage) -> None:
    item = stage.offered(stage.person())

    with pytest.raises(NoSuchWork):
        complete(stage.tools, a_nobody(), item, NOTHING)
    assert not stage.state.drafts


def test_a_failing_next_step_leaves_the_work_open_and_keeps_what_was_typed(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.engine.on(Complete, "t1", StepFailed(element="script", cause=("no", "no")))

    with pytest.raises(StepStandsStill):
        complete(stage.tools, clerk, item, Answer(values={"result": "好"}))

    assert stage.state.items[item].state is WorkState.OPEN
    assert clerk.person is not None
    assert stage.state.drafts[item, clerk.person][0] == {"result": "好"}


def test_one_person_may_not_do_two_steps_kept_apart(stage: Stage) -> None:
    first, second = stage.person(), stage.person(login="li")
    check = a_step("check", name="核查", distinct_from=("mend",))
    stage.engine.accepted = a_model(a_step(), check)
    case = stage.start(first, work_for())
    stage.engine.on(Complete, "t1", moved(work_for("t2", element="check")))
    stage.engine.on(Complete, "t2", ended())
    complete(stage.tools, first, stage.item(case).id, NOTHING)

    with pytest.raises(SamePersonTwice) as refused:
        complete(stage.tools, first, stage.item(case).id, NOTHING)
    assert refused.value.values["former"] == ("维修", "Mend")
    assert refused.value.values["name"] == ("您", "You")
    complete(stage.tools, second, stage.item(case).id, NOTHING)
    assert stage.state.cases[case].status == "finished"
