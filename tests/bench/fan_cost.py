"""A fan-out of a thousand on the whole house below the web: ``python -m tests.bench.fan_cost``.

Milliseconds of processor time, database included, of starting a case whose first step is so many
pieces of work side by side, and of completing one of them; and how long starting took by the clock.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from server import wiring
from server.benching.processor import seconds_of
from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.engine.adapter import SpiffEngine
from server.ground import postmaster_of
from server.services import deploying, working
from server.services.starting import start_case
from server.store import revising
from server.store.database import open_database
from tests.engine.diagrams import end, line, many, process, start, user
from tests.web.house import House

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.services.tools import Tools
    from server.store.database import Database

KEY = ProcessKey("crowd")
WIDTHS = (10, 264, 1_000)
TIMES = 40
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


def processor(database: Database) -> float:
    """Seconds of processor time of this program and of the database so far."""
    postmaster = postmaster_of(database)
    assert postmaster is not None
    return time.process_time() + seconds_of(postmaster)


def measure(house: House) -> dict[str, float]:
    """Start fans of each width a few times; complete some members of each."""
    tools = wiring.tools_over(house.database, house.settings)
    deploying.deploy(tools, SYSTEM, PROCESS)
    actor = house.actor("zjj.handler")
    numbers: dict[str, float] = {}
    for width in WIDTHS:
        spent, waited = processor(house.database), []
        for _ in range(TIMES):
            since = time.perf_counter()
            start_case(tools, actor, KEY, {"width": width})
            waited.append(time.perf_counter() - since)
        numbers[f"start_{width}_ms"] = (processor(house.database) - spent) * 1000 / TIMES
        numbers[f"start_{width}_wall_ms"] = min(waited) * 1000
        numbers[f"complete_one_of_{width}_ms"] = _completing(tools, actor, house)
    return numbers


def _completing(tools: Tools, actor: Actor, house: House) -> float:
    query = f"SELECT id FROM work_items WHERE state = 'open' ORDER BY id DESC LIMIT {TIMES}"  # noqa: S608  # a number
    with house.database.engine.connect() as connection:
        items = [row[0] for row in connection.exec_driver_sql(query)]
    done = working.Answer(values={})
    spent = processor(house.database)
    for item in items[1:]:  # one is left, so that none ends the fan-out
        working.complete(tools, actor, item, done)
    return (processor(house.database) - spent) * 1000 / (len(items) - 1)


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
