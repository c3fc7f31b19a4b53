"""A small county on a real database, and acts on it as the services would do them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from server.domain import facts as f
from server.domain.access import parts_given
from server.domain.ids import (
    BodyId,
    CaseId,
    FanOutId,
    ItemId,
    PersonId,
    ProcessKey,
    SubjectId,
    VersionId,
)
from server.domain.journal import Head, chain
from server.domain.people import Actor, Person
from server.domain.process import Sources
from server.domain.reading import Deadline, Lamp
from server.domain.searching import words_in
from server.domain.values import Values
from server.domain.work import Matter
from server.store.database import Database
from server.store.unit import SqlUnit
from server.store.values import dump
from server.store.views import Manner
from tests.store.county import BODIES, POSTS, SOURCES

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Nine o'clock of a working Monday in the county."""
TODAY = date(2026, 3, 2)
MATTER = Matter(root=CaseId(UUID(int=0)), process=ProcessKey("whistle"), body=BodyId("buguan"))
NO_DIGEST = "00" * 32


def deadline_of(due: datetime | None, now: datetime, provisional: bool) -> Deadline:  # noqa: FBT001  # the shape that the store calls
    """A lamp by plain hours; the calendar of working days is not the store's business."""
    if due is None:
        return Deadline(due=None, lamp=Lamp.NONE)
    lamp = Lamp.LATE if due < now else Lamp.GOOD
    return Deadline(due=due, lamp=lamp, amount=abs(due - now).days, provisional=provisional)


def words_of(kind: str, name: str, name_en: str) -> tuple[str, str]:
    return f"通知：{kind} {name}".strip(), f"Notice: {kind} {name_en}".strip()


MANNER = Manner(deadline_of=deadline_of, words_of=words_of)


def digest_of(values: Values) -> str:
    return sha256(dump(dict(values)).encode()).hexdigest()


def uuid7(at: datetime, number: int) -> UUID:
    """An identifier of RFC 9562, version 7, whose random part is a number."""
    stamp = int(at.timestamp() * 1000)
    return UUID(int=(stamp << 80) | (7 << 76) | (2 << 62) | (number & ((1 << 62) - 1)))


