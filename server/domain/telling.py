"""What a fact says in a list of happenings, in Chinese and English.

Facts that only the machine cares about (a timer set, a path taken) say nothing to people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from server.domain import facts as f
from server.domain.ladder import Rung
from server.domain.uncaught import ended_by

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One fact in words."""

    kind: str
    zh: str
    en: str
    element: str = ""
    digest: str = ""
    """Of what was answered, when there is more to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names that sentences need."""

    bodies: Mapping[str, tuple[str, str]]
    """Body id -> (Chinese, English)."""
    elements: Mapping[str, tuple[str, str]]
    """Element id -> the name on the diagram (Chinese, English)."""
    flows: Mapping[str, tuple[str, str]]
    """Flow id -> the name on the button that chose it (Chinese, English)."""
    items: Mapping[UUID, f.WorkOffered]
    files: Mapping[UUID, str] = field(default_factory=dict)
    """Document id -> the name it was sent under."""

    def body(self, body: str) -> tuple[str, str]:
        """A body's names; its id when it is unknown."""
        return self.bodies.get(body, (body, body))

    def element(self, element: str, written: str = "") -> tuple[str, str]:
        """An element's names: as a fact wrote it, and English as the version says it now."""
        zh, en = self.elements.get(element, ("", ""))
        return written or zh, en or written

    def step(self, item: UUID) -> tuple[str, str]:
        """The names of the step an item belongs to."""
        offered = self.items.get(item)
        return self.element(offered.element, offered.name) if offered else ("", "")

    def element_of(self, item: UUID) -> str:
        """The element an item belongs to."""
        offered = self.items.get(item)
        return offered.element if offered else ""


def say(fact: f.Fact, names: Names) -> Said | None:
    """The fact in words; None when it says nothing to people."""
    told = SAYING.get(type(fact))
    return told(fact, names) if told else None


_RUNGS = {
    Rung.HINT: ("时限已过半", "half of the time is used"),
    Rung.AMBER: ("时限已用八成", "four fifths of the time are used"),
    Rung.RED: ("已超期", "is overdue"),
    Rung.URGE: ("超期督办", "is overdue and urged"),
    Rung.CIRCULATE: ("列入通报名单", "is on the list to be circulated"),
}

INSPECTING = {
    "admin": ("系统管理", "administration of the system"),
    "auditor": ("审计", "audit"),
    "sfj": ("执法协调监督", "coordination and supervision of enforcement"),
    "supervisor": ("执法监督", "enforcement supervision"),
}


def _started(fact: f.CaseStarted, names: Names) -> Said | None:
    zh, en = names.body(fact.body)
    if fact.parent is not None:
        return None
    if fact.element:
        event, event_en = names.element(fact.element)
        return Said(
            kind="start", zh=f"由“{event}”自动发起，归{zh}，编号 {fact.number}",
            en=f"{fact.number} began by itself ({event_en}), for {en}",
            element=fact.element, digest=fact.digest,
        )  # fmt: skip
    return Said(
        kind="start", zh=f"{zh}发起，编号 {fact.number}", en=f"{en} started {fact.number}",
        digest=fact.digest,
    )  # fmt: skip


def _offered(fact: f.WorkOffered, names: Names) -> Said:
    zh, en = names.body(fact.body)
    step, step_en = names.element(fact.element, fact.name)
    return Said(
        kind="offer", zh=f"{step} 送 {zh}", en=f"{step_en} goes to {en}",
        element=fact.element,
    )  # fmt: skip


