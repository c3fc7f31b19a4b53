"""Duties that one person, or one body, never does both of in a matter (decision 0052).

A diagram says of a step which *duty* it is; two duties that stand in the table of *separations* are
kept apart in the whole matter, in whatever process their steps are drawn, whichever is done first.
What one diagram keeps apart beyond that, its steps say by name (``distinct_from``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from server.domain.ids import BodyId, PersonId
    from server.domain.process import Step
    from server.domain.values import Words


class Duty(StrEnum):
    """What a step is, seen by the law."""

    HANDLE = "handle"
    REVIEW = "review"
    APPROVE = "approve"
    HEAR = "hear"
    CHECK = "check"
    DISPATCH = "dispatch"
    RATE = "rate"


DUTIES: Mapping[Duty, Words] = {
    Duty.HANDLE: ("承办调查", "handling and investigation"),
    Duty.REVIEW: ("法制审核", "legal review"),
    Duty.APPROVE: ("审批决定", "decision"),
    Duty.HEAR: ("主持听证", "chairing the hearing"),
    Duty.CHECK: ("公示前复核", "check before publication"),
    Duty.DISPATCH: ("派单", "dispatch"),
    Duty.RATE: ("评价", "rating"),
}

BY_ROLE: Mapping[str, Duty] = {"legal_reviewer": Duty.REVIEW, "counsel": Duty.REVIEW}
"""Functions that are there for one duty: a step of theirs is that, whether it says so or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation:
    """Two duties that are kept apart, and by what."""

    first: Duty
    """What the other looks at, or judges."""
    second: Duty
    source: Words
    of_bodies: bool = False
    """Whether even another person of the same body may not."""

    def other(self, duty: Duty) -> Duty:
        """The one that is kept apart from this one of the two."""
        return self.second if duty is self.first else self.first


_LAW_57 = (
    "行政处罚法第五十七条：调查终结，由负责人审查决定",
    "Administrative Penalty Law, art. 57: what was investigated, the head examines and decides",
)
_LAW_58 = (
    "行政处罚法第五十八条：负责人决定之前，由法制审核人员审核",
    "Administrative Penalty Law, art. 58: before the head decides, legal reviewers review it",
)
_LAW_64 = (
    "行政处罚法第六十四条：听证由非本案调查人员主持",
    "Administrative Penalty Law, art. 64: a hearing is chaired by somebody who did not investigate",
)
_CHECKED = (
    "内部控制：公示内容的脱敏人与复核人分开",
    "Internal control: who prepares what is published does not check it",
)
_RATED = (
    "内部控制：由吹哨的乡镇评价，派单的平台不得自行评价",
    "Internal control: the township that blew the whistle rates, not the platform that dispatched it",
)

SEPARATIONS: tuple[Separation, ...] = (
    Separation(first=Duty.HANDLE, second=Duty.REVIEW, source=_LAW_58),
    Separation(first=Duty.HANDLE, second=Duty.APPROVE, source=_LAW_57),
    Separation(first=Duty.REVIEW, second=Duty.APPROVE, source=_LAW_58),
    Separation(first=Duty.HANDLE, second=Duty.HEAR, source=_LAW_64),
    Separation(first=Duty.HANDLE, second=Duty.CHECK, source=_CHECKED),
    Separation(first=Duty.REVIEW, second=Duty.CHECK, source=_CHECKED),
    Separation(first=Duty.APPROVE, second=Duty.CHECK, source=_CHECKED),
    Separation(first=Duty.DISPATCH, second=Duty.RATE, source=_RATED, of_bodies=True),
)
"""What no diagram may allow. A county's own wishes are written as ``distinct_from``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FourEyes:
    """An act that the house itself wants two persons for, whatever the process."""

    act: Words
    apart: Words
    """Who has to be somebody else than whom."""
    source: Words


FOUR_EYES: tuple[FourEyes, ...] = (
    FourEyes(
        act=("敏感的名册变更", "Sensitive changes of registers"),
        apart=("提出人与同意人", "Who proposes and who agrees"),
        source=(
            "内部控制：用户与职能管理须两人",
            "Roles, calendars and tables are for two to change",
        ),
    ),
    FourEyes(
        act=("跳过运行异常的环节", "Passing over a step that failed"),
        apart=("提议的管理员与同意的管理员", "The administrator who proposes and who agrees"),
        source=("内部控制：管理员跳转须两人并写明理由", "A jump takes two persons and a reason"),
    ),
    FourEyes(
        act=("延长时限", "More time for work"),
        apart=("申请人与批准人", "Who asks and who decides"),
        source=("依时限表所列的批准人", "The approver that the clock table names"),
    ),
    FourEyes(
        act=("共同执法", "Enforcement by two officers"),
        apart=("经办人与共同执法人员", "Who does it and who confirms it"),
        source=(
            "行政处罚法第四十二条：执法人员不得少于两人",
            "Administrative Penalty Law, art. 42: no fewer than two officers",
        ),
    ),
    FourEyes(
        act=("会签、票签", "Signatures and votes of several"),
        apart=("每一份的签署人", "Whoever signs each of them"),
        source=("一人只签一份", "One person signs once"),
    ),
)
"""Where the house asks for a second person by itself; what is proposed for a case says so itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Something that was done in a matter, from which a step may be kept apart."""

    element: str
    """Empty: the matter was started."""
    name: str
    duty: str
    body: BodyId
    persons: frozenset[PersonId]
    """Who did it, for whom, and who confirmed it with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """What was done that keeps somebody from a step, and by which separation."""

    done: Done
    separation: Separation | None
    """None: the diagram says so itself."""


def duty_named(name: str) -> Duty | None:
    """The duty of this name; None for none, and for a word that is no longer one."""
    return next((duty for duty in Duty if duty == name), None)


def apart_from(duty: Duty | None) -> Mapping[Duty, Separation]:
    """The duties that are kept apart from one, each by its separation."""
    found = (one for one in SEPARATIONS if duty in {one.first, one.second})
    return {one.other(duty): one for one in found} if duty else {}


def clash(step: Step, body: BodyId, person: PersonId, done: Iterable[Done]) -> Clash | None:
    """The first of what was done in a matter that keeps a person of a body from a step."""
    return next(filter(None, (_clash_with(step, body, person, one) for one in done)), None)


def _clash_with(step: Step, body: BodyId, person: PersonId, one: Done) -> Clash | None:
    duty = duty_named(one.duty)
    separation = apart_from(step.duty).get(duty) if duty else None
    if separation is not None and separation.of_bodies:
        if one.body == body:
            return Clash(done=one, separation=separation)
        if one.element not in step.distinct_from:
            return None
        separation = None  # bodies are apart; persons are where the diagram says so
    return Clash(done=one, separation=separation) if person in one.persons else None
