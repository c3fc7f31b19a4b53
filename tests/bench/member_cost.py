"""What it costs to join a step under way and to leave it: ``python -m tests.bench.member_cost``.

Milliseconds by the clock, the whole act through the services over a real PostgreSQL included.
"""

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from server.engine.adapter import SpiffEngine
from server.store import revising
from server.store.database import open_database
from tests.services.asking import Asking, work
from tests.web.house import House

WIDTHS = (10, 1_000)


def measure(house: House) -> None:
    """Print all numbers."""
    for width in WIDTHS:
        asking = Asking(house, work(), *["zjj"] * width)
        begun = perf_counter()
        [branch] = asking.add("slj")
        joined = perf_counter()
        asking.take(branch)
        left = perf_counter()
        print(  # noqa: T201  # its purpose
            f"{width:5} members: joining {(joined - begun) * 1000:.1f} ms, "
            f"leaving {(left - joined) * 1000:.1f} ms"
        )


def main() -> None:
    """Measure on the database at an address, or on one made for it."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as scratch:
        Path(scratch).chmod(0o711)
        place: str | Path = sys.argv[1] if len(sys.argv) > 1 else Path(scratch)
        database = open_database(place)
        try:
            revising.upgrade(database.engine)
            measure(House(database, Path(scratch), SpiffEngine()).furnish())
        finally:
            database.close()


if __name__ == "__main__":
    main()
