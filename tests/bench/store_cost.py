"""What the store's part of a completion costs, and how many bytes a finished instance leaves.

The four-task process (start, A, B and C in parallel, D, end; three fields a task) is played by
hand as the services would record it, without an engine. Run it by hand:
`python -m tests.bench.store_cost [address] [instances]`.
"""

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from server.domain import facts as f
from server.domain.ids import CaseId, ItemId, ProcessKey
from server.domain.journal import Head, chain
from server.store import revising
from server.store.database import Database, open_database
from server.store.unit import SqlUnit
from tests.store.stage import Stage, digest_of, person_of

SAVED = b'{"s":{"a":[[3,"Activity_0k2m1xq",8],[4,"Gateway_1x0p2aa",16]],"j":{},"n":17}}' * 6
SIZES = """SELECT relname, pg_total_relation_size(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""


class Play:
    """One instance after the other."""

    def __init__(self, stage: Stage) -> None:
        """Play on this stage."""
        self.stage = stage
        self.started: list[float] = []
        self.completed: list[float] = []

    def instance(self) -> None:
        """One instance from its start to its end."""
        stage = self.stage
        begun = time.perf_counter()
        _, a = self.start()
        self.started.append(time.perf_counter() - begun)
        stage.later(minutes=3)
        b, c = self.complete(a, ("B", "C"))
        stage.later(minutes=3)
        self.complete(b, ())
        (d,) = self.complete(c, ("D",))
        self.complete(d, (), end=True)

    def start(self) -> tuple[CaseId, ItemId]:
        """Start and run to task A: request key, number, case, item, contents."""
        stage = self.stage
        answer = self.answer(0)
        with stage.unit() as unit:
            unit.first(stage.id().hex, stage.officer, digest_of(answer))
            number = unit.cases.next_number(ProcessKey("whistle"), 2026)
            case, item = CaseId(stage.id()), ItemId(stage.id())
            facts = (
                f.CaseStarted(
                    process="whistle",
                    version=stage.version,
                    number=f"SH-2026-{number:05}",
                    root=case,
                    body="buguan",
                ),
                f.DataWritten(names=("subject", "place", "kind"), digest=digest_of(answer)),
                f.PathTaken(elements=("start", "flow_1", "task_a")),
                self.offer(item, "A"),
            )
            self.record(unit, case, Head(), facts)
            unit.cases.title(case, f"建设路占道经营整治{number}", "normal")
            unit.put_content(case, digest_of(answer), answer)
            unit.cases.keep(case, saved=SAVED, data=answer)
            unit.replied(stage.id().hex, stage.officer, f"/cases/{case}")
            unit.commit()
        return case, item

    def complete(
        self, item: ItemId, following: tuple[str, ...], *, end: bool = False
    ) -> tuple[ItemId, ...]:
        """Complete one item; others follow, or the case ends."""
        stage = self.stage
        key, begun = stage.id().hex, time.perf_counter()
        with stage.unit() as unit:
            unit.first(key, stage.head, key * 2)
            held, case = unit.work.hold(item)
            answer = self.answer(len(case.data))
            items = tuple(ItemId(stage.id()) for _ in following)
            facts = (
                f.WorkCompleted(
                    item=held.id,
                    person=person_of(stage.head),
                    post="zjj.officer",
                    digest=digest_of(answer),
                ),
                f.PathTaken(elements=(held.element, "flow_2", *following)),
                *(self.offer(one, name) for one, name in zip(items, following, strict=True)),
                *((f.CaseFinished(kind="finished", element="end"),) if end else ()),
            )
            self.record(unit, case.id, case.head, facts)
            unit.put_content(case.id, digest_of(answer), answer)
            unit.cases.keep(case.id, saved=b"" if end else SAVED, data={**case.data, **answer})
            unit.replied(key, stage.head, f"/cases/{case.id}")
            unit.commit()
        self.completed.append(time.perf_counter() - begun)
        return items

    def record(self, unit: SqlUnit, case: CaseId, head: Head, facts: tuple[f.Fact, ...]) -> None:
        """Append and apply."""
        person = person_of(self.stage.head)
        entry = chain(case, head, facts, at=self.stage.now, person=person)  # type: ignore[arg-type]
        unit.append([entry])
        unit.apply(entry, facts)

    def offer(self, item: ItemId, name: str) -> f.WorkOffered:
        """A piece of work on the department's desk, due in three days."""
        return f.WorkOffered(
            item=item,
            token=f"task_{name.lower()}",
            element=f"task_{name.lower()}",
            name=f"办理事项{name}",
            body="zjj",
            role="dept_officer",
            form=f"four/{name.lower()}",
            clock="T41",
            due=self.stage.now,
        )

    def answer(self, number: int) -> dict[str, str]:
        """Three answered fields, one of them a sentence."""
        return {
            f"field_{number}_a": "已到现场核实，责令当事人三日内清理完毕",
            f"field_{number}_b": "2026-03-05",
            f"field_{number}_c": "yes",
        }


def sizes(database: Database) -> dict[str, int]:
    """Bytes of every table with its indexes."""
    with database.engine.connect() as connection:
        return {row[0]: row[1] for row in connection.exec_driver_sql(SIZES)}


def measure(database: Database, instances: int) -> None:
    """Play, and print bytes and times."""
    revising.upgrade(database.engine)
    stage = Stage(database).furnish()
    play = Play(stage)
    for _ in range(100):
        play.instance()
    before, spent = sizes(database), resource.getrusage(resource.RUSAGE_SELF).ru_utime
    play.started.clear()
    play.completed.clear()
    with database.counting() as count:
        for _ in range(instances):
            play.instance()
    cpu = resource.getrusage(resource.RUSAGE_SELF).ru_utime - spent
    after = sizes(database)
    grown = {name: (after[name] - before[name]) / instances for name in after}
    for name, size in sorted(grown.items(), key=lambda pair: -pair[1]):
        if size:
            print(f"{name:20} {size:8.0f} bytes an instance")  # noqa: T201  # its purpose
    print(f"{'all':20} {sum(grown.values()):8.0f} bytes an instance")  # noqa: T201  # its purpose
    for name, times in (("start", play.started), ("completion", play.completed)):
        print(f"{name:12} {statistics.median(times) * 1000:.2f} ms (median, wall)")  # noqa: T201  # its purpose
    acts = instances * 5
    print(  # noqa: T201  # its purpose
        f"{cpu / acts * 1000:.2f} ms CPU of the client an act, "
        f"{len(count.statements) / acts:.2f} statements, {count.commits / acts:.2f} commits"
    )


def main() -> None:
    """Measure on the database at an address, or on one made for it."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as scratch:
        Path(scratch).chmod(0o711)
        place: str | Path = sys.argv[1] if len(sys.argv) > 1 else Path(scratch)
        database = open_database(place)
        try:
            measure(database, int(sys.argv[2]) if len(sys.argv) > 2 else 1000)  # address, number
        finally:
            database.close()


if __name__ == "__main__":
    main()
