"""What the build of the front end wrote: which hashed file is which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The files of one entry, by their names in the folder of the build."""

    script: str
    style: str | None
    preload: tuple[str, ...]


def read_icons(folder: Path) -> tuple[tuple[str, int, str], ...]:
    """The pictures for an installed house: kind, width in pixels, name of the file."""
    icons = orjson.loads((folder / "icons.json").read_bytes())
    named = ((*name.split("-"), file) for name, file in icons.items())
    return tuple((kind, int(size), file) for kind, size, file in named)


def read_bundles(folder: Path) -> dict[str, Bundle]:
    """The entries that the manifest in this folder names."""
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    return {
        name: Bundle(script=entry["script"], style=entry["style"], preload=tuple(entry["preload"]))
        for name, entry in manifest.items()
    }
