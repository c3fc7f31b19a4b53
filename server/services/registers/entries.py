"""Entries of registers as cells, and back: what a form, a spreadsheet and a program give alike."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from server.domain.certificates import Certificate
from server.domain.county import Paper
from server.domain.errors import CountyFilesRefused
from server.domain.people import Holding, Person, Post
from server.domain.registers import Entry, Register
from server.services.county_files import (
    holidays,
    hooks,
    people,
    read_clocks,
    read_profile,
    read_year,
)
from server.services.county_files.faults import EntryRefused, Faults, Place
from server.services.county_files.tables import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


COLUMNS: Mapping[Register, tuple[str, ...]] = {
    Register.BODIES: people.BODY_COLUMNS,
    Register.POSTS: people.POST_COLUMNS,
    Register.PERSONS: people.PERSON_COLUMNS,
    Register.HOLDINGS: people.HOLDING_COLUMNS,
    Register.CERTIFICATES: people.CERTIFICATE_COLUMNS,
    Register.HOOKS: hooks.HOOK_COLUMNS,
    Register.PAPERS: ("kind", "name", "text"),
}
"""What each register says of an entry, in the words of the county's files."""

DAYS = frozenset({"valid_from", "valid_to", "reviewed_until"})
"""Columns that hold a day."""

IDENTITY: Mapping[Register, tuple[str, ...]] = {
    Register.BODIES: ("id",),
    Register.POSTS: ("id",),
    Register.PERSONS: ("login",),
    Register.HOLDINGS: ("person", "post", "valid_from"),
    Register.CERTIFICATES: ("number",),
    Register.HOOKS: ("id",),
    Register.PAPERS: ("kind", "name"),
}
"""The columns that make the key of an entry, which never change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry as it was given: by a form, by a row of a spreadsheet, by a program."""

    register: Register
    cells: Mapping[str, str]
    number: int = 0
    """Which row of a spreadsheet, which place in a list; 0 for a form of its own."""


def cells_of(entry: Entry) -> Mapping[str, str]:
    """An entry in the words of the county's files."""
    said = {field.name: getattr(entry, field.name) for field in fields(entry)}
    match entry:
        case Person():
            del said["id"]
        case Holding() | Certificate():
            said["person"] = said.pop("login")
        case Post():
            said["roles"] = sorted(entry.roles)
        case _:
            """A body, a hook or a paper: its fields are its columns."""
    return {name: _cell(value) for name, value in said.items()}


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return ";".join(value)
    return "" if value is None else str(value)


def read_entry(line: Line, faults: Faults) -> Entry | None:
    """The entry that a line gives; None when it can't be read, with what is wrong noted."""
    columns = COLUMNS[line.register]
    row = Row(
        file=line.register.value,
        line=line.number,
        cells={column: line.cells.get(column, "") for column in columns},
        faults=faults,
    )
    for column in sorted(line.cells.keys() - set(columns)):
        faults.note(
            row.place(column),
            f"没有这一栏，请删去；可用的栏目：{', '.join(columns)}。",
            f"There is no such column. Leave it out; there are: {', '.join(columns)}.",
        )
    try:
        return _READERS[line.register](row)
    except EntryRefused:
        return None


def entry_of(register: Register, cells: Mapping[str, str]) -> Entry:
    """An entry that was read before, from the cells that were kept of it."""
    entry = read_entry(Line(register=register, cells=cells), Faults())
    assert entry is not None  # noqa: S101  # it was read before it was kept
    return entry


def _paper(row: Row) -> Entry:
    paper = Paper(kind=row.text("kind"), name=row.optional("name"), text=row.text("text"))
    check = _PAPERS.get(paper.kind)
    if check is None:
        kinds = ", ".join(_PAPERS)
        row.faults.refuse(row.place("kind"), f"请选：{kinds}。", f"Choose one of: {kinds}.")
    if paper.kind == "calendar" and holidays.is_list(paper.text):
        paper = replace(paper, text=holidays.paper_of(row, paper.text))
    try:
        check(row, paper)
    except CountyFilesRefused as refused:
        for fault in refused.faults:
            place = Place(file=fault.file, line=fault.line, column=fault.column)
            row.faults.note(row.place("text"), *_at(place, fault.zh, fault.sentence_en))
        raise EntryRefused from refused
    return paper


def _at(place: Place, zh: str, en: str) -> tuple[str, str]:
    key = f" {place.column}" if place.column else ""
    return f"第 {place.line} 行{key}：{zh}", f"Line {place.line}{key}: {en}"


def _calendar(row: Row, paper: Paper) -> None:
    year = read_year(paper.text)
    if paper.name != str(year.year):
        row.faults.refuse(
            row.place("name"),
            f"内容是 {year.year} 年的，请把名称改为 {year.year}。",
            f"The text is about {year.year}. Name it {year.year}.",
        )


_PAPERS: Mapping[str, Callable[[Row, Paper], object]] = {
    "calendar": _calendar,
    "clocks": lambda _row, paper: read_clocks(paper.text),
    "county": lambda _row, paper: read_profile(paper.text),
}
"""How the text of each kind of paper is checked; the catalogue has a process of its own."""


_READERS: Mapping[Register, Callable[[Row], Entry]] = {
    Register.BODIES: lambda row: people.body_of(row).value,
    Register.POSTS: lambda row: people.post_of(row).value,
    Register.PERSONS: lambda row: people.person_of(row).value,
    Register.HOLDINGS: lambda row: people.holding_of(row).value,
    Register.CERTIFICATES: lambda row: people.certificate_of(row).value,
    Register.HOOKS: hooks.hook_of,
    Register.PAPERS: _paper,
}
