"""An error that nothing caught: it ended the case, and people are told which it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.moves import EndKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.journal import Entry


def ended_by(fact: f.CaseFinished) -> tuple[str, str] | None:
    """That an error ended a case, in Chinese and English; None when it came to its end."""
    if fact.kind != EndKind.ERROR:
        return None
    if fact.name and fact.code:
        zh, en = f"错误“{fact.name}”（{fact.code}）", f"the error “{fact.name}” ({fact.code})"
    elif fact.name or fact.code:
        zh, en = (f"{word}“{fact.name or fact.code}”" for word in ("错误", "the error "))
    else:
        zh, en = "未写明的错误", "an error of no name"
    return f"因{zh}结束，没有环节接住它", f"ended by {en}, which nothing caught"


def error_in(journal: Iterable[Entry]) -> tuple[str, str] | None:
    """What error ended the case of this journal, in both languages; None when none did."""
    found = None
    for fact in (fact for entry in journal for fact in entry.facts):
        if isinstance(fact, f.CaseFinished):
            found = ended_by(fact)
        elif isinstance(fact, f.CaseReopened):
            found = None
    return found
