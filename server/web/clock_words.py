"""How clocks are said on pages: their length, their rules, and how a due moment was found."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton

from server.domain.clock import Agreed, Basis, Count, CountBack, FixedDate
from server.domain.county_time import COUNTY_TIME
from server.domain.ladder import Rung
from server.domain.periods import Roll, Unit
from server.web.speech import gettext, locale, ngettext
from server.web.words import listed, speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from server.domain.clock import Measure
    from server.domain.ports import RecountRow
    from server.domain.reckoned import DayByDay, DaysOff

_MINUTE = timedelta(minutes=1)
_HOUR = 60


def month_words(day: date) -> str:
    """A month with its year."""
    return str(format_skeleton("yMMMM", day, locale=locale()))


def day_words(day: date) -> str:
    """A date with its day of the week, short."""
    return str(gettext("%(day)s（%(weekday)s）", day=f"{day:%Y-%m-%d}", weekday=_weekday(day)))


def weekday_words() -> list[tuple[str, str]]:
    """The heads of a month's columns, Monday first: short, and in full."""
    monday = date(2026, 3, 2)
    days = [monday + timedelta(days=n) for n in range(7)]
    where = locale()
    return [(str(format_date(day, "EEEEE", locale=where)), _weekday(day, "EEEE")) for day in days]


