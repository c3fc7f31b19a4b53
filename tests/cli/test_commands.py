"""The commands that stand on the ground alone."""

import gc
import json
import multiprocessing
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from server import assets
from server.cli import muster, serve, test
from server.cli.muster import main
from server.store.database import Database


@pytest.fixture
def environment(tmp_path: Path, blank_database: Database) -> dict[str, str]:
    """Give the environment of a command on a database without tables."""
    return {"DATABASE_URL": blank_database.conninfo, "MUSTER_DATA": str(tmp_path)}


def test_every_command_tells_what_it_is_for() -> None:
    said = CliRunner().invoke(main, ["--help"]).output

    assert [name for name in muster.COMMANDS if f"  {name} " not in said] == []


def test_an_unknown_command_is_refused() -> None:
    assert CliRunner().invoke(main, ["whistle"]).exit_code == 2


def test_a_table_entry_that_is_no_command_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(muster.COMMANDS, "odd", "server.settings:LANGUAGES")

    assert isinstance(CliRunner().invoke(main, ["odd"]).exception, TypeError)


def test_migrate_db_looks_without_changing(environment: dict[str, str]) -> None:
    looked = CliRunner().invoke(main, ["migrate-db", "--check", "--json"], env=environment)

    assert looked.exit_code == 3
    assert json.loads(looked.output)["current"] is None


def test_migrate_db_brings_the_tables_up_to_date(environment: dict[str, str]) -> None:
    applied = CliRunner().invoke(main, ["migrate-db"], env=environment)
    looked = CliRunner().invoke(main, ["migrate-db", "--check", "--json"], env=environment)

    assert applied.output.startswith("— → ")
    assert (applied.exit_code, looked.exit_code) == (0, 0)
    assert json.loads(looked.output)["up_to_date"]


def test_a_wrong_setting_ends_with_a_sentence(environment: dict[str, str]) -> None:
    ended = CliRunner().invoke(main, ["migrate-db"], env=environment | {"MUSTER_PORT": "no"})

    assert ended.exit_code == 1
    assert "MUSTER_PORT" in ended.output
    assert "Traceback" not in ended.output


def test_serve_listens_where_it_is_told(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[dict[str, object]] = []

    class FakeGranian:
        def __init__(self, target: str, **given: object) -> None:
            served.append({"target": target} | given)

        def serve(self) -> None:
            served[0]["ran"] = True

    monkeypatch.setattr(serve, "Granian", FakeGranian)
    monkeypatch.setattr(assets, "build", lambda _say: False)

    CliRunner().invoke(main, ["serve", "--port", "8111"], env=environment)

    assert served[0]["target"] == "server.cli.serve:application"
    assert (served[0]["address"], served[0]["port"]) == ("127.0.0.1", 8111)
    assert served[0]["ran"]


@pytest.mark.parametrize(("method", "early"), [("fork", ["server.app"]), ("spawn", [])])
def test_the_application_is_imported_early_where_web_processes_are_forked(
    method: str, early: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    imported: list[str] = []
    monkeypatch.setattr(serve, "import_module", imported.append)
    monkeypatch.setattr(multiprocessing, "get_start_method", lambda: method)
    monkeypatch.setattr(gc, "freeze", lambda: None)  # it would last for all tests to come

    serve.load_early()

    assert imported == early
    assert gc.isenabled()


def test_a_web_process_stops_when_its_parent_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    killed: list[int] = []
    monkeypatch.setattr(os, "kill", lambda pid, _signal: killed.append(pid))

    serve.end_with(parent=-1)

    assert killed == [os.getpid()]


def test_the_whole_suite_runs_on_two_workers_with_coverage() -> None:
    command = test.pytest_command(fast=False, chosen=None, rest=())

    assert command[3:5] == ["-n", "2"]
    assert "--cov=server" in command


def test_a_few_chosen_tests_run_alone() -> None:
    command = test.pytest_command(fast=True, chosen="sign", rest=("tests/web",))

    assert command[3:] == ["-m", "not browser and not slow", "-k", "sign", "tests/web"]


def test_a_red_gate_is_named_and_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gates = {"good": ["python", "-c", ""], "bad": ["python", "-c", "print('found'); exit(1)"]}
    monkeypatch.setattr(test, "GATES", gates)

    red = test.red_gates()

    said = capsys.readouterr().out
    assert red == ["bad"]
    assert "found" in said


@pytest.mark.parametrize(("gates", "code"), [(["mypy"], 1), ([], 0)])
def test_a_red_gate_makes_the_run_red(
    monkeypatch: pytest.MonkeyPatch, gates: list[str], code: int
) -> None:
    monkeypatch.setattr(test, "red_gates", lambda: gates)
    monkeypatch.setattr(test, "pytest_command", lambda **_given: ["true"])
    monkeypatch.setattr(assets, "build", lambda _say: False)

    assert CliRunner().invoke(main, ["test"]).exit_code == code