@dataclass(slots=True)
class Stage:
    """Everything a test needs to act; time moves only when the test says so."""

    database: Database
    now: datetime = MORNING
    made: int = 0
    roots: dict[UUID, CaseId] = field(default_factory=dict)
    """The matter of each case and branch."""
    version: VersionId = field(init=False)
    officer: Actor = field(init=False)
    """Holds township_officer in the township ``buguan``."""
    head: Actor = field(init=False)
    """Holds dept_head and dept_officer in the department ``zjj``."""

    def unit(self) -> SqlUnit:
        return SqlUnit(self.database, MANNER)

    def id(self) -> UUID:
        self.made += 1
        return uuid7(self.now, self.made)

    def later(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now

    def record(
        self,
        unit: SqlUnit,
        subject: UUID,
        *facts: f.Fact,
        person: PersonId | None = None,
        head: Head | None = None,
    ) -> Head:
        """Append and apply facts as ``services/recording`` does."""
        if head is None:
            head = unit.journal.head(SubjectId(subject))
        entry = chain(SubjectId(subject), head, facts, at=self.now, person=person)
        unit.append([entry])
        unit.apply(entry, facts)
        if subject in self.roots:
            unit.cases.give_parts(self.roots[subject], parts_given(facts, person))
        return entry.head

    def furnish(self) -> "Stage":
        """Two bodies, three posts, two persons and one process."""
        with self.unit() as unit:
            for body in BODIES:
                unit.people.put_body(body)
            for post in POSTS:
                unit.people.put_post(post)
            self.enter(unit, "wang", "王小明", ("buguan.officer",))
            self.enter(unit, "li", "李小红", ("zjj.head", "zjj.officer"))
            self.version = self.deploy(unit)
            unit.commit()
        with self.unit() as unit:
            self.officer = unit.people.actor("wang", TODAY)
            self.head = unit.people.actor("li", TODAY)
        return self

    def enter(self, unit: SqlUnit, login: str, name: str, posts: Iterable[str]) -> PersonId:
        person = PersonId(self.id())
        unit.people.put_person(Person(id=person, login=login, name=name, name_en=login.title()))
        granted = [
            f.PostGranted(person=person, post=post, valid_from=date(2026, 1, 1)) for post in posts
        ]
        self.record(unit, person, f.PersonRegistered(person=person, digest=NO_DIGEST), *granted)
        return person

    def deploy(self, unit: SqlUnit, number: int = 1, sources: Sources = SOURCES) -> VersionId:
        version = VersionId(self.id())
        fact = f.ProcessDeployed(
            version=version, process=sources.key, number=number, digest=f"{number:064x}"
        )
        self.record(unit, version, fact)
        unit.processes.put_sources(version, sources)
        return version

    def started(
        self,
        unit: SqlUnit,
        title: str = "占道经营整治",
        *,
        parent: CaseId | None = None,
        **more: object,
    ) -> CaseId:
        """A case (or branch) begun by the officer, without work."""
        case = CaseId(self.id())
        self.roots[case] = self.roots[parent] if parent else case
        number = f"SH-2026-{self.made:05}"
        fact = f.CaseStarted(
            process="whistle",
            version=self.version,
            number=number,
            root=parent or case,
            body="buguan",
            parent=parent,
            **more,  # type: ignore[arg-type]
        )
        self.record(unit, case, fact, person=self.officer.person, head=Head())
        if parent is None:
            unit.cases.title(case, title, "normal")
            unit.cases.describe(case, words_in(title, number), {})
        unit.cases.keep(case, saved=b"state", data={"subject": title})
        return case

    def offered(  # noqa: PLR0913  # the particulars of a fact
        self,
        unit: SqlUnit,
        case: CaseId,
        *,
        body: str = "zjj",
        role: str = "dept_officer",
        due: datetime | None = None,
        element: str = "report",
        clock: str | None = None,
        matter: Matter | None = None,
    ) -> ItemId:
        item = ItemId(self.id())
        fact = f.WorkOffered(
            item=item,
            token=f"t{self.made}",
            element=element,
            name="报到处置",
            body=body,
            role=role,
            form="whistle/report",
            due=due,
            clock=clock,
        )
        self.record(unit, case, fact)
        unit.work.file(item, replace(matter or MATTER, root=unit.cases.root_of(case)))
        return item

    def case(self, title: str = "占道经营整治") -> CaseId:
        with self.unit() as unit:
            case = self.started(unit, title)
            unit.commit()
        return case

    def work(self, case: CaseId | None = None, **particulars: object) -> ItemId:
        """A piece of work on a desk of the department, in a case of its own unless one is given."""
        case = case or self.case()
        with self.unit() as unit:
            item = self.offered(unit, case, **particulars)  # type: ignore[arg-type]
            unit.commit()
        return item

    def happen(self, subject: UUID, *facts: f.Fact, person: PersonId | None = None) -> None:
        with self.unit() as unit:
            self.record(unit, subject, *facts, person=person)
            unit.commit()

    def claim(self, item: ItemId, actor: Actor) -> None:
        with self.unit() as unit:
            _, case = unit.work.hold(item)
            self.record(unit, case.id, f.WorkClaimed(item=item, person=person_of(actor)))
            unit.commit()

    def complete(self, item: ItemId, actor: Actor, values: Values | None = None) -> None:
        values = values or {"result": "已办"}
        with self.unit() as unit:
            _, case = unit.work.hold(item)
            person, digest = person_of(actor), digest_of(values)
            fact = f.WorkCompleted(item=item, person=person, post="zjj.officer", digest=digest)
            self.record(unit, case.id, fact, person=person, head=case.head)
            unit.put_content(case.id, digest, values)
            unit.cases.keep(case.id, saved=case.saved, data={**case.data, **values})
            unit.commit()

    def fanned_out(self, total: int) -> tuple[CaseId, FanOutId, tuple[CaseId, ...]]:
        """A case with one open fan-out and its branches."""
        case = self.case()
        fan_out = FanOutId(self.id())
        fact = f.FanOutOpened(
            fan_out=fan_out, token="t", element="depts", name="各部门", kind="process", total=total
        )
        with self.unit() as unit:
            self.record(unit, case, fact)
            branches = tuple(
                self.started(unit, parent=case, fan_out=fan_out, index=index, scope="depts")
                for index in range(total)
            )
            unit.commit()
        return case, fan_out, branches


def person_of(actor: Actor) -> PersonId:
    assert actor.person is not None
    return actor.person
