"""Every fault in the papers of a county is named by file, line and key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from server.domain.errors import CountyFilesRefused
from server.domain.periods import StartRule
from server.services.county_files import (
    read_catalogue,
    read_clocks,
    read_county,
    read_year,
)
from tests.places import COUNTY
from tests.services.county_folder import edit, faults_in, line_of, places_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COUNTY, tmp_path / "county"))


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("county.toml", 'name = "示例县"', 'name = ""', "name"),
        ("county.toml", 'name = "示例县"', "name = 7", "name"),
        ("county.toml", '"149999000000"', '"1499"', "region_code"),
        ("county.toml", '"Asia/Shanghai"', '"Asia/Tokyo"', "time_zone"),
        ("county.toml", 'missed = "once"', 'missed = "never"', "missed"),
        ("county.toml", 'missed = "once"', "missed = true", "missed"),
        ("county.toml", "opens = 08:30:00", 'opens = "08:30"', "opens"),
        ("county.toml", "closes = 12:00:00", "closes = 08:00:00", "closes"),
        ("county.toml", 'police = "gaj"', "police = true", "police"),
        ("county.toml", 'key = "air"', 'key = "The Air"', "key"),
        ("county.toml", 'key = "air"', 'key = "air"\ncolour = "grey"', "colour"),
        ("calendar-2026.toml", "year = 2026", "year = true", "year"),
        ("calendar-2026.toml", "first = 2026-01-01", "first = 2026-01-01T08:00:00", "first"),
        ("calendar-2026.toml", "first = 2026-01-01", "first = 2025-01-01", "first"),
        ("calendar-2026.toml", "last = 2026-01-03", "last = 2025-12-31", "last"),
        ("calendar-2026.toml", "[2026-01-04]", "[2025-01-04]", "working"),
        ("calendar-2026.toml", "[2026-01-04]", "[2026-01-05]", "working"),
        ("calendar-2026.toml", "[2026-01-04]", "[2026-01-03]", "working"),
        ("calendar-2026.toml", "[2026-01-04]", '["Sunday"]', "working"),
        ("clocks.toml", 'id = "T01"', 'id = "1"', "id"),
        ("clocks.toml", 'basis = "rule"', 'basis = "habit"', "basis"),
        ("clocks.toml", 'basis = "rule"', 'basis = "rule"\nstart_rule = "now"', "start_rule"),
        ("clocks.toml", 'supervised_by = "justice"', 'supervised_by = "nobody"', "supervised_by"),
        (
            "clocks.toml",
            'step = { zh = "事前公示更新", en = "update of what is published beforehand" }',
            'step = { zh = "事前公示更新" }',
            "step.en",
        ),
        (
            "clocks.toml",
            'spans = [{ name = "update", count = 5, unit = "WD" }]',
            "spans = []",
            "spans",
        ),
        ("clocks.toml", 'count = 5, unit = "WD"', 'count = -5, unit = "WD"', "spans.count"),
        ("clocks.toml", 'count = 5, unit = "WD"', 'count = 5, unit = "days"', "spans.unit"),
        ("clocks.toml", 'count = 5, unit = "WD"', 'count = 5, unit = "WD", a = 1', "spans.a"),
        ("clocks.toml", 'before = 7, unit = "WD"', 'before = 7, unit = "WH"', "spans.unit"),
        ("clocks.toml", "month = 1, day = 31", "month = 2, day = 29", "spans.day"),
    ],
)
def test_a_wrong_value_is_named_by_file_line_and_key(
    folder: Path, file: str, old: str, new: str, key: str
) -> None:
    edit(folder, file, old, new)
    line = line_of(folder, file, new.splitlines()[-1])

    assert (file, line, key) in places_in(folder)


def test_two_spans_of_one_name_are_named(folder: Path) -> None:
    edit(folder, "clocks.toml", 'name = "extended"', 'name = "seizure"')

    (fault,) = faults_in(folder)

    assert (fault.column, fault.sentence_en) == (
        "spans",
        "Two have the same name. Rename one.",
    )


def test_two_clocks_of_one_name_are_named(folder: Path) -> None:
    edit(folder, "clocks.toml", 'id = "T02"', 'id = "T01"')

    (fault,) = faults_in(folder)

    assert fault.column == "id"
    assert fault.line > line_of(folder, "clocks.toml", 'id = "T01"')


def test_a_function_whose_body_is_not_there_is_named(folder: Path) -> None:
    edit(folder, "county.toml", 'police = "gaj"', 'police = "nobody"')

    (fault,) = faults_in(folder)

    assert (fault.file, fault.column) == ("county.toml", "police")


def test_hours_that_overlap_are_named(folder: Path) -> None:
    edit(folder, "county.toml", "opens = 14:30:00", "opens = 11:30:00")
    line = line_of(folder, "county.toml", "opens = 11:30:00")

    assert places_in(folder) == [("county.toml", line, "opens")]


def test_a_county_that_names_no_hours_at_all_is_refused(folder: Path) -> None:
    lines = (folder / "county.toml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("[[session]]", "opens", "closes"))]
    (folder / "county.toml").write_text("\n".join(kept), encoding="utf-8")

    (fault,) = faults_in(folder)

    assert (fault.file, fault.column) == ("county.toml", "session")


def test_a_clock_may_leave_its_starting_hour_uncounted(folder: Path) -> None:
    edit(folder, "clocks.toml", 'id = "T31"', 'id = "T31"\nstart_rule = "next"')

    assert read_county(folder).clocks.clock("T31").start_rule is StartRule.NEXT


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("year = 2026", "year = = 2026", 4), ('name = "国庆节"', 'name = """国庆节', 52)],
)
def test_a_paper_that_is_not_toml_is_named_with_its_line(
    folder: Path, old: str, new: str, line: int
) -> None:
    edit(folder, "calendar-2026.toml", old, new)

    (fault,) = faults_in(folder)

    assert (fault.file, fault.line) == ("calendar-2026.toml", line)
    assert "TOML" in fault.sentence_en


