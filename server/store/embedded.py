"""The PostgreSQL that comes with Muster: started in a moment, shared, stopped with its last user.

Several programs may use one data folder at once (server, worker, a command): the first starts
PostgreSQL, the others join. A user is whoever holds a shared lock on `postgres.using`.
"""

import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from server.store.embedded_alive import living_postmaster
from server.store.embedded_place import (
    Account,
    DatabaseWontStart,
    Place,
    choose_place,
    prepare_place,
)
from server.store.embedded_run import (
    ORPHAN_SECONDS,
    PAUSE,
    SUPERUSER,
    halt,
    launch,
    make_cluster,
    refuse_other_version,
)

ROLE = "muster"
DATABASE = "muster"
WATCHER = Path(__file__).with_name("embedded_watch.py")


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

    def revive(self) -> bool:
        """Start PostgreSQL again if it was killed, and tell whether that was so."""
        if self.running:
            return False
        with _alone(self.place.base / "postgres.starting"):
            if not self.running:
                launch(self.place, lossy=False)
        return True

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
                halt(self.place)
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
        refuse_other_version(place.cluster)
        if not (place.cluster / "PG_VERSION").exists():
            make_cluster(place)
        server = EmbeddedServer(place, using)
        _stand_up(server, lossy=lossy)
        _watch(place)
    except BaseException:
        os.close(using)
        raise
    return server


def _stand_up(server: EmbeddedServer, *, lossy: bool) -> None:
    """Start PostgreSQL unless it runs, and wait until it takes connections.

    One that was killed a moment ago may still look alive: then the connection fails, and the next
    look sees it gone.
    """
    begun = time.monotonic()
    while True:
        if not server.running:
            launch(server.place, lossy=lossy)
        try:
            _make_database(server)
        except psycopg.OperationalError as fault:
            if time.monotonic() - begun > ORPHAN_SECONDS:
                raise DatabaseWontStart("内置数据库没有应答。", f"No answer: {fault}") from fault
            time.sleep(PAUSE)
        else:
            return


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
