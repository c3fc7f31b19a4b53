"""Link events: the flow goes on elsewhere (BPMN 2.0, 10.5.4, table 10.88)."""

from __future__ import annotations

import pytest

from server.domain.errors import DiagramRefused
from tests.engine.diagrams import end, flow, gateway, line, node, process, start, sub, user
from tests.engine.player import Player


def throwing(key: str, name: str = "转办") -> str:
    return node("intermediateThrowEvent", key, f'<bpmn:linkEventDefinition name="{name}"/>')


def catching(key: str, name: str = "转办") -> str:
    return node("intermediateCatchEvent", key, f'<bpmn:linkEventDefinition name="{name}"/>')


def test_the_flow_goes_on_at_the_other_end() -> None:
    player = Player(
        process(
            start(),
            user("A"),
            throwing("T"),
            catching("C"),
            user("Z"),
            end(),
            line("S", "A", "T"),
            line("C", "Z", "E"),
        )
    ).start()

    assert player.done("A").waiting == ["Z"]
    assert player.path[-4:] == ["A_T", "T", "C", "C_Z"]
    assert player.done("Z").over


def test_many_ends_may_lead_to_one_and_back_in_a_loop() -> None:
    player = Player(
        process(
            start(),
            gateway("exclusive", "again"),
            user("A"),
            gateway("exclusive", "which"),
            throwing("T"),
            throwing("U"),
            catching("C"),
            end(),
            line("S", "again", "A", "which"),
            flow("which", "T", name="补正"),
            flow("which", "U", name="退回"),
            flow("which", "E", name="办结"),
            line("C", "again"),
        )
    ).start()

    for choice in ("which_T", "which_U", "which_T"):
        assert player.done("A", choice).waiting == ["A"]
    assert player.done("A", "which_E").over


def test_links_of_one_name_in_two_scopes_are_two() -> None:
    inside = sub(
        "H",
        start("HS"),
        throwing("HT"),
        catching("HC"),
        user("B"),
        end("HE"),
        line("HS", "HT"),
        line("HC", "B", "HE"),
    )
    player = Player(
        process(
            start(), inside, throwing("T"), catching("C"), user("Z"), end(),
            line("S", "H", "T"), line("C", "Z", "E"),
        )
    ).start()  # fmt: skip

    assert player.waiting == ["B"]
    assert player.done("B").waiting == ["Z"]


def test_an_inclusive_join_waits_for_what_may_come_by_a_link() -> None:
    player = Player(
        process(
            start(),
            gateway("inclusive", "split"),
            user("A"),
            user("B"),
            throwing("T"),
            catching("C"),
            gateway("inclusive", "join"),
            user("Z"),
            end(),
            line("S", "split", "A", "T"),
            flow("split", "B", "true"),
            line("B", "join", "Z", "E"),
            line("C", "join"),
        )
        .replace(b'id="split_A"', b'id="split_A" name="a"')
        .replace(
            b'sourceRef="split" targetRef="A"></bpmn:sequenceFlow>',
            b'sourceRef="split" targetRef="A"><bpmn:conditionExpression>true'
            b"</bpmn:conditionExpression></bpmn:sequenceFlow>",
        )
    ).start()

    assert player.done("B").waiting == ["A"]
    assert player.done("A").waiting == ["Z"]
    assert player.done("Z").over


@pytest.mark.parametrize(
    ("parts", "element"),
    [
        ((throwing("T"), line("A", "T"), flow("A", "E")), "T"),
        (
            (
                throwing("T"),
                catching("C"),
                catching("D"),
                line("A", "T"),
                line("C", "E"),
                line("D", "E"),
            ),
            "T",
        ),
        ((throwing("T", ""), catching("C", ""), line("A", "T"), line("C", "E")), "T"),
        ((throwing("T"), catching("C"), line("A", "T", "E"), line("C", "E")), "T"),
        ((throwing("T"), catching("C"), line("A", "T"), line("A", "C", "E")), "C"),
    ],
)
def test_a_link_without_its_other_end_or_with_flows_is_refused(
    parts: tuple[str, ...], element: str
) -> None:
    with pytest.raises(DiagramRefused) as refused:
        Player(process(start(), user("A"), end(), line("S", "A"), *parts))

    assert element in {one.element for one in refused.value.problems}
