"""What the facts about the course of a whole case say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.county_time import minute_of
from server.domain.telling.said import Said

if TYPE_CHECKING:
    from server.domain import facts as f
    from server.domain.telling.said import Names


def suspended(fact: f.CaseSuspended, _names: Names) -> Said:
    zh, en = f"挂起：{fact.ground}", f"stands still: {fact.ground_en}"
    if fact.until is not None:
        zh, en = f"{zh}，至 {minute_of(fact.until)}", f"{en}, until {minute_of(fact.until)}"
    return Said(kind="other", zh=zh, en=en, digest=fact.digest)


def resumed(fact: f.CaseResumed, _names: Names) -> Said:
    if not fact.digest:
        return Said(kind="timer", zh="挂起期满，恢复办理", en="the day has come: goes on")
    return Said(kind="other", zh="恢复办理", en="goes on", digest=fact.digest)


def goes_on(fact: f.WorkGoesOn, names: Names) -> Said | None:
    """Only what has another deadline now is worth a line."""
    if fact.due is None or fact.due == fact.was:
        return None
    step, step_en = names.step(fact.item)
    due = minute_of(fact.due)
    return Said(
        kind="timer", zh=f"{step} 时限顺延至 {due}", en=f"{step_en}: due {due} now",
        element=names.element_of(fact.item),
    )  # fmt: skip


def terminated(fact: f.CaseTerminated, _names: Names) -> Said:
    zh, en = ("撤销", "called off") if fact.by_starter else ("终止", "ended before its end")
    return Said(kind="end", zh=zh, en=en, digest=fact.digest)


_PROPOSED = {
    "void": ("作废", "to make it void"),
    "jump": ("跳转", "to move work to another step"),
    "reopen": ("重启", "to reopen it"),
}


def proposed(fact: f.ProposalMade, names: Names) -> Said:
    zh, en = _PROPOSED[fact.act]
    if fact.element:
        to, to_en = names.element(fact.element, fact.name)
        zh, en = f"{zh}到“{to}”", f"{en}, at “{to_en}”"
    return Said(
        kind="other", zh=f"提议{zh}，待第二人同意",
        en=f"proposed {en}; a second person has to agree", digest=fact.digest,
    )  # fmt: skip


def dropped(fact: f.ProposalDropped, _names: Names) -> Said:
    zh, en = _PROPOSED[fact.act]
    if fact.person == fact.proposer:
        return Said(kind="other", zh=f"撤回{zh}的提议", en=f"took back the proposal {en}")
    return Said(kind="other", zh=f"{zh}的提议未获同意", en=f"the proposal {en} was dropped")


def jumped(fact: f.CaseJumped, names: Names) -> Said:
    """By whom, from where to where, and what stays undone."""
    (step, step_en), (to, to_en) = names.step(fact.item), names.element(fact.element, fact.name)
    other, other_en = names.person(fact.proposer)
    zh = f"经两人同意，由{step}跳转到“{to}”（{other} 提议）"
    en = f"moved from {step_en} to “{to_en}”, agreed by two persons (proposed by {other_en or other})"
    if fact.left_out:
        left = [names.element(key, names.elements.get(key, (key, ""))[0]) for key in fact.left_out]
        zh += "，跳过" + "、".join(f"“{name}”" for name, _ in left) + "，其内容保持空白"
        en += "; left out: " + ", ".join(f"“{name}”" for _, name in left)
    return Said(kind="other", zh=zh, en=en, digest=fact.digest, element=fact.element)


def reopened(fact: f.CaseReopened, names: Names) -> Said:
    """By whom, and where it goes on."""
    to, to_en = names.element(fact.element, fact.name)
    other, other_en = names.person(fact.proposer)
    return Said(
        kind="other", zh=f"经两人同意重启，从“{to}”重新办理（{other} 提议）",
        en=f"reopened at “{to_en}”, agreed by two persons (proposed by {other_en or other})",
        digest=fact.digest, element=fact.element,
    )  # fmt: skip


def void_proposed(fact: f.VoidProposed, _names: Names) -> Said:
    return Said(
        kind="other", zh="提议作废，待第二人同意",
        en="proposed to make it void; a second person has to agree", digest=fact.digest,
    )  # fmt: skip


def void_dropped(_fact: f.VoidDropped, _names: Names) -> Said:
    return Said(
        kind="other", zh="作废的提议未获同意", en="the proposal to make it void was dropped"
    )


def voided(fact: f.CaseVoided, names: Names) -> Said:
    """By whom, the two of them."""
    other, other_en = names.person(fact.proposer)
    return Said(
        kind="end", zh=f"经两人同意作废（{other} 提议）",
        en=f"void, agreed by two persons (proposed by {other_en or other})", digest=fact.digest,
    )  # fmt: skip
