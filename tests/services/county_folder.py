"""A folder of county files to spoil, and where its faults are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.domain.errors import CountyFileFault, CountyFilesRefused
from server.services.county_files import (
    read_county,
)


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) >= 1
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_in(folder: Path) -> tuple[CountyFileFault, ...]:
    with pytest.raises(CountyFilesRefused) as refused:
        read_county(folder)
    return refused.value.faults


def places_in(folder: Path) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.column) for fault in faults_in(folder)]


def line_of(folder: Path, file: str, words: str) -> int:
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)
