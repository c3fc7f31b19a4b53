"""Tells whether the PostgreSQL of a folder really runs, whatever its lock file says."""

import os
import subprocess
from pathlib import Path


def living_postmaster(cluster: Path) -> int | None:
    """Return the number of the running postmaster of a folder, or nothing."""
    try:
        written = (cluster / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0]
    except FileNotFoundError:
        return None
    if not written.isdigit() or str(cluster) not in _command_line(int(written)):
        return None
    return int(written)


def _command_line(pid: int) -> str:
    seen = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self/cmdline").exists():
        try:
            return os.fsdecode(seen.read_bytes()).replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    listed = subprocess.run(  # noqa: S603  # a number, and the system's own ps
        ["/bin/ps", "-ww", "-p", str(pid), "-o", "args="],
        capture_output=True,
        text=True,
        check=False,
    )
    return listed.stdout
