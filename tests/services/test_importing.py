"""Diagrams of other tools at the door: refused strictly, changed leniently, given back."""

from __future__ import annotations

import pytest

from server.domain.errors import DiagramRefused, NoSuchProcess, NotAllowed
from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.domain.process import Change, Mode, Problem
from server.services.deploying import check, deploy
from server.services.importing import imported
from server.services.process_files import read_sources
from tests.builders import an_actor, process_files
from tests.fakes import Stage

CHANGE = Change(element="a", was="x", now="y", sentence="改了。", sentence_en="Changed.", line=3)
PROBLEM = Problem(element="t1", sentence="名称缺失。", sentence_en="No name.")
KEY = ProcessKey("repair")


@pytest.fixture
def stage() -> Stage:
    stage = Stage.in_county()
    stage.engine.changes = (CHANGE,)
    return stage


def test_a_strict_deployment_refuses_and_tells_what_would_change(stage: Stage) -> None:
    with pytest.raises(DiagramRefused) as refused:
        deploy(stage.tools, SYSTEM, process_files())

    assert (refused.value.problems, refused.value.changes) == ((), (CHANGE,))
    assert not stage.state.versions


def test_a_strict_deployment_tells_what_is_wrong_as_drawn_too(stage: Stage) -> None:
    stage.engine.problems = (PROBLEM,)

    with pytest.raises(DiagramRefused) as refused:
        deploy(stage.tools, SYSTEM, process_files())

    assert (refused.value.problems, refused.value.changes) == ((PROBLEM,), (CHANGE,))


def test_a_lenient_deployment_changes_and_keeps_both(stage: Stage) -> None:
    files = process_files()

    deployed = deploy(stage.tools, SYSTEM, files, Mode.LENIENT)

    assert deployed.changes == (CHANGE,)
    found = imported(stage.tools, SYSTEM, KEY)
    assert (found.version.id, found.changes) == (deployed.version.id, (CHANGE,))
    assert (found.diagram, found.original) == (b"<changed/>", files["repair.bpmn"])


def test_a_diagram_that_was_not_changed_is_its_own_original(stage: Stage) -> None:
    stage.engine.changes = ()
    deploy(stage.tools, SYSTEM, process_files(), Mode.LENIENT)

    found = imported(stage.tools, SYSTEM, KEY)

    assert found.original == found.diagram == process_files()["repair.bpmn"]


def test_a_process_that_is_not_there_has_no_diagram(stage: Stage) -> None:
    with pytest.raises(NoSuchProcess):
        imported(stage.tools, SYSTEM, KEY)


def test_a_check_changes_nothing(stage: Stage) -> None:
    found = check(stage.tools, SYSTEM, process_files(), Mode.LENIENT)

    assert (found.keys, found.changes) == ((KEY,), (CHANGE,))
    assert not stage.state.versions
    assert not stage.database.commits


def test_only_who_may_deploy_checks_and_looks(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        check(stage.tools, an_actor(), process_files())
    with pytest.raises(NotAllowed):
        imported(stage.tools, an_actor(), KEY)


def test_a_diagram_that_comes_alone_says_itself_what_it_is_called(stage: Stage) -> None:
    stage.engine.pools = ("two",)

    deployed = deploy(stage.tools, SYSTEM, {"repair.bpmn": b"<x/>"}, Mode.LENIENT)

    assert (deployed.version.key, deployed.version.title) == ("repair", "repair.bpmn")
    assert [pool.key for pool in deployed.pools] == ["two"]
    assert stage.state.sources[deployed.version.id].starter == ("designer",)


@pytest.mark.parametrize("problems", [(), (PROBLEM,)])
def test_a_diagram_that_comes_alone_is_refused_strictly_with_all_that_is_to_be_told(
    stage: Stage, problems: tuple[Problem, ...]
) -> None:
    stage.engine.problems = problems

    with pytest.raises(DiagramRefused) as refused:
        deploy(stage.tools, SYSTEM, {"repair.bpmn": b"<x/>"})

    lacking, *others = refused.value.problems
    assert (lacking.element, lacking.sentence_en) == ("process.toml", "process.toml is missing.")
    assert (tuple(others), refused.value.changes) == (problems, (CHANGE,))


def test_a_diagram_that_comes_alone_and_needs_no_change_still_lacks_its_settings(
    stage: Stage,
) -> None:
    stage.engine.changes = ()

    with pytest.raises(DiagramRefused) as refused:
        check(stage.tools, SYSTEM, {"repair.bpmn": b"<x/>"})

    assert [problem.element for problem in refused.value.problems] == ["process.toml"]


def test_a_title_that_no_page_has_room_for_is_told_at_its_element_in_the_diagram(
    stage: Stage,
) -> None:
    stage.engine.changes = ()
    name = "r" * 201 + ".bpmn"

    deployed = deploy(stage.tools, SYSTEM, {name: b"<x/>"}, Mode.LENIENT)

    assert deployed.version.title == "r" * 200


def test_a_diagram_that_only_lacks_places_gets_them_leniently(stage: Stage) -> None:
    stage.engine.changes, stage.engine.laid = (), b"<laid/>"
    files = process_files()

    strict = check(stage.tools, SYSTEM, files)
    deployed = deploy(stage.tools, SYSTEM, files, Mode.LENIENT)

    assert strict.changes == ()
    [change] = deployed.changes
    assert (change.element, change.line) == ("repair.bpmn", None)
    found = imported(stage.tools, SYSTEM, KEY)
    assert (found.diagram, found.original) == (b"<laid/>", files["repair.bpmn"])


def test_a_form_may_be_handed_in_as_camunda_keeps_it() -> None:
    files = {**process_files(), "order.form": b"{}", "order.en.toml": b"[title]"}

    sources = read_sources(files)

    assert sources.forms["order"] == b"{}"
    assert sources.words["order"] == b"[title]"


def test_one_form_in_two_files_is_refused() -> None:
    files = {**process_files(), "order.form": b"{}", "order.json": b"{}"}

    with pytest.raises(DiagramRefused) as refused:
        read_sources(files)

    assert [one.element for one in refused.value.problems] == ["order.json"]
