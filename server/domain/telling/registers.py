"""What the facts of bodies, posts, persons and papers say in the history of an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain import facts as f

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from server.domain.values import Words


def say_of_register(fact: f.Fact) -> Words | None:
    """The fact in words; None when it says nothing to people."""
    told = _SAYING.get(type(fact))
    return told(fact) if told else None


def _granted(fact: f.PostGranted) -> Words:
    zh_end, en_end = _end(fact.valid_to)
    lent, lent_en = "", ""
    if fact.seconded_from:
        lent, lent_en = f"，由 {fact.seconded_from} 借出", f", seconded from {fact.seconded_from}"
    return (
        f"任岗位 {fact.post}：自 {fact.valid_from} {zh_end}{lent}",
        f"holds {fact.post} from {fact.valid_from} {en_end}{lent_en}",
    )


def _leaving(fact: f.LeavingArranged) -> Words:
    return f"离任，最后一天 {fact.last_day}", f"leaves office, the last day being {fact.last_day}"


def _left(fact: f.LeavingCarriedOut) -> Words:
    return (
        f"离任移交完成：移交 {fact.handed} 件，回到岗位 {fact.returned} 件",
        f"handed on: {fact.handed} pieces of work to successors, {fact.returned} back to their desks",
    )


def _stands_in(fact: f.SubstitutionMade) -> Words:
    return (
        f"岗位 {fact.post} 由他人代理：{fact.valid_from} 至 {fact.valid_to}",
        f"another stands in for {fact.post} from {fact.valid_from} to {fact.valid_to}",
    )


def _stands_in_no_more(fact: f.SubstitutionEnded) -> Words:
    return f"岗位 {fact.post} 的代理提前结束", f"standing in for {fact.post} ended early"


def _certified(fact: f.CertificateRegistered) -> Words:
    zh, en = _STATES[fact.state]
    return (
        f"登记或变更执法证 {fact.certificate}：{zh}，{fact.valid_from} 至 {fact.valid_to}",
        f"certificate {fact.certificate} was entered: {en}, {fact.valid_from} to {fact.valid_to}",
    )


_STATES: dict[str, Words] = {
    "valid": ("有效", "valid"),
    "suspended": ("暂停", "suspended"),
    "revoked": ("收回", "revoked"),
}


def _ending(fact: f.CertificateEnding) -> Words:
    return (
        f"已提醒：执法证 {fact.certificate} 到 {fact.valid_to} 为止",
        f"was told that certificate {fact.certificate} ends on {fact.valid_to}",
    )


def _key_made(fact: f.HookKeyMade) -> Words:
    return f"生成签名密钥（{fact.print}）", f"a key for its signatures was made ({fact.print})"


def _hook_stopped(fact: f.HookStopped) -> Words:
    if fact.reason == "gone":
        return "对方答复不再接收，系统停用", "switched off: it answered that it wants no events"
    return "连续三天无法推送，系统停用", "switched off: it could not be told for three days"


def _end(day: date | None) -> Words:
    return ("起", "on") if day is None else (f"至 {day}", f"to {day}")


def _always(zh: str, en: str) -> Callable[[f.Fact], Words]:
    return lambda _fact: (zh, en)


_SAYING: dict[type[f.Fact], Callable[[Any], Words]] = {
    f.BodyRegistered: _always("登记或变更单位", "the body was entered or changed"),
    f.PostRegistered: _always("登记或变更岗位", "the post was entered or changed"),
    f.PersonRegistered: _always("登记或变更人员", "the person was entered or changed"),
    f.PostGranted: _granted,
    f.LeavingArranged: _leaving,
    f.LeavingCarriedOut: _left,
    f.SubstitutionMade: _stands_in,
    f.SubstitutionEnded: _stands_in_no_more,
    f.CertificateRegistered: _certified,
    f.CertificateEnding: _ending,
    f.FeedMade: _always("生成日历订阅地址", "made the address of a calendar"),
    f.FeedRevoked: _always("停用日历订阅地址", "revoked the address of a calendar"),
    f.MailChosen: _always("改动邮件通知的设置", "chose which notices come by mail"),
    f.HookRegistered: _always("登记或变更接收端", "the hook was entered or changed"),
    f.HookKeyMade: _key_made,
    f.HookStopped: _hook_stopped,
    f.CountyPaperLoaded: _always("启用新文本", "a new text was put in force"),
    f.PasswordSet: _always("重设密码，所有登录失效", "the password was set; all sessions ended"),
    f.AccountLocked: _always(
        "密码连续输错，账号暂时锁定", "too many wrong passwords: the account is closed for a while"
    ),
    f.TokenIssued: _always("领取接口令牌", "got a token for the API"),
}
