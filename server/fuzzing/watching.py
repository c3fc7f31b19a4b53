"""What a case may not do to the machine: run code, reach out, write, eat its memory."""

import resource
import sys
from pathlib import Path
from zoneinfo import TZPATH

MEGABYTE = 1 << 20
MOST_MEMORY = 1_500 * MEGABYTE
"""Address space of the whole program, far above what it needs; beyond it memory runs out."""
FORBIDDEN = (
    "compile",
    "exec",
    "ctypes",
    "os.",
    "pickle.",
    "pty.",
    "shutil.",
    "socket.",
    "subprocess.",
    "tempfile.",
    "urllib.",
    "webbrowser.",
)
HARMLESS = frozenset({"os.listdir", "os.scandir"})
ONLY_READ = "<unknown>"
"""How `ast.parse` names text that becomes a tree and no code; running it is heard as `exec`."""
OURS = (sys.prefix, sys.base_prefix, str(Path(__file__).parents[2]))
"""The program itself, whose parts may be imported late."""


class Watch:
    """Notes what Python is asked to do while a case is tried (PEP 578)."""

    def __init__(self) -> None:
        self.is_on = False
        self.seen: list[str] = []

    def begin(self) -> None:
        """Listen for as long as this program lives: what listens can't be taken away again."""
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.is_on and is_forbidden(event, arguments):
            self.seen.append(f"{event} {arguments!r:.200}")
            raise PermissionError(event)


def is_forbidden(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether no diagram may have Python do this."""
    if event == "open":
        path, mode = arguments[0], str(arguments[1])
        return mode not in {"r", "rb"} or not str(path).startswith((*OURS, *TZPATH))
    if event == "exec":
        return not str(getattr(arguments[0], "co_filename", "")).startswith(OURS)
    if event == "compile":
        return not str(arguments[1]).startswith((*OURS, ONLY_READ))
    return event.startswith(FORBIDDEN) and event not in HARMLESS


def limit_memory() -> None:
    """Let memory run out in this program long before the machine's does."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, most))


def megabytes() -> int:
    """The most memory that this program ever used."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used // MEGABYTE if sys.platform == "darwin" else used // 1024
