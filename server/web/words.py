"""How moments, deadlines and sizes are said on pages, in the page's language and the county's time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from babel.dates import format_date

from server.domain.county_time import COUNTY_TIME
from server.domain.reading import Lamp
from server.domain.searching import pieces
from server.domain.values import plain
from server.web.leaps import leap_words
from server.web.speech import gettext, is_english, locale, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from flask import Flask

    from server.domain.reading import Deadline
    from server.domain.values import Value
    from server.domain.work import Membership

_KIB = 1024
_YEAR, _WHOLE = len("2026-"), len("2026-03-09 14:30")
_NO = ("不", "退", "驳", "否", "拒")


def speak(chinese: str, english: str) -> str:
    """One of two names that the data brings along; Chinese when there is no English one."""
    return english if english and is_english() else chinese


def status_words(status: str) -> str:
    """How a matter stands."""
    return _STATUSES[status]()


_STATUSES = {
    "running": lambda: gettext("办理中"),
    "finished": lambda: gettext("已办结"),
    "suspended": lambda: gettext("已挂起"),
    "terminated": lambda: gettext("已终止"),
    "voided": lambda: gettext("已作废"),
    "withdrawn": lambda: gettext("已撤回"),
    "incident": lambda: gettext("运行异常"),
}


def as_json(value: Value) -> str:
    """A value as people who mend processes write it."""
    return json.dumps(plain(value), ensure_ascii=False, indent=1)


def as_text(value: Value) -> str:
    """A value as people read it: text as it is, anything else as JSON on one line."""
    return value if isinstance(value, str) else json.dumps(plain(value), ensure_ascii=False)


def listed(parts: Iterable[str]) -> str:
    """Several names beside each other."""
    return str(gettext("、")).join(parts)


def when(moment: datetime, now: datetime) -> str:
    """Day and time, the year only when it isn't this one."""
    local = moment.astimezone(COUNTY_TIME)
    is_short = local.year == now.astimezone(COUNTY_TIME).year
    return local.isoformat(" ")[_YEAR if is_short else 0 : _WHOLE]


def clock_time(moment: datetime) -> str:
    """The time of day."""
    return moment.astimezone(COUNTY_TIME).strftime("%H:%M")


def whole_moment(moment: datetime) -> str:
    """Day and time with the year, as a document wants it."""
    return moment.astimezone(COUNTY_TIME).isoformat(" ")[:_WHOLE]


def machine_time(moment: datetime) -> str:
    """For the ``datetime`` attribute."""
    return moment.astimezone(COUNTY_TIME).isoformat(timespec="minutes")


def long_day(moment: datetime) -> str:
    """The date with its day of the week."""
    return format_date(moment.astimezone(COUNTY_TIME), "full", locale=locale())


def short_day(day: date) -> str:
    """A date in figures."""
    return day.strftime("%Y-%m-%d")


def lamp_colour(deadline: Deadline) -> str:
    """The class of the deadline lamp."""
    return _COLOURS[deadline.lamp]


_COLOURS = {
    Lamp.LATE: "red",
    Lamp.TODAY: "amber",
    Lamp.GOOD: "green",
    Lamp.NONE: "grey",
    Lamp.STILL: "still",
    Lamp.STOPPED: "still",
}


def lamp_words(deadline: Deadline) -> str:
    """What the lamp says: late by how much, or how much is left."""
    if deadline.lamp is Lamp.NONE:
        return str(gettext("不限时"))
    if deadline.lamp is Lamp.STILL:
        return str(gettext("挂起"))
    if deadline.lamp is Lamp.STOPPED:
        return str(gettext("中止计时"))
    if deadline.lamp is Lamp.LATE:
        return _late(deadline.amount, deadline.unit)
    if deadline.lamp is Lamp.TODAY and deadline.unit == "day":
        return str(gettext("今日到期"))
    return _left(deadline.amount, deadline.unit)


def _late(amount: int, unit: str) -> str:
    if unit == "day":
        return str(ngettext("超期 %(num)s 个工作日", "超期 %(num)s 个工作日", amount))
    if unit == "hour":
        return str(ngettext("超期 %(num)s 小时", "超期 %(num)s 小时", amount))
    return str(ngettext("超期 %(num)s 分钟", "超期 %(num)s 分钟", amount))


def _left(amount: int, unit: str) -> str:
    if unit == "day":
        return str(ngettext("剩 %(num)s 个工作日", "剩 %(num)s 个工作日", amount))
    if unit == "hour":
        return str(ngettext("剩 %(num)s 小时", "剩 %(num)s 小时", amount))
    return str(ngettext("剩 %(num)s 分钟", "剩 %(num)s 分钟", amount))


def due_words(deadline: Deadline, now: datetime) -> str:
    """The moment itself, under the lamp."""
    if deadline.due is None:
        return ""
    moment = when(deadline.due, now)
    day, _, _ = moment.partition(" ")
    if deadline.lamp is Lamp.LATE and deadline.unit == "day":
        return str(gettext("应于 %(day)s 办结", day=day))
    if deadline.unit != "day" or deadline.lamp is Lamp.TODAY or deadline.amount <= 1:
        return str(gettext("%(moment)s 前", moment=moment))
    return day


