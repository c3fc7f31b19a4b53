"""Mutations of text by its words, and of files by their bytes."""

import random
import re

from server.fuzzing.oddities import PIECES

WORDS = re.compile(r"\s+|\w+|\"[^\"]*\"|[^\w\s]")
MOST_WORDS = 4_000
MOST_COPIES = 300
CHANGES = (1, 1, 1, 2, 2, 3, 6)
BROKEN = (
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"<!DOCTYPE a [<!ENTITY b 'bb'>]>",
    b"&b;",
    b"<![CDATA[",
    b"<!--",
    b"<?xml version='1.1' encoding='UTF-16'?>",
)
ENCODINGS = ("utf-16", "gb18030", "utf-32", "latin-1")


def changed_text(text: str, others: tuple[str, ...], chance: random.Random) -> str:
    """The text with some words dropped, doubled, moved, replaced or wrapped."""
    words = WORDS.findall(text)[:MOST_WORDS] or [""]
    for _ in range(chance.choice(CHANGES)):
        _change(words, others, chance)
    return "".join(words)


def _change(words: list[str], others: tuple[str, ...], chance: random.Random) -> None:
    at, other = chance.randrange(len(words)), chance.randrange(len(words))
    match chance.randrange(7):
        case 0:
            words[at] = ""
        case 1:
            words.insert(at, words[other])
        case 2:
            words[at], words[other] = words[other], words[at]
        case 3:
            words[at] = chance.choice(PIECES)
        case 4:
            words[at] = chance.choice(WORDS.findall(chance.choice(others)) or [""])
        case 5:
            begin, finish = chance.choice((("(", ")"), ("[", "]"), ("{a:", "}"), ("if ", "")))
            deep = chance.randint(1, MOST_COPIES)
            words[at] = begin * deep + words[at] + finish * deep
        case _:
            words[at] = words[at] * chance.randint(2, MOST_COPIES)


def changed_bytes(content: bytes, chance: random.Random) -> bytes:
    """The file with some bytes flipped, cut out, doubled or put in, or in another encoding."""
    if chance.random() < 0.1:  # noqa: PLR2004  # now and then
        text = content.decode(errors="replace")
        return text.encode(chance.choice(ENCODINGS), "replace")
    changed = bytearray(content)
    for _ in range(chance.choice(CHANGES)):
        _change_bytes(changed, chance)
    return bytes(changed)


def _change_bytes(content: bytearray, chance: random.Random) -> None:
    at = chance.randint(0, len(content))
    upto = min(len(content), at + chance.choice((1, 4, 64, 2_000)))
    match chance.randrange(5):
        case 0:
            content[at:upto] = b""
        case 1:
            content[at:at] = content[at:upto] * chance.randint(1, MOST_COPIES)
        case 2:
            content[at:at] = chance.choice(BROKEN)
        case 3:
            del content[at:]
        case _:
            content[at:upto] = bytes(one ^ 1 << chance.randrange(8) for one in content[at:upto])
