"""The picture of a case that has branches."""

from __future__ import annotations

import pytest

from server.domain.errors import StepFailed
from server.domain.ids import Token
from server.domain.moves import Alarm, Branch, BranchKind, FanOut, Fire, Start
from server.services.looking_back import past
from server.services.pictures import case
from server.services.timekeeping import fire_or_report
from tests.builders import NOON, work_for
from tests.fakes import Stage
from tests.fakes.stage import moved


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def test_happenings_in_a_branch_name_its_body(stage: Stage) -> None:
    clerk = stage.person()
    branches = (
        Branch(index=0, values={}, work=work_for("w0", body="nyj")),
        Branch(index=1, values={}),
    )
    wait = FanOut(
        token=Token("fan"),
        element="each",
        name="各部门",
        kind=BranchKind.PROCESS,
        branches=branches,
    )
    stage.engine.on(Start, "each", moved())
    root = stage.start(clerk, wait)

    picture = case(stage.tools, clerk, root)

    assert {each.branch for each in picture.happenings} == {"", "示例县农业农村局"}
    assert picture.marks.now == {"each", "mend"}


def test_a_branch_is_shown_within_its_matter(stage: Stage) -> None:
    clerk = stage.person()
    branch = Branch(index=0, values={}, work=work_for("w0"))
    wait = FanOut(
        token=Token("fan"), element="each", name="各部门", kind=BranchKind.WORK, branches=(branch,)
    )
    root = stage.start(clerk, wait)
    [child] = stage.branches(root)

    assert case(stage.tools, clerk, child).case == root


def test_a_branch_without_work_has_no_name(stage: Stage) -> None:
    clerk = stage.person()
    alarm = Alarm(token=Token("later"), element="later", name="", due=NOON)
    wait = FanOut(
        token=Token("fan"),
        element="each",
        name="各部门",
        kind=BranchKind.PROCESS,
        branches=(Branch(index=0, values={}),),
    )
    stage.engine.on(Start, "each", moved(alarm))
    stage.engine.on(Fire, "later", StepFailed(element="script", cause=("no", "no")))
    root = stage.start(clerk, wait)
    [timer] = stage.state.timers
    fire_or_report(stage.tools, timer)

    [failed] = [
        each for each in case(stage.tools, clerk, root).happenings if each.kind == "incident"
    ]
    assert failed.branch == ""


def test_what_failed_in_a_branch_shows_on_its_matter(stage: Stage) -> None:
    clerk = stage.person()
    alarm = Alarm(token=Token("later"), element="later", name="", due=NOON)
    branch = Branch(index=0, values={})
    wait = FanOut(
        token=Token("fan"), element="each", name="", kind=BranchKind.PROCESS, branches=(branch,)
    )
    stage.engine.on(Start, "each", moved(alarm))
    stage.engine.on(Fire, "later", StepFailed(element="script", cause=("no", "no")))
    root = stage.start(clerk, wait)
    fire_or_report(stage.tools, next(iter(stage.state.timers)))

    assert case(stage.tools, clerk, root).status == "incident"
    assert past(stage.tools, clerk, root, NOON).status == "incident"
