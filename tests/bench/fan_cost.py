"""A fan-out of a thousand on the whole house below the web: ``python -m tests.bench.fan_cost``.

Milliseconds by the clock, database included, of starting a case whose first step is a thousand
pieces of work side by side, and of completing one of the first and one of the last of them.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from server import wiring
from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.engine.adapter import SpiffEngine
from server.services import deploying, working
from server.services.starting import start_case
from server.store import revising
from server.store.database import open_database
from tests.engine.diagrams import end, line, many, process, start, user
from tests.web.house import House

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.people import Actor
    from server.services.tools import Tools

KEY = ProcessKey("crowd")
WIDTHS = (10, 264, 1_000)
PROCESS = {
    "process.toml": b'key = "crowd"\ntitle = "x"\ntitle_en = "x"\nstarter = ["dept_handler"]\n',
    "crowd.bpmn": process(
        start(),
        user("M", many(count="width"), org='"zjj"', role="dept_handler"),
        end(),
        line("S", "M", "E"),
        key="crowd",
    ),
}


def milliseconds(act: Callable[[], object]) -> float:
    """How long an act took."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def measure(house: House) -> dict[str, float]:
    """Start fans of each width a few times; complete some members of each."""
    tools = wiring.tools_over(house.database, house.settings)
    deploying.deploy(tools, SYSTEM, PROCESS)
    actor = house.actor("zjj.handler")
    numbers: dict[str, float] = {}
    for width in WIDTHS:
        begun = [
            milliseconds(lambda: start_case(tools, actor, KEY, {"width": width}))  # noqa: B023  # called at once
            for _ in range(6)
        ]
        numbers[f"start_{width}_ms"] = statistics.median(begun[1:])
        numbers[f"complete_one_of_{width}_ms"] = _completing(tools, actor, house)
    return numbers


def _completing(tools: Tools, actor: Actor, house: House) -> float:
    query = "SELECT id FROM work_items WHERE state = 'open' ORDER BY id DESC LIMIT 8"
    with house.database.engine.connect() as connection:
        items = [row[0] for row in connection.exec_driver_sql(query)]
    done = working.Answer(values={})
    return statistics.median(
        milliseconds(lambda: working.complete(tools, actor, item, done))  # noqa: B023  # called at once
        for item in items
    )


def main() -> None:
    """Measure on a database made for it, disk syncs on."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as scratch:
        Path(scratch).chmod(0o711)
        database = open_database(Path(scratch))
        try:
            revising.upgrade(database.engine)
            numbers = measure(House(database, Path(scratch), SpiffEngine()).furnish())
        finally:
            database.close()
    told = {name: round(number, 2) for name, number in numbers.items()}
    sys.stdout.write(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
