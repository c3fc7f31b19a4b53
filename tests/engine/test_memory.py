"""What a step sees of the data: its own nearest, and which of it was looked at."""

from server.engine.hardening.memory import Sight


def test_the_nearest_value_of_a_name_is_seen() -> None:
    sight = Sight({"a": 1}, {"a": 0, "b": 2})

    assert (dict(sight), len(sight)) == ({"a": 1, "b": 2}, 2)


def test_what_was_looked_at_is_told() -> None:
    sight = Sight({"a": 1}, {"b": 2})

    assert "missing" not in sight
    assert sight["a"] == 1
    assert sight.read() == {"a": 1}