def _claimed(fact: f.WorkClaimed, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    return Said(
        kind="claim", zh=f"{step} 已签收", en=f"{step_en}: signed for",
        element=names.element_of(fact.item),
    )  # fmt: skip


def _given_back(fact: f.WorkGivenBack, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    return Said(
        kind="other", zh=f"{step} 已退签", en=f"{step_en}: given back",
        element=names.element_of(fact.item),
    )  # fmt: skip


def _completed(fact: f.WorkCompleted, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    chosen, chosen_en = names.flows.get(fact.choice or "", ("", ""))
    zh = f"{step} 已办结" + (f"：{chosen}" if chosen else "")
    en = f"{step_en}: done" + (f", {chosen_en}" if chosen else "")
    return Said(kind="done", zh=zh, en=en, element=names.element_of(fact.item), digest=fact.digest)


def _withdrawn(fact: f.WorkWithdrawn, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    return Said(
        kind="other", zh=f"{step} 不再需要办理", en=f"{step_en}: no longer asked for",
        element=names.element_of(fact.item),
    )  # fmt: skip


def _escalated(fact: f.WorkEscalated, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    rung = Rung(fact.rung)
    zh, en = _RUNGS[rung]
    body_zh, body_en = names.body(fact.body)
    kind = "late" if rung.is_breach else "timer"
    return Said(
        kind=kind, zh=f"{step} {zh}，告知{body_zh}", en=f"{step_en} {en}; {body_en} is told",
        element=names.element_of(fact.item),
    )  # fmt: skip


def _decided(fact: f.DecisionTaken, names: Names) -> Said:
    step, step_en = names.element(fact.element)
    rules = ", ".join(fact.rules) or "-"
    return Said(
        kind="decision", zh=f"{step or fact.decision}：适用规则 {rules}",
        en=f"{step_en or fact.decision}: rule {rules} applies",
        element=fact.element, digest=fact.digest,
    )  # fmt: skip


def _fan_out_opened(fact: f.FanOutOpened, names: Names) -> Said | None:
    if fact.total == 1:
        return None
    step, step_en = names.element(fact.element, fact.name)
    return Said(
        kind="other", zh=f"{step}：{fact.total} 路并行开始",
        en=f"{step_en}: {fact.total} branches begin", element=fact.element,
    )  # fmt: skip


def _fan_out_closed(fact: f.FanOutClosed, _names: Names) -> Said | None:
    if fact.completed + fact.withdrawn + fact.failed == 1:
        return None
    zh = f"并行环节结束：办结 {fact.completed}，撤回 {fact.withdrawn}"
    en = f"branches are over: {fact.completed} done, {fact.withdrawn} withdrawn"
    if fact.failed:
        zh, en = f"{zh}，出错 {fact.failed}", f"{en}, {fact.failed} failed"
    return Said(kind="other", zh=zh, en=en)


def _members_added(fact: f.MembersAdded, names: Names) -> Said:
    step, step_en = names.element(fact.element)
    return Said(
        kind="other", zh=f"{step} 加签 {fact.count} 路", en=f"{step_en}: {fact.count} members added",
        element=fact.element,
    )  # fmt: skip


def _member_taken(fact: f.MemberTaken, names: Names) -> Said:
    step, step_en = names.element(fact.element)
    zh, en = f"{step} 减签 1 路", f"{step_en}: a member was taken out"
    return Said(kind="other", zh=zh, en=en, element=fact.element)


def _message_heard(fact: f.MessageHeard, _names: Names) -> Said:
    what, what_en = ("信号", "signal") if fact.kind == "signal" else ("消息", "message")
    return Said(
        kind="other", zh=f"收到{what}“{fact.name}”", en=f"the {what_en} “{fact.name}” came",
        element=fact.element, digest=fact.digest,
    )  # fmt: skip


def _timer_fired(_fact: f.TimerFired, _names: Names) -> Said:
    return Said(kind="timer", zh="时限到，自动触发", en="a moment came and the case moved on")


def _finished(fact: f.CaseFinished, names: Names) -> Said:
    end, end_en = names.element(fact.element)
    error = ended_by(fact)
    if error is None:
        zh, en = end or "办结", f"ended: {end_en}" if end_en else "came to its end"
    else:
        zh, en = f"{end or fact.element}：{error[0]}", f"{end_en or fact.element}: {error[1]}"
    return Said(kind="end", zh=zh, en=en, element=fact.element)


def _case_withdrawn(_fact: f.CaseWithdrawn, _names: Names) -> Said:
    return Said(kind="end", zh="已撤回", en="was withdrawn")


def _inspected(fact: f.CaseInspected, _names: Names) -> Said:
    zh, en = INSPECTING[fact.role]
    return Said(kind="other", zh=f"依{zh}职能查阅", en=f"looked at by virtue of {en}")


def _incident(fact: f.IncidentOpened, names: Names) -> Said:
    step, step_en = names.element(fact.element)
    return Said(
        kind="incident", zh=f"{step or fact.element} 未能执行，已告知管理员",
        en=f"{step_en or fact.element} could not be carried out; the administrators are told",
        element=fact.element,
    )  # fmt: skip


def _corrected(fact: f.DataCorrected, _names: Names) -> Said:
    changed = ", ".join(fact.names)
    return Said(
        kind="other", zh=f"管理员更正数据：{changed}",
        en=f"an administrator corrected the data: {changed}", digest=fact.reason,
    )  # fmt: skip


def _always(zh: str, en: str) -> Callable[[f.Fact, Names], Said]:
    """A fact that says the same each time."""
    return lambda _fact, _names: Said(kind="other", zh=zh, en=en)


def _attached(fact: f.DocumentAttached, names: Names) -> Said:
    """A file sent with the start form belongs to no step."""
    step, step_en = names.step(fact.item)
    mark = names.files.get(fact.document) or fact.sha256[:8]
    zh, en = f"添加附件（{mark}）", f"a file was attached ({mark})"
    return Said(
        kind="other", zh=f"{step} {zh}" if step else zh, en=f"{step_en}: {en}" if step else en,
        element=names.element_of(fact.item),
    )  # fmt: skip


SAYING: dict[type[f.Fact], Callable[[Any, Names], Said | None]] = {
    f.CaseStarted: _started,
    f.WorkOffered: _offered,
    f.WorkClaimed: _claimed,
    f.WorkGivenBack: _given_back,
    f.WorkCompleted: _completed,
    f.WorkWithdrawn: _withdrawn,
    f.WorkEscalated: _escalated,
    f.DecisionTaken: _decided,
    f.FanOutOpened: _fan_out_opened,
    f.FanOutClosed: _fan_out_closed,
    f.MembersAdded: _members_added,
    f.MemberTaken: _member_taken,
    f.MessageHeard: _message_heard,
    f.TimerFired: _timer_fired,
    f.CaseFinished: _finished,
    f.CaseWithdrawn: _case_withdrawn,
    f.CaseInspected: _inspected,
    f.IncidentOpened: _incident,
    f.DataCorrected: _corrected,
    f.SkipProposed: _always(
        "提议跳过未能执行的步骤，待第二人同意",
        "proposed to pass over the failed step; a second person has to agree",
    ),
    f.SkipWithdrawn: _always("撤回跳过提议", "took back the proposal to pass over"),
    f.SkipAgreed: _always(
        "经两人同意，跳过未能执行的步骤",
        "agreed as the second person: the failed step was passed over",
    ),
    f.DocumentAttached: _attached,
}
