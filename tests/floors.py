"""A pytest plugin: the coverage each floor must have, judged before pytest's closing line.

It runs after pytest-cov, in the process that gathers the workers' figures.
"""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coverage
import pytest

WHOLE = 100.0
REST = 95.0
FLOORS = {"domain": WHOLE, "services": WHOLE, "engine": WHOLE}


@dataclass(slots=True)
class Floor:
    """What was covered of one floor."""

    name: str
    seen: int = 0
    total: int = 0

    @property
    def percent(self) -> float:
        """The share of statements and branches that ran."""
        return WHOLE * self.seen / self.total if self.total else WHOLE

    @property
    def enough(self) -> bool:
        """Whether the share is what the house asks of this floor."""
        return self.percent >= FLOORS.get(self.name, REST)


def judge(files: dict[str, Any]) -> tuple[list[Floor], list[str]]:
    """Add the files up by floor; return the floors, and what is missing in those not covered enough."""
    floors: dict[str, Floor] = {}
    for name, figures in files.items():
        floor = floors.setdefault(_floor_of(name), Floor(_floor_of(name)))
        summary = figures["summary"]
        floor.seen += summary["covered_lines"] + summary.get("covered_branches", 0)
        floor.total += summary["num_statements"] + summary.get("num_branches", 0)
    red = {floor.name for floor in floors.values() if not floor.enough}
    missing = [
        f"  {name}: lines {figures['missing_lines']} branches {figures.get('missing_branches', [])}"
        for name, figures in files.items()
        if _floor_of(name) in red and figures["summary"]["percent_covered"] < WHOLE
    ]
    return sorted(floors.values(), key=lambda floor: floor.name), missing


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Judge the floors; a floor that is not covered enough makes the run red."""
    if hasattr(session.config, "workerinput") or not Path(".coverage").exists():
        return
    data = coverage.Coverage()
    data.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        data.json_report(outfile=str(report))
        floors, missing = judge(json.loads(report.read_text(encoding="utf-8"))["files"])
    session.config.stash[LINES] = [
        *(
            f"{'green' if one.enough else 'RED  '} {one.name:<12} {one.percent:6.2f} % "
            f"of {FLOORS.get(one.name, REST):.0f} %"
            for one in floors
        ),
        *missing,
    ]
    if not all(one.enough for one in floors) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


LINES = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the floors above pytest's closing line."""
    lines = terminalreporter.config.stash.get(LINES, [])
    if lines:
        terminalreporter.section("coverage by floor")
    for line in lines:
        terminalreporter.write_line(line)


def _floor_of(name: str) -> str:
    parts = Path(name).parts
    return parts[1] if len(parts) > 2 else "server"  # server/<floor>/<file>
