"""What stands beside a happening when it was no answer: corrections, skips, decisions, each with why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from server.domain import facts as f

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from server.domain.values import Value, Values

Pair = tuple[str, str]

_Spoken = (
    f.WorkDispatched
    | f.WorkHandedOver
    | f.WorkUrged
    | f.AsideOpened
    | f.AsideRead
    | f.AsideAnswered
)
"""Facts with a few words of those who did it."""

_WORDS = {
    "reason": ("理由", "Reason"),
    "text": ("附言", "Message"),
    "basis": ("依据", "Basis"),
    "flow": ("其后走连线", "Going on by"),
    "decision": ("决策", "Decision"),
    "rules": ("适用规则", "Rules that apply"),
    "inputs": ("输入", "Input"),
    "outputs": ("结论", "Output"),
}


def explained(fact: f.Fact, contents: Mapping[str, Values], language: str) -> tuple[Pair, ...]:
    """Label and text of what explains a fact; nothing when its contents were emptied."""
    explain = _EXPLAINING.get(type(fact))
    return tuple(explain(fact, contents, language)) if explain else ()


def _label(word: str, language: str) -> str:
    zh, en = _WORDS[word]
    return zh if language == "zh" else en


def _written(value: Value) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _corrected(
    fact: f.DataCorrected, contents: Mapping[str, Values], language: str
) -> Iterator[Pair]:
    before, after = contents.get(fact.before, {}), contents.get(fact.after, {})
    for name in after:
        yield name, f"{_written(before.get(name))} → {_written(after[name])}"
    yield from _reason(contents.get(fact.reason, {}), language)


def _proposed(
    fact: f.SkipProposed, contents: Mapping[str, Values], language: str
) -> Iterator[Pair]:
    content = contents.get(fact.digest, {})
    yield from ((name, _written(value)) for name, value in content.get("values", {}).items())
    if content.get("flow"):
        yield _label("flow", language), content["flow"]
    yield from _reason(content, language)


def _reason(content: Values, language: str) -> Iterator[Pair]:
    if content:
        yield _label("reason", language), content["reason"]


def _said(
    fact: _Spoken,
    contents: Mapping[str, Values],
    language: str,
) -> Iterator[Pair]:
    content = contents.get(fact.digest, {})
    if content:
        yield _label("text", language), content["text"]


def _why(fact: Any, contents: Mapping[str, Values], language: str) -> Iterator[Pair]:
    """Why somebody returned work, took it back or did something to a whole case, and on what basis."""
    content = contents.get(fact.digest, {})
    yield from _reason(content, language)
    if "basis" in content:
        yield _label("basis", language), content["basis"]


def _decided(
    fact: f.DecisionTaken, contents: Mapping[str, Values], language: str
) -> Iterator[Pair]:
    yield _label("decision", language), fact.decision
    yield _label("rules", language), ", ".join(fact.rules) or "-"
    content = contents.get(fact.digest, {})
    for part in ("inputs", "outputs"):
        for name, value in content.get(part, {}).items():
            yield f"{_label(part, language)} {name}", _written(value)


_EXPLAINING: Mapping[type[f.Fact], Callable[[Any, Mapping[str, Values], str], Iterator[Pair]]] = {
    f.DataCorrected: _corrected,
    f.SkipProposed: _proposed,
    f.DecisionTaken: _decided,
    f.WorkDispatched: _said,
    f.WorkHandedOver: _said,
    f.WorkUrged: _said,
    f.AsideOpened: _said,
    f.AsideRead: _said,
    f.AsideAnswered: _said,
    f.WorkReturned: _why,
    f.WorkTakenBack: _why,
    f.CaseSuspended: _why,
    f.CaseResumed: _why,
    f.CaseTerminated: _why,
    f.ProposalMade: _why,
    f.CaseJumped: _why,
    f.CaseReopened: _why,
    f.VoidProposed: _why,
    f.CaseVoided: _why,
    f.PersonalDataShown: _why,
}
