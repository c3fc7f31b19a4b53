"""By which rule several sign a step, and what came out, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.votes import Base, Tie

if TYPE_CHECKING:
    from server.domain.countersigning import Countersign
    from server.domain.facts import VoteDecided
    from server.domain.votes import Policy


def outcome_of(fact: VoteDecided) -> tuple[str, str]:
    """What came out and why, with the counts, in Chinese and English."""
    why, why_en = _why(fact)
    zh = "通过" if fact.passed else "未通过"
    en = "passed" if fact.passed else "did not pass"
    counts = f"同意 {fact.agreed}、不同意 {fact.refused}、弃权 {fact.abstained}，共 {fact.asked} 票"
    counts_en = (
        f"{fact.agreed} for, {fact.refused} against, {fact.abstained} abstained, of {fact.asked}"
    )
    return f"{zh}{why}：{counts}", f"{en}{why_en}: {counts_en}"


def _why(fact: VoteDecided) -> tuple[str, str]:
    """What else decided than the share of agreement."""
    if fact.vetoed:
        return "（一票否决）", " (vetoed)"
    if not fact.quorum_met:
        return "（参加表决的不足法定数）", " (no quorum)"
    if fact.cut_short:
        return "（到时截止）", " (time was up)"
    return "", ""


_SIMPLE = {
    "all": ("会签：人人签署", "Everybody signs"),
    "sequence": ("依次会签：按次序人人签署", "Everybody signs, one after the other"),
    "any": ("或签：一人签署即可", "One signature is enough"),
}
_OF = {
    Base.ALL: ("全体票数", "all votes"),
    Base.GIVEN: ("所投票数", "the votes given"),
    Base.SIDES: ("同意与不同意票数", "the votes for and against"),
}


def rule_of(sign: Countersign) -> tuple[str, str]:
    """By which rule several sign, in Chinese and English."""
    if sign.policy is None or sign.name in _SIMPLE:
        return _SIMPLE[sign.name]
    if not sign.policy.field:
        part = sign.policy.passes
        return f"会签：{part} 签署即可", f"{part} of the signatures are enough"
    return _vote(sign.policy)


def _vote(policy: Policy) -> tuple[str, str]:
    of, of_en = _OF[policy.of]
    above, above_en = ("超过", "more than") if policy.tie is Tie.FAILS else ("达到", "at least")
    zh = [f"票签：同意{above}{of}的 {policy.passes} 为通过"]
    en = [f"A vote: passes with {above_en} {policy.passes} of {of_en}"]
    if policy.tie is Tie.CHAIR:
        zh, en = [*zh, "恰好达到的由主持人定"], [*en, "the chair breaks a tie"]
    if policy.quorum:
        zh = [*zh, f"须有 {policy.quorum} 参加表决"]
        en = [*en, f"{policy.quorum} have to vote"]
    if policy.vetoes:
        zh, en = [*zh, "有一票否决"], [*en, "some may veto"]
    if policy.secret:
        zh, en = [*zh, "表决结束前不公开"], [*en, "secret until it is over"]
    return "；".join(zh), "; ".join(en)
