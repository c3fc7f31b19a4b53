"""What the facts of a case say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.telling.said import Said
from server.domain.uncaught import ended_by

if TYPE_CHECKING:
    from server.domain import facts as f
    from server.domain.telling.said import Names

INSPECTING = {
    "admin": ("系统管理", "administration of the system"),
    "auditor": ("审计", "audit"),
    "sfj": ("执法协调监督", "coordination and supervision of enforcement"),
    "supervisor": ("执法监督", "enforcement supervision"),
}


def started(fact: f.CaseStarted, names: Names) -> Said | None:
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


def decided(fact: f.DecisionTaken, names: Names) -> Said:
    step, step_en = names.element(fact.element)
    rules = ", ".join(fact.rules) or "-"
    return Said(
        kind="decision", zh=f"{step or fact.decision}：适用规则 {rules}",
        en=f"{step_en or fact.decision}: rule {rules} applies",
        element=fact.element, digest=fact.digest,
    )  # fmt: skip


def timer_fired(_fact: f.TimerFired, _names: Names) -> Said:
    return Said(kind="timer", zh="时限到，自动触发", en="a moment came and the case moved on")


def message_heard(fact: f.MessageHeard, _names: Names) -> Said:
    what, what_en = ("信号", "signal") if fact.kind == "signal" else ("消息", "message")
    return Said(
        kind="other", zh=f"收到{what}“{fact.name}”", en=f"the {what_en} “{fact.name}” came",
        element=fact.element, digest=fact.digest,
    )  # fmt: skip


def finished(fact: f.CaseFinished, names: Names) -> Said:
    end, end_en = names.element(fact.element)
    error = ended_by(fact)
    if error is None:
        zh, en = end or "办结", f"ended: {end_en}" if end_en else "came to its end"
    else:
        zh, en = f"{end or fact.element}：{error[0]}", f"{end_en or fact.element}: {error[1]}"
    return Said(kind="end", zh=zh, en=en, element=fact.element)


def case_withdrawn(_fact: f.CaseWithdrawn, _names: Names) -> Said:
    return Said(kind="end", zh="已撤回", en="was withdrawn")


def inspected(fact: f.CaseInspected, _names: Names) -> Said:
    zh, en = INSPECTING[fact.role]
    return Said(kind="other", zh=f"依{zh}职能查阅", en=f"looked at by virtue of {en}")


def personal_data_shown(fact: f.PersonalDataShown, names: Names) -> Said:
    zh, en = names.body(fact.body)
    return Said(
        kind="other", zh=f"{zh}显示个人信息", en=f"personal data shown to {en}", digest=fact.digest,
    )  # fmt: skip


def incident(fact: f.IncidentOpened, names: Names) -> Said:
    step, step_en = names.element(fact.element)
    return Said(
        kind="incident", zh=f"{step or fact.element} 未能执行，已告知管理员",
        en=f"{step_en or fact.element} could not be carried out; the administrators are told",
        element=fact.element,
    )  # fmt: skip


def corrected(fact: f.DataCorrected, _names: Names) -> Said:
    changed = ", ".join(fact.names)
    return Said(
        kind="other", zh=f"管理员更正数据：{changed}",
        en=f"an administrator corrected the data: {changed}", digest=fact.reason,
    )  # fmt: skip
