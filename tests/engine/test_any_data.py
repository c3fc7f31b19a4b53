"""Whatever people type can't break a saved state: in, saved, restored, told, and in again."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.errors import ValueTooDeep
from server.domain.values import LEVELS, digest_of, plain
from tests.engine.diagrams import end, line, many, process, script, start, sub, user
from tests.engine.player import Player

NAMES = st.sampled_from(
    ["typename", "__class__", "v", "t", "n", "r", "d", "py/object", "$ref", "", "数", "a b", "\x00"]
) | st.text(st.characters(codec="utf-8"), max_size=5)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(st.characters(codec="utf-8"), max_size=20)
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.just(UTC))
    | st.timedeltas()
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3)
)
DIAGRAM = process(
    start(),
    user("A"),
    script("T", "copy := answer"),
    sub("P", start("S2"), user("B"), end("E2"), line("S2", "B", "E2")),
    user("Z"),
    end(),
    line("S", "A", "T", "P", "Z", "E"),
)


@given(answer=VALUES, more=st.dictionaries(NAMES, VALUES, max_size=3))
def test_any_values_are_carried_through_saved_states(answer: Any, more: dict[str, Any]) -> None:
    player = Player(DIAGRAM).start(**more)
    player.done("A", answer=answer)
    kept = json.loads(json.dumps(plain(player.data)))
    player.data = kept

    player.done("B", answer=answer)

    assert player.waiting == ["Z"]
    assert digest_of(kept) == digest_of(plain(kept))
    assert player.done("Z").over


@given(answer=VALUES)
def test_any_values_are_members_of_a_fan_out(answer: Any) -> None:
    each = sub("P", many(collection="xs", item="x"), start("S2"), end("E2"), line("S2", "E2"))
    diagram = process(start(), user("A"), each, end(), line("S", "A", "P", "E"))

    fan = Player(diagram).start().done("A", xs=[plain(answer)]).fan("P")

    assert len(fan.branches) == 1


def test_a_value_that_holds_itself_is_refused_with_a_sentence() -> None:
    circle: list[Any] = []
    circle.append(circle)
    deep: Any = 1
    for _ in range(LEVELS + 1):
        deep = {"a": deep}

    for value in (circle, deep, {"a": circle}):
        with pytest.raises(ValueTooDeep) as refused:
            plain(value)
        assert str(LEVELS) in refused.value.sentence("zh")
        assert str(LEVELS) in refused.value.sentence("en")
