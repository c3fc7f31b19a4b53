"""What the facts of a piece of work say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.ladder import Rung
from server.domain.submission import End
from server.domain.telling.said import Said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain import facts as f
    from server.domain.telling.said import Names

_RUNGS = {
    Rung.HINT: ("时限已过半", "half of the time is used"),
    Rung.AMBER: ("时限已用八成", "four fifths of the time are used"),
    Rung.RED: ("已超期", "is overdue"),
    Rung.URGE: ("超期督办", "is overdue and urged"),
    Rung.CIRCULATE: ("列入通报名单", "is on the list to be circulated"),
}


def offered(fact: f.WorkOffered, names: Names) -> Said:
    zh, en = names.body(fact.body)
    step, step_en = names.element(fact.element, fact.name)
    said, said_en = ("改正：", "to be corrected: ") if fact.amends else ("", "")
    return Said(
        kind="offer", zh=f"{said}{step} 送 {zh}", en=f"{said_en}{step_en} goes to {en}",
        element=fact.element,
    )  # fmt: skip


def claimed(fact: f.WorkClaimed, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    return Said(
        kind="claim", zh=f"{step} 已签收", en=f"{step_en}: signed for",
        element=names.element_of(fact.item),
    )  # fmt: skip


def given_back(fact: f.WorkGivenBack, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    return Said(
        kind="other", zh=f"{step} 已退签", en=f"{step_en}: given back",
        element=names.element_of(fact.item),
    )  # fmt: skip


def completed(fact: f.WorkCompleted, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    chosen, chosen_en = names.flows.get(fact.choice or "", ("", ""))
    zh = f"{step} 已办结" + (f"：{chosen}" if chosen else "")
    en = f"{step_en}: done" + (f", {chosen_en}" if chosen else "")
    return Said(kind="done", zh=zh, en=en, element=names.element_of(fact.item), digest=fact.digest)


def submitted(fact: f.WorkSubmitted, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    chosen, chosen_en = names.flows.get(fact.choice or "", ("", ""))
    zh = f"{step} 已送签" + (f"：拟办结为{chosen}" if chosen else "")
    en = f"{step_en}: given in to be signed" + (f", {chosen_en}" if chosen else "")
    return Said(kind="other", zh=zh, en=en, element=names.element_of(fact.item), digest=fact.digest)


_SUBMISSIONS: Mapping[str, tuple[str, str]] = {
    End.DISAGREED: ("未获同意，回到经办人", "not agreed to, back with its holder"),
    End.TAKEN_BACK: ("送签已撤回", "what was given in was taken back"),
    End.CALLED_OFF: ("签署人已减去，回到经办人", "nobody is asked to sign, back with its holder"),
}


def submission_ended(fact: f.SubmissionEnded, names: Names) -> Said | None:
    """What comes back; that the work is done or over is told by itself."""
    if fact.reason not in _SUBMISSIONS:
        return None
    step, step_en = names.step(fact.item)
    zh, en = _SUBMISSIONS[fact.reason]
    return Said(
        kind="other", zh=f"{step} {zh}", en=f"{step_en}: {en}",
        element=names.element_of(fact.item),
    )  # fmt: skip


def withdrawn(fact: f.WorkWithdrawn, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    return Said(
        kind="other", zh=f"{step} 不再需要办理", en=f"{step_en}: no longer asked for",
        element=names.element_of(fact.item),
    )  # fmt: skip


def escalated(fact: f.WorkEscalated, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    rung = Rung(fact.rung)
    zh, en = _RUNGS[rung]
    body_zh, body_en = names.body(fact.body)
    kind = "late" if rung.is_breach else "timer"
    return Said(
        kind=kind, zh=f"{step} {zh}，告知{body_zh}", en=f"{step_en} {en}; {body_en} is told",
        element=names.element_of(fact.item),
    )  # fmt: skip


def attached(fact: f.DocumentAttached, names: Names) -> Said:
    """A file sent with the start form belongs to no step."""
    step, step_en = names.step(fact.item)
    mark = names.files.get(fact.document) or fact.sha256[:8]
    zh, en = f"添加附件（{mark}）", f"a file was attached ({mark})"
    return Said(
        kind="other", zh=f"{step} {zh}" if step else zh, en=f"{step_en}: {en}" if step else en,
        element=names.element_of(fact.item),
    )  # fmt: skip


def dispatched(fact: f.WorkDispatched, names: Names) -> Said:
    """To whom the head of the body gave it."""
    return _given(fact, names, "派给 {} 办理", "given to {}")


def handed_over(fact: f.WorkHandedOver, names: Names) -> Said:
    """Who has it now, for good."""
    return _given(fact, names, "转给 {} 办理", "handed over to {}")


def handed_on(fact: f.WorkHandedOn, names: Names) -> Said:
    """The holder left the post."""
    step, step_en = names.step(fact.item)
    zh, en = "回到岗位", "back on its desk"
    if fact.to is not None:
        who, who_en = names.person(fact.to)
        zh, en = f"移交 {who} 办理", f"handed on to {who_en}"
    return Said(
        kind="other", zh=f"{step} 原经办人离岗，{zh}", en=f"{step_en}: its holder left the post, {en}",
        element=names.element_of(fact.item),
    )  # fmt: skip


def handed_back(fact: f.WorkHandedBack, names: Names) -> Said:
    """Which body is over, and which has it now."""
    step, step_en = names.step(fact.item)
    (former, former_en), (body, body_en) = names.body(fact.former), names.body(fact.body)
    return Said(
        kind="other",
        zh=f"{step} {former}已撤销，转回{body}办理",
        en=f"{step_en}: {former_en} is over, so it is back with {body_en}",
        element=names.element_of(fact.item),
    )


def _given(fact: f.WorkDispatched | f.WorkHandedOver, names: Names, zh: str, en: str) -> Said:
    step, step_en = names.step(fact.item)
    who, who_en = names.person(fact.to)
    return Said(
        kind="other", zh=f"{step} {zh.format(who)}", en=f"{step_en}: {en.format(who_en)}",
        element=names.element_of(fact.item), digest=fact.digest,
    )  # fmt: skip


def recalled(fact: f.WorkRecalled, names: Names) -> Said:
    """It was taken back before it was signed for."""
    step, step_en = names.step(fact.item)
    who, who_en = names.person(fact.lost)
    return Said(
        kind="other", zh=f"{step} 从 {who} 处收回", en=f"{step_en}: taken back from {who_en}",
        element=names.element_of(fact.item),
    )  # fmt: skip


def urged(fact: f.WorkUrged, names: Names) -> Said:
    """Whoever has it was urged."""
    step, step_en = names.step(fact.item)
    body, body_en = names.body(fact.body)
    return Said(
        kind="other", zh=f"催办 {step}，告知{body}", en=f"{step_en} was urged; {body_en} is told",
        element=names.element_of(fact.item), digest=fact.digest,
    )  # fmt: skip


def returned(fact: f.WorkReturned, names: Names) -> Said:
    """It was given back to an earlier step, with the reason."""
    step, step_en = names.step(fact.item)
    to, to_en = names.element(fact.element, fact.name)
    zh, en = f"{step} 退回“{to}”", f"{step_en}: returned to {to_en}"
    if fact.straight:
        zh, en = f"{zh}，改后直送", f"{en}, to come straight back"
    return Said(kind="other", zh=zh, en=en, element=names.element_of(fact.item), digest=fact.digest)


def opened(fact: f.WorkOpened, names: Names) -> Said:
    """Somebody of its desk looked at it first."""
    step, step_en = names.step(fact.item)
    return Said(
        kind="other", zh=f"{step} 已阅", en=f"{step_en}: was looked at",
        element=names.element_of(fact.item),
    )  # fmt: skip


def taken_back(fact: f.WorkTakenBack, names: Names) -> Said:
    """Who had done it took it back."""
    step, step_en = names.step(fact.item)
    return Said(
        kind="other", zh=f"撤回 {step}，重新办理", en=f"{step_en}: taken back, to be done again",
        element=names.element_of(fact.item), digest=fact.digest,
    )  # fmt: skip
