"""Values as people, other systems and slips of the hand would send them."""

import random
from contextlib import suppress
from typing import Any

import orjson

from server.domain.values import Values
from server.fuzzing.oddities import ODD_JSON, PIECES

NAMED: dict[str, Any] = {
    "a": 1,
    "amount": 500,
    "bodies": ["zjj", "cmd"],
    "body": "zjj",
    "level": "high",
    "n": 2,
    "on": True,
    "result": "已更换",
    "starterBody": "buguan",
    "x": "a",
    "xs": ["a", "b", "c"],
    "y": None,
}
"""What drawings ask for under these names."""
USUAL: tuple[Any, ...] = (
    0, 1, 2, 3, 500, -1, 0.5, True, False, None, "", "a", "b", "zjj", "cmd", "2026-03-02", "PT1H",
    ["a"], ["a", "b", "c"], [1, 2, 3], [], {"a": 1}, {"x": {"y": [1]}},
)  # fmt: skip
MOST_FIELDS = 40
ODD_ONES = 0.15


def some_value(chance: random.Random) -> Any:
    """A value, now and then an odd one."""
    if chance.random() < ODD_ONES:
        return chance.choice((chance.choice(ODD_JSON), chance.choice(PIECES)))
    return chance.choice(USUAL)


def some_values(chance: random.Random) -> Values:
    """What drawings ask for, some of it wrong or missing, and one odd name."""
    values = {name: value for name, value in NAMED.items() if chance.random() > ODD_ONES / 3}
    for name in values:
        if chance.random() < ODD_ONES:
            values[name] = some_value(chance)
    return {**values, chance.choice(PIECES): some_value(chance)}


def answer_to(form: bytes, chance: random.Random) -> Values:
    """An answer under the keys of a form."""
    keys: list[str] = []
    with suppress(ValueError):
        waiting: list[Any] = [orjson.loads(form)]
        while waiting and len(keys) < MOST_FIELDS:
            part = waiting.pop()
            inner = part.values() if isinstance(part, dict) else part
            waiting += [one for one in inner if isinstance(one, dict | list)]
            key = part.get("key") if isinstance(part, dict) else None
            keys += [key] if isinstance(key, str) else []
    return {key: some_value(chance) for key in keys if chance.random() < 0.8}  # noqa: PLR2004  # most
