"""Lists of holidays as they are published (JSON of days), made into a calendar paper of ours.

The format is the public one of holiday-cn: ``{"year", "papers", "days": [{"name", "date",
"isOffDay"}]}``. Days off that follow each other under one name are one holiday; days that are worked
for it belong to its first.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from server.services.county_files.tables import Row

ENGLISH = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
}
"""The holidays of the State Council's notice; another keeps its Chinese name."""


def is_list(text: str) -> bool:
    """Whether a text is a published list, and no paper of ours."""
    return text.lstrip().startswith("{")


def paper_of(row: Row, text: str) -> str:
    """The calendar paper that says what a published list says; what is wrong is noted in the row."""
    try:
        said = json.loads(text)
        year, papers = int(said["year"]), [str(one) for one in said.get("papers", [])]
        days = [
            (str(one["name"]), date.fromisoformat(one["date"]), bool(one["isOffDay"]))
            for one in said["days"]
        ]
    except (ValueError, TypeError, KeyError, AttributeError) as cause:
        row.faults.refuse(
            row.place("text"),
            f"不是可识别的节假日 JSON（应有 year、days，每天有 name、date、isOffDay）：{cause!r}。请核对文件。",
            "This is no list of holidays in JSON (year, days, and of each day name, date, isOffDay): "
            f"{cause!r}. Check the file.",
        )
    return _written(year, papers, list(_holidays(row, days)))


def _holidays(
    row: Row, days: Iterable[tuple[str, date, bool]]
) -> Iterator[tuple[str, date, date, list[date]]]:
    """Name, first and last day off, and the days that are worked for it."""
    off: dict[str, list[date]] = defaultdict(list)
    worked: dict[str, list[date]] = defaultdict(list)
    for name, day, is_off in days:
        (off if is_off else worked)[name].append(day)
    for name in worked.keys() - off.keys():
        row.faults.refuse(
            row.place("text"),
            f"“{name}”只有上班日，没有休息日。请补上休息日。",
            f"“{name}” has days that are worked and none off. Add those.",
        )
    for name, free in off.items():
        for place, (first, last) in enumerate(_runs(sorted(set(free)))):
            yield name, first, last, sorted(set(worked[name])) if place == 0 else []


def _runs(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """The first and the last of days that follow each other."""
    first = last = days[0]
    for day in days[1:]:
        if day - last > timedelta(days=1):
            yield first, last
            first = day
        last = day
    yield first, last


def _written(
    year: int, papers: Iterable[str], holidays: Iterable[tuple[str, date, date, list[date]]]
) -> str:
    lines = [f"year = {year}", f"papers = {_list(map(_text, papers))}"]
    for name, first, last, worked in sorted(holidays, key=lambda one: one[1]):
        english = ", ".join(ENGLISH.get(part, part) for part in name.split("、"))
        lines += [
            "",
            "[[holiday]]",
            f"name = {_text(name)}",
            f"name_en = {_text(english)}",
            f"first = {first}",
            f"last = {last}",
        ]
        if worked:
            lines.append(f"working = {_list(map(str, worked))}")
    return "\n".join(lines) + "\n"


def _list(parts: Iterable[Any]) -> str:
    return f"[{', '.join(parts)}]"


def _text(text: str) -> str:
    """A text as TOML writes it, which is as JSON does."""
    return json.dumps(text, ensure_ascii=False)
