"""What a deadline that moved says in a list of happenings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.county_time import day_of, minute_of
from server.domain.telling.said import Said

if TYPE_CHECKING:
    from server.domain import facts as f
    from server.domain.telling.said import Names

    _OnWork = (
        f.ExtensionAsked
        | f.WorkExtended
        | f.ExtensionDropped
        | f.ClockStopped
        | f.ClockWentOn
        | f.UrgeAnswered
        | f.CandidateDecided
    )


def deadline_moved(fact: f.DeadlineMoved, names: Names) -> Said:
    """A paper led a deadline to another moment, or made it certain."""
    (step, step_en), (paper, paper_en) = names.step(fact.item), _paper(fact.paper)
    was, due = minute_of(fact.was), minute_of(fact.due)
    if fact.due == fact.was:
        zh = f"{step} 的期限 {due} 由{paper}确定，不再是暂定"
        en = f"{step_en}: due {due}, no longer provisional by {paper_en}"
    else:
        mark, mark_en = ("（暂定）", " (provisional)") if fact.provisional else ("", "")
        zh = f"{step} 的期限按{paper}重新推算，由 {was} 改为 {due}{mark}"
        en = f"{step_en}: reckoned anew by {paper_en}, due {due}{mark_en} instead of {was}"
    return Said(kind="timer", zh=zh, en=en, element=names.element_of(fact.item))


def timer_moved(fact: f.TimerMoved, names: Names) -> Said | None:
    """Where a moment was put off, because its clock stood still; what a paper moves says nothing."""
    if not fact.element:
        return None
    place, place_en = names.element(fact.element)
    zh = f"{place} 的定时顺延至 {minute_of(fact.due)}"
    en = f"{place_en}: waits until {minute_of(fact.due)} now"
    return Said(kind="timer", zh=zh, en=en, element=fact.element)


def extension_asked(fact: f.ExtensionAsked, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    zh = f"就 {step} 申请延期，事由：{fact.ground}"
    en = f"asked for more time for {step_en}: {fact.ground_en}"
    return _said(fact, names, zh, en, fact.digest)


def extended(fact: f.WorkExtended, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    was, due = minute_of(fact.was), minute_of(fact.due)
    zh = f"同意 {step} 延期，期限由 {was} 延至 {due}"
    en = f"granted more time for {step_en}: due {due} instead of {was}"
    return _said(fact, names, zh, en, fact.digest)


def extension_dropped(fact: f.ExtensionDropped, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    if fact.person == fact.asker:
        zh, en = f"撤回 {step} 的延期申请", f"no longer asks for more time for {step_en}"
    else:
        zh, en = f"不同意 {step} 延期", f"granted no more time for {step_en}"
    return _said(fact, names, zh, en, fact.digest)


def stopped(fact: f.ClockStopped, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    zh, en = f"{step} 中止计时：{fact.ground}", f"{step_en}: clock stands still, {fact.ground_en}"
    if fact.until is not None:
        zh, en = f"{zh}，至 {minute_of(fact.until)}", f"{en}, until {minute_of(fact.until)}"
    return _said(fact, names, zh, en, fact.digest)


def went_on(fact: f.ClockWentOn, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    due = minute_of(fact.due)
    zh, en = f"{step} 恢复计时，期限 {due}", f"{step_en}: clock runs again, due {due}"
    return _said(fact, names, zh, en, fact.digest)


def urge_answered(fact: f.UrgeAnswered, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    day = day_of(fact.until)
    zh, en = f"答复 {step} 的督办单，{day} 前办结", f"answered for {step_en}: done by {day}"
    return _said(fact, names, zh, en, fact.digest)


def candidate_decided(fact: f.CandidateDecided, names: Names) -> Said:
    step, step_en = names.step(fact.item)
    if fact.kept:
        zh, en = f"{step} 严重超期，确定通报", f"{step_en}: long overdue, to be circulated"
    else:
        zh, en = f"{step} 严重超期，免予通报", f"{step_en}: long overdue, not to be circulated"
    return _said(fact, names, zh, en, fact.digest)


def _said(fact: _OnWork, names: Names, zh: str, en: str, digest: str) -> Said:
    element = names.element_of(fact.item)
    return Said(kind="timer", zh=zh, en=en, element=element, digest=digest)


def _paper(title: str) -> tuple[str, str]:
    kind, _, name = title.partition("/")
    said = {
        "calendar": (f" {name} 年工作日历", f"the working calendar of {name}"),
        "clocks": ("县时限表", "the county's clock table"),
    }
    return said.get(kind, ("本县上班时间", "the county's office hours"))
