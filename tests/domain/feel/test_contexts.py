"""Contexts and the built-in functions on them."""

from typing import Any

import pytest

from tests.domain.feel.asking import ask


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("{a: 1, b: a + 1}.b", 2),
        ("{a: {b: 2}}.a.b", 2),
        ('get value({a: 1}, "a")', 1),
        ('get value({a: {b: 1}}, ["a", "b"])', 1),
        ('get value({a: 1}, ["a", "b"])', None),
        ("get value({a: 1}, [{}, 1])", None),
        ('get value(m: {a: 1}, key: "a")', 1),
        ('get value({a: 1}, "z")', None),
        ("get entries({a: 1})", [{"key": "a", "value": 1}]),
        ('context([{key: "a", value: 1}])', {"a": 1}),
        ("context([1])", None),
        ('context([{key: "a"}])', None),
        ('context([{key: "a", value: 1}, {key: "a", value: 2}])', None),
        ('context put({a: 1}, "b", 2)', {"a": 1, "b": 2}),
        ('context put({b: {a: 1}}, ["b", "c"], 2)', {"b": {"a": 1, "c": 2}}),
        ('context put({a: 1}, ["b", "c"], 2)', None),
        ('context put({a: 1}, ["a", "c"], 2)', None),
        ("context put({a: 1}, [], 2)", None),
        ("context put({a: 1}, [1], 2)", None),
        ("context merge([{a: 1}, {a: 2, b: 3}])", {"a": 2, "b": 3}),
        ("context merge([1])", None),
        ("count(get entries(null))", None),
    ],
)
def test_context_functions(source: str, value: Any) -> None:
    assert ask(source) == value
