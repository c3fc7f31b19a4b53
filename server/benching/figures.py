"""What was measured, and the bars that the house is held to beside it."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Met(StrEnum):
    """How a figure stands to its bars."""

    GOAL = "goal"
    MUST = "must"
    MISSED = "missed"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number with its unit; without bars it only explains the others."""

    name: str
    zh: str
    en: str
    value: float
    unit: str
    must: float | None = None
    goal: float | None = None
    more_is_better: bool = False

    @property
    def met(self) -> Met:
        """How it stands to its bars."""
        if self.must is None:
            return Met.NONE
        if self.goal is not None and self._reaches(self.goal):
            return Met.GOAL
        return Met.MUST if self._reaches(self.must) else Met.MISSED

    def told(self) -> dict[str, object]:
        """The figure for a script."""
        return asdict(self) | {"value": round(self.value, 3), "met": self.met.value}

    def _reaches(self, bar: float) -> bool:
        return self.value >= bar if self.more_is_better else self.value <= bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one act cost, on average, and how long people waited for it."""

    server_ms: float
    database_ms: float
    waited: tuple[float, ...]
    """Seconds, one for each time."""

    @property
    def both_ms(self) -> float:
        """Processor time of server and database together."""
        return self.server_ms + self.database_ms

    def waited_ms(self, share: float) -> float:
        """The milliseconds within which this share of the people had their answer."""
        return quantile(self.waited, share) * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Statements and commits of one act."""

    statements: int
    commits: int


@dataclass(slots=True, kw_only=True)
class Measured:
    """Everything that one run of the benchmark found out."""

    cases: int
    clients: int
    load: tuple[float, float, float]
    counts: dict[str, Count] = field(default_factory=dict)
    costs: dict[str, Cost] = field(default_factory=dict)
    per_second: float = 0.0
    crowd: tuple[float, ...] = ()
    """Seconds each completion took while all clients were at work."""
    sizes: dict[str, float] = field(default_factory=dict)
    """Bytes that one finished case added to each table and its indexes."""
    idle_ms: float = 0.0
    paces: list[float] = field(default_factory=list)
    """How long the same bit of Python took, again and again during the run."""

    @property
    def slowed(self) -> float:
        """How many times slower the machine was, on average, than at its best."""
        return sum(self.paces) / len(self.paces) / min(self.paces)

    def mean(self, *acts: str) -> Cost:
        """Several acts as one."""
        costs = [self.costs[act] for act in acts]
        return Cost(
            server_ms=sum(cost.server_ms for cost in costs) / len(costs),
            database_ms=sum(cost.database_ms for cost in costs) / len(costs),
            waited=tuple(one for cost in costs for one in cost.waited),
        )


def quantile(values: tuple[float, ...], share: float) -> float:
    """The value below which this share of the values lies; the nearest rank, no smoothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
