"""Processes that call processes, on the whole house below the web."""

from __future__ import annotations

from tests.engine.diagrams import end, extensions, flow, gateway, line, node, start, user
from tests.engine.event_pen import draw
from tests.features.matter import Matter


def test_a_process_may_call_itself(matter: Matter) -> None:
    call = node("callActivity", "C", said=extensions(inputs="{n: n + 1}"), calledElement="whistle")
    matter.begin(
        draw(
            start(), user("A"), gateway("exclusive", "X", default="X_Z"), call, user("Z"), end(),
            line("S", "A", "X", "Z", "E"), flow("X", "C", "n < 3"), line("C", "Z"),
        ),
        n=1,
    )  # fmt: skip

    for element in "AAAZZZ":
        assert matter.open == [element]
        matter.done(element)

    assert matter.is_over()
    assert len(matter.family) == 3
