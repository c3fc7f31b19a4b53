"""A county is read from a folder of files, and every fault in them is named."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from server.domain.clock import Agreed, Count
from server.domain.errors import CountyFileFault, CountyFilesRefused
from server.domain.people import BodyKind
from server.domain.periods import StartRule, Unit
from server.services.county_files import (
    CountyFiles,
    read_catalogue,
    read_clocks,
    read_county,
    read_profile,
    read_year,
)

SAMPLE = Path(__file__).parents[2] / "server" / "county"
TOWNSHIPS = {"buguan", "zhangdian", "shengrenjian", "changle", "caochuan", "podi"}


@pytest.fixture(scope="module")
def sample() -> CountyFiles:
    return read_county(SAMPLE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "county"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) >= 1
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_in(folder: Path) -> tuple[CountyFileFault, ...]:
    with pytest.raises(CountyFilesRefused) as refused:
        read_county(folder)
    return refused.value.faults


def places_in(folder: Path) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.column) for fault in faults_in(folder)]


def line_of(folder: Path, file: str, words: str) -> int:
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def moment_of(parts: tuple[int, ...]) -> datetime:
    month, day, hour, minute = (*parts, 0)[:4]
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


# --- the sample county --------------------------------------------------------------------------


def test_the_sample_has_the_28_numbered_bodies() -> None:
    with (SAMPLE / "bodies.csv").open(encoding="utf-8", newline="") as file:
        numbered = {row["#row"] for row in csv.DictReader(file)} - {""}

    assert numbered == {str(number) for number in range(1, 29)}


def test_the_sample_has_six_townships(sample: CountyFiles) -> None:
    assert {b.id for b in sample.bodies if b.kind is BodyKind.TOWNSHIP} == TOWNSHIPS


def test_each_township_has_its_team_its_room_and_its_justice_office(sample: CountyFiles) -> None:
    kinds = {
        town: Counter(b.kind for b in sample.bodies if town in {b.parent, b.located_in})
        for town in TOWNSHIPS
    }

    assert all(
        kind[BodyKind.TEAM] == kind[BodyKind.ROOM] == kind[BodyKind.JUSTICE_OFFICE] == 1
        and 2 <= kind[BodyKind.STATION] <= 4
        for kind in kinds.values()
    )


def test_justice_offices_belong_to_the_justice_bureau_and_work_in_a_township(
    sample: CountyFiles,
) -> None:
    offices = [b for b in sample.bodies if b.kind is BodyKind.JUSTICE_OFFICE]

    assert {office.parent for office in offices} == {"sfj"}
    assert {office.located_in for office in offices} == TOWNSHIPS


def test_the_sample_has_40_items(sample: CountyFiles) -> None:
    assert len(sample.catalogue.items) == 40


def test_the_items_whose_body_may_have_changed_are_marked(sample: CountyFiles) -> None:
    marked = {int(item.code[6:9]) for item in sample.catalogue.items if item.needs_check}

    assert marked == {19, 21, 22, 29, 37}


def test_the_statutory_powers_of_townships_need_no_agreement(sample: CountyFiles) -> None:
    own = [item for item in sample.catalogue.items if item.township_own_power]

    assert {int(item.code[6:9]) for item in own} == {2, 13, 40}
    assert all(set(item.townships) == TOWNSHIPS for item in own)


def test_the_clock_table_is_whole(sample: CountyFiles) -> None:
    numbers = (
        *range(1, 9),
        *range(10, 18),
        *(20, 21),
        *range(30, 39),
        *range(40, 47),
        *range(50, 54),
        *range(60, 64),
        *range(70, 75),
        *range(80, 84),
        *(90, 91),
    )

    assert [clock.id for clock in sample.clocks.clocks] == [f"T{n:02}" for n in numbers]
    assert len(numbers) == 53


def test_2026_has_248_working_days(sample: CountyFiles) -> None:
    assert sample.calendar.working_days(date(2026, 1, 1), date(2026, 12, 31)) == 248


@pytest.mark.parametrize(
    ("clock", "start", "due"),
    [
        ("T03", (2, 12, 10), (2, 28, 18)),
        ("T02", (2, 12, 10), (3, 18, 18)),
        ("T04", (2, 12, 10), (2, 24, 18)),
        ("T01", (4, 30, 10), (5, 11, 18)),
        ("T03", (4, 30, 10), (5, 13, 18)),
        ("T01", (9, 18, 10), (9, 24, 18)),
        ("T04", (9, 24, 10), (9, 30, 18)),
        ("T01", (1, 1, 10), (1, 8, 18)),
        ("T10", (1, 5, 10), (4, 7, 18)),
        ("T12", (1, 20, 10), (2, 19, 18)),
        ("T05", (1, 1, 10), (1, 30, 18)),
        ("T06", (1, 1, 10), (10, 30, 18)),
        ("T07", (1, 1, 10), (3, 31, 18)),
        ("T08", (1, 1, 10), (12, 31, 18)),
        ("T08/first_warning", (1, 1, 10), (9, 30, 18)),
        ("T14", (3, 17, 10), (3, 6, 18)),
        ("T17", (3, 6, 10), (6, 8, 18)),
        ("T38", (3, 2, 10), (4, 30, 18)),
        ("T71/first_reminder", (6, 17, 10), (4, 18, 18)),
        ("T71/second_reminder", (6, 17, 10), (6, 2, 18)),
        ("T90", (12, 15, 10), (6, 15, 18)),
        ("T40/emergency", (3, 7, 22), (3, 7, 22, 5)),
        ("T41", (3, 3, 11, 30), (3, 3, 15)),
        ("T41/emergency", (3, 7, 22), (3, 7, 22, 10)),
        ("T42/emergency", (3, 7, 22), (3, 7, 22)),
        ("T43", (3, 3, 10), (3, 6, 18)),
        ("T43/emergency", (3, 3, 10), (3, 3, 10, 30)),
        ("T43/hard", (3, 3, 10), (3, 10, 18)),
        ("T44", (3, 3, 10), (3, 10, 18)),
        ("T44/complex", (3, 3, 10), (3, 17, 18)),
        ("T80", (9, 30, 18), (10, 10, 18)),
    ],
)
def test_the_samples_clocks_end_as_the_table_says(
    sample: CountyFiles, clock: str, start: tuple[int, ...], due: tuple[int, ...]
) -> None:
    zone = sample.profile.zone
    begins, ends = (moment_of(moment).replace(tzinfo=zone) for moment in (start, due))

    assert sample.clocks.due(clock, begins, sample.calendar) == ends


def test_a_hard_whistles_plan_may_take_60_days(sample: CountyFiles) -> None:
    plan = sample.clocks.clock("T44").span("plan")

    assert plan.measure == Agreed(limit=Count(amount=60, unit=Unit.CD))


def test_every_type_of_whistle_has_its_clocks(sample: CountyFiles) -> None:
    types = {"routine", "emergency", "hard", "joint"}

    assert all(
        {span.name for span in sample.clocks.clock(clock).spans} == types
        for clock in ("T40", "T41", "T42", "T43")
    )


@pytest.mark.parametrize(
    "login",
    [
        *(
            f"{town}.{who}"
            for town in ("buguan", "zhangdian", "shengrenjian")
            for who in ("officer", "room", "lead", "secretary", "head")
        ),
        *(
            f"{department}.{who}"
            for department in ("zjj", "zrzy", "scj", "sthj", "zhzf", "slj", "yjj", "gaj")
            for who in ("handler", "head")
        ),
        "cmd.duty",
        "cmd.head",
        "sfj.section",
        "sfj.supervisor",
        "gov.leader",
        "county.admin",
    ],
)
def test_every_demo_account_holds_a_post(sample: CountyFiles, login: str) -> None:
    day = date(2026, 3, 3)

    assert any(h.login == login and h.holds_on(day) for h in sample.holdings)


def test_every_body_that_answers_for_an_item_has_a_handler_and_a_head(sample: CountyFiles) -> None:
    holders = {body for item in sample.catalogue.items for body in item.holders} - {"gov"}
    roles = {
        body: {role for post in sample.posts if post.body == body for role in post.roles}
        for body in holders
    }

    assert {body for body in holders if not {"dept_handler", "dept_head"} <= roles[body]} == set()


def test_one_person_may_hold_several_posts(sample: CountyFiles) -> None:
    posts = {h.post for h in sample.holdings if h.login == "cmd.head"}

    assert posts == {"cmd.head", "fb.deputy"}


def test_a_post_changes_its_holder_by_date(sample: CountyFiles) -> None:
    holders = {
        day: [h.login for h in sample.holdings if h.post == "wlj.head" and h.holds_on(day)]
        for day in (date(2026, 2, 28), date(2026, 3, 1))
    }

    assert holders == {date(2026, 2, 28): ["wlj.former"], date(2026, 3, 1): ["wlj.head"]}


def test_persons_keep_their_id_on_every_machine(sample: CountyFiles) -> None:
    again = read_county(SAMPLE)

    assert [person.id for person in again.persons] == [person.id for person in sample.persons]
    assert len({person.id for person in sample.persons}) == len(sample.persons)


def test_every_name_in_the_sample_is_plainly_invented(sample: CountyFiles) -> None:
    assert {person.name[1] for person in sample.persons} == {"例"}


def test_papers_are_kept_word_for_word(sample: CountyFiles) -> None:
    texts = {(paper.kind, paper.name): paper.text for paper in sample.papers}

    assert texts["clocks", ""] == (SAMPLE / "clocks.toml").read_text(encoding="utf-8")
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


# --- faults in tables ---------------------------------------------------------------------------


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


# --- faults in papers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("county.toml", 'name = "示例县"', 'name = ""', "name"),
        ("county.toml", 'name = "示例县"', "name = 7", "name"),
        ("county.toml", '"149999000000"', '"1499"', "region_code"),
        ("county.toml", '"Asia/Shanghai"', '"Asia/Nowhere"', "time_zone"),
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
