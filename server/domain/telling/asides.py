"""What the facts of what is asked beside a piece of work say, and how pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.asides import AsideKind, Verdict, Withdrawal
from server.domain.kept import typed
from server.domain.reading import AsideLine
from server.domain.telling.said import Said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain import facts as f
    from server.domain.asides import Aside
    from server.domain.facts.asides import AsideFact
    from server.domain.reading import Deadline
    from server.domain.telling.said import Names
    from server.domain.values import Values

KINDS: dict[AsideKind, tuple[str, str]] = {
    AsideKind.COPY: ("抄送", "copied"),
    AsideKind.CIRCULATE: ("传阅", "circulated"),
    AsideKind.CONSULT: ("征求意见", "opinion"),
    AsideKind.DELEGATE: ("委派", "delegated"),
    AsideKind.SIGN_BEFORE: ("前加签", "signer before"),
    AsideKind.SIGN_BESIDE: ("并加签", "signer beside"),
    AsideKind.SIGN_AFTER: ("后加签", "signer after"),
    AsideKind.OFFICER: ("共同执法", "second officer"),
    AsideKind.ASK_BACK: ("撤回申请", "asked back"),
}
"""What each kind is called."""

VERDICTS: dict[Verdict, tuple[str, str]] = {
    Verdict.AGREE: ("同意", "agreed"),
    Verdict.DISAGREE: ("不同意", "disagreed"),
}


def opened(fact: f.AsideOpened, names: Names) -> Said:
    """What is asked of whom."""
    kind, kind_en = KINDS[AsideKind(fact.kind)]
    who, who_en = _whom(fact, names)
    then, then_en = ("（依次，尚未轮到）", ", in turn, later") if fact.later else ("", "")
    return _said(fact, names, f"{kind}：{who}{then}", f"{kind_en}, {who_en}{then_en}", fact.digest)


def reached(fact: f.AsideReached, names: Names) -> Said:
    """Whose turn it is."""
    kind, kind_en = KINDS[AsideKind(fact.kind)]
    who, who_en = _whom(fact, names)
    return _said(fact, names, f"{kind}轮到：{who}", f"{kind_en}, now {who_en}", "")


def was_read(fact: f.AsideRead, names: Names) -> Said:
    """Who read it stands beside."""
    kind, kind_en = KINDS[AsideKind(fact.kind)]
    return _said(fact, names, f"{kind}已阅", f"{kind_en}, read", fact.digest)


def answered(fact: f.AsideAnswered, names: Names) -> Said:
    """Who answered stands beside."""
    kind, kind_en = KINDS[AsideKind(fact.kind)]
    zh, en = VERDICTS[Verdict(fact.verdict)] if fact.verdict else ("已答复", "answered")
    return _said(fact, names, f"{kind}：{zh}", f"{kind_en}, {en}", fact.digest)


def withdrawn(fact: f.AsideWithdrawn, names: Names) -> Said:
    """From whom no answer is wanted any more."""
    kind, kind_en = KINDS[AsideKind(fact.kind)]
    who, who_en = _whom(fact, names)
    zh, en = f"{kind}已撤回：{who}", f"{kind_en}, called off: {who_en}"
    if fact.reason == Withdrawal.DROPPED:
        zh, en = f"{kind}已取消：{who}", f"{kind_en}, dropped: {who_en}"
    if fact.reason == Withdrawal.WORK_OVER:
        zh, en = f"工作已了结，{kind}不再需要：{who}", f"{kind_en}, no longer needed: {who_en}"
    return _said(fact, names, zh, en, "")


def _whom(fact: f.AsideOpened | f.AsideReached | f.AsideWithdrawn, names: Names) -> tuple[str, str]:
    return names.person(fact.person) if fact.person else names.body(fact.body or "")


def _said(
    fact: AsideFact,
    names: Names,
    zh: str,
    en: str,
    digest: str,
) -> Said:
    step, step_en = names.step(fact.item)
    return Said(
        kind="other", zh=f"{step} {zh}", en=f"{step_en}: {en}",
        element=names.element_of(fact.item), digest=digest,
    )  # fmt: skip


def line(
    aside: Aside,
    deadline: Deadline,
    texts: Mapping[str, Values] | None = None,
    *,
    may_call_off: bool = False,
) -> AsideLine:
    """An aside as pages show it, with those of its words that are at hand."""
    kind, kind_en = KINDS[aside.kind]
    whom, whom_en = aside.whom
    verdict, verdict_en = VERDICTS[aside.verdict] if aside.verdict else ("", "")
    return AsideLine(
        aside=aside.id,
        item=aside.item,
        kind=aside.kind,
        kind_name=kind,
        kind_name_en=kind_en,
        state=aside.state,
        blocks=aside.blocks,
        is_to_read=aside.is_to_read,
        wants_verdict=aside.wants_verdict,
        whom=whom,
        whom_en=whom_en,
        asker=aside.asker,
        asker_en=aside.asker_en or aside.asker,
        asked_at=aside.asked_at,
        deadline=deadline,
        text=_text(texts or {}, aside.digest),
        verdict=aside.verdict or "",
        verdict_name=verdict,
        verdict_name_en=verdict_en,
        answer=_text(texts or {}, aside.answer),
        by=aside.by,
        by_en=aside.by_en or aside.by,
        over_at=aside.over_at,
        may_call_off=may_call_off,
        is_emptied=texts is not None
        and any(_is_gone(texts, one) for one in (aside.digest, aside.answer)),
    )


def _is_gone(texts: Mapping[str, Values], digest: str) -> bool:
    return bool(digest) and not texts.get(digest)


def _text(texts: Mapping[str, Values], digest: str) -> str:
    return typed(texts.get(digest, {}), "text")
