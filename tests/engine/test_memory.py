"""What a step sees of the data: its own nearest, and which of it was looked at."""

import pytest

from server.engine.hardening.memory import Memory, Sight


def test_the_nearest_value_of_a_name_is_seen() -> None:
    sight = Sight({"a": 1}, {"a": 0, "b": 2})

    assert (dict(sight), len(sight)) == ({"a": 1, "b": 2}, 2)


def test_what_was_looked_at_is_told() -> None:
    sight = Sight({"a": 1}, {"b": 2})

    assert "missing" not in sight
    assert sight["a"] == 1
    assert sight.read() == {"a": 1}


def test_what_a_step_with_data_of_its_own_read_is_known_after_it_failed() -> None:
    memory = Memory()
    memory.remember({"b": 2}, {})
    with pytest.raises(ZeroDivisionError), memory.apart({"x": 0}):
        memory.sight["b"] / memory.sight["x"]

    assert memory.sight.read() == {"b": 2, "x": 0}