def test_a_county_without_a_calendar_is_refused(folder: Path) -> None:
    (folder / "calendar-2026.toml").unlink()

    (fault,) = faults_in(folder)

    assert fault.file == "calendar-*.toml"


def test_two_calendars_of_one_year_are_refused(folder: Path) -> None:
    shutil.copy(folder / "calendar-2026.toml", folder / "calendar-2027.toml")

    assert places_in(folder) == [("calendar-2027.toml", 4, "year")]


def test_a_second_year_makes_one_calendar_with_the_first(folder: Path) -> None:
    (folder / "calendar-2027.toml").write_text("year = 2027\npapers = []\n", encoding="utf-8")

    county = read_county(folder)

    assert county.calendar.years == {2026, 2027}
    assert [p.name for p in county.papers if p.kind == "calendar"] == ["2026", "2027"]


@pytest.mark.parametrize("text", ["year = = 2026", "year = 2026\nholiday = [1]"])
def test_a_paper_read_alone_is_refused_with_its_faults(text: str) -> None:
    with pytest.raises(CountyFilesRefused) as refused:
        read_year(text)

    assert len(refused.value.faults) == 1


def test_a_paper_read_alone_is_refused_for_what_was_only_noted() -> None:
    with pytest.raises(CountyFilesRefused):
        read_catalogue("code,name\n")


def test_a_clock_table_read_alone_is_refused_for_what_stands_twice(folder: Path) -> None:
    edit(folder, "clocks.toml", 'id = "T02"', 'id = "T01"')

    with pytest.raises(CountyFilesRefused) as refused:
        read_clocks((folder / "clocks.toml").read_text(encoding="utf-8"))

    assert [fault.column for fault in refused.value.faults] == ["id"]


def test_a_catalogue_read_alone_is_refused_for_what_stands_twice(folder: Path) -> None:
    edit(folder, "items.csv", "140217001000", "140317002000")

    with pytest.raises(CountyFilesRefused) as refused:
        read_catalogue((folder / "items.csv").read_text(encoding="utf-8"))

    assert [fault.column for fault in refused.value.faults] == ["code"]
