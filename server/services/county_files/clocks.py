"""Reads ``clocks.toml``: the county's clock table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.clock import Agreed, Basis, Clock, Count, CountBack, FixedDate, Span
from server.domain.ids import ClockId, ProcessKey
from server.domain.periods import Roll, StartRule, Unit
from server.domain.respite import Extension, Ground
from server.services.county_files.faults import each
from server.services.county_files.toml_keys import read_table, spoken
from server.services.county_files.unique import note_repeats

if TYPE_CHECKING:
    from server.domain.clock import Measure
    from server.services.county_files.faults import Faults, Placed
    from server.services.county_files.toml_keys import Table

KEY = r"[a-z][a-z0-9_]*"


def clocks_of(text: str, file: str, faults: Faults) -> tuple[Placed[Clock], ...]:
    """Every clock of the table, with what is wrong noted."""
    paper = read_table(text, file, faults)
    clocks = each(paper.headed("clock"), _clock)
    paper.close()
    note_repeats([(clock.value.id, clock.at("id")) for clock in clocks], faults)
    return clocks


def _clock(table: Table) -> Placed[Clock]:
    spans = _spans(table)
    clock = Clock(
        id=ClockId(table.key("id", r"T\d{2,3}")),
        process=ProcessKey(table.key("process", KEY)),
        step=table.words("step"),
        starts=table.words("starts"),
        spans=spans,
        roll=table.choice("roll", Roll),
        on_breach=table.words("on_breach"),
        source=table.need("source", str),
        basis=table.choice("basis", Basis),
        supervised_by=table.need("supervised_by", str),
        start_rule=_start_rule(table),
        at_least=table.get("at_least", bool) or False,
        suspend=tuple(_ground(each) for each in table.inline("suspend")),
        extend=tuple(_extension(each, spans) for each in table.inline("extend")),
    )
    table.close()
    return table.placed(clock)


def _ground(table: Table) -> Ground:
    ground = Ground(
        zh=table.need("zh", str),
        en=table.need("en", str),
        is_once=table.get("once", bool) or False,
        working_days=_days(table),
    )
    table.close()
    return ground


def _days(table: Table) -> int | None:
    return None if table.get("working_days", int) is None else _positive(table, "working_days")


def _extension(table: Table, spans: tuple[Span, ...]) -> Extension:
    table.need("grounds", list)
    extension = Extension(
        span=_counted(table, spans),
        by=_positive(table, "by"),
        times=_positive(table, "times"),
        approver=table.key("approver", KEY),
        grounds=tuple(spoken(each) for each in table.inline("grounds")),
        source=table.need("source", str),
    )
    table.close()
    return extension


def _counted(table: Table, spans: tuple[Span, ...]) -> str:
    """The span that is extended; only what is counted after its start can be."""
    name = table.need("span", str)
    if not any(span.name == name and isinstance(span.measure, Count) for span in spans):
        table.faults.refuse(
            table.place("span"),
            f"spans 中没有名为“{name}”、按数计算的一项，请修改。",
            f"There is no span “{name}” that is counted after its start. Change it.",
        )
    return name


def _start_rule(table: Table) -> StartRule:
    if table.get("start_rule", str) is None:
        return StartRule.MOMENT
    return table.choice("start_rule", StartRule)


def _spans(table: Table) -> tuple[Span, ...]:
    table.need("spans", list)
    spans = tuple(_span(inside) for inside in table.inline("spans"))
    if len({span.name for span in spans}) < len(spans):
        table.faults.refuse(
            table.place("spans"), "有重名，请改名。", "Two have the same name. Rename one."
        )
    return spans


def _span(table: Table) -> Span:
    span = Span(name=table.key("name", KEY), measure=_measure(table))
    table.close()
    return span


def _measure(table: Table) -> Measure:
    if table.get("agreed", bool):
        return Agreed(limit=_count(table) if "count" in table.values else None)
    if "month" in table.values:
        return _fixed(table)
    return _back(table) if "before" in table.values else _count(table)


def _count(table: Table) -> Count:
    return Count(amount=_amount(table, "count"), unit=table.choice("unit", Unit))


def _back(table: Table) -> CountBack:
    unit = table.choice("unit", Unit)
    if not unit.in_days:
        table.faults.refuse(
            table.place("unit"),
            "倒算只能用 WD、CD 或 MONTH，请修改。",
            "Only WD, CD and MONTH are counted back. Change it.",
        )
    return CountBack(amount=_amount(table, "before"), unit=unit)


def _fixed(table: Table) -> FixedDate:
    month, day = table.need("month", int), table.need("day", int)
    try:
        return FixedDate(month=month, day=day)
    except ValueError:
        table.faults.refuse(
            table.place("day"),
            f"不是每年都有 {month} 月 {day} 日，请修改。",
            f"Not every year has a day {month}-{day}. Change it.",
        )


def _positive(table: Table, key: str) -> int:
    amount = table.need(key, int)
    if amount < 1:
        table.faults.refuse(
            table.place(key), "应为正整数，请修改。", "Must be above zero. Change it."
        )
    return amount


def _amount(table: Table, key: str) -> int:
    amount = table.need(key, int)
    if amount < 0:
        table.faults.refuse(
            table.place(key), "不能为负数，请修改。", "Can't be negative. Change it."
        )
    return amount
