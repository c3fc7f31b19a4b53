"""The picture of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.errors import NoSuchCase, StepFailed
from server.domain.ids import CaseId, SubjectId, Token
from server.domain.moves import Alarm, Branch, BranchKind, Complete, FanOut, Fire, Gather, Start
from server.services.attaching import attach
from server.services.pictures import case, drawn_sources
from server.services.starting import start_case
from server.services.timekeeping import climb, fire_or_report
from server.services.working import Answer, claim, complete
from tests.builders import NOON, a_seat, an_actor, sources, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended, moved

MINUTE = timedelta(minutes=1)


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.on(Complete, "t1", ended(path=("mend", "to_end", "end")))
    return stage


def test_a_running_case_tells_where_it_is_and_who_has_it(stage: Stage) -> None:
    clerk = stage.person()
    root = stage.start(clerk, work_for(due=NOON - timedelta(days=7)))

    picture = case(stage.tools, clerk, root)

    assert (picture.number, picture.status, picture.version) == ("BX-2026-00001", "running", 1)
    assert (picture.started_by, picture.from_body) == ("陈某", "示例县住房和城乡建设局")
    assert picture.ended_at is None
    [holding] = picture.holdings
    assert (holding.step, holding.body) == ("维修", "示例县住房和城乡建设局")
    assert holding.body_en == "Demo County Housing and Construction Bureau"
    assert holding.deadline.lamp == "late"
    assert holding.may_open


def test_work_of_others_is_shown_but_not_to_be_opened(stage: Stage) -> None:
    clerk = stage.person()
    root = stage.start(clerk, work_for(body="nyj"))

    [holding] = case(stage.tools, clerk, root).holdings

    assert not holding.may_open


def test_a_finished_case_tells_when_it_ended(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.clock.pass_by(timedelta(hours=1))
    stage.done(clerk, item)

    picture = case(stage.tools, clerk, stage.state.items[item].root)

    assert picture.status == "finished"
    assert picture.started_at == NOON
    assert picture.ended_at == NOON + timedelta(hours=1)
    assert picture.holdings == ()


def test_a_later_look_does_not_move_the_moment_it_ended(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.done(clerk, item)
    stage.clock.pass_by(timedelta(days=1))

    picture = case(
        stage.tools,
        stage.person(a_seat("sfj", "auditor"), login="audit"),
        stage.state.items[item].root,
    )

    assert picture.happenings[-1].at == NOON + timedelta(days=1)
    assert picture.ended_at == NOON


def test_a_case_with_an_incident_says_so(stage: Stage) -> None:
    clerk = stage.person()
    alarm = Alarm(token=Token("later"), element="later", name="", due=NOON)
    root = stage.start(clerk, alarm, work_for())
    stage.engine.on(Fire, "later", StepFailed(element="script", cause=("no", "no")))
    [timer] = stage.state.timers
    fire_or_report(stage.tools, timer)

    assert case(stage.tools, clerk, root).status == "incident"


def test_the_diagram_is_coloured_by_what_was_passed(stage: Stage) -> None:
    clerk = stage.person()
    stage.engine.on(Start, None, moved(work_for(), path=("begin", "to_mend")))
    root = stage.start_as_scripted(clerk)

    marks = case(stage.tools, clerk, root).marks

    assert marks.done == {"begin"}
    assert marks.now == {"mend"}
    assert marks.late == frozenset()
    assert marks.flows == {"to_mend"}


def test_overdue_steps_are_coloured_late(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk, work_for(clock="T41", due=NOON))
    climb(stage.tools, item, "red")

    assert case(stage.tools, clerk, stage.state.items[item].root).marks.late == {"mend"}


def test_what_happened_is_told_in_order_with_who_did_it(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.clock.pass_by(MINUTE)
    claim(stage.tools, clerk, item)
    stage.clock.pass_by(MINUTE)
    complete(stage.tools, clerk, item, Answer(values={}, choice="to_end"))

    happenings = case(stage.tools, clerk, stage.state.items[item].root).happenings

    assert [happening.sentence for happening in happenings] == [
        "示例县住房和城乡建设局发起，编号 BX-2026-00001",
        "维修 送 示例县住房和城乡建设局",
        "维修 已签收",
        "维修 已办结：同意",
        "结束",
    ]
    assert {happening.who for happening in happenings} == {"陈某"}


def test_what_a_person_did_comes_before_what_followed_from_it(stage: Stage) -> None:
    clerk = stage.person()
    branch = Branch(index=0, values={}, work=work_for("w0"))
    wait = FanOut(
        token=Token("fan"), element="each", name="各部门", kind=BranchKind.WORK, branches=(branch,)
    )
    root = stage.start(clerk, wait)
    stage.clock.pass_by(MINUTE)
    stage.engine.on(Gather, "fan", ended())
    stage.done(clerk, stage.at("w0").id)

    sentences = [each.sentence for each in case(stage.tools, clerk, root).happenings]

    assert sentences[-2:] == ["维修 已办结", "结束"]


def test_answers_are_shown_by_the_labels_of_their_forms(stage: Stage) -> None:
    clerk = stage.person()
    stage.engine.on(Start, None, moved(work_for()))
    begun = start_case(stage.tools, clerk, sources().key, {"place": "大桥"})
    stage.clock.pass_by(MINUTE)
    complete(stage.tools, clerk, stage.item(begun.case).id, Answer(values={"grade": "high"}))

    details = [each.details for each in case(stage.tools, clerk, begun.case).happenings]

    assert details[0] == (("地点", "大桥"),)
    assert (("等级", "高"),) in details


def test_a_step_without_a_form_has_no_details(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk, work_for(form=None))
    stage.done(clerk, item)

    happenings = case(stage.tools, clerk, stage.state.items[item].root).happenings

    assert all(not happening.details for happening in happenings)


def test_what_the_system_did_has_no_name(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk, work_for(clock="T41", due=NOON))
    climb(stage.tools, item, "red")

    [late] = [
        each
        for each in case(stage.tools, clerk, stage.state.items[item].root).happenings
        if each.kind == "late"
    ]
    assert late.who == ""


def test_files_of_the_matter_are_listed(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    row = attach(stage.tools, clerk, item, name="桥.png", content=b"png")

    picture = case(stage.tools, clerk, stage.state.items[item].root)

    assert [each.document for each in picture.documents] == [row.document]


def test_an_untouched_journal_is_shown_as_verified(stage: Stage) -> None:
    clerk = stage.person()
    root = stage.start(clerk, work_for())

    picture = case(stage.tools, clerk, root)

    assert picture.is_verified
    assert picture.digest == stage.state.journals[SubjectId(root)][-1].digest.hex()


def test_a_changed_journal_is_shown_as_not_fitting(stage: Stage) -> None:
    clerk = stage.person()
    root = SubjectId(stage.start(clerk, work_for()))
    [entry] = stage.state.journals[root]
    stage.state.journals[root] = (replace(entry, at=entry.at - timedelta(days=1)),)

    assert not case(stage.tools, clerk, CaseId(root)).is_verified


def test_a_case_of_others_has_no_picture(stage: Stage) -> None:
    root = stage.start(stage.person(), work_for())
    stranger = an_actor(a_seat("cgj"))

    with pytest.raises(NoSuchCase):
        case(stage.tools, stranger, root)
    with pytest.raises(NoSuchCase):
        drawn_sources(stage.tools, stranger, root)


def test_a_case_keeps_the_diagram_it_was_started_with(stage: Stage) -> None:
    clerk = stage.person()
    root = stage.start(clerk, work_for())
    stage.deployed(sources(diagram=b"<newer/>"))

    assert drawn_sources(stage.tools, clerk, root).diagram == b"<definitions/>"
    assert case(stage.tools, clerk, root).diagram == b"<definitions/>"


def test_an_auditors_look_is_part_of_the_picture(stage: Stage) -> None:
    root = stage.start(stage.person(), work_for())
    auditor = stage.person(a_seat("sfj", "auditor"), login="audit")

    happenings = case(stage.tools, auditor, root).happenings

    assert happenings[-1].sentence == "依审计职能查阅"
