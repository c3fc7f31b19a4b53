"""The embedded PostgreSQL, for real: it is started, shared, killed and started again."""

import fcntl
import os
import select
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from server.store.embedded import start_embedded
from server.store.embedded_alive import living_postmaster
from server.store.embedded_place import DatabaseWontStart
from tests.databases import FOLDER

USER = """
import sys
from pathlib import Path
from server.store.embedded import start_embedded
print(start_embedded(Path(sys.argv[1]), lossy=True).url, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def folder() -> Path:
    """Give a data folder whose cluster the tests of this file start and stop."""
    folder = Path(os.environ[FOLDER]) / f"own_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    folder.mkdir()
    start_embedded(folder, lossy=True).stop()
    return folder


@pytest.fixture
def user(folder: Path) -> Generator[subprocess.Popen[str]]:
    """Start another program that uses the same data folder."""
    with subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as started:
        assert started.stdout is not None
        assert "postgresql://" in started.stdout.readline()
        yield started
        started.kill()


def test_it_stops_with_its_only_user(folder: Path) -> None:
    server = start_embedded(folder, lossy=True)
    ran = server.running

    server.stop()

    assert ran
    assert not server.running


def test_stopping_twice_changes_nothing(folder: Path) -> None:
    server = start_embedded(folder, lossy=True)

    server.stop()
    server.stop()

    assert not server.running


def test_two_users_share_one_server(folder: Path) -> None:
    first = start_embedded(folder, lossy=True)
    second = start_embedded(folder, lossy=True)

    first.stop()

    assert second.running
    second.stop()
    assert not second.running


def test_another_program_shares_it_too(folder: Path, user: subprocess.Popen[str]) -> None:
    server = start_embedded(folder, lossy=True)

    server.stop()

    assert user.poll() is None
    assert server.running


def test_it_stops_after_its_last_user_was_killed(folder: Path, user: subprocess.Popen[str]) -> None:
    user.kill()
    user.wait()
    with (folder / "postgres.watching").open("rb") as watching:
        fcntl.flock(watching, fcntl.LOCK_EX)  # the watcher lets go of it when it has stopped all

    assert living_postmaster(folder / "postgres") is None


def test_what_was_committed_survives_a_killed_database(folder: Path) -> None:
    server = start_embedded(folder)
    with psycopg.connect(server.url) as connection:
        connection.execute("DROP TABLE IF EXISTS kept")
        connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
    _kill_database(folder)

    again = start_embedded(folder)

    with psycopg.connect(again.url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(1,)]
    again.stop()
    server.stop()


def test_a_killed_database_is_revived(folder: Path) -> None:
    server = start_embedded(folder, lossy=True)
    before = server.revive()
    _kill_database(folder)

    revived = server.revive()

    assert (before, revived, server.running) == (False, True, True)
    server.stop()


def test_a_stale_lock_file_is_no_obstacle(folder: Path) -> None:
    # The number of a program that runs and is no PostgreSQL: this test.
    stale = f"{os.getpid()}\n{folder / 'postgres'}\n1\n5432\n\n\n  1 1\nready\n"
    (folder / "postgres" / "postmaster.pid").write_text(stale, encoding="ascii")

    server = start_embedded(folder, lossy=True)

    assert server.running
    server.stop()


def test_a_half_made_cluster_is_made_anew(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = Path(os.environ[FOLDER]) / tmp_path_factory.mktemp("x").name
    (folder / "postgres.making" / "base").mkdir(parents=True)

    server = start_embedded(folder, lossy=True)

    assert server.running
    assert not (folder / "postgres.making").exists()
    server.stop()


def test_a_log_that_grew_long_is_put_aside(folder: Path) -> None:
    log = folder / "postgres" / "server.log"
    log.write_bytes(b"x" * 2_000_001)
    os.chown(log, *_owner(folder / "postgres"))

    start_embedded(folder, lossy=True).stop()

    aside = log.with_suffix(".log.1").read_bytes()
    # The server of the test before may still write that it has shut down: its lock file goes first.
    assert aside.startswith(b"x" * 2_000_001)
    assert not log.read_bytes().startswith(b"x")


def test_data_of_another_version_is_refused(folder: Path) -> None:
    written = folder / "postgres" / "PG_VERSION"
    written.write_text("16\n", encoding="ascii")

    with pytest.raises(DatabaseWontStart, match="16"):
        start_embedded(folder, lossy=True)

    written.write_text("18\n", encoding="ascii")


def test_a_database_that_fails_to_start_says_where_to_look(folder: Path) -> None:
    configuration = folder / "postgres" / "postgresql.conf"
    kept = configuration.read_text(encoding="utf-8")
    configuration.write_text(kept + "\nno_such_setting = 1\n", encoding="utf-8")

    with pytest.raises(DatabaseWontStart, match=r"server\.log"):
        start_embedded(folder, lossy=True)

    configuration.write_text(kept, encoding="utf-8")


def test_a_long_path_in_chinese_letters_works() -> None:
    folder = Path(os.environ[FOLDER]) / f"数据-{os.getpid()}" / ("长" * 30)
    folder.mkdir(parents=True)

    server = start_embedded(folder, lossy=True)

    with psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("muster",)
    server.stop()
    server.place.sockets.rmdir()


def _owner(path: Path) -> tuple[int, int]:
    return path.stat().st_uid, path.stat().st_gid


def _kill_database(folder: Path) -> None:
    """Kill the database and wait until the machine has noticed."""
    number = living_postmaster(folder / "postgres")
    assert number is not None
    watched = os.pidfd_open(number)
    os.kill(number, signal.SIGKILL)
    gone = select.poll()
    gone.register(watched, select.POLLIN)
    gone.poll()
    os.close(watched)
