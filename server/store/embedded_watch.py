"""Stops the embedded PostgreSQL when nobody uses it any more, however its users ended.

Every user holds a shared lock on one file, which the kernel gives back even after `kill -9`.
This process waits for that lock to be free. It runs by path, on the standard library alone.
"""

import fcntl
import os
import subprocess
import sys

STOP_SECONDS = "60"


def main(arguments: list[str]) -> int:
    """Wait until the last user is gone, then stop the server with a checkpoint."""
    using, watching, uid, gid = (int(one) for one in arguments[:4])
    pg_ctl, cluster = arguments[4:]
    if os.fork() != 0:
        return 0  # whoever started this need not wait for the end of it
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    fcntl.flock(using, fcntl.LOCK_EX)
    stopped = subprocess.run(  # noqa: S603  # our own programs, by absolute path
        [pg_ctl, "-w", "-t", STOP_SECONDS, "-m", "fast", "-D", cluster, "stop"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    # First the sign that somebody watches, then the lock a new user waits for: in the other order
    # the new user would believe itself watched.
    os.close(watching)
    os.close(using)
    return stopped.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
