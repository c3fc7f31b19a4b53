"""Mutations of XML by its elements: dropped, doubled, moved, renamed, bent, nested, grafted."""

import random
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element

from server.fuzzing.oddities import PIECES
from server.fuzzing.texts import changed_text

CHANGES = (1, 1, 1, 2, 2, 4)
MOST_COPIES = 300
DEEPEST = 120
WITHOUT_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
NO_XML = WITHOUT_CONTROLS | {0xFFFE: None, 0xFFFF: None, 0xD800: None}


def changed_tree(content: bytes, graft: bytes, chance: random.Random) -> bytes:
    """The file with some of its elements changed; parts of ``graft`` may be planted in it."""
    root, donor = etree.fromstring(content), etree.fromstring(graft)
    for _ in range(chance.choice(CHANGES)):
        _change(root, list(donor.iter("*")), chance)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _change(root: _Element, donors: list[_Element], chance: random.Random) -> None:
    nodes = list(root.iter("*"))
    one, other = chance.choice(nodes), chance.choice(nodes)
    above = one.getparent()
    match chance.randrange(10):
        case 0 if above is not None:
            above.remove(one)
        case 1:
            other.append(deepcopy(one))
        case 2 if above is not None and one not in set(other.iterancestors()) | {other}:
            other.append(one)  # lxml moves it
        case 3:
            one.tag = other.tag
        case 4:
            other.append(deepcopy(chance.choice(donors)))
        case 5:
            _repeat(one, chance)
        case 6:
            one.text = _bent(one.text or "", chance)
        case _:
            _bend_attribute(one, other, chance)


def _bend_attribute(one: _Element, other: _Element, chance: random.Random) -> None:
    """Take an attribute away, or give it the value of another one or an odd one."""
    names = [*one.attrib, *other.attrib] or ["id"]
    name = chance.choice(names)
    values = [*other.attrib.values(), *one.attrib.values()] or [""]
    match chance.randrange(4):
        case 0:
            one.attrib.pop(name, "")
        case 1:
            one.set(name, _bent(one.get(name, ""), chance))
        case _:
            one.set(name, chance.choice(values))


def _repeat(one: _Element, chance: random.Random) -> None:
    """Many of the same side by side, or each inside the one before."""
    above = one.getparent()
    if above is None or len(list(one.iter("*"))) > DEEPEST:
        return
    if chance.random() < 0.5:  # noqa: PLR2004  # either
        above.extend(deepcopy(one) for _ in range(chance.randint(1, MOST_COPIES)))
        return
    at, pattern = one, deepcopy(one)
    for _ in range(chance.randint(1, DEEPEST)):
        inner = deepcopy(pattern)
        at.append(inner)
        at = inner


def _bent(text: str, chance: random.Random) -> str:
    """Another text, of those that XML can hold."""
    bent = chance.choice(PIECES)
    if text and chance.random() < 0.5:  # noqa: PLR2004  # either
        bent = changed_text(text, (text,), chance)
    return bent.translate(NO_XML)