def time_words(counted: timedelta) -> str:
    """So much of a day, as ``1:30``."""
    hours, minutes = divmod(counted // _MINUTE, _HOUR)
    return f"{hours}:{minutes:02}"


def length_words(measure: Measure) -> str:
    """How long a clock is."""
    match measure:
        case Count() | CountBack():
            return _units(measure.amount, measure.unit)
        case FixedDate():
            return str(
                gettext("每年 %(month)s 月 %(day)s 日", month=measure.month, day=measure.day)
            )
        case _:
            return str(gettext("以批准的方案为准"))


def basis_words(basis: Basis) -> str:
    """How binding a clock is."""
    said = {
        Basis.LAW: gettext("法定"),
        Basis.RULE: gettext("文件规定"),
        Basis.PRACTICE: gettext("各地做法"),
        Basis.DEFAULT: gettext("本县默认"),
    }
    return str(said[basis])


def rung_words(rung: Rung) -> str:
    """A rung of the ladder."""
    said = {
        Rung.HINT: gettext("过半提示"),
        Rung.AMBER: gettext("将到期提醒"),
        Rung.RED: gettext("到期"),
        Rung.URGE: gettext("督办"),
        Rung.CIRCULATE: gettext("列入通报候选"),
    }
    return str(said[rung])


def recounted_words(row: RecountRow) -> str:
    """A paper of the county by which deadlines are reckoned anew."""
    if row.kind == "calendar":
        return str(gettext("%(year)s 年工作日历", year=row.name))
    return str({"clocks": gettext("县时限表"), "county": gettext("本县上班时间")}[row.kind])


def number_words(number: int, unit: Unit) -> str:
    """Which day or month of a clock a day completes."""
    said = {
        Unit.WD: gettext("第 %(num)s 个工作日", num=number),
        Unit.MONTH: gettext("满 %(num)s 个月", num=number),
    }
    return str(said.get(unit) or gettext("第 %(num)s 日", num=number))


# --- how the due moment was found, sentence after sentence ------------------------------------


def steps_of(told: DayByDay) -> list[str]:
    """The way from the event to the due moment, one sentence a step."""
    return [
        *_beginning(told),
        *_length(told),
        *_extended(told),
        *_days_off(told),
        *_stood(told),
        *_end(told),
    ]


def _beginning(told: DayByDay) -> Iterator[str]:
    event = speak(told.clock.starts.zh, told.clock.starts.en)
    yield str(gettext("起算事件：%(event)s，%(moment)s。", event=event, moment=_moment(told.start)))
    measure = told.span.measure
    if isinstance(measure, CountBack):
        yield str(gettext("从该日起倒算，当日不计入。"))
    elif not isinstance(measure, Count):
        return
    elif measure.unit.in_days:
        yield str(gettext("当日不计入，从次日起算。"))
    elif told.begins != told.start:
        yield str(gettext("开始的小时不计入，从 %(moment)s 起算。", moment=_moment(told.begins)))
    else:
        yield str(gettext("从该时刻起算。"))


def _length(told: DayByDay) -> Iterator[str]:
    length, measure = length_words(told.span.measure), told.span.measure
    if isinstance(measure, Count | CountBack):
        rules = {
            Unit.WD: gettext("双休日和法定节假日不计，调休上班的日子计入"),
            Unit.CD: gettext("按自然日连续计算，节假日计入"),
            Unit.WH: gettext("只计上班时间，夜间和休息日不计"),
            Unit.H: gettext("连续计算，夜间和节假日计入"),
            Unit.MIN: gettext("连续计算，夜间和节假日计入"),
            Unit.MONTH: gettext("计至对应的日子，没有对应日的为该月最后一日"),
        }
        yield str(gettext("期限 %(length)s：%(rule)s。", length=length, rule=rules[measure.unit]))
    else:
        yield str(gettext("期限：%(length)s。", length=length))


def _extended(told: DayByDay) -> Iterator[str]:
    """By how much it was extended."""
    measure, by = told.span.measure, told.respite.extended
    if by and isinstance(measure, Count):
        length = _units(measure.amount - by, measure.unit)
        more = _units(by, measure.unit)
        said = gettext("其中原期限 %(length)s，经批准延长 %(more)s。", length=length, more=more)
        yield str(said)


def _stood(told: DayByDay) -> Iterator[str]:
    """From when to when it stood still, and on what ground."""
    for pause in told.respite.pauses:
        ground, begin = speak(pause.ground, pause.ground_en), _moment(pause.begin)
        if pause.end is None:
            said = gettext(
                "%(begin)s 起中止计时：%(ground)s；恢复之前不计入。", begin=begin, ground=ground
            )
        else:
            said = gettext(
                "%(begin)s 至 %(end)s 中止计时：%(ground)s；其间不计入。",
                begin=begin,
                end=_moment(pause.end),
                ground=ground,
            )
        yield str(said)


def _days_off(told: DayByDay) -> Iterator[str]:
    if not told.span.unit.in_working_time or isinstance(told.span.measure, Agreed):
        return
    if told.off:
        days = listed(_off(each) for each in told.off)
        yield str(gettext("其间休息、不计：%(days)s。", days=days))
    if told.make_up_days:
        days = listed(f"{each.day:%m-%d}" for each in told.make_up_days)
        yield str(gettext("其间调休上班、计入：%(days)s。", days=days))


def _off(off: DaysOff) -> str:
    name = speak(off.holiday.name, off.holiday.name_en) if off.holiday else gettext("双休日")
    last = "" if off.first == off.last else f"—{off.last:%m-%d}"
    return f"{name} {off.first:%m-%d}{last}"


def _end(told: DayByDay) -> Iterator[str]:
    measure = told.span.measure
    if isinstance(measure, Count | CountBack) and measure.unit.in_days and measure.amount:
        number = number_words(measure.amount, measure.unit)
        yield str(gettext("%(number)s是 %(day)s。", number=number, day=day_words(told.last)))
    if told.is_put_off:
        yield str(gettext("该日中止计时，恢复后顺延至 %(day)s。", day=_last(told)))
    elif told.is_rolled:
        said = {
            Roll.YES: gettext("该日休息，顺延至其后第一个工作日 %(day)s。", day=_last(told)),
            Roll.EARLY: gettext("该日休息，提前至其前最后一个工作日 %(day)s。", day=_last(told)),
        }
        yield str(said[told.clock.roll])
    elif told.clock.roll is Roll.NO and told.ends_on_day_off:
        yield str(gettext("该日虽休息，本时限依规定不顺延。"))
    yield str(gettext("届满时刻：%(moment)s。", moment=_moment(told.due)))


def _last(told: DayByDay) -> str:
    return day_words(told.days[-1].day)


def _units(amount: int, unit: Unit) -> str:
    if amount == 0:
        return str(gettext("立即"))
    said = {
        Unit.WD: ngettext("%(num)s 个工作日", "%(num)s 个工作日", amount),
        Unit.CD: ngettext("%(num)s 日", "%(num)s 日", amount),
        Unit.WH: ngettext("%(num)s 个工作小时", "%(num)s 个工作小时", amount),
        Unit.H: ngettext("%(num)s 小时", "%(num)s 小时", amount),
        Unit.MIN: ngettext("%(num)s 分钟", "%(num)s 分钟", amount),
        Unit.MONTH: ngettext("%(num)s 个月", "%(num)s 个月", amount),
    }
    return str(said[unit])


def _moment(moment: datetime) -> str:
    local = moment.astimezone(COUNTY_TIME)
    return f"{day_words(local.date())} {local:%H:%M}"


def _weekday(day: date, width: str = "EEE") -> str:
    return str(format_date(day, width, locale=locale()))


def teach(app: Flask) -> None:
    """Gives the templates these words."""
    said = (
        month_words,
        day_words,
        time_words,
        length_words,
        basis_words,
        rung_words,
        number_words,
        recounted_words,
    )
    app.jinja_env.filters.update({f.__name__: f for f in said})
    app.jinja_env.globals.update(weekday_words=weekday_words)
