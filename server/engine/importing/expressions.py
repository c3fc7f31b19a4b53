"""Every expression of a file in FEEL; what can't be said in it is taken out and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.feel import FeelError
from server.engine.hardening.stuck import Stuck
from server.engine.importing.dialects import due_date
from server.engine.importing.draft import drop, rewrite, written
from server.engine.importing.translating import in_plain, to_feel
from server.engine.names import local, properties
from server.engine.rules_flows import PERSONAL
from server.engine.timers import TimerKind, read_limit, read_timer

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_ASKING = (
    "conditionExpression",
    "condition",
    "completionCondition",
    "loopCondition",
    "loopCardinality",
)


def translate_conditions(draft: Draft) -> None:
    """Conditions, counts and timers say in FEEL what they said in another language."""
    for node in draft.each(*_ASKING):
        text = written(node)
        feel = to_feel(text) if text else None
        if feel is None:
            _take_out(draft, node, text)
        elif feel != text:
            rewrite(node, feel)
            draft.note(node, "表达式译为 FEEL。", "The expression was put into FEEL.", text, feel)
        elif len(node):
            rewrite(node, text)


def translate_times(draft: Draft) -> None:
    """A timer keeps ISO 8601 as it stands; another expression becomes FEEL or goes."""
    for kind in TimerKind:
        for node in draft.each(kind.value):
            text = written(node)
            time = next((one for one in (text, to_feel(text)) if one and _is_time(kind, one)), None)
            if time is None:
                _take_out(draft, node, text)
            elif time != text:
                rewrite(node, time)
                draft.note(node, "时间译为 FEEL。", "The time was put into FEEL.", text, time)


def translate_due_dates(draft: Draft) -> None:
    """When a task is due; a limit that can't be said here is listed with what is not carried out."""
    for node in draft.each(*PERSONAL):
        text = due_date(node)
        limit = next((one for one in (text, in_plain(text)) if one and _is_limit(one)), None)
        if limit is not None and not {"clock", "due"} & properties(node).keys():
            draft.say(node, "due", limit)
            draft.note(node, "映射办理期限。", "The due date was mapped.", text, limit)


def _is_limit(text: str) -> bool:
    try:
        read_limit(text)
    except (FeelError, Stuck, ValueError, OverflowError):
        return False
    return True


def _is_time(kind: TimerKind, text: str) -> bool:
    try:
        read_timer(kind, text)
    except (FeelError, Stuck, ValueError, OverflowError):
        return False
    return True


def _take_out(draft: Draft, node: _Element, text: str) -> None:
    """What can't be read goes; an empty one was never there."""
    zh, en = "此处为空，已略去。", "There was nothing written here; it was left out."
    if text:
        zh = "此表达式无法译为 FEEL，已略去，改由人决定。"
        en = "This can't be said in FEEL; it was left out, and a person decides."
    draft.note(node, zh, en, f"{local(node)} {text}")
    drop(node)
