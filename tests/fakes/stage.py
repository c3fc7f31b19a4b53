"""A county with one small process, ready for acts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain.ids import CaseId, ItemId, SubjectId
from server.domain.moves import Ending, EndKind, Move, Start, Wait, Work
from server.services.shelf import Shelf
from server.services.starting import start_case
from server.services.tools import Limits, Tools
from server.services.working import Answer, complete
from tests.builders import a_person, a_version, an_actor, sample_county, sources, work_for
from tests.fakes.engine import FakeEngine
from tests.fakes.hooks import FakeCaller
from tests.fakes.outside import FakeClock, FakeForms, FakeHasher, FakeIds, FakeVault
from tests.fakes.state import Database, State
from tests.fakes.unit import FakeUnit

if TYPE_CHECKING:
    from server.domain.facts import Fact
    from server.domain.ids import ProcessKey
    from server.domain.people import Actor
    from server.domain.process import Sources, Version
    from server.domain.work import WorkItem
    from server.services.operations import Operation

FRESH = timedelta(seconds=5)


@dataclass(slots=True)
class Stage:
    """All the fakes, the tools over them, and what tests often want of them."""

    database: Database = field(default_factory=Database)
    engine: FakeEngine = field(default_factory=FakeEngine)
    forms: FakeForms = field(default_factory=FakeForms)
    clock: FakeClock = field(default_factory=FakeClock)
    ids: FakeIds = field(default_factory=FakeIds)
    vault: FakeVault = field(default_factory=FakeVault)
    hasher: FakeHasher = field(default_factory=FakeHasher)
    operations: dict[str, Operation] = field(default_factory=dict)
    tools: Tools = field(init=False)

    def __post_init__(self) -> None:
        self.tools = Tools(
            unit=lambda: FakeUnit(self.database),
            engine=self.engine,
            forms=self.forms,
            clock=self.clock,
            ids=self.ids,
            vault=self.vault,
            hasher=self.hasher,
            shelf=Shelf(self.clock, FRESH),
            operations=self.operations,
            limits=Limits(
                wrong_passwords=3,
                lockout=timedelta(minutes=15),
                session=timedelta(hours=8),
                token=timedelta(days=90),
                file_bytes=2 * 1024 * 1024,
                files=2,
                message_life=timedelta(days=7),
                messages=3,
            ),
            caller=FakeCaller(),
            mailer=None,
            rings=False,
        )

    @classmethod
    def in_county(cls) -> Stage:
        """With the papers and bodies of the sample county in force."""
        stage = cls()
        for paper in sample_county().papers:
            stage.state.papers[paper.kind, paper.name] = paper.text
        for body in sample_county().bodies:
            stage.state.bodies[body.id] = body
        return stage

    @classmethod
    def with_process(cls, version_sources: Sources | None = None) -> Stage:
        """In the sample county, with one deployed process."""
        stage = cls.in_county()
        stage.deployed(version_sources or sources())
        return stage

    @property
    def state(self) -> State:
        """What is committed."""
        return self.database.state

    def deployed(self, version_sources: Sources) -> Version:
        """One more process, or a newer version of one."""
        number = len(self.state.versions) + 1
        version = a_version(key=version_sources.key, number=number)
        self.state.versions[version.id] = version
        self.state.sources[version.id] = version_sources
        return version

    def person(self, *seats: object, login: str = "chen") -> Actor:
        """A person whom the database knows, with these seats."""
        actor = an_actor(*seats, login=login)  # type: ignore[arg-type]
        assert actor.person is not None
        self.state.persons[login] = a_person(login, id=actor.person, name=actor.name)
        self.state.actors[actor.person] = actor
        return actor

    # --- acts ---------------------------------------------------------------------------------

    def start(self, actor: Actor, *waits: Wait, key: ProcessKey | None = None) -> CaseId:
        """A case that waits at these places after its start."""
        self.engine.on(Start, None, moved(*waits))
        return self.start_as_scripted(actor, key)

    def start_as_scripted(self, actor: Actor, key: ProcessKey | None = None) -> CaseId:
        """A case that begins as the engine's script says."""
        return start_case(self.tools, actor, key or sources().key, {}).case

    def offered(self, actor: Actor, work: Work | None = None) -> ItemId:
        """A case with one piece of work, and that piece."""
        case = self.start(actor, work or work_for())
        return self.item(case).id

    def done(self, actor: Actor, item: ItemId) -> None:
        """Completes a piece of work with an empty answer."""
        complete(self.tools, actor, item, Answer(values={}))

    # --- what there is ------------------------------------------------------------------------

    def item(self, case: CaseId, element: str | None = None) -> WorkItem:
        """The last piece of work of a matter (at this element)."""
        return [
            item
            for item in self.state.items.values()
            if case in (item.case, item.root) and element in (None, item.element)
        ][-1]

    def at(self, token: str) -> WorkItem:
        """The last piece of work that waited at this place."""
        return [item for item in self.state.items.values() if item.token == token][-1]

    def facts(self, subject: object) -> list[Fact]:
        """All facts of a journal."""
        entries = self.state.journals.get(SubjectId(subject), ())  # type: ignore[arg-type]
        return [fact for entry in entries for fact in entry.facts]

    def kinds(self, subject: object) -> list[str]:
        """The names of all facts of a journal."""
        return [type(fact).__name__ for fact in self.facts(subject)]

    def branches(self, root: CaseId) -> list[CaseId]:
        """The branches of a matter, oldest first."""
        return [case for case in self.state.family(root) if case != root]


def moved(*waits: Wait, **changed: object) -> Move:
    """A move after which these places wait."""
    return replace(Move(saved=b"state", data={}, opened=waits), **changed)  # type: ignore[arg-type]


def ended(**changed: object) -> Move:
    """A move that comes to the end."""
    ending = Ending(kind=EndKind.FINISHED, element="end")
    return replace(Move(saved=b"", data={}, ending=ending), **changed)  # type: ignore[arg-type]
