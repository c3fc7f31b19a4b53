"""A county is read from a folder of tables and papers, and every fault is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from server.domain.errors import CountyFilesRefused
from server.services.county_files import (
    CountyFiles,
    read_catalogue,
    read_clocks,
    read_county,
    read_profile,
    read_year,
)
from tests.places import COUNTY
from tests.services.county_folder import edit, faults_in, line_of, places_in


@pytest.fixture(scope="module")
def sample() -> CountyFiles:
    return read_county(COUNTY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COUNTY, tmp_path / "county"))


def test_papers_are_kept_word_for_word(sample: CountyFiles) -> None:
    texts = {(paper.kind, paper.name): paper.text for paper in sample.papers}

    assert texts["clocks", ""] == (COUNTY / "clocks.toml").read_text(encoding="utf-8")
    assert set(texts) == {
        ("county", ""),
        ("clocks", ""),
        ("catalogue", ""),
        ("calendar", "2026"),
    }


def test_each_paper_can_be_read_alone(sample: CountyFiles) -> None:
    texts = {paper.kind: paper.text for paper in sample.papers}

    assert read_profile(texts["county"]) == sample.profile
    assert read_clocks(texts["clocks"]) == sample.clocks
    assert read_catalogue(texts["catalogue"]) == sample.catalogue
    assert (read_year(texts["calendar"]),) == sample.years


@pytest.mark.parametrize(
    ("file", "old", "new", "column"),
    [
        ("bodies.csv", "1,sfj,示例县司法局", "1,sfj,", "name"),
        ("bodies.csv", "1,sfj,", "1,SFJ,", "id"),
        ("bodies.csv", "司法局,department", "司法局,ministry", "kind"),
        ("bodies.csv", "示司,2022-01-01", "示司,1 Jan 2022", "valid_from"),
        ("bodies.csv", "司法局,department,county,gov", "司法局,department,county,nobody", "parent"),
        ("posts.csv", "cmd.duty,cmd,", "cmd.duty,nobody,", "body"),
        ("posts.csv", "cmd_officer,2022-01-01,", "cmd officer,2022-01-01,", "roles"),
        ("posts.csv", "cmd_officer,2022-01-01,", "cmd_officer,2022-01-01,2021-01-01", "valid_to"),
        ("holdings.csv", "cmd.duty,cmd.duty,", "nobody,cmd.duty,", "person"),
        ("holdings.csv", "cmd.duty,cmd.duty,", "cmd.duty,cmd.nothing,", "post"),
        ("holdings.csv", "cmd.duty,cmd.duty,2025-01-01,", "cmd.duty,cmd.duty,,", "valid_from"),
        (
            "holdings.csv",
            "cmd.duty,cmd.duty,2025-01-01,",
            "cmd.duty,cmd.duty,2025-01-01,2024-01-01",
            "valid_to",
        ),
        (
            "holdings.csv",
            "wlj.head,wlj.head,2026-03-01",
            "wlj.head,wlj.head,2026-02-28",
            "valid_from",
        ),
        ("items.csv", "140217001000", "140217", "code"),
        ("items.csv", "规划主管部门,zrzy,", "规划主管部门,nobody,", "holders"),
        ("items.csv", "规划主管部门,zrzy,", "规划主管部门,,", "holders"),
        ("items.csv", "zhzf,buguan;zhangdian", "zhzf,buguan;zjj", "townships"),
        ("items.csv", "empower,,,construction", "empower,,,gardening", "whistle"),
        ("items.csv", "empower,,,construction", "empower,,perhaps,construction", "needs_check"),
        ("items.csv", "empower,,,construction", "empower,yes,,construction", "townships"),
        ("items.csv", "empower,,,construction", "give,,,construction", "devolution"),
        ("items.csv", "公路法;公路安全保护条例", "公路法;公路安全保护条例;民法典", "article"),
    ],
)
def test_a_wrong_cell_is_named_by_file_line_and_column(
    folder: Path, file: str, old: str, new: str, column: str
) -> None:
    edit(folder, file, old, new)

    assert (file, line_of(folder, file, new), column) in places_in(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "column"),
    [
        ("bodies.csv", "1,sfj,", "1,xsj,", "id"),
        ("posts.csv", "cmd.duty,cmd,", "cmd.head,cmd,", "id"),
        ("persons.csv", "cmd.duty,", "cmd.head,", "login"),
        ("items.csv", "140217001000", "140317002000", "code"),
    ],
)
def test_what_stands_twice_is_named_where_it_is_repeated(
    folder: Path, file: str, old: str, new: str, column: str
) -> None:
    edit(folder, file, old, new)
    first = line_of(folder, file, new)

    (fault,) = faults_in(folder)

    assert (fault.file, fault.line, fault.column) == (file, first + 1, column)
    assert f"line {first}" in fault.sentence_en


def test_bodies_that_lead_in_a_circle_are_named(folder: Path) -> None:
    edit(folder, "bodies.csv", "县政府,government,county,,", "县政府,government,county,sfj,")

    faults = faults_in(folder)

    assert ("bodies.csv", 2, "parent") in [(f.file, f.line, f.column) for f in faults]


def test_a_row_with_a_cell_too_many_is_named(folder: Path) -> None:
    edit(folder, "holdings.csv", "cmd.duty,cmd.duty,", "cmd.duty,cmd.duty,,")

    assert places_in(folder) == [("holdings.csv", 4, "")]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("login,name", "missing; add them: name_en"),
        ("login,name,name_en,phone", "remove them, or put # before the name: phone"),
        ("login,name,name_en,name", "stand twice; remove one: name"),
        ("", "missing; add them: login, name, name_en"),
    ],
)
def test_a_head_that_does_not_fit_is_named(folder: Path, head: str, words: str) -> None:
    edit(folder, "persons.csv", "login,name,name_en", head)

    (fault,) = faults_in(folder)

    assert (fault.file, fault.line) == ("persons.csv", 1)
    assert words in fault.sentence_en


def test_remarks_and_empty_lines_are_not_read(folder: Path, sample: CountyFiles) -> None:
    edit(folder, "persons.csv", "login,name,name_en\n", "login,name,name_en\n\n,,\n")

    assert read_county(folder).persons == sample.persons


def test_a_table_saved_with_a_byte_order_mark_is_read(folder: Path, sample: CountyFiles) -> None:
    text = (folder / "bodies.csv").read_text(encoding="utf-8")
    (folder / "bodies.csv").write_text(text, encoding="utf-8-sig")

    assert read_county(folder).bodies == sample.bodies


def test_every_fault_is_told_at_once(folder: Path) -> None:
    edit(folder, "bodies.csv", "司法局,department", "司法局,ministry")
    edit(folder, "persons.csv", "cmd.duty,", "Duty,")
    edit(folder, "clocks.toml", 'roll = "no"', 'roll = "never"')

    with pytest.raises(CountyFilesRefused) as refused:
        read_county(folder)

    assert {f.file for f in refused.value.faults} == {"bodies.csv", "persons.csv", "clocks.toml"}
    assert "3" in refused.value.sentence("en")


def test_a_fault_is_told_in_both_languages(folder: Path) -> None:
    edit(folder, "bodies.csv", "1,sfj,示例县司法局", "1,sfj,")

    (fault,) = faults_in(folder)

    assert fault.sentence("zh") == "bodies.csv 第 3 行“name”：不能为空，请填写。"
    assert fault.sentence("en") == "bodies.csv, line 3, “name”: Is empty. Fill it in."


def test_a_fault_of_a_whole_file_names_no_line(folder: Path) -> None:
    (folder / "items.csv").unlink()

    (fault,) = faults_in(folder)

    assert fault.sentence("zh").startswith("items.csv：文件不存在")
    assert fault.sentence("en").startswith("items.csv: The file is missing")


def test_a_table_in_another_encoding_is_named_with_its_line(folder: Path) -> None:
    text = (folder / "persons.csv").read_text(encoding="utf-8")
    (folder / "persons.csv").write_bytes(text.encode("gb18030"))

    (fault,) = faults_in(folder)

    assert (fault.file, fault.line) == ("persons.csv", 2)
    assert "UTF-8" in fault.sentence_en


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('span = "seizure", by = 30', 'span = "extended_on", by = 30', "extended_on"),
        ('span = "seizure", by = 30', 'span = "seizure", by = 0', "正整数"),
        ("working_days = 3", "working_days = 0", "正整数"),
        ('approver = "justice"', 'approver = "nobody"', "nobody"),
    ],
)
def test_what_a_clock_may_be_given_is_checked(folder: Path, old: str, new: str, said: str) -> None:
    edit(folder, "clocks.toml", old, new)

    (fault,) = faults_in(folder)

    assert said in fault.sentence("zh")
