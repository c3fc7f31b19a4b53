"""The choreography of the demo, with a small program in the place of the server."""

import os
import signal
import socket
import sys
from contextlib import ExitStack
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from server import assets
from server.cli import demo, demo_ground
from server.cli.muster import main
from server.footing import Footing, hold
from server.migrating import bring_up_to_date
from server.settings import Settings, read_settings
from server.store.database import Database
from server.store.standing import standing_of

ANSWERING = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Healthy(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/health" else 404)
        self.end_headers()
    def log_message(self, *_words):
        pass
HTTPServer(("127.0.0.1", int(sys.argv[1])), Healthy).serve_forever()
"""


@pytest.fixture
def port() -> int:
    """Give a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    return int(number)


@pytest.fixture
def environment(tmp_path: Path, port: int, blank_database: Database) -> dict[str, str]:
    """Give the environment of a demo on a database of its own without tables."""
    given = {"DATABASE_URL": blank_database.conninfo, "MUSTER_DATA": str(tmp_path)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}
    return kept | given | {"MUSTER_PORT": str(port)}


@pytest.fixture
def settings(environment: dict[str, str], port: int, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Give settings whose server is the small program above."""
    answering = [sys.executable, "-c", ANSWERING, str(port)]
    monkeypatch.setattr(demo, "commands", lambda _settings: [answering])
    monkeypatch.setattr(assets, "build", lambda _say: False)
    monkeypatch.setattr(demo_ground, "load_county", lambda *_given: None)
    monkeypatch.setattr(demo_ground, "deploy_workflows", lambda *_given: None)
    return read_settings(environment)


def test_it_prepares_the_tables_and_greets_when_the_server_answers(
    settings: Settings,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(demo, "wait_for_end", _stop)

    code = demo.run(settings, environment)

    said = capfd.readouterr()
    assert code == 0
    assert f"http://127.0.0.1:{settings.port}" in said.out
    assert f"cmd.duty        {demo.PASSWORD}" in said.out
    assert standing_of(settings.database_url or "").up_to_date
    assert not demo.answers(demo.address(settings) + demo.HEALTH)


def test_county_and_processes_are_brought_in_where_they_are_missing(
    environment: dict[str, str], blank_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered: list[tuple[str, ...]] = []
    monkeypatch.setattr(demo_ground, "order", lambda _environment, *words: ordered.append(words))
    bring_up_to_date(blank_database)

    demo_ground.prepare(hold(read_settings(environment)), environment, "secret")

    (load, *loaded), (deploy, *deployed) = ordered
    assert (load, loaded[0], deploy) == ("people", "load", "deploy")
    assert {Path(one).name for one in deployed} >= {"whistle", "bench_four_tasks"}


def test_a_server_that_ends_at_once_is_a_fault(
    settings: Settings, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "commands", lambda _settings: [[sys.executable, "-c", ""]])

    with pytest.raises(click.ClickException, match="ended at once"):
        demo.run(settings, environment)


def test_a_server_that_never_answers_is_a_fault(
    settings: Settings, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "READY_SECONDS", 0.0)
    silent = [sys.executable, "-c", "import signal; signal.pause()"]
    monkeypatch.setattr(demo, "commands", lambda _settings: [silent])

    with pytest.raises(click.ClickException, match="does not answer"):
        demo.run(settings, environment)


def test_a_part_that_dies_gives_its_exit_code() -> None:
    with ExitStack() as ending:
        part = demo.start_part([sys.executable, "-c", "exit(3)"], dict(os.environ), ending)

        assert demo.wait_for_end([part], Footing(conninfo="")) == 3


def test_a_part_that_will_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "STOP_SECONDS", 0.1)
    deaf = (
        "import signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "open(sys.argv[1], 'w').close(); signal.pause()"
    )
    os.mkfifo(tmp_path / "ready")
    with ExitStack() as ending:
        part = demo.start_part(
            [sys.executable, "-c", deaf, str(tmp_path / "ready")], dict(os.environ), ending
        )
        (tmp_path / "ready").read_bytes()

    assert part.returncode == -signal.SIGKILL


def test_a_killed_database_is_started_again_while_the_demo_runs(
    capfd: pytest.CaptureFixture[str],
) -> None:
    killed = [True]

    class Killed(Footing):
        def revive(self) -> bool:
            """Say that it was killed, once, and let the part end."""
            if part.stdin is not None:
                part.stdin.close()
            return bool(killed) and killed.pop()

    with ExitStack() as ending:
        part = demo.start_part([sys.executable, "-c", "input()"], dict(os.environ), ending)
        demo.wait_for_end([part], Killed(conninfo=""))

    assert "started again" in capfd.readouterr().err


def test_what_the_operator_should_know_is_said(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    footing = Footing(conninfo="", notes=("it lies elsewhere",))
    monkeypatch.setattr(demo_ground, "hold", lambda _settings: footing)

    with ExitStack() as ending:
        demo_ground.start_database(settings, ending)

    assert "it lies elsewhere" in capfd.readouterr().err


def test_ctrl_c_and_sigterm_are_one_request_to_stop() -> None:
    with pytest.raises(demo.DemoStopped), demo.stoppable():
        os.kill(os.getpid(), signal.SIGTERM)

    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_taken_port_is_said_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        ended = CliRunner().invoke(main, ["demo", "--port", port, "--data", str(tmp_path)])

    assert ended.exit_code == 1
    assert "--port" in ended.output


def test_a_command_that_fails_stops_the_demo(environment: dict[str, str]) -> None:
    with pytest.raises(click.ClickException, match="no-such-command"):
        demo_ground.order(environment, "no-such-command")


def test_the_worker_is_a_program_of_its_own_where_the_server_has_none(
    environment: dict[str, str],
) -> None:
    inside = demo.commands(read_settings(environment))
    beside = demo.commands(read_settings(environment | {"MUSTER_WORKER": "0"}))

    assert [one[3] for one in inside] == ["serve"]
    assert [one[3] for one in beside] == ["serve", "worker"]


def test_the_embedded_database_is_held_without_an_address(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    footing = hold(read_settings({"MUSTER_DATA": os.environ["TEST_DATABASE_FOLDER"]}))

    assert footing.embedded is not None
    assert not footing.revive()
    footing.let_go()


def _stop(*_given: object) -> int:
    raise demo.DemoStopped
