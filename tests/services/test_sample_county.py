"""The sample county that is shipped is whole."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from server.domain.clock import Agreed, Count
from server.domain.county_time import COUNTY_TIME
from server.domain.people import BodyKind
from server.domain.periods import Unit
from server.services.county_files import (
    CountyFiles,
    read_county,
)
from tests.places import COUNTY

LATIN = re.compile(r"[ -~À-ÿ]+")
TOWNSHIPS = {"buguan", "zhangdian", "shengrenjian", "changle", "caochuan", "podi"}


@pytest.fixture(scope="module")
def sample() -> CountyFiles:
    return read_county(COUNTY)


def moment_of(parts: tuple[int, ...]) -> datetime:
    month, day, hour, minute = (*parts, 0)[:4]
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_the_sample_has_the_28_numbered_bodies() -> None:
    with (COUNTY / "bodies.csv").open(encoding="utf-8", newline="") as file:
        numbered = {row["#row"] for row in csv.DictReader(file)} - {""}

    assert numbered == {str(number) for number in range(1, 29)}


def test_everything_in_the_sample_has_an_english_name_of_its_own(sample: CountyFiles) -> None:
    named = [
        *((body.id, body.name_en) for body in sample.bodies),
        *((post.id, post.title_en) for post in sample.posts),
        *((person.login, person.name_en) for person in sample.persons),
        *((item.code, item.name_en) for item in sample.catalogue.items),
    ]

    assert not [key for key, name in named if not name or not LATIN.fullmatch(name)]


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
    begins, ends = (moment_of(moment).replace(tzinfo=COUNTY_TIME) for moment in (start, due))

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


def test_every_body_that_a_whistle_can_reach_has_a_handler_and_a_head(sample: CountyFiles) -> None:
    kinds = {BodyKind.DEPARTMENT, BodyKind.VERTICAL_BRANCH}
    reached = {b.id for b in sample.bodies if b.kind in kinds}
    reached |= {body for item in sample.catalogue.items for body in item.holders} - {"gov"}
    held = {h.post for h in sample.holdings if h.holds_on(date(2026, 3, 3))}
    roles = {
        body: {role for p in sample.posts if p.body == body and p.id in held for role in p.roles}
        for body in reached
    }

    assert {body for body in reached if not {"dept_handler", "dept_head"} <= roles[body]} == set()


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
    again = read_county(COUNTY)

    assert [person.id for person in again.persons] == [person.id for person in sample.persons]
    assert len({person.id for person in sample.persons}) == len(sample.persons)


def test_every_name_in_the_sample_is_plainly_invented(sample: CountyFiles) -> None:
    assert {person.name[1] for person in sample.persons} == {"例"}


def holders_of(sample: CountyFiles, role: str) -> set[str]:
    posts = {post.id for post in sample.posts if role in post.roles}
    return {held.login for held in sample.holdings if held.post in posts and not held.valid_to}


def test_two_administrators_can_pass_over_what_failed(sample: CountyFiles) -> None:
    assert len(holders_of(sample, "admin")) == 2


def test_another_system_can_send_messages_without_being_an_administrator(
    sample: CountyFiles,
) -> None:
    assert holders_of(sample, "messenger") - holders_of(sample, "admin")
