"""A figure beside its bars."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from server.benching.figures import Cost, Figure, Met, quantile
from server.benching.processor import seconds_of


def figure(value: float, **bars: float) -> Figure:
    return Figure(name="submit", zh="提交", en="submit", value=value, unit="ms", **bars)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "met"),
    [(1.5, Met.GOAL), (1.6, Met.MUST), (4.0, Met.MUST), (4.1, Met.MISSED)],
)
def test_a_cost_meets_the_bars_it_does_not_exceed(value: float, met: Met) -> None:
    assert figure(value, must=4, goal=1.5).met is met


@pytest.mark.parametrize(("value", "met"), [(1500, Met.GOAL), (500, Met.MUST), (499, Met.MISSED)])
def test_of_a_throughput_more_is_better(value: float, met: Met) -> None:
    assert figure(value, must=500, goal=1500, more_is_better=True).met is met


def test_a_figure_without_bars_is_neither_met_nor_missed() -> None:
    assert figure(7).told()["met"] == "none"


def test_a_quantile_is_one_of_the_values() -> None:
    values = tuple(float(number) for number in range(100, 0, -1))

    assert (quantile(values, 0.5), quantile(values, 0.99), quantile((3.0,), 0.99)) == (51, 100, 3)


def test_a_cost_is_that_of_server_and_database_together() -> None:
    cost = Cost(server_ms=1.5, database_ms=0.5, waited=(0.002, 0.004))

    assert (cost.both_ms, cost.waited_ms(0.95)) == (2.0, 4.0)


def test_the_time_of_a_program_counts_that_of_the_programs_it_started() -> None:
    spin = "import time\nwhile time.process_time() < 0.3: pass"
    inner = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {spin!r}])\ninput()"
    with subprocess.Popen([sys.executable, "-c", inner], stdin=subprocess.PIPE) as program:
        spent = 0.0
        until = time.monotonic() + 60
        while spent < 0.3 and time.monotonic() < until:
            spent = seconds_of(program.pid)
            os.sched_yield()
        program.communicate(b"\n")

    assert 0.3 <= spent < 5
