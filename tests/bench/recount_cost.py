"""What it costs to reckon the deadlines of 100,000 open items anew when next year's calendar comes.

Run it by hand, `python -m tests.bench.recount_cost [open items]`: it fills a database of its own. Half of the
deadlines lie beyond the known calendar and move, the others stay. Processor time is that of this
process, which holds the services, and of the database beside it.
"""

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from server import wiring
from server.domain.county import Paper
from server.domain.people import SYSTEM
from server.domain.ports import RecountRow
from server.services import founding, peopling
from server.services.county_files import read_county
from server.services.recounting import A_BATCH, recount
from server.services.tools import Tools
from server.settings import read_settings
from server.store import revising
from server.store.database import Database, open_database
from tests.eased import HandClock
from tests.places import COUNTY

NOW = datetime(2026, 12, 30, 1, 0, tzinfo=UTC)
YEAR_2027 = """
year = 2027

[[holiday]]
name = "元旦"
name_en = "New Year"
first = 2027-01-01
last = 2027-01-03
"""
FILL = (
    """INSERT INTO versions (id, at, number, digest, process)
VALUES ('00000000-0000-7000-9000-000000000001', now(), 1, sha256('1'), 'repair')""",
    """INSERT INTO cases (id, started_at, root, version, status, body, number, title)
SELECT id, now(), id, '00000000-0000-7000-9000-000000000001', 'running', 'zjj', 'JG-' || n, '井盖' || n
FROM (SELECT n, ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id
  FROM generate_series(1, {items}) n) given""",
    """INSERT INTO case_states (case_id, revision, saved, data)
SELECT id, 1, sha256(id::text::bytea), NULL FROM cases""",
    """INSERT INTO work_items
  (id, offered_at, since, due, provisional, case_id, state, body, role, token, element, name, clock)
SELECT ('018f0000-0000-7000-a000-' || lpad(to_hex(n), 12, '0'))::uuid, now(),
  timestamptz '2026-12-29 02:00Z' - (n % 2) * interval '30 days',
  CASE WHEN n % 2 = 0 THEN timestamptz '2027-01-07 10:00Z' ELSE timestamptz '2026-12-08 10:00Z' END,
  n % 2 = 0, ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
  'open', (ARRAY['zjj', 'slj', 'zrzy', 'scj'])[1 + n % 4], 'dept_handler', 't', 'report', '处置', 'T03'
FROM generate_series(1, {items}) n""",
    """INSERT INTO rungs (item, rung, due)
SELECT id, step, due FROM work_items
  CROSS JOIN unnest(ARRAY['hint', 'amber', 'red', 'urge', 'circulate']) step""",
    "VACUUM ANALYZE",
)


def fill(database: Database, items: int) -> None:
    """Open items, each in a case of its own."""
    options = {"isolation_level": "AUTOCOMMIT", "no_parameters": True}
    with database.engine.connect().execution_options(**options) as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        for statement in FILL:
            connection.exec_driver_sql(statement.format(items=items))


def of_the_database(folder: Path) -> float:
    """Seconds of the processor that the programs of this database have used so far."""
    head = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
    spent = 0
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            stat = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat[1]) == head or int(place.parent.name) == head:
            spent += sum(int(ticks) for ticks in stat[11:15])
    return spent / 100


def main() -> None:
    """Fill, publish the calendar, walk, print."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o711)
        database = open_database(folder)
        try:
            revising.upgrade(database.engine)
            clock = HandClock(NOW)
            settings = read_settings({"MUSTER_DATA": scratch})
            tools = wiring.tools_over(database, settings, clock)
            county = read_county(COUNTY)
            founding.load_papers(tools, SYSTEM, county.papers)
            peopling.register_bodies(tools, SYSTEM, county.bodies)
            fill(database, items)
            paper = Paper(kind="calendar", name="2027", text=YEAR_2027)
            founding.load_papers(tools, SYSTEM, [paper])
            clock.moment += timedelta(seconds=11)
            report(tools, database, folder, items)
        finally:
            database.close()


def report(tools: Tools, database: Database, folder: Path, items: int) -> None:
    """Walk to the end, and print what it cost."""
    batches = 0
    ours, theirs, begun = time.process_time(), of_the_database(folder), time.perf_counter()
    with database.counting() as counted:
        while walking(tools).ended_at is None:
            recount(tools, "calendar", "2027")
            batches += 1
    wall, own = time.perf_counter() - begun, time.process_time() - ours
    spent, done = of_the_database(folder) - theirs, walking(tools)
    lines = (
        f"{items} open, {done.seen} read, {done.moved} moved",
        f"{own:.1f} s here, {spent:.1f} s in the database, {wall:.1f} s by the clock",
        f"{batches} batches of {A_BATCH}, {len(counted.statements) / batches - 1:.1f} statements a batch",
    )
    print(*lines, sep="\n")  # noqa: T201  # its purpose


def walking(tools: Tools) -> RecountRow:
    """How far the walk is; one statement."""
    with tools.unit() as unit:
        return next(row for row in unit.recounts.rows() if row.name == "2027")


if __name__ == "__main__":
    main()
