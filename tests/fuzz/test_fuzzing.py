"""Mutated files for a fixed budget, and that a fault of each kind would be found."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from server.cli.fuzz import fuzz
from server.fuzzing.case import Case, Kind, read, written
from server.fuzzing.hunting import Program, hunt
from server.fuzzing.mutating import made
from server.fuzzing.seeds import gathered
from server.fuzzing.trying import attempt
from server.fuzzing.watching import Watch, is_forbidden
from server.fuzzing.worker import answers, tried
from tests.conformance.kit import KIT

if TYPE_CHECKING:
    from server.fuzzing.hunting import Score
    from server.fuzzing.seeds import Seed

SECONDS = 6.0
CASES = 160
SMALL = 2
"""A process of its own settings and nothing else."""
PLAYED = (Kind.PROCESS, Kind.IMPORT)
SUM = Case(kind=Kind.FEEL, files={"a.feel": b"1 + 1"}, chance=0)
WATCH = Watch()


def unseen(score: Score) -> None:
    """Nobody looks on."""


@pytest.fixture(scope="module")
def seeds() -> dict[Kind, tuple[Seed, ...]]:
    """What every run begins with, and the models of the public kit where it is at hand."""
    return gathered([KIT / "compliance-level-2"])


def test_the_seeds_are_right_and_play_in_any_order(seeds: dict[Kind, tuple[Seed, ...]]) -> None:
    wrong = [
        seed.files
        for kind in (Kind.PROCESS, Kind.IMPORT, Kind.DECISIONS, Kind.FORM)
        for seed in seeds[kind]
        for chance in range(20 if kind in PLAYED and len(seed.files) <= SMALL else 1)
        if not attempt(Case(kind=kind, files=seed.files, chance=chance))
    ]

    assert wrong == []
    assert all(seeds.values())


def test_what_is_mutated_is_refused_or_runs(seeds: dict[Kind, tuple[Seed, ...]]) -> None:
    came = Counter(
        (case.kind, attempt(case)) for case in (made(seeds, 4, number) for number in range(CASES))
    )

    assert came.keys() == {(kind, accepted) for kind in Kind for accepted in (True, False)}


@pytest.mark.slow
def test_a_fixed_budget_finds_no_fault(
    seeds: dict[Kind, tuple[Seed, ...]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    score = hunt((made(seeds, 1, number) for number in count()), SECONDS, tmp_path, unseen)

    with capsys.disabled():
        sys.stdout.write(f"\nfuzzing: {score.total} cases in {SECONDS:.0f} s\n")
    assert [file.read_text(encoding="utf-8") for file in score.faults] == []
    assert score.total > 0


def test_the_same_number_makes_the_same_case(seeds: dict[Kind, tuple[Seed, ...]]) -> None:
    assert made(seeds, 9, 3) == made(seeds, 9, 3) != made(seeds, 9, 4)


def test_a_line_is_answered_by_a_line() -> None:
    [line] = answers([written(SUM)], WATCH)

    assert json.loads(line)["accepted"]


def test_a_case_is_read_as_it_was_written() -> None:
    case = Case(kind=Kind.FORM, files={"a": b"\xff", "b": "吹哨".encode()}, chance=7)

    assert read(written(case, fault="x")) == case


def test_a_case_that_does_what_it_may_not_is_a_fault() -> None:
    listened_to = Path(__file__).with_name("listened_to.py")
    words = [sys.executable, "-m", "pytest", "-q", "-n0", "--no-cov", str(listened_to)]
    told = subprocess.run(words, capture_output=True, text=True, check=False)  # ours

    assert told.returncode == 0, told.stdout + told.stderr
    assert " passed" in told.stdout


@pytest.mark.parametrize(
    ("event", "arguments", "may_not"),
    [
        ("exec", (compile("1", "<diagram>", "eval"),), True),
        ("compile", (b"1", "<diagram>"), True),
        ("compile", (b"1", "<unknown>"), False),
        ("exec", (compile("1", "<unknown>", "eval"),), True),
        ("exec", (compile("1", __file__, "eval"),), False),
        ("open", ("/etc/hosts", "r", 0), True),
        ("open", (__file__, "r", 0), False),
        ("open", (__file__, "w", 0), True),
        ("os.system", ("true",), True),
        ("os.listdir", (".",), False),
        ("socket.connect", (), True),
        ("object.__getattr__", (), False),
    ],
)
def test_what_may_not_be_asked_of_python(
    event: str, arguments: tuple[object, ...], *, may_not: bool
) -> None:
    assert is_forbidden(event, arguments) is may_not


@pytest.mark.parametrize(
    ("limit", "words"), [("MOST_SECONDS", "processor time"), ("MOST_GROWTH", "MB of memory")]
)
def test_a_case_that_takes_too_much_is_a_fault(
    limit: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tried(SUM, WATCH)["fault"] == ""

    monkeypatch.setattr(f"server.fuzzing.worker.{limit}", -1)

    assert words in str(tried(SUM, WATCH)["fault"])


@pytest.mark.parametrize(
    ("program", "words"),
    [("import time; time.sleep(60)", "no answer within"), ("raise SystemExit(3)", "died")],
)
def test_a_program_that_hangs_or_dies_is_a_fault_and_is_kept(
    program: str, words: str, tmp_path: Path
) -> None:
    def one(case: Case) -> Score:
        return hunt([case], 5, tmp_path, unseen, Program(0.5, (sys.executable, "-c", program)))

    score = one(SUM)

    [file] = score.faults
    assert words in json.loads(file.read_text(encoding="utf-8"))["fault"]
    assert read(file.read_text(encoding="utf-8")) == SUM


def test_the_command_hunts_and_tries_again(tmp_path: Path) -> None:
    keep = tmp_path / "kept"
    done = CliRunner().invoke(fuzz, ["--minutes", "0.01", "--seed", "5", "--keep", str(keep)])
    assert done.exit_code == 0
    assert "Fuzzing" in done.stdout

    file = tmp_path / "case.json"
    file.write_text(written(SUM), encoding="utf-8")
    assert "No fault" in CliRunner().invoke(fuzz, ["--again", str(file)]).stdout


def test_only_what_is_done_while_a_case_is_tried_is_noted() -> None:
    watch = Watch()
    watch._hear("os.system", ("true",))
    watch.is_on = True
    watch._hear("os.listdir", (".",))

    with pytest.raises(PermissionError):
        watch._hear("os.system", ("false",))

    assert watch.seen == ["os.system ('false',)"]
