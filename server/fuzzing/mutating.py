"""Makes the case of a number: the same number and seeds give the same case."""

import random
from contextlib import suppress

from lxml import etree

from server.fuzzing.case import Case, Kind
from server.fuzzing.objects import changed_object
from server.fuzzing.seeds import Seed
from server.fuzzing.texts import changed_bytes, changed_text
from server.fuzzing.trees import changed_tree

KINDS = (
    *(Kind.PROCESS, Kind.PROCESS, Kind.PROCESS, Kind.IMPORT, Kind.IMPORT),
    *(Kind.DECISIONS, Kind.FORM, Kind.FEEL),
)
"""Processes are tried more often than all else: the most goes on in them."""
BY_BYTES = 0.12
UNCHANGED = 0.02
LARGEST = 6_000_000
"""No case is larger: the largest file that is read has four million bytes."""


def made(seeds: dict[Kind, tuple[Seed, ...]], seed: int, number: int) -> Case:
    """The case of this number."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311  # what is tried, no secret
    kind = chance.choice([kind for kind in KINDS if seeds[kind]])
    begun, other = chance.choice(seeds[kind]), chance.choice(seeds[kind])
    name = chance.choice(_weighed(begun))
    content = begun.files[name]
    if chance.random() > UNCHANGED:
        with suppress(
            ValueError, RecursionError, etree.LxmlError
        ):  # a change that can't be written changes nothing
            content = _changed(name, content, _like(name, other, content), chance)
    files = {**begun.files, name: content[:LARGEST]}
    return Case(kind=kind, files=files, chance=chance.getrandbits(32))


def _weighed(seed: Seed) -> list[str]:
    """The names of the files, that of the diagram as often as all others together."""
    names = sorted(seed.files)
    diagrams = [name for name in names if name.endswith(".bpmn")]
    return names + diagrams * len(names)


def _like(name: str, other: Seed, content: bytes) -> bytes:
    """A file of the same kind from another seed."""
    suffix = name.rpartition(".")[2]
    found = [files for key, files in sorted(other.files.items()) if key.endswith(suffix)]
    return found[0] if found else content


def _changed(name: str, content: bytes, graft: bytes, chance: random.Random) -> bytes:
    if chance.random() < BY_BYTES:
        return changed_bytes(content, chance)
    match name.rpartition(".")[2]:
        case "bpmn" | "dmn":
            return changed_tree(content, graft, chance)
        case "json":
            return changed_object(content, graft, chance)
    texts = (graft.decode(), content.decode())
    return changed_text(content.decode(), texts, chance).encode(errors="surrogatepass")
