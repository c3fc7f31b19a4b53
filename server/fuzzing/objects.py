"""Mutations of JSON by its parts: dropped, doubled, moved, replaced, nested."""

import json
import random
from copy import deepcopy
from typing import Any

from server.fuzzing.oddities import ODD_JSON, PIECES
from server.fuzzing.texts import changed_text

CHANGES = (1, 1, 1, 2, 2, 4)
MOST_COPIES = 200
DEEPEST = 300
Place = tuple[Any, Any]
"""A list or object, and the place in it."""


def changed_object(content: bytes, graft: bytes, chance: random.Random) -> bytes:
    """The file with some of its parts changed; parts of ``graft`` may be planted in it."""
    root, donors = [json.loads(content)], [json.loads(graft)]
    for _ in range(chance.choice(CHANGES)):
        if root:  # not all of it was dropped
            _change(root, donors, chance)
    text = json.dumps(root[0] if root else None, ensure_ascii=chance.random() < 0.5)  # noqa: PLR2004  # either
    return text.encode(errors="surrogatepass")


def places(root: Any) -> list[Place]:
    """Every place in lists and objects, the outermost first."""
    found: list[Place] = []
    waiting = [root]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            found.append((holder, key))
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])
    return found


def _change(root: list[Any], donors: list[Any], chance: random.Random) -> None:
    holder, key = chance.choice(places(root))
    other_holder, other_key = chance.choice(places(root))
    value = holder[key]
    match chance.randrange(8):
        case 0:
            del holder[key]
        case 1:
            holder[key] = deepcopy(other_holder[other_key])
        case 2:
            holder[key] = chance.choice(ODD_JSON)
        case 3:
            holder[key] = chance.choice(PIECES)
        case 4:
            donor, at = chance.choice(places(donors))
            holder[key] = deepcopy(donor[at])
        case 5 if isinstance(value, str):
            holder[key] = changed_text(value, (value,), chance)
        case 6 if isinstance(holder, dict):
            holder[chance.choice((*PIECES, *map(str, other_holder)))] = holder.pop(key)
        case _:
            holder[key] = _nested(value, chance)


def _nested(value: Any, chance: random.Random) -> Any:
    """Many of the same side by side, or one deep inside."""
    if chance.random() < 0.5:  # noqa: PLR2004  # either
        return [deepcopy(value) for _ in range(chance.randint(1, MOST_COPIES))]
    for _ in range(chance.randint(1, DEEPEST)):
        value = [value] if chance.random() < 0.5 else {"components": [value]}  # noqa: PLR2004  # either
    return value
