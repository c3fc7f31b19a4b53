"""A process as it was deployed: its sources, and what its diagram asks of us, in plain words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from server.domain.countersigning import Countersign
    from server.domain.ids import ProcessKey, VersionId
    from server.domain.moves import Choice
    from server.domain.separation import Duty
    from server.domain.votes import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneSeat:
    """Whose work a lane is: a FEEL expression for the body, and the role there."""

    org: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class English:
    """What one element of a diagram is called in English, and what its step asks."""

    name: str = ""
    instructions: str = ""


LONGEST_NAME = 200
"""Characters of what a process or anything in it is called; pages have room for no more."""

STARTED_WITH = ("starterBody", "starterPost", "caseNumber")
"""What every case of a process knows from its beginning: for whom it began, and what it is called."""

TRIAL = "designer"
"""Who may start a diagram that comes alone, and does its work where nobody is named: whoever tries it."""


class Mode(StrEnum):
    """What becomes of a diagram that does not run here as it was drawn."""

    STRICT = "strict"
    """It is refused."""
    LENIENT = "lenient"
    """It is changed until it runs, and each change is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """What a diagram that comes without ``process.toml`` says of itself."""

    key: ProcessKey
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that the import rewrote in a diagram drawn in another tool."""

    element: str
    """Element id, or the file's name when it is about the whole file."""
    was: str
    now: str
    sentence: str
    sentence_en: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything that one version is made of, byte by byte as it was handed in."""

    key: ProcessKey
    title: str
    title_en: str
    diagram: bytes
    owner: str = ""
    """Function of the body that answers for the process."""
    law: tuple[str, ...] = ()
    starter: tuple[str, ...] = ()
    """Roles whose holders may start it; empty: nobody may by hand."""
    start_form: str | None = None
    starter_body: str = ""
    """FEEL over what a message brought: the body of a case that nobody started; else the owner's."""
    main: str = ""
    """The key of the process whose file it shares; empty: the file is its own."""
    beside: tuple[str, ...] = ()
    """The other processes of the file, as it was handed in."""
    title_value: str = ""
    """FEEL over the start values that gives a case its title."""
    searchable: tuple[str, ...] = ()
    """Fields whose values let people find a case: ``party.name``."""
    columns: tuple[str, ...] = ()
    """Fields whose values lists may show as columns; none with personal data."""
    number: str = ""
    """Letters of the case number: ``SH`` gives SH-2026-00001."""
    lanes: Mapping[str, LaneSeat] = field(default_factory=dict)
    votes: Mapping[str, Policy] = field(default_factory=dict)
    """How answers of steps of many are counted, by the name that a step gives (``vote:name``)."""
    decisions: Mapping[str, bytes] = field(default_factory=dict)
    """File name -> DMN."""
    forms: Mapping[str, bytes] = field(default_factory=dict)
    """Form name (``whistle/order``) -> form-js JSON."""
    words: Mapping[str, bytes] = field(default_factory=dict)
    """Form name -> the English words of the form, TOML by component id."""
    english: Mapping[str, English] = field(default_factory=dict)
    """Element id -> the English words of the diagram; what is missing stays Chinese."""
    original: bytes = b""
    """The diagram as it was handed in, where the import changed it; else empty."""
    changes: tuple[Change, ...] = ()
    """What the import changed, in the order of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A user task as the diagram draws it: what pages and services need to know without the engine."""

    element: str
    name: str
    lane: str
    form: str | None
    law: str
    clock: str | None
    choices: tuple[Choice, ...]
    sign: Countersign | None = None
    """How several sign it; None: it is done by one, or each by itself."""
    distinct_from: tuple[str, ...] = ()
    return_to: tuple[str, ...] = ()
    in_turn_with: tuple[str, ...] = ()
    """The steps beside it of which, with it, only one is done at a time."""
    instructions: str = ""
    name_en: str = ""
    lane_en: str = ""
    instructions_en: str = ""
    seat: LaneSeat | None = None
    """Who gets it, as its element says or else its lane; None: nobody is named."""
    is_seated_by_lane: bool = False
    """Whether the body is the lane's, not named by the element itself."""
    duty: Duty | None = None
    """What it is, seen by the law: kept apart from other duties in the whole matter."""
    officers: int = 0
    """How many certified officers do it together; 0: whoever has the role."""
    officer_field: str = ""
    """The field (执法领域) that their certificates have to be for; empty: any."""

    @property
    def is_joint(self) -> bool:
        """Whether one officer alone can't do it."""
        return self.officers > 1

    @property
    def is_restricted(self) -> bool:
        """Whether not everybody at its desk may always do it."""
        return bool(self.officers or self.duty or self.distinct_from)


class TriggerKind(StrEnum):
    """What can begin a case without anybody starting it."""

    MESSAGE = "message"
    SIGNAL = "signal"
    TIMER = "timer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What begins a case by itself: one definition of one start event."""

    element: str
    kind: TriggerKind
    name: str
    """Of the message or signal; of a timer what the diagram says: ``timeCycle R/P1D``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """When a timer begins a case, and what is needed to go on from there."""

    at: datetime
    rest: str = ""
    """Of a cycle how far it is; empty where nothing follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What the engine found in the diagram when it accepted it."""

    steps: Mapping[str, Step]
    names: Mapping[str, tuple[str, str]]
    """Element id -> the name written on it (Chinese, English), for every flow node."""
    flows: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """Element id -> the flows that lead on from it, for every flow node."""
    starts: tuple[str, ...] = ()
    """Where a case begins that somebody starts."""
    triggers: tuple[Trigger, ...] = ()
    """What begins a case by itself, in the order of the file."""
    warnings: tuple[Problem, ...] = ()
    telling: frozenset[str] = frozenset()
    """Multi-instance activities that throw something as their members come through."""
    heeded: tuple[str, ...] = ()
    """The conditions (FEEL) that are watched inside branches, where they read what is around."""
    known: frozenset[str] = frozenset()
    """Every name of data that the diagram or a form mentions."""
    operations: frozenset[str] = frozenset()
    """The service tasks: what they carry out is not undone by going back."""
    members_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Multi-instance activity -> the user tasks whose desks may add and take away its members."""
    start_duty: Duty | None = None
    """What whoever starts a case has done by it."""

    @property
    def joint(self) -> frozenset[str]:
        """The steps that one officer alone can't do."""
        return frozenset(key for key, step in self.steps.items() if step.is_joint)

    def duty_of(self, element: str) -> str:
        """The duty of a step, or of what a case is started by; empty for none."""
        step = self.steps.get(element)
        return (step.duty if step else self.start_duty) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with a file that was handed in, where it is and what to do."""

    element: str
    """Element id, or the file's name when it is about the whole file."""
    sentence: str
    sentence_en: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One deployed version: the same content again is the same version."""

    id: VersionId
    key: ProcessKey
    number: int
    digest: str
    """SHA-256 over all sources, hexadecimal."""
    title: str
    title_en: str
