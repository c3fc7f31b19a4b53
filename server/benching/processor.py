"""Processor time of running programs and all that they started, as Linux counts it."""

import os
import time
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
# Fields of /proc/<pid>/stat, counted after the name in brackets (proc(5)).
PARENT = 1
USED_WITH_CHILDREN = slice(11, 15)


def seconds_of(program: int) -> float:
    """Return the processor seconds of a program, its descendants and those that have ended.

    Counted in ticks of a hundredth of a second, so measure many acts at once.
    """
    told = _all_processes()
    members = {program}
    grown = True
    while grown:
        found = {pid for pid, fields in told.items() if int(fields[PARENT]) in members} - members
        members |= found
        grown = bool(found)
    ticks = (sum(map(int, told[pid][USED_WITH_CHILDREN])) for pid in members if pid in told)
    return sum(ticks) / TICKS


def _all_processes() -> dict[int, list[str]]:
    told = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            except (FileNotFoundError, ProcessLookupError):
                continue  # it ended between the look at the folder and the look at the file
            told[int(folder.name)] = stat.rpartition(")")[2].split()
    return told


def pace() -> tuple[float, ...]:
    """Return the milliseconds that this machine takes, ten times over, for a bit of plain Python.

    Neighbours on the same cores make every figure of processor time larger; compared with the
    fastest ever seen, this tells by how much.
    """
    return tuple(_bit() for _ in range(10))


def _bit() -> float:
    before = time.thread_time()
    words: dict[int, int] = {}
    for number in range(10_000):
        words[number % 1000] = words.get(number % 1000, 0) + number
    return (time.thread_time() - before) * 1000
