"""What is wrong with the house itself."""

from __future__ import annotations

from server.domain.errors.families import Conflict, Refusal


class JournalBroken(Conflict):
    """The journal of {subject} does not fit at entry {seq}: somebody changed it outside the system."""

    zh = "{subject} 的记录在第 {seq} 条处不连贯：有人在系统之外改动过。"


class DatabaseAway(Refusal):
    """The database doesn't answer just now. Nothing was lost; try again in a minute."""

    zh = "数据库暂时没有响应，已提交的内容不会丢失，请一分钟后再试。"
    status = 503
