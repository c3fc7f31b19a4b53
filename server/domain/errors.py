"""Every way the house says no.

Four families; a class per refusal. The docstring is the English sentence that people read, ``zh``
the Chinese one; both say what to do. ``{names}`` in them are filled from the values given.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.process import Problem

_COUNTY_TIME = ZoneInfo("Asia/Shanghai")


class Refusal(Exception):  # noqa: N818  # refusals say what is wrong, without a suffix
    """This can't be done."""

    zh: ClassVar[str] = "无法办理。"
    status: ClassVar[int] = 400

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.sentence("en"))

    @property
    def code(self) -> str:
        """A stable name for programs: ``already_claimed``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()

    def sentence(self, language: str) -> str:
        """What people read, in ``zh`` or ``en``."""
        text = self.zh if language.startswith("zh") else " ".join((self.__doc__ or "").split())
        return text.format_map({name: _spoken(value) for name, value in self.values.items()})


def _spoken(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(_COUNTY_TIME).strftime("%Y-%m-%d %H:%M")
    return str(value)


class NotFound(Refusal):
    """There is no such thing here, or it isn't yours to see. Check the address or go back to the inbox."""

    zh = "这里没有该内容，或者您无权查看。请核对地址，或返回待办。"
    status = 404


class NotAllowed(Refusal):
    """Your post doesn't allow this. Ask the head of your body or the county administrator."""

    zh = "您现任岗位无权办理此事。请联系本单位负责人或县管理员。"
    status = 403


class Conflict(Refusal):
    """Things have moved on meanwhile. Load the page again."""

    zh = "情况已有变化，请刷新页面后再办。"
    status = 409


class Invalid(Refusal):
    """Something in what you sent isn't right. Correct it and send it again."""

    zh = "提交的内容有误，请改正后重新提交。"
    status = 422


# --- not found --------------------------------------------------------------------------------


class NoSuchCase(NotFound):
    """There is no such case, or you have no part in it. Search your own cases instead."""

    zh = "没有这个事项，或者您与该事项无关。请在“我发起的”或“已办”中查找。"


class NoSuchWork(NotFound):
    """There is no such work, or it isn't yours. Go back to the inbox."""

    zh = "没有这项待办，或者它不归您办理。请返回待办事项。"


class NoSuchProcess(NotFound):
    """There is no process {key}. See the list of processes."""

    zh = "没有流程“{key}”。请查看流程列表。"


class NoSuchDocument(NotFound):
    """There is no such file, or you may not open it."""

    zh = "没有这个附件，或者您无权打开。"


class NoSuchPerson(NotFound):
    """There is no person {login}."""

    zh = "没有用户“{login}”。"


# --- not allowed ------------------------------------------------------------------------------


class WrongCredentials(NotAllowed):
    """Name or password is wrong. Check both; after {limit} wrong tries the account is closed for a while."""

    zh = "账号或密码不正确。请核对后再试；连续错误 {limit} 次将暂时锁定。"
    status = 401


class AccountClosed(NotAllowed):
    """Too many wrong passwords: this account is closed until {until}. Ask the administrator to open it sooner."""

    zh = "密码连续错误次数过多，账号已锁定至 {until}。如需提前解锁，请联系县管理员。"


class NotSignedIn(NotAllowed):
    """Sign in first; afterwards you come back to this page."""

    zh = "请先登录，登录后将回到本页。"
    status = 401


class MayNotStart(NotAllowed):
    """Your post may not start “{title}”. Posts with these functions may: {roles}."""

    zh = "您现任岗位不能发起“{title}”。可以发起的岗位职能：{roles}。"


class SamePersonTwice(NotAllowed):
    """You did “{step}” in this case, so somebody else must do this step (separation of duties)."""

    zh = "您已办理本事项的“{step}”，按不相容岗位分离的要求，本环节须由他人办理。"


class CrossSiteRequest(NotAllowed):
    """This request came from another site and was not carried out. Open the page here and try again."""

    zh = "请求来自其他网站，未予执行。请在本系统页面内重新操作。"


# --- conflict ---------------------------------------------------------------------------------


