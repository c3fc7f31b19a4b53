"""Reads a whole county from its folder, and checks that everything it names is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from server.domain.catalogue import Catalogue
from server.domain.clock import ClockTable
from server.domain.county import Paper
from server.domain.workdays import calendar_of
from server.services.county_files import (
    calendars,
    clocks,
    items,
    people,
    profile,
    references,
)
from server.services.county_files.faults import EntryRefused, Faults, Place, Placed
from server.services.county_files.unique import note_repeats

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from server.domain.certificates import Certificate
    from server.domain.county import CountyProfile
    from server.domain.people import Body, Holding, Person, Post
    from server.domain.workdays import Calendar, CalendarYear

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyFiles:
    """Everything that a county's folder says."""

    profile: CountyProfile
    years: tuple[CalendarYear, ...]
    calendar: Calendar
    clocks: ClockTable
    catalogue: Catalogue
    bodies: tuple[Body, ...]
    posts: tuple[Post, ...]
    persons: tuple[Person, ...]
    holdings: tuple[Holding, ...]
    certificates: tuple[Certificate, ...]
    papers: tuple[Paper, ...]


def read_county(folder: Path) -> CountyFiles:
    """Read a county; refused with ``CountyFilesRefused``, which names every fault at once.

    What the entries name is only checked when each of them could be read.
    """
    faults = Faults()
    reader = _Reader(folder, faults)
    county = reader.one("county", "county.toml", profile.profile_of)
    table = reader.many("clocks", "clocks.toml", clocks.clocks_of)
    catalogue = reader.many("catalogue", "items.csv", items.items_of)
    bodies = reader.many("", "bodies.csv", people.bodies_of)
    posts = reader.many("", "posts.csv", people.posts_of)
    persons = reader.many("", "persons.csv", people.persons_of)
    holdings = reader.many("", "holdings.csv", people.holdings_of)
    certificates = reader.perhaps("certificates.csv", people.certificates_of)
    years = reader.years()
    if county is None or faults:
        raise faults.refusal()
    references.check(
        references.Read(
            county=county,
            clocks=table,
            items=catalogue,
            bodies=bodies,
            posts=posts,
            persons=persons,
            holdings=holdings,
            certificates=certificates,
        ),
        faults,
    )
    faults.stop_if_any()
    return CountyFiles(
        profile=county.value,
        years=_plain(years),
        calendar=calendar_of(_plain(years), sessions=county.value.sessions),
        clocks=ClockTable(clocks=_plain(table)),
        catalogue=Catalogue(items=_plain(catalogue)),
        bodies=_plain(bodies),
        posts=_plain(posts),
        persons=_plain(persons),
        holdings=_plain(holdings),
        certificates=_plain(certificates),
        papers=tuple(reader.papers),
    )


class _Reader:
    def __init__(self, folder: Path, faults: Faults) -> None:
        self.papers: list[Paper] = []
        self._folder = folder
        self._faults = faults

    def one(
        self, kind: str, file: str, read: Callable[[str, str, Faults], Placed[T]]
    ) -> Placed[T] | None:
        """What a paper holds, None when it can't be read."""
        try:
            text = self._text(file)
            placed = read(text, file, self._faults)
        except EntryRefused:
            return None
        self.papers.append(Paper(kind=kind, name="", text=text))
        return placed

    def many(
        self, kind: str, file: str, read: Callable[[str, str, Faults], Sequence[Placed[T]]]
    ) -> tuple[Placed[T], ...]:
        """What a table holds, nothing when it can't be read."""
        try:
            text = self._text(file)
            placed = tuple(read(text, file, self._faults))
        except EntryRefused:
            return ()
        if kind:
            self.papers.append(Paper(kind=kind, name="", text=text))
        return placed

    def perhaps(
        self, file: str, read: Callable[[str, str, Faults], Sequence[Placed[T]]]
    ) -> tuple[Placed[T], ...]:
        """What a table holds that a county need not have."""
        return self.many("", file, read) if (self._folder / file).is_file() else ()

    def years(self) -> tuple[Placed[CalendarYear], ...]:
        """Every ``calendar-….toml`` of the folder, by year; there must be one."""
        years: list[Placed[CalendarYear]] = []
        names = sorted(path.name for path in self._folder.glob("calendar-*.toml"))
        for name in names:
            year = self.one("calendar", name, calendars.year_of)
            if year is not None:
                years.append(year)
                last = self.papers.pop()
                self.papers.append(Paper(kind=last.kind, name=str(year.value.year), text=last.text))
        if not names:
            self._faults.note(
                Place(file="calendar-*.toml", line=0),
                "没有工作日历，请至少放一个，如 calendar-2026.toml。",
                "There is no calendar. Put in at least one, like calendar-2026.toml.",
            )
        note_repeats([(str(year.value.year), year.at("year")) for year in years], self._faults)
        return tuple(years)

    def _text(self, file: str) -> str:
        path = self._folder / file
        if not path.is_file():
            self._faults.refuse(
                Place(file=file, line=0),
                "文件不存在，请从示例县复制一份再改。",
                "The file is missing. Copy the sample county's and change it.",
            )
        content = path.read_bytes()
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._faults.refuse(
                Place(file=file, line=content.count(b"\n", 0, error.start) + 1),
                "不是 UTF-8 编码，请另存为 UTF-8。",
                "This is not UTF-8. Save the file as UTF-8.",
            )


def _plain(placed: tuple[Placed[T], ...]) -> tuple[T, ...]:
    return tuple(one.value for one in placed)