def file_size(size: int) -> str:
    """A file's size in kilobytes or megabytes."""
    if size < _KIB * _KIB:
        return f"{max(1, round(size / _KIB))} KB"
    return f"{size / _KIB / _KIB:.1f} MB"


def capped(number: int, cap: int = 99) -> str:
    """A figure that stops counting."""
    return f"{cap}+" if number > cap else str(number)


def says_no(choice: str) -> bool:
    """Whether a button turns something down, by its Chinese name: it is drawn in red."""
    return choice.startswith(_NO)


def teach(app: Flask) -> None:
    """Gives the templates these words."""
    app.jinja_env.filters.update(
        {
            f.__name__: f
            for f in (
                when,
                clock_time,
                machine_time,
                whole_moment,
                long_day,
                short_day,
                lamp_colour,
                lamp_words,
                status_words,
                due_words,
                file_size,
                capped,
                listed,
                role_words,
                says_no,
                as_json,
                as_text,
                member_words,
                policy_words,
                pieces,
                light_words,
                leap_words,
            )
        }
    )
    app.jinja_env.globals.update(speak=speak)


def light_words(light: str) -> str:
    """How a certificate stands: red, yellow, green."""
    said = {
        "green": gettext("有效"),
        "yellow": gettext("30 日内到期"),
        "red": gettext("不能执法"),
    }
    return str(said[light])


def policy_words(policy: str) -> str:
    """How a decision table takes the rules that match; an aggregator is said as it is written."""
    kind, _, aggregator = (
        policy.partition(" ") if policy.startswith("COLLECT") else (policy, "", "")
    )
    said = {
        "ANY": gettext("结果相同的任一条"),
        "COLLECT": gettext("汇集全部"),
        "FIRST": gettext("取第一条"),
        "OUTPUT ORDER": gettext("全部，按结论次序"),
        "PRIORITY": gettext("取优先的一条"),
        "RULE ORDER": gettext("全部，按规则次序"),
        "UNIQUE": gettext("只有一条适用"),
    }
    return f"{said.get(kind, kind)} {aggregator}".strip()


def member_words(member: Membership) -> str:
    """A member of a step of many: what it is called, and which of how many it is."""
    place, value = f"{member.index}/{member.count}", speak(member.value, member.value_en)
    return str(gettext("%(value)s（%(place)s）", value=value, place=place)) if value else place


def body_kinds() -> dict[str, str]:
    """The kinds of bodies, as people call them."""
    return {
        "government": gettext("政府"),
        "department": gettext("部门"),
        "vertical_branch": gettext("垂直管理单位"),
        "institution": gettext("事业单位"),
        "party_organ": gettext("党委机构"),
        "office": gettext("办公室"),
        "command": gettext("指挥中心"),
        "township": gettext("乡镇"),
        "team": gettext("执法队"),
        "room": gettext("综合信息指挥室"),
        "justice_office": gettext("司法所"),
        "station": gettext("派驻站所"),
        "task_force": gettext("工作专班"),
        "external": gettext("县外单位"),
    }


def role_words(role: str) -> str:
    """A function of posts as people call it; a county's own function by its key."""
    said = {
        "admin": gettext("县管理员"),
        "adviser": gettext("法律顾问"),
        "auditor": gettext("审计查阅"),
        "auxiliary": gettext("执法辅助人员"),
        "bench": gettext("测试人员"),
        "cmd_head": gettext("指挥中心负责人"),
        "cmd_officer": gettext("指挥中心值班员"),
        "counsel": gettext("公职律师"),
        "county_head": gettext("县长"),
        "county_leader": gettext("县领导"),
        "dept_handler": gettext("部门承办人"),
        "dept_head": gettext("部门负责人"),
        "designer": gettext("流程设计"),
        "gov_office": gettext("政府办公室"),
        "grid_worker": gettext("网格员"),
        "justice_head": gettext("司法局负责人"),
        "justice_office": gettext("司法所人员"),
        "justice_officer": gettext("司法局经办人"),
        "legal_reviewer": gettext("法制审核人员"),
        "messenger": gettext("系统对接"),
        "police": gettext("公安联络员"),
        "procuratorate": gettext("检察联络员"),
        "sfj": gettext("执法协调监督"),
        "supervisor": gettext("行政执法监督员"),
        "team_captain": gettext("执法队队长"),
        "township_head": gettext("乡镇主要领导"),
        "township_lead": gettext("乡镇班子成员"),
        "township_mayor": gettext("乡镇长"),
        "township_officer": gettext("乡镇执法人员"),
        "township_room": gettext("综合信息指挥室"),
        "township_secretary": gettext("党委书记"),
    }
    return str(said.get(role, role))
