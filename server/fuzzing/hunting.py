"""Hands cases to the program that tries them, counts, and keeps what went wrong."""

import json
import select
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from server.fuzzing.case import Case, read, written

MOST_SECONDS = 60.0
"""A case that takes longer by the clock hangs, whatever else the machine does."""
WORKER = (sys.executable, "-B", "-m", "server.fuzzing.worker")
Told = dict[str, Any]


class Program:
    """The program that tries cases, started again whenever one of them ends it."""

    def __init__(self, seconds: float = MOST_SECONDS, command: Sequence[str] = WORKER) -> None:
        self._seconds = seconds
        self._command = command
        self._program: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Begin; the program is started with the first case."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program."""
        self._end()

    def one(self, case: Case) -> Told:
        """How a case came out; a program that hangs or dies over it is a fault."""
        program = self._program = self._program or self._started()
        if program.stdin is None or program.stdout is None:
            raise TypeError(program.args)
        answer = b""
        try:
            program.stdin.write(written(case).encode() + b"\n")
            program.stdin.flush()
            if select.select([program.stdout], [], [], self._seconds)[0]:
                answer = program.stdout.readline()
            else:
                return self._ended(f"no answer within {self._seconds:.0f} s")
        except BrokenPipeError:
            pass
        if not answer:
            return self._ended("the program died")
        told: Told = json.loads(answer)
        return told

    def _ended(self, words: str) -> Told:
        code = self._end()
        return {"accepted": False, "fault": f"{words} (code {code})", "seconds": 0, "megabytes": 0}

    def _end(self) -> int | None:
        program, self._program = self._program, None
        if program is None:
            return None
        code = program.poll()
        program.kill()
        program.communicate()
        return code

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  # our own program
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )


@dataclass(slots=True)
class Score:
    """How many cases of each kind were accepted, refused, or went wrong."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    megabytes: int = 0
    slowest: float = 0.0
    faults: list[Path] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many cases were tried."""
        return sum(self.counts.values())

    def add(self, case: Case, told: Told) -> None:
        """Count a case."""
        how = "fault" if told["fault"] else "accepted" if told["accepted"] else "refused"
        self.counts[case.kind, how] += 1
        self.megabytes = max(self.megabytes, told["megabytes"])
        self.slowest = max(self.slowest, told["seconds"])


Tick = Callable[[Score], object]


def hunt(
    cases: Iterable[Case], seconds: float, keep: Path, tick: Tick, program: Program | None = None
) -> Score:
    """Try cases until the time is up; each that goes wrong is written to a file in ``keep``."""
    score, until = Score(), time.monotonic() + seconds
    with program or Program() as tried:
        for case in cases:
            told = tried.one(case)
            score.add(case, told)
            if told["fault"]:
                score.faults.append(_kept(case, told["fault"], keep))
            tick(score)
            if time.monotonic() > until:
                break
    return score


def again(file: Path) -> Told:
    """Try the case of a file again."""
    with Program() as tried:
        return tried.one(read(file.read_text(encoding="utf-8")))


def _kept(case: Case, fault: str, keep: Path) -> Path:
    keep.mkdir(parents=True, exist_ok=True)
    file = keep / f"{case.kind}-{case.chance:08x}.json"
    file.write_text(written(case, fault=fault), encoding="utf-8")
    return file
