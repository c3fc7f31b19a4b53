"""What is told when a process is published, though it runs."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from server.domain.errors import DiagramRefused
from server.domain.ids import VersionId
from server.domain.process import LaneSeat, Problem
from server.engine.adapter import SpiffEngine
from tests.engine.data_pen import goes_in, io, thing
from tests.engine.diagrams import (
    about,
    end,
    extensions,
    line,
    many,
    node,
    process,
    script,
    service,
    start,
    timer,
    user,
)
from tests.engine.player import KNOWN, SEATS, sources
from tests.engine.refusal_pen import chained
from tests.engine.test_acts import DMN

FORM = json.dumps(
    {
        "components": [
            {"key": "kind", "type": "textfield"},
            {"type": "group", "path": "site", "components": [{"key": "towns", "type": "taglist"}]},
        ]
    }
).encode()


def warned(diagram: bytes, **more: object) -> tuple[Problem, ...]:
    """What is told of a process that a form begins, but that nothing has a place on paper."""
    given = {"forms": {"order": FORM}, "start_form": "order", **more}
    told = SpiffEngine().check(sources(diagram, **given), KNOWN).warnings
    return tuple(one for one in told if not one.element.endswith(".bpmn"))


def asked(*lanes: str, **seats: LaneSeat) -> tuple[Problem, ...]:
    drawn = f'<bpmn:laneSet id="ls">{"".join(lanes)}</bpmn:laneSet>'
    diagram = process(drawn, start(), user("T"), end(), line("S", "T", "E"))
    return warned(diagram, lanes={**SEATS, **seats})


def lane(key: str, name: str, *steps: str, inner: str = "") -> str:
    refs = "".join(f"<bpmn:flowNodeRef>{step}</bpmn:flowNodeRef>" for step in steps)
    return node("lane", key, refs + inner, name=name)


def test_a_lane_with_nothing_in_it_is_told() -> None:
    inner = f'<bpmn:childLaneSet id="cl">{lane("c", "科室", "T")}</bpmn:childLaneSet>'
    [one] = asked(lane("a", "乡镇"), lane("b", "部门", inner=inner))

    assert (one.element, "“乡镇”里没有任何环节" in one.sentence) == ("a", True)
    assert one.line is not None


def test_a_lane_whose_role_nobody_can_have_is_told() -> None:
    seats = {
        "科室": LaneSeat(org="x", role="king"),
        "站所": LaneSeat(org="x", role="= signer"),
    }
    [one] = asked(lane("a", "科室", "S"), lane("b", "站所", "T"), **seats)

    assert (one.element, "'king'" in one.sentence_en) == ("a", True)


@pytest.mark.parametrize("name", ["twons", "twons.all"])
def test_a_collection_that_nothing_writes_is_told(name: str) -> None:
    [one] = warned(chained(user("T", many(name, "town"))))

    assert (one.element, one.line is not None) == ("T", True)
    assert one.sentence_en.startswith("No form, data or script writes 'twons'")


@pytest.mark.parametrize(
    "waiting",
    [
        user("T", due="tomorrow"),
        node("intermediateCatchEvent", "T", timer("timeDuration", "tomorrow")),
        node("intermediateCatchEvent", "T", timer("timeDate", "due(tomorrow, now())")),
        node("intermediateThrowEvent", "T", about("message", "m"), said=extensions(ttl="tomorrow")),
    ],
)
def test_a_time_that_nothing_writes_is_told(waiting: str) -> None:
    [one] = warned(chained(waiting))

    assert (one.element, one.line is not None) == ("T", True)
    assert one.sentence_en.startswith("No form, data or script writes 'tomorrow'")


@pytest.mark.parametrize("due", ["P3D", "kind", 'due("T41", now())', "null", '= @"2026-03-02"'])
def test_a_time_that_is_known_or_written_is_not_told(due: str) -> None:
    assert warned(chained(user("T", due=due))) == ()


@pytest.mark.parametrize(
    "before",
    [
        script("B", "twons := []"),
        script("B", "= anything"),
        user("B", many("site", "twons")),
        user("B", many("site", into="twons")),
        user("B", e_variableName="twons"),
        service("B", "document.number"),
        service("B", "document.number", result="twons"),
        node("receiveTask", "B", messageRef="m"),
        node("receiveTask", "B", said=extensions(result="twons"), messageRef="m"),
        node("callActivity", "B", calledElement="inquiry"),
        node("callActivity", "B", said=extensions(result="twons"), calledElement="inquiry"),
        node("intermediateCatchEvent", "B", about("signal", "s")),
        user("B") + thing("twons"),
        user("B")
        + node(
            "boundaryEvent",
            "X",
            about("error", "e"),
            said=extensions(result="twons"),
            attachedToRef="B",
        )
        + line("X", "E"),
    ],
)
def test_what_something_writes_or_may_write_is_not_told(before: str) -> None:
    assert warned(chained(before, user("T", many("twons", "town")), keys="B T")) == ()


@pytest.mark.parametrize("form", [FORM, b"no form", b"[1]"])
def test_what_a_form_asks_is_not_told(form: bytes) -> None:
    warnings = warned(chained(user("T", many("site", "town"))), forms={"order": form})

    assert bool(warnings) is (form != FORM)


def test_nothing_is_told_of_what_whoever_starts_it_may_give() -> None:
    assert warned(chained(user("T", many("twons", "town"))), start_form=None) == ()


def rule(inner: str = "", decision: str = "sla", **said: str) -> bytes:
    kept = extensions(e_calledDecisionId=decision, result="answer", **said)
    return chained(node("businessRuleTask", "T", inner, said=kept), thing("sort"))


def test_an_input_of_a_decision_that_nothing_writes_is_told() -> None:
    other = DMN.replace(b'name="kind"', b'name="knid"')
    [one] = warned(rule(), decisions={"sla.dmn": other})

    assert "'knid'" in one.sentence_en
    assert warned(rule(), decisions={"sla.dmn": DMN}) == ()


def test_what_is_handed_to_a_decision_is_told_where_it_is_none_of_its_inputs() -> None:
    fed = {name: io(name) + goes_in("rsort", f"i_{name}") for name in ("kind", "knid")}
    assert warned(rule(fed["kind"]), decisions={"sla.dmn": DMN}) == ()

    strange, *_ = warned(rule(fed["knid"]), decisions={"sla.dmn": DMN})
    assert (strange.element, strange.line is not None) == ("T", True)
    assert "has no input 'knid', but kind" in strange.sentence_en


def test_what_was_accepted_before_is_learnt_though_it_would_be_refused_now() -> None:
    engine = SpiffEngine()
    diagram = sources(chained(user("T", org="5")))
    with pytest.raises(DiagramRefused):
        engine.check(diagram, KNOWN)

    assert engine.learn(VersionId(uuid4()), diagram).steps.keys() == {"T"}
