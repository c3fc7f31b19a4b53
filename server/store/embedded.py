"""The PostgreSQL that comes with Muster: started in a moment, shared, stopped with its last user.

Several programs may use one data folder at once (server, worker, a command): the first starts
PostgreSQL, the others join. A user is whoever holds a shared lock on `postgres.using`.
"""

import fcntl
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from server.store.embedded_alive import living_postmaster
from server.store.embedded_place import (
    MAJOR,
    Account,
    DatabaseWontStart,
    Place,
    choose_place,
    prepare_place,
)

ROLE = "muster"
SUPERUSER = "postgres"
DATABASE = "muster"
WATCHER = Path(__file__).with_name("embedded_watch.py")
LONGEST_LOG = 2_000_000
RECOVERY_SECONDS = "300"
ORPHAN_SECONDS = 10.0
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # The log must not keep what people typed.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
FAST_AND_LOSSY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedServer:
    """One use of the embedded PostgreSQL; it runs at least until this use is stopped."""

    def __init__(self, place: Place, using: int) -> None:
        """Take over the descriptor that holds the shared lock."""
        self.place = place
        self._using: int | None = using
        self._guard = threading.Lock()

    @property
    def url(self) -> str:
        """The address of Muster's database."""
        return self.url_of(DATABASE)

    def url_of(self, database: str, role: str = ROLE) -> str:
        """Return the address of a database on this server."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.place.sockets), safe='')}"

    @property
    def running(self) -> bool:
        """Whether PostgreSQL runs in this place."""
        return living_postmaster(self.place.cluster) is not None

    def stop(self) -> None:
        """End this use, and wait for a clean stop of PostgreSQL when it was the last one."""
        with self._guard:
            using, self._using = self._using, None
        if using is None:
            return
        os.close(using)
        again = _open(self.place.base / "postgres.using")
        try:
            fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # Others use it, or the watcher is stopping it: this waits for the latter.
            fcntl.flock(again, fcntl.LOCK_SH)
        else:
            if self.running:
                _run(self.place, "pg_ctl", "-w", "-t", "60", "-m", "fast", "stop")
        finally:
            os.close(again)


def start_embedded(folder: Path, *, account: str = "nobody", lossy: bool = False) -> EmbeddedServer:
    """Start the embedded PostgreSQL of a data folder, or join it where it already runs.

    Lossy switches disk syncs off, for tests only. Refuses (DatabaseWontStart) with a remedy.
    """
    place = choose_place(folder, account_name=account)
    try:
        prepare_place(place)
        with _alone(place.base / "postgres.starting"):
            return _start(place, lossy=lossy)
    except PermissionError as fault:
        raise DatabaseWontStart(
            f"无权使用 {fault.filename}：请用原来启动它的账户启动，或用 --data 换一个目录。",
            f"{fault.filename} may not be used: start as the account that started it before, or "
            "choose another folder with --data.",
        ) from fault


def _start(place: Place, *, lossy: bool) -> EmbeddedServer:
    using = _open(place.base / "postgres.using")
    try:
        fcntl.flock(using, fcntl.LOCK_SH)  # waits while a watcher is stopping the server
        _refuse_other_version(place.cluster)
        if not (place.cluster / "PG_VERSION").exists():
            _make_cluster(place)
        if living_postmaster(place.cluster) is None:
            _launch(place, lossy=lossy)
        _watch(place)
        server = EmbeddedServer(place, using)
        _make_database(server)
    except BaseException:
        os.close(using)
        raise
    return server


def _refuse_other_version(cluster: Path) -> None:
    written = cluster / "PG_VERSION"
    if written.exists() and written.read_text(encoding="ascii").strip() != str(MAJOR):
        found = written.read_text(encoding="ascii").strip()
        raise DatabaseWontStart(
            f"{cluster} 是 PostgreSQL {found} 的数据，内置的是 {MAJOR}，请先用 pg_upgrade 升级。",
            f"{cluster} holds data of PostgreSQL {found}, the embedded one is {MAJOR}; upgrade it "
            "with pg_upgrade first.",
        )


def _make_cluster(place: Place) -> None:
    """Make the database files beside their place and move them there whole."""
    draft = place.base / "postgres.making"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if place.account is not None:
        os.chown(draft, place.account.uid, place.account.gid)
    _run(
        place,
        "initdb",
        f"--username={SUPERUSER}",
        "--auth-local=trust",  # the socket lies in a folder of ours that is closed to others
        "--auth-host=reject",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        cluster=draft,
    )
    draft.rename(place.cluster)


def _launch(place: Place, *, lossy: bool) -> None:
    _drop_stale_lock(place)
    log = place.cluster / "server.log"
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    settings = SETTINGS | {"unix_socket_directories": str(place.sockets)}
    settings |= FAST_AND_LOSSY if lossy else {}
    options = shlex.join(
        word for key, value in settings.items() for word in ("-c", f"{key}={value}")
    )
    begun = time.monotonic()
    while True:
        try:
            _run(
                place,
                "pg_ctl",
                "-w",
                "-t",
                RECOVERY_SECONDS,
                "-l",
                str(log),
                "-o",
                options,
                "start",
            )
        except DatabaseWontStart:
            # Right after its postmaster was killed, a backend may still hold the shared memory.
            if time.monotonic() - begun > ORPHAN_SECONDS or not _orphans(log):
                raise
            time.sleep(0.1)
        else:
            return


def _orphans(log: Path) -> bool:
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
    return any("shared memory block" in line for line in last)


def _drop_stale_lock(place: Place) -> None:
    """Remove the lock file of a server that is gone, even if its number now names another program.

    PostgreSQL alone would refuse to start in the second case, common in restarted containers.
    """
    (place.cluster / "postmaster.pid").unlink(missing_ok=True)


def _watch(place: Place) -> None:
    """Start the process that stops PostgreSQL after its last user, unless there is one."""
    watching = _open(place.base / "postgres.watching")
    using = _open(place.base / "postgres.using")
    try:
        fcntl.flock(watching, fcntl.LOCK_EX | fcntl.LOCK_NB)
        account = place.account or Account(name="", uid=os.geteuid(), gid=os.getegid())
        numbers = (using, watching, account.uid, account.gid)
        subprocess.run(  # noqa: S603  # our own script
            [
                *(sys.executable, "-I", "-S", str(WATCHER)),
                *(str(one) for one in numbers),
                *(str(place.programs / "pg_ctl"), str(place.cluster)),
            ],
            check=True,
            pass_fds=(using, watching),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        )
    except BlockingIOError:
        pass  # somebody watches already
    finally:
        os.close(watching)
        os.close(using)


def _make_database(server: EmbeddedServer) -> None:
    with psycopg.connect(server.url_of("postgres", SUPERUSER), autocommit=True) as connection:
        roles = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if roles.fetchone() is None:
            connection.execute(f"CREATE ROLE {ROLE} LOGIN")
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if found.fetchone() is None:
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")


def _run(place: Place, program: str, *arguments: str, cluster: Path | None = None) -> None:
    """Run a program of PostgreSQL as its account; refuses with its last words."""
    as_whom: dict[str, Any] = {}
    if place.account is not None:
        as_whom = {"user": place.account.uid, "group": place.account.gid, "extra_groups": []}
    with tempfile.TemporaryFile() as said:  # a pipe would stay open in the started server
        ended = subprocess.run(  # noqa: S603  # our own programs, by absolute path
            [str(place.programs / program), "-D", str(cluster or place.cluster), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            check=False,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            **as_whom,
        )
        if ended.returncode == 0:
            return
        said.seek(0)
        words = said.read().decode(errors="replace").strip()
    raise DatabaseWontStart(
        f"内置数据库没有启动（{program}），详情见 {place.cluster / 'server.log'}：\n{words}",
        f"The embedded database failed ({program}); see {place.cluster / 'server.log'}.",
    )


def _open(file: Path) -> int:
    return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def _alone(file: Path) -> Generator[None]:
    """Let one program at a time start the server."""
    descriptor = _open(file)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
