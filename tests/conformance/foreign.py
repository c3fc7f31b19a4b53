"""Diagrams of others, at hand while tests run: fetched as packages, kept outside the repository.

Each comes under a licence that lets us read it; nothing of it is copied into the project. What
can't be had is not there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".bpmn", ".bpmn2", ".bpmn20.xml")
SECONDS = 120
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "muster" / "foreign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One version of a package that holds diagrams."""

    of: str
    """Whose diagrams they are."""
    name: str
    version: str
    digest: str = ""
    """Of a source distribution on PyPI; without it the package is one of npm."""

    @property
    def file(self) -> Path:
        """Where it is kept."""
        return CACHE / f"{self.name.replace('/', '-').removeprefix('@')}-{self.version}.tgz"


PACKAGES = (
    Package(  # MIT: the test diagrams of bpmn-moddle, bpmnlint and bpmn-auto-layout
        of="bpmn.io",
        name="bpmn-io",
        version="0.2.2",
        digest="e330f69b8cf5048308f927e4269b10ae1d49e6c232f36c909ead719596d6f9d3",
    ),
    Package(  # Apache-2.0: the reference diagrams of OMG's Model Interchange Working Group
        of="MIWG",
        name="bpmn-evalkit",
        version="0.2.0",
        digest="3e5db55d722f38c778287e26744037841e9c9e872a8a15113bd1a1f63604ed1a",
    ),
    Package(of="Camunda 8", name="zeebe-node", version="8.3.2"),  # Apache-2.0
    Package(of="Camunda 8", name="@camunda8/sdk", version="8.8.13"),  # Apache-2.0
)
FOLDERS = "folders"


def at_hand(work: Path) -> dict[tuple[str, str], bytes]:
    """(whose, name) -> diagram: of the packages, and of the folders that FOREIGN_DIAGRAMS names."""
    found = {(FOLDERS, name): diagram for name, diagram in _of_folders()}
    for package in PACKAGES:
        if _is_there(package, work):
            found |= {(package.of, name): diagram for name, diagram in _packed(package.file)}
    return found


def _of_folders() -> list[tuple[str, bytes]]:
    folders = filter(None, os.environ.get("FOREIGN_DIAGRAMS", "").split(os.pathsep))
    paths = (path for folder in folders for path in sorted(Path(folder).rglob("*")))
    return [(str(path), path.read_bytes()) for path in paths if path.name.endswith(SUFFIXES)]


def _is_there(package: Package, work: Path) -> bool:
    """Whether a package is kept; fetched, if it isn't, by the client of its registry."""
    if package.file.exists():
        return True
    folder = work / package.file.stem
    folder.mkdir()
    try:
        subprocess.run(
            _fetching(package, folder), cwd=folder, check=True, capture_output=True, timeout=SECONDS
        )
    except (OSError, subprocess.SubprocessError):
        return False
    [fetched] = [*folder.glob("*.tgz"), *folder.glob("*.tar.gz")]
    package.file.parent.mkdir(parents=True, exist_ok=True)
    # Several workers may fetch at once; each puts its own whole file there.
    kept = package.file.with_name(f"{package.file.name}.{os.getpid()}")
    kept.write_bytes(fetched.read_bytes())
    kept.replace(package.file)
    return True


def _fetching(package: Package, folder: Path) -> list[str]:
    if not package.digest:
        return ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    pinned = folder / "pinned.txt"
    pinned.write_text(f"{package.name}=={package.version} --hash=sha256:{package.digest}\n")
    words = "-m pip download --quiet --no-deps --no-binary :all: --require-hashes -r"
    return [sys.executable, *words.split(), str(pinned)]


def _packed(file: Path) -> list[tuple[str, bytes]]:
    found = []
    with tarfile.open(file) as inside:
        for one in inside:
            content = inside.extractfile(one) if one.name.endswith(SUFFIXES) else None
            if content is not None:
                found.append((one.name, content.read()))
    return found
