"""What a page of the inbox costs with a million open items on the twenty desks of one person.

Run it by hand, `python -m tests.bench.inbox_cost [address [filled]]`: it fills a database of its own, which
takes a minute or two, and prints for each kind of page how long the database took to answer.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from server.domain.ids import BodyId, PersonId, PostId, ProcessKey
from server.domain.people import Actor, Seat
from server.domain.reading import InboxQuery
from server.store import revising
from server.store.database import Database, open_database
from server.store.views.inbox import inbox_page
from server.store.wire import Wire
from tests.store.stage import MANNER

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DESKS = 20
ITEMS = 1_000_000
CASES = 200_000
WARM = 12
TIMES = 15
ME = PersonId("00000000-0000-7000-8000-0000000000ff")  # type: ignore[arg-type]

FILL = (
    """INSERT INTO bodies (id, name, name_en, short_name, kind, level, fields, document_code)
SELECT 'b' || n, '第' || n || '局', 'Bureau ' || n, '局' || n, 'department', 'county', '{}', ''
FROM generate_series(1, 20) n""",
    """INSERT INTO persons (id, login, name, name_en)
VALUES ('00000000-0000-7000-8000-0000000000ff', 'me', '本人', 'Me'),
  ('00000000-0000-7000-8000-0000000000fe', 'other', '他人', 'Other')""",
    """INSERT INTO versions (id, at, number, digest, process)
SELECT ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), 1,
  sha256(n::text::bytea), 'process' || n FROM generate_series(1, 10) n""",
    """INSERT INTO sources
  (version, title, title_en, owner, law, starter, title_value, number, lanes)
SELECT id, '流程', 'Process', '', '{}', '{}', '', 'SH', '{}' FROM versions""",
    """INSERT INTO cases (id, started_at, root, version, status, body, number, title, starter)
SELECT id, now(), id, ('00000000-0000-7000-9000-' || lpad(to_hex(1 + abs(hashint4(n)) % 10), 12, '0'))::uuid,
  'running', 'b' || (1 + abs(hashint4(n + 5)) % 20), 'SH-2026-' || lpad(n::text, 6, '0'),
  (ARRAY['占道经营', '违章搭建', '扬尘污染', '噪声扰民', '消防隐患', '河道垃圾'])[1 + n % 6]
    || '整治第' || n || '号',
  '00000000-0000-7000-8000-0000000000fe'
FROM (SELECT n, ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id
  FROM generate_series(1, 200000) n) given""",
    """INSERT INTO work_items
  (id, offered_at, due, case_id, holder, claimed_at, state, body, role, token, element, name)
SELECT ('018f0000-0000-7000-a000-' || lpad(to_hex(n), 12, '0'))::uuid, now(),
  CASE WHEN n % 7 > 0 THEN timestamptz '2026-02-20 01:00Z' + n * interval '3 seconds' END,
  ('018f0000-0000-7000-8000-' || lpad(to_hex(1 + n % 200000), 12, '0'))::uuid,
  CASE WHEN n % 3 = 0 THEN uuid '00000000-0000-7000-8000-0000000000fe'
    WHEN n % 1000 = 1 THEN uuid '00000000-0000-7000-8000-0000000000ff' END,
  CASE WHEN n % 3 = 0 OR n % 1000 = 1 THEN now() END,
  'open', 'b' || (1 + n % 20), 'officer', 't', 'report', '报到处置'
FROM generate_series(1, 1000000) n""",
    "VACUUM ANALYZE",
)

ACTOR = Actor(
    person=ME,
    name="本人",
    seats=tuple(
        Seat(
            post=PostId(f"b{n}.officer"),
            body=BodyId(f"b{n}"),
            body_name=f"第{n}局",
            title="科员",
            roles=frozenset({"officer"}),
        )
        for n in range(1, DESKS + 1)
    ),
)

PAGES = {
    "all": InboxQuery(),
    "unclaimed": InboxQuery(tab="unclaimed"),
    "mine": InboxQuery(tab="mine"),
    "late": InboxQuery(tab="late"),
    "today": InboxQuery(tab="today"),
    "deadline week": InboxQuery(deadline="week"),
    "deadline none": InboxQuery(deadline="none"),
    "process": InboxQuery(process=ProcessKey("process3")),
    "from body": InboxQuery(from_body=BodyId("b7")),
    "search 消防": InboxQuery(search="消防"),
    "search 第4号": InboxQuery(search="第4号"),
    "search 000123": InboxQuery(search="000123"),
}


class TimingWire(Wire):
    """Adds up how long its statements take, the way to the database and back included."""

    spent: float = 0.0
    texts: int = 0

    def ask(self, text: str, values: Mapping[str, Any]) -> Any:
        """Answer as usual."""
        begun = time.perf_counter()
        answer = super().ask(text, values)
        self.spent += time.perf_counter() - begun
        self.texts += 1
        return answer


def fill(database: Database) -> None:
    """A million open items, a third held by somebody else, one in a thousand by the actor."""
    revising.upgrade(database.engine)
    options = {"isolation_level": "AUTOCOMMIT", "no_parameters": True}
    with database.engine.connect().execution_options(**options) as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        for statement in FILL:
            connection.exec_driver_sql(statement)


def cost(wire: TimingWire, query: InboxQuery) -> tuple[float, float, int]:
    """Milliseconds for one page, least and median of several, and its statements."""
    spent = []
    for _ in range(WARM + TIMES):
        wire.spent, wire.texts = 0.0, 0
        inbox_page(wire, MANNER, ACTOR, query, NOW)
        spent.append(wire.spent * 1000)
    return min(spent[WARM:]), statistics.median(spent[WARM:]), wire.texts


def main() -> None:
    """Fill, ask, print."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as scratch:
        place: str | Path = sys.argv[1] if len(sys.argv) > 1 else Path(scratch)
        if isinstance(place, Path):
            place.chmod(0o711)
        database = open_database(place)
        try:
            if len(sys.argv) < 3:  # a second word means: filled before
                fill(database)
            report(database)
        finally:
            database.close()


def report(database: Database) -> None:
    """Print a line per kind of page; statements are prepared by then, as on a server that runs."""
    wire = TimingWire(database.engine)
    for name, query in PAGES.items():
        least, median, texts = cost(wire, query)
        print(f"{name:16} {least:7.2f} least {median:7.2f} median ms, {texts} statements")  # noqa: T201  # its purpose
    wire.close()


if __name__ == "__main__":
    main()
