"""What is wrong with the house itself."""

from __future__ import annotations

from server.domain.errors.families import Conflict, Refusal


class JournalBroken(Conflict):
    """The journal of {subject} was changed outside the system at entry {seq}. Keep a copy and tell the auditor."""

    zh = "{subject} 的记录在第 {seq} 条处不连贯：有人在系统之外改动过。请保留副本并报告监督员。"


class DatabaseAway(Refusal):
    """The database doesn't answer just now. Nothing was lost; try again in a minute."""

    zh = "数据库暂时没有响应，已提交的内容不会丢失，请一分钟后再试。"
    status = 503
    retry_after = 30


class TooManySignIns(Refusal):
    """Very many people are signing in at this moment. Try again in a few seconds."""

    zh = "此刻登录的人太多，请等几秒再登录。"
    status = 503
    retry_after = 5
