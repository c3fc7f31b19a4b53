"""What the facts of a step with several branches say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.outcomes import outcome_of
from server.domain.telling.said import Said

if TYPE_CHECKING:
    from server.domain import facts as f
    from server.domain.telling.said import Names


def fan_out_opened(fact: f.FanOutOpened, names: Names) -> Said | None:
    if fact.total == 1:
        return None
    step, step_en = names.element(fact.element, fact.name)
    return Said(
        kind="other", zh=f"{step}：{fact.total} 路并行开始",
        en=f"{step_en}: {fact.total} branches begin", element=fact.element,
    )  # fmt: skip


def fan_out_closed(fact: f.FanOutClosed, _names: Names) -> Said | None:
    if fact.completed + fact.withdrawn + fact.failed == 1:
        return None
    zh = f"并行环节结束：办结 {fact.completed}，撤回 {fact.withdrawn}"
    en = f"branches are over: {fact.completed} done, {fact.withdrawn} withdrawn"
    if fact.failed:
        zh, en = f"{zh}，出错 {fact.failed}", f"{en}, {fact.failed} failed"
    return Said(kind="other", zh=zh, en=en)


def members_added(fact: f.MembersAdded, names: Names) -> Said:
    step, step_en = names.element(fact.element)
    return Said(
        kind="other", zh=f"{step} 加签 {fact.count} 路", en=f"{step_en}: {fact.count} members added",
        element=fact.element,
    )  # fmt: skip


def member_taken(fact: f.MemberTaken, names: Names) -> Said:
    step, step_en = names.element(fact.element)
    zh, en = f"{step} 减签 1 路", f"{step_en}: a member was taken out"
    return Said(kind="other", zh=zh, en=en, element=fact.element)


def vote_decided(fact: f.VoteDecided, names: Names) -> Said:
    step, step_en = names.element(fact.element)
    zh, en = outcome_of(fact)
    return Said(
        kind="done", zh=f"{step} {zh}", en=f"{step_en}: {en}", element=fact.element,
        digest=fact.digest,
    )  # fmt: skip