class AlreadyClaimed(Conflict):
    """{name} signed for this work on {at}. Ask for it to be given back, or take other work."""

    zh = "{name} 已于 {at} 签收。请与其联系退签，或办理其他事项。"


class AlreadyCompleted(Conflict):
    """{name} completed this work on {at}. What you typed is kept as a draft."""

    zh = "{name} 已于 {at} 办结此项工作。您填写的内容已留作草稿。"


class WorkGone(Conflict):
    """This work is no longer asked for: the case has moved on. What you typed is kept as a draft."""

    zh = "此项工作已不需办理：事项已进入其他环节。您填写的内容已留作草稿。"


class NotClaimed(Conflict):
    """Sign for the work before you give it back."""

    zh = "您尚未签收此项工作，不能退签。"


class CaseMovedOn(Conflict):
    """The case has moved on since you opened the page. Load it again; your draft is kept."""

    zh = "您打开页面后事项已有变化，请刷新后再办；您的草稿已保留。"


class SameKeyOtherRequest(Conflict):
    """This idempotency key was used for another request. Use a new key."""

    zh = "该幂等键已用于另一请求，请换用新的键。"


class KeyInFlight(Conflict):
    """The same request is just being carried out. Ask again in a moment."""

    zh = "同一请求正在处理，请稍后查询。"


class BusyNow(Conflict):
    """Several people acted on this case at the same moment. Try again."""

    zh = "多人同时办理该事项，请稍候重试。"


class SampleOverReal(Conflict):
    """This database holds another county. Use an empty database for the sample county."""

    zh = "数据库中已有其他县区的数据。请用空数据库加载示例县。"


# --- invalid ----------------------------------------------------------------------------------


class AnswerWrong(Invalid):
    """Some fields are not right yet. They are listed below."""

    zh = "有些内容需要改正，见下列说明。"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__()


class Fault:
    """One field that is not right, and what to do, in both languages."""

    __slots__ = ("field", "sentence_en", "zh")

    def __init__(self, *, field: str, zh: str, en: str) -> None:
        self.field = field
        self.zh = zh
        self.sentence_en = en

    def sentence(self, language: str) -> str:
        """What people read, in ``zh`` or ``en``."""
        return self.zh if language.startswith("zh") else self.sentence_en


class ChoiceWanted(Invalid):
    """Choose one of: {choices}."""

    zh = "请选择其一：{choices}。"


class DiagramRefused(Invalid):
    """The process was not deployed; nothing was changed. {count} things are to be mended."""

    zh = "流程未部署，原有内容未变。共有 {count} 处需要修改。"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems))


class FileTooLarge(Invalid):
    """The file is larger than {limit} MB. Make it smaller or split it."""

    zh = "附件超过 {limit} MB，请压缩或拆分后再传。"


class FileKindRefused(Invalid):
    """Files of this kind ({kind}) are not taken. Use pictures, PDF, Word, Excel, audio or video."""

    zh = "不接收此类附件（{kind}）。请使用图片、PDF、Word、Excel、音频或视频。"


class DiskFull(Invalid):
    """The server has no room for the file; nothing was stored. Tell the administrator and try again later."""

    zh = "服务器存储空间不足，附件未保存。请告知管理员，稍后再试。"
    status = 507


class CursorWrong(Invalid):
    """That page mark is not one of ours. Begin with the first page."""

    zh = "分页标记无效，请从第一页开始。"


class StepFailed(Invalid):
    """The next step can't be carried out: {cause}. The case stands as before; the administrator has been told."""

    zh = "下一步无法执行：{cause}。事项保持原状，已通知管理员。"


class KeyWanted(Invalid):
    """Send an Idempotency-Key header with every POST."""

    zh = "每个 POST 请求须带 Idempotency-Key。"
    status = 400


# --- the house itself -------------------------------------------------------------------------


class JournalBroken(Conflict):
    """The journal of {subject} does not fit at entry {seq}: somebody changed it outside the system."""

    zh = "{subject} 的记录在第 {seq} 条处不连贯：有人在系统之外改动过。"


class DatabaseAway(Refusal):
    """The database doesn't answer just now. Nothing was lost; try again in a minute."""

    zh = "数据库暂时没有响应，已提交的内容不会丢失，请一分钟后再试。"
    status = 503
