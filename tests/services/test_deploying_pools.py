"""Publishing a file with several pools."""

from __future__ import annotations

import pytest

from server.domain.errors import DiagramRefused
from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.domain.process import Problem, Trigger, TriggerKind
from server.services.deploying import deploy
from server.services.process_files import read_all
from tests.builders import a_model, process_files
from tests.fakes import Stage

POOL = '\n[pools.answering]\ntitle = "答复"\ntitle_en = "Answer"\nstarter_body = "sender"\n'


@pytest.fixture
def stage() -> Stage:
    return Stage.in_county()


def files(pools: str = POOL, **changed: bytes) -> dict[str, bytes]:
    """The repair process with another pool beside it."""
    handed_in = dict(process_files(**changed))
    handed_in["process.toml"] += pools.encode()
    return handed_in


def test_each_pool_is_read_with_its_own_particulars_and_those_of_the_file() -> None:
    main, pool = read_all(files())

    assert (main.key, main.main, main.beside) == ("repair", "", ("answering",))
    assert (pool.key, pool.main, pool.beside) == ("answering", "repair", ("repair",))
    assert (pool.title, pool.number, pool.starter_body) == ("答复", "AN", "sender")
    assert (pool.owner, pool.law) == (main.owner, main.law)
    assert (pool.starter, pool.start_form, pool.lanes) == ((), None, {})
    assert pool.diagram == main.diagram


def test_all_pools_are_published_together(stage: Stage) -> None:
    deployed = deploy(stage.tools, SYSTEM, files())

    assert [(one.key, one.number) for one in deployed.pools] == [("answering", 1)]
    assert stage.database.commits == 1
    assert len(stage.state.versions) == 2


def test_the_same_content_again_changes_nothing(stage: Stage) -> None:
    first = deploy(stage.tools, SYSTEM, files())

    again = deploy(stage.tools, SYSTEM, files())

    assert not again.is_new
    assert [one.id for one in again.pools] == [one.id for one in first.pools]
    assert stage.database.commits == 1


def test_a_key_belongs_to_one_file(stage: Stage) -> None:
    deploy(stage.tools, SYSTEM, files())
    other = dict(process_files())
    other["process.toml"] = other["process.toml"].replace(b"repair", b"answering", 1)

    with pytest.raises(DiagramRefused) as refused:
        deploy(stage.tools, SYSTEM, other)

    [problem] = refused.value.problems
    assert "published from another file" in problem.sentence_en


def test_two_pools_do_not_begin_by_the_same_message(stage: Stage) -> None:
    letter = Trigger(element="S", kind=TriggerKind.MESSAGE, name="来件")
    stage.engine.accepted = a_model(triggers=(letter,))

    with pytest.raises(DiagramRefused) as refused:
        deploy(stage.tools, SYSTEM, files())

    assert "'repair'" in refused.value.problems[0].sentence_en
    assert not stage.state.versions


def test_what_is_wrong_with_the_file_is_told_once(stage: Stage) -> None:
    stage.engine.problems = (Problem(element="t1", sentence="名称缺失。", sentence_en="No name."),)

    with pytest.raises(DiagramRefused) as refused:
        deploy(stage.tools, SYSTEM, files())

    assert len(refused.value.problems) == 1


@pytest.mark.parametrize(
    ("pools", "sentence"),
    [
        ("\npools = 1\n", "pools must be tables"),
        ("\n[pools.x]\n", "[pools.x] title is missing."),
        (POOL + "law = 1\n", "[pools.answering] law must be a list"),
        (POOL + 'key = "x"\n', "[pools.answering] key is unknown here"),
    ],
)
def test_what_is_said_of_a_pool_is_checked(pools: str, sentence: str) -> None:
    handed_in = files("")
    text = handed_in["process.toml"].decode()
    handed_in["process.toml"] = (
        (pools + text).encode() if pools.startswith("\npools") else (text + pools).encode()
    )

    with pytest.raises(DiagramRefused) as refused:
        read_all(handed_in)

    assert sentence in " ".join(one.sentence_en for one in refused.value.problems)


def test_a_pool_is_a_process_that_others_may_call(stage: Stage) -> None:
    deploy(stage.tools, SYSTEM, files())
    deploy(stage.tools, SYSTEM, files(repair__bpmn=b"<other/>"))

    assert stage.engine.known is not None
    assert ProcessKey("answering") in stage.engine.known.processes
