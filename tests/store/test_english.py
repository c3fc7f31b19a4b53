"""What lists say in English: each version in its own words, Chinese where it has none."""

from dataclasses import replace

from server.domain import facts as f
from server.domain.ids import CaseId
from server.domain.notice import Notice
from server.domain.process import English
from server.domain.reading import InboxQuery
from tests.store.county import SOURCES
from tests.store.stage import Stage, person_of

SPOKEN = replace(
    SOURCES,
    english={
        "report": English(name="Report and act", instructions="Come on site."),
        "merge": English(instructions="Sum up."),
    },
)


def spoken_case(stage: Stage) -> CaseId:
    with stage.unit() as unit:
        stage.version = stage.deploy(unit, 2, SPOKEN)
        unit.commit()
    return stage.case()


def test_a_version_comes_back_with_its_english_words(stage: Stage) -> None:
    spoken_case(stage)

    with stage.unit() as unit:
        assert unit.processes.sources(stage.version) == SPOKEN


def test_the_inbox_says_each_step_as_its_own_version_does(stage: Stage) -> None:
    before = stage.work()
    case = spoken_case(stage)
    after, nameless = stage.work(case), stage.work(case, element="merge")

    with stage.unit() as unit:
        rows = unit.views.inbox(stage.head, InboxQuery(), stage.now).rows

    assert {row.item: (row.step, row.step_en) for row in rows} == {
        before: ("报到处置", "报到处置"),
        after: ("报到处置", "Report and act"),
        nameless: ("报到处置", "报到处置"),
    }


def test_who_signed_for_work_is_named_in_both(stage: Stage) -> None:
    item = stage.work()
    stage.claim(item, stage.head)

    with stage.unit() as unit:
        row = unit.views.row(stage.officer, item, stage.now)
        held = unit.work.find(item)

    assert row is not None
    assert (row.holder, row.holder_en) == ("李小红", "Li")
    assert held is not None
    assert (held.holder_name, held.holder_name_en) == ("李小红", "Li")


def test_a_list_of_cases_says_steps_and_holders_in_both(stage: Stage) -> None:
    case = spoken_case(stage)
    stage.claim(stage.work(case), stage.head)
    stage.work(case, element="merge")

    with stage.unit() as unit:
        (row,) = unit.views.started_by(stage.officer, None, stage.now).rows

    assert (row.now, row.now_en) == ("报到处置", "Report and act, 报到处置")
    assert (row.with_whom, row.with_whom_en) == ("住房、李小红", "Li, Zjj")


def test_a_notice_names_its_step_in_both(stage: Stage) -> None:
    item = stage.work(spoken_case(stage))
    fact = f.WorkEscalated(item=item, rung="red", body="zjj", role="dept_head", name="报到处置")
    with stage.unit() as unit:
        _, case = unit.work.hold(item)
        stage.record(unit, case.id, fact)
        notice = Notice(
            id=stage.id(),  # type: ignore[arg-type]  # any identifier will do
            kind="WorkEscalated/red",
            case=case.id,
            at=stage.now,
            person=person_of(stage.head),
            item=item,
            name="报到处置",
        )
        unit.tell([notice])
        unit.commit()

    with stage.unit() as unit:
        (row,) = unit.views.notices(stage.head, None, stage.now).rows

    assert row.sentence == "通知：WorkEscalated/red 报到处置"
    assert row.sentence_en == "Notice: WorkEscalated/red Report and act"
