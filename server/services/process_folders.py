"""A process as people keep it: its folder, and the forms that it names in the folder of forms."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from server.domain.errors import DiagramRefused
from server.services.process_files import SETTINGS
from server.services.process_forms import ENDINGS
from server.services.process_words import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TAKEN = (".bpmn", ".dmn", ".toml", ".form")


def files_of(folder: Path, forms: Path) -> dict[str, bytes]:
    """The files to deploy: diagram, decisions and settings, forms beside them and of its own folder.

    ``forms`` in ``process.toml`` names the folder of forms; without it, it is the process's own
    name. Refused with ``DiagramRefused`` when ``process.toml`` can't be read.
    """
    files = {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in TAKEN
    }
    name = _folder_of_forms(files.get(SETTINGS, b""), folder)
    for ending in (*ENDINGS, ".toml"):
        for path in sorted((forms / name).glob(f"*{ending}")):
            files[f"{name}/{path.name}"] = path.read_bytes()
    return files


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents, in the order of names."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\0{len(files[name])}\0".encode())
        whole.update(files[name])
    return whole.hexdigest()


def _folder_of_forms(settings: bytes, folder: Path) -> str:
    read, unreadable = read_toml(SETTINGS, settings)
    if unreadable:
        raise DiagramRefused(unreadable)
    return str(read.get("forms", folder.name))
