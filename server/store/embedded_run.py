"""Runs the programs of PostgreSQL on a folder: makes a cluster, starts it, and asks it to stop."""

import os
import shlex
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from server.store.embedded_place import MAJOR, DatabaseWontStart, Place

SUPERUSER = "postgres"
LONGEST_LOG = 2_000_000
RECOVERY_SECONDS = "300"
ORPHAN_SECONDS = 10.0
"""How long what a killed server left behind may stand in the way of the next."""
PAUSE = 0.05
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


def refuse_other_version(cluster: Path) -> None:
    """Refuse database files of another major version, which this PostgreSQL can't read."""
    written = cluster / "PG_VERSION"
    if written.exists() and written.read_text(encoding="ascii").strip() != str(MAJOR):
        found = written.read_text(encoding="ascii").strip()
        raise DatabaseWontStart(
            f"{cluster} 是 PostgreSQL {found} 的数据，内置的是 {MAJOR}，请先用 pg_upgrade 升级。",
            f"{cluster} holds data of PostgreSQL {found}, the embedded one is {MAJOR}; upgrade it "
            "with pg_upgrade first.",
        )


def make_cluster(place: Place) -> None:
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


def launch(place: Place, *, lossy: bool) -> None:
    """Start the server of a folder and wait until it has recovered."""
    _drop_stale_locks(place)
    log = place.cluster / "server.log"
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    settings = SETTINGS | {"unix_socket_directories": str(place.sockets)}
    settings |= FAST_AND_LOSSY if lossy else {}
    options = shlex.join(
        word for key, value in settings.items() for word in ("-c", f"{key}={value}")
    )
    waiting = ("-w", "-t", RECOVERY_SECONDS)
    begun = time.monotonic()
    while True:
        try:
            _run(place, "pg_ctl", *waiting, "-l", str(log), "-o", options, "start")
        except DatabaseWontStart:
            # Right after its postmaster was killed, a backend may still hold the shared memory.
            if time.monotonic() - begun > ORPHAN_SECONDS or not _orphans(log):
                raise
            time.sleep(PAUSE)
        else:
            return


def _orphans(log: Path) -> bool:
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
    return any("shared memory block" in line for line in last)


def _drop_stale_locks(place: Place) -> None:
    """Remove the lock files of a server that is gone, even if its number still names a process.

    PostgreSQL alone would refuse to start then, which is common in containers: numbers come again
    after a restart, and where nobody reaps the dead they keep their number.
    """
    for left in (
        place.cluster / "postmaster.pid",
        place.sockets / ".s.PGSQL.5432.lock",
        place.sockets / ".s.PGSQL.5432",
    ):
        left.unlink(missing_ok=True)


def halt(place: Place) -> None:
    """Stop the server with a checkpoint; people who are connected are cut off."""
    _run(place, "pg_ctl", "-w", "-t", "60", "-m", "fast", "stop")


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
