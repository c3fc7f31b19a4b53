"""Starting a case."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from server.domain import facts as f
from server.domain.errors import (
    AnswerWrong,
    MayNotStart,
    NoSuchProcess,
    SameKeyOtherRequest,
    StepFailed,
)
from server.domain.ids import BodyId, ProcessKey
from server.domain.moves import Start
from server.services.attaching import keep_for_start
from server.services.starting import start_case
from tests.builders import FORM, a_nobody, a_seat, sources, work_for
from tests.fakes import Stage
from tests.fakes.stage import moved

KEY = ProcessKey("repair")
FILES = b'{"components":[{"type":"filepicker","key":"photos"}]}'


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.on(Start, None, moved(work_for()))
    return stage


def test_a_case_begins_at_its_first_piece_of_work(stage: Stage) -> None:
    clerk = stage.person()

    started = start_case(stage.tools, clerk, KEY, {"place": "大桥"})

    assert stage.kinds(started.case) == ["CaseStarted", "WorkOffered"]
    assert stage.state.cases[started.case].starter == clerk.person
    assert stage.item(started.case).body == "zjj"


def test_a_case_is_begun_in_one_transaction(stage: Stage) -> None:
    start_case(stage.tools, stage.person(), KEY, {})

    assert stage.database.units == 1
    assert stage.database.commits == 1


def test_case_numbers_count_up_within_the_year_of_the_county(stage: Stage) -> None:
    clerk = stage.person()
    stage.clock.moment = datetime(2025, 12, 31, 17, 0, tzinfo=UTC)  # 1 January in the county

    numbers = [start_case(stage.tools, clerk, KEY, {}).number for _ in range(2)]

    assert numbers == ["BX-2026-00001", "BX-2026-00002"]


def test_the_process_gets_the_checked_answer_and_who_started_it(stage: Stage) -> None:
    start_case(stage.tools, stage.person(), KEY, {"place": "大桥", "planted": 1})

    assert stage.engine.pushed[0].push == Start(
        values={
            "place": "大桥",
            "starterBody": "zjj",
            "starterPost": "zjj.seat",
            "caseNumber": "BX-2026-00001",
        }
    )


def test_the_answer_lies_in_the_contents_under_its_digest(stage: Stage) -> None:
    case = start_case(stage.tools, stage.person(), KEY, {"place": "大桥"}).case

    [began, *_] = stage.facts(case)
    assert isinstance(began, f.CaseStarted)
    assert stage.state.contents[case, began.digest] == {"place": "大桥"}


def test_wrong_fields_start_nothing(stage: Stage) -> None:
    stage.forms.wrong.add("place")

    with pytest.raises(AnswerWrong):
        start_case(stage.tools, stage.person(), KEY, {})
    assert not stage.state.cases


def test_an_unknown_process_is_told(stage: Stage) -> None:
    with pytest.raises(NoSuchProcess):
        start_case(stage.tools, stage.person(), ProcessKey("other"), {})


def test_who_has_no_post_for_it_may_not_start(stage: Stage) -> None:
    with pytest.raises(MayNotStart):
        start_case(stage.tools, a_nobody(), KEY, {})


def test_a_case_may_be_started_for_a_named_body(stage: Stage) -> None:
    clerk = stage.person(a_seat("zjj"), a_seat("nyj"))

    case = start_case(stage.tools, clerk, KEY, {}, body=BodyId("nyj")).case

    assert stage.state.cases[case].body == "nyj"


def test_the_same_request_twice_starts_one_case(stage: Stage) -> None:
    clerk = stage.person()

    first = start_case(stage.tools, clerk, KEY, {"place": "大桥"}, request_key="k")
    again = start_case(stage.tools, clerk, KEY, {"place": "大桥"}, request_key="k")

    assert again == first
    assert len(stage.state.cases) == 1


def test_the_same_key_for_another_body_is_refused(stage: Stage) -> None:
    clerk = stage.person(a_seat("zjj"), a_seat("nyj"))
    start_case(stage.tools, clerk, KEY, {}, body=BodyId("zjj"), request_key="k")

    with pytest.raises(SameKeyOtherRequest):
        start_case(stage.tools, clerk, KEY, {}, body=BodyId("nyj"), request_key="k")


def test_a_failing_first_step_leaves_nothing_behind(stage: Stage) -> None:
    stage.engine.on(Start, None, StepFailed(element="script", cause=("no", "no")))

    with pytest.raises(StepFailed) as refused:
        start_case(stage.tools, stage.person(), KEY, {})
    assert "No case was begun" in refused.value.sentence("en")
    assert not stage.state.cases
    assert not stage.state.counters


@pytest.mark.parametrize(
    ("expression", "title"),
    [
        ("place", "大桥"),
        ("missing", "报修 BX-2026-00001"),
        ("", "报修 BX-2026-00001"),
        ("for i in 1..999999999 return i", "报修 BX-2026-00001"),
    ],
    ids=["from the answer", "nothing in the answer", "no expression", "over a limit"],
)
def test_a_case_is_known_by_its_title(expression: str, title: str) -> None:
    stage = Stage.with_process(sources(title_value=expression))
    stage.engine.on(Start, None, moved())

    case = start_case(stage.tools, stage.person(), KEY, {"place": "大桥"}).case

    assert stage.state.titles[case] == (title, "normal")


def test_the_urgency_comes_from_the_answer() -> None:
    stage = Stage.with_process(sources(start_form=None))
    stage.engine.on(Start, None, moved())

    case = start_case(stage.tools, stage.person(), KEY, {"urgency": "emergency"}).case

    assert stage.state.titles[case][1] == "emergency"


def test_the_form_may_read_the_lists_that_it_names() -> None:
    form = FORM.replace(b'"values"', b'"valuesKey":"bodies","values"')
    stage = Stage.with_process(sources(forms={"repair/start": form}))
    stage.engine.on(Start, None, moved())

    start_case(stage.tools, stage.person(), KEY, {})

    assert stage.forms.contexts[0]["bodies"]


def test_named_files_join_the_case_and_others_stay_behind() -> None:
    stage = Stage.with_process(sources(forms={"repair/start": FILES}))
    stage.engine.on(Start, None, moved())
    clerk = stage.person()
    named, other = (
        keep_for_start(stage.tools, clerk, KEY, name=name, content=b"png")
        for name in ("桥.png", "路.png")
    )

    values = {"photos": [f"doc:{named.document}"]}
    case = start_case(stage.tools, clerk, KEY, values).case

    assert "DocumentAttached" in stage.kinds(case)
    assert stage.state.documents[named.document][0].name == "桥.png"
    assert list(stage.state.joined) == [named.document]
    assert other.document not in stage.state.documents


def test_files_of_rows_and_groups_join_the_case() -> None:
    form = FILES.replace(b"]", b',{"key":"count"},{"key":"spots"},{"key":"site"}]')
    stage = Stage.with_process(sources(forms={"repair/start": form}))
    stage.engine.on(Start, None, moved())
    clerk = stage.person()
    row, group = (
        keep_for_start(stage.tools, clerk, KEY, name=name, content=b"png")
        for name in ("桥.png", "路.png")
    )

    values = {
        "count": 1,
        "spots": [{"name": "桥", "photos": [f"doc:{row.document}"]}],
        "site": {"plan": [f"doc:{group.document}"]},
    }
    case = start_case(stage.tools, clerk, KEY, values).case

    assert stage.kinds(case).count("DocumentAttached") == 2
    assert set(stage.state.joined) == {row.document, group.document}


def test_only_ones_own_files_may_be_named() -> None:
    stage = Stage.with_process(sources(forms={"repair/start": FILES}))
    stage.engine.on(Start, None, moved())
    theirs = keep_for_start(
        stage.tools, stage.person(login="li"), KEY, name="桥.png", content=b"png"
    )

    values = {"photos": [f"doc:{theirs.document}"]}
    case = start_case(stage.tools, stage.person(), KEY, values).case

    assert stage.forms.contexts[-1]["_documents"] == []
    assert "DocumentAttached" not in stage.kinds(case)
