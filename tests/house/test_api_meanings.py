"""What a name in the API means is said once: of two lines with one name, the last read would hide the other."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.house.sources import named, python_files, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = [file for file in python_files("server/web/api") if file.stem.startswith("meanings")]


def together(table: str) -> str:
    """Into which of the three a table goes: what names mean, where a schema differs, what is in addresses."""
    return next((kind for kind in ("OWN", "PATHS") if table.startswith(kind)), "MEANINGS")


def lines(kind: str) -> Iterator[tuple[str, str]]:
    """Each name that the tables of a kind explain, and where."""
    for file in MODULES:
        for node in tree_of(file).body:
            match node:
                case ast.Assign(targets=[ast.Name(id=table)], value=ast.Dict(keys=keys)):
                    if together(table) == kind:
                        yield from (
                            (str(key.value), named(file, key.lineno))
                            for key in keys
                            if isinstance(key, ast.Constant)
                        )


@pytest.mark.parametrize("kind", ["MEANINGS", "OWN", "PATHS"])
def test_no_line_about_a_name_hides_another(kind: str) -> None:
    said: dict[str, list[str]] = {}
    for name, place in lines(kind):
        said.setdefault(name, []).append(place)

    assert said, f"no table of the kind {kind} was found in server/web/api/meanings*.py"
    twice = [f"{name}: {', '.join(places)}" for name, places in said.items() if len(places) > 1]
    assert not twice, "keep one line; where a schema means it otherwise, give it a line in OWN"
