"""Several pools in one file: which process is meant, and what must be there."""

from __future__ import annotations

import pytest

from server.domain.errors import DiagramRefused
from server.domain.ids import ProcessKey
from server.domain.process import English, Sources
from server.engine.adapter import SpiffEngine
from tests.engine.diagrams import about, end, line, node, start, user
from tests.engine.player import KNOWN, Player
from tests.engine.pool_pen import file, pool

ASKING = pool("asking", start(), user("A"), end(), line("S", "A", "E"))
ANSWERING = pool(
    "answering",
    node("startEvent", "S2", about("message", "m")),
    user("B"),
    end("E2"),
    line("S2", "B", "E2"),
)
TALK = (
    '<bpmn:participant id="P1" processRef="asking"/><bpmn:participant id="P2" processRef="answering"/>'
    '<bpmn:participant id="box" name="群众"/>'
    '<bpmn:messageFlow id="F1" sourceRef="A" targetRef="S2"/>'
    '<bpmn:messageFlow id="F2" sourceRef="box" targetRef="P1"/>'
)
BOTH = file(ASKING, ANSWERING, collaboration=TALK)


def sources(key: str, diagram: bytes = BOTH, **more: object) -> Sources:
    """One process of the file, the other beside it."""
    others = tuple(other for other in ("asking", "answering") if other != key)
    given: dict[str, object] = {"beside": others, "owner": "command_centre", **more}
    return Sources(
        key=ProcessKey(key),
        title="",
        title_en="",
        diagram=diagram,
        **given,  # type: ignore[arg-type]  # the tests know what they hand over
    )


def problems(given: Sources) -> list[str]:
    with pytest.raises(DiagramRefused) as refused:
        SpiffEngine().check(given, KNOWN)
    return [one.sentence_en for one in refused.value.problems]


@pytest.mark.parametrize(("key", "element"), [("asking", "A"), ("answering", "B")])
def test_each_pool_is_a_process_of_its_own(key: str, element: str) -> None:
    model = SpiffEngine().check(sources(key), KNOWN)

    assert list(model.steps) == [element]


def test_a_deployed_pool_is_found_by_its_key_alone() -> None:
    player = Player(sources("asking", beside=())).start()

    assert player.waiting == ["A"]


def test_pools_that_cannot_run_are_carried_through() -> None:
    diagram = file(ASKING, pool("watching", start("S3"), executable=False), collaboration=TALK)
    diagram = diagram.replace(b'processRef="answering"', b'processRef="watching"')
    diagram = diagram.replace(b'targetRef="S2"', b'targetRef="S3"')

    assert SpiffEngine().check(sources("asking", diagram, beside=()), KNOWN).steps


def test_an_executable_pool_must_be_named() -> None:
    [problem] = problems(sources("asking", beside=()))

    assert "Write [pools.answering]" in problem


def test_a_name_without_a_process_is_refused() -> None:
    [problem] = problems(sources("judging", beside=("asking", "answering")))

    assert "none has the id 'judging'" in problem


def test_what_a_collaboration_names_must_be_there() -> None:
    diagram = BOTH.replace(b'targetRef="S2"', b'targetRef="gone"').replace(
        b'processRef="answering"', b'processRef="away"'
    )

    told = problems(sources("asking", diagram))

    assert ["'away'" in told[0], "'gone'" in told[1]] == [True, True]


def test_english_instructions_may_be_those_of_another_pool() -> None:
    english = {"B": English(name="Answer", instructions="Say yes or no.")}

    assert SpiffEngine().check(sources("asking", english=english), KNOWN).steps
