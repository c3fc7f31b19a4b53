"""One small run of the whole benchmark, with a database and a server of its own."""

from __future__ import annotations

import json
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from server.benching.inbox import STEPS
from server.benching.plan import Plan
from server.cli.bench import bench


@pytest.mark.slow
@pytest.mark.usefixtures("embedded_server")  # skips where PostgreSQL can't run
def test_a_small_run_tells_every_figure() -> None:
    done = CliRunner().invoke(bench, ["--cases", "2", "--clients", "2", "--json"])
    told = json.loads(done.stdout)
    figures = {one["name"]: one for one in told["figures"]}

    assert figures.keys() == {
        *("submit_cpu", "submit_statements", "submit_commits"),
        *("create_cpu", "create_statements", "create_commits"),
        *("alone_cpu", "completions_per_second", "completions_p99"),
        *("bytes_per_case", "request_keys"),
    }
    assert [figures[f"{act}_commits"]["value"] for act in ("submit", "create")] == [1, 1]
    assert done.exit_code == (1 if any(one["met"] == "missed" for one in told["figures"]) else 0)


@pytest.mark.slow
@pytest.mark.usefixtures("embedded_server")
def test_a_small_run_prints_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks: list[str] = []
    monkeypatch.setattr("server.cli.bench.bar", lambda _plan: nullcontext(ticks.append))

    done = CliRunner().invoke(bench, ["--cases", "1", "--clients", "1"])

    assert len(ticks) == Plan(cases=1, clients=1).steps
    assert "Figures" in done.stdout
    assert "提交任务甲" in done.stdout


@pytest.fixture
def few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.benching.inbox.TIMES", 2)
    monkeypatch.setattr("server.benching.inbox.WARM", 1)


@pytest.mark.slow
@pytest.mark.usefixtures("embedded_server", "few_times")
def test_the_inbox_is_asked_for_every_list_inside_and_over_http() -> None:
    done = CliRunner().invoke(bench, ["inbox", "--items", "2000", "--json"])
    figures = json.loads(done.stdout)["figures"]

    names = [one["name"] for one in figures]
    assert len(names) == len(set(names)) == STEPS - 1  # all but the filling are figures
    assert {one["unit"] for one in figures} == {"ms db", "ms http"}
    assert done.exit_code == (1 if any(one["met"] == "missed" for one in figures) else 0)


@pytest.mark.slow
@pytest.mark.usefixtures("embedded_server", "few_times")
def test_what_misses_its_bar_is_shown_with_its_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.benching.inbox.PAGE", (0.0, 0.0))

    done = CliRunner().invoke(bench, ["inbox", "--items", "200"])

    assert done.exit_code == 1
    assert "Lists and searches" in done.stdout
    assert "Index" in done.stdout
