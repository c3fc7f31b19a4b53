"""What is wrong with entries among all the others, and with the lines that give them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from server.domain.county import Paper
from server.domain.hooks import Hook, OwnPlaces
from server.domain.ids import BodyId, PostId
from server.domain.people import BodyKind
from server.domain.reading.registers import OpenWork
from server.domain.registers import Change, Chart, Register, key_of, register_of
from server.services.county_files.faults import Faults
from server.services.county_files.papers import read_year
from server.services.registers.checking import Checker, known_roles, lost_desks
from server.services.registers.checking_hooks import HookChecker
from server.services.registers.entries import Line, cells_of, entry_of, read_entry
from tests.builders import a_body, a_holding, a_person, a_post, sample_county

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.registers import Entry

DAY = date(2026, 3, 9)
GOV = a_body(id=BodyId("gov"), kind=BodyKind.GOVERNMENT, parent=None)
ZJJ = a_body(parent=GOV.id)
TEAM = a_body(id=BodyId("team"), kind=BodyKind.TEAM, parent=ZJJ.id, located_in=GOV.id)
HEAD = a_post(id=PostId("zjj.head"), body=ZJJ.id, roles=frozenset({"dept_head"}))
CLERK = a_post(body=ZJJ.id, roles=frozenset({"dept_handler"}))
CHEN = a_person(login="chen")
HELD = a_holding(login="chen", post=CLERK.id, valid_from=date(2025, 1, 1))
COUNTY = next(paper for paper in sample_county().papers if paper.kind == "county")
CHART = Chart(
    bodies={one.id: one for one in (GOV, ZJJ, TEAM)},
    posts={one.id: one for one in (HEAD, CLERK)},
    persons={CHEN.login: CHEN},
    holdings={key_of(HELD): HELD},
)


def flaws(
    after: Entry,
    before: Entry | None = None,
    chart: Chart = CHART,
    left: Mapping[tuple[BodyId, str], OpenWork] | None = None,
) -> list[str]:
    """The columns of what is wrong with an entry, and the beginning of each sentence."""
    change = Change(register=register_of(after), key=key_of(after), before=before, after=after)
    then = chart.after([change])
    hooks = HookChecker(chart=then, processes=frozenset({"repair"}), own=OwnPlaces())
    checker = Checker(then, DAY, known_roles(chart, ["legal_reviewer"]), left or {}, hooks)
    return [f"{flaw.column}: {flaw.zh}" for flaw in checker.flaws(change)]


def test_entries_that_fit_have_no_flaws() -> None:
    for entry in (GOV, ZJJ, TEAM, HEAD, CLERK, CHEN, HELD):
        assert flaws(entry) == []


@pytest.mark.parametrize(
    ("entry", "column", "words"),
    [
        (replace(ZJJ, parent=BodyId("no")), "parent", "名册中没有“no”"),
        (replace(ZJJ, located_in=BodyId("no")), "located_in", "名册中没有“no”"),
        (replace(ZJJ, parent=TEAM.id), "parent", "成环"),
        (replace(ZJJ, parent=ZJJ.id), "parent", "成环"),
        (replace(ZJJ, valid_to=DAY), "valid_to", "仍有岗位"),
        (replace(GOV, valid_to=DAY), "valid_to", "仍有下设、驻在或将并入的单位"),
        (replace(CLERK, body=BodyId("no")), "body", "名册中没有“no”"),
        (replace(CLERK, roles=frozenset({"handlerr"})), "roles", "没有流程或岗位用到"),
        (
            replace(CLERK, roles=frozenset({"dept_head"}), valid_from=DAY),
            "roles",
            "同期已是该单位负责人",
        ),
        (replace(HELD, login="no.body"), "person", "名册中没有"),
        (replace(HELD, post=PostId("no.post")), "post", "名册中没有"),
        (replace(HELD, valid_from=DAY), "valid_from", "岗位此时由“chen”担任"),
    ],
)
def test_what_does_not_fit_is_told_by_column(entry: Entry, column: str, words: str) -> None:
    assert any(told.startswith(f"{column}: ") and words in told for told in flaws(entry))


def test_a_body_that_carries_a_function_may_not_end() -> None:
    papers = {key_of(COUNTY): COUNTY}
    cmd = a_body(id=BodyId("cmd"), kind=BodyKind.COMMAND, parent=None, valid_to=DAY)

    [told] = flaws(cmd, chart=replace(CHART, papers=papers))

    assert "全县职能" in told


def test_particulars_name_bodies_that_are_there() -> None:
    told = flaws(COUNTY)

    assert any("职能“" in one and "不存在或已到期" in one for one in told)
    assert flaws(Paper(kind="clocks", name="", text="")) == []


def test_a_post_ends_with_its_body_and_a_holding_with_its_post() -> None:
    over = replace(CHART, bodies={**CHART.bodies, TEAM.id: replace(TEAM, valid_to=DAY)})
    captain = a_post(id=PostId("team.captain"), body=TEAM.id, roles=frozenset({"team_captain"}))
    assert "须不晚于这一天" in flaws(captain, chart=over)[0]
    assert flaws(replace(captain, valid_to=DAY), chart=over) == []

    ended = replace(CHART, posts={**CHART.posts, CLERK.id: replace(CLERK, valid_to=DAY)})
    assert "超出岗位的期限" in flaws(HELD, chart=ended)[0]
    assert flaws(replace(HELD, valid_to=DAY), chart=ended) == []


def test_heads_may_follow_each_other_and_a_township_has_two() -> None:
    first = replace(HEAD, valid_to=date(2026, 1, 1))
    chart = replace(CHART, posts={**CHART.posts, HEAD.id: first})
    second = replace(CLERK, roles=frozenset({"dept_head"}), valid_from=date(2026, 1, 2))
    assert flaws(second, chart=chart) == []

    town = a_body(id=BodyId("town"), kind=BodyKind.TOWNSHIP, parent=None)
    both = [
        a_post(id=PostId(f"town.{name}"), body=town.id, roles=frozenset({"township_head"}))
        for name in ("secretary", "mayor")
    ]
    chart = replace(CHART, bodies={town.id: town}, posts={one.id: one for one in both})
    assert flaws(both[0], chart=chart) == []


def test_work_that_nobody_could_do_any_more_is_told_where_it_comes_from() -> None:
    left = {(ZJJ.id, "dept_handler"): OpenWork(count=2, numbers=("SH-1", "SH-2"))}

    [ended] = flaws(replace(CLERK, valid_to=DAY), CLERK, left=left)
    [changed] = flaws(replace(CLERK, roles=frozenset({"legal_reviewer"})), CLERK, left=left)

    assert ended.startswith("valid_to: 还有 2 件")
    assert "SH-1、SH-2" in ended
    assert changed.startswith("roles: ")


def test_a_desk_is_lost_when_its_last_post_ends_by_that_day() -> None:
    ended = replace(CHART, posts={**CHART.posts, CLERK.id: replace(CLERK, valid_to=DAY)})
    later = replace(
        CHART, posts={**CHART.posts, CLERK.id: replace(CLERK, valid_to=date(2026, 12, 31))}
    )

    assert lost_desks(CHART, ended, DAY) == {(ZJJ.id, "dept_handler")}
    assert lost_desks(CHART, later, DAY) == frozenset()


@pytest.mark.parametrize(
    "entry", [GOV, TEAM, HEAD, CLERK, sample_county().persons[0], HELD, COUNTY]
)
def test_cells_make_the_entry_again(entry: Entry) -> None:
    assert entry_of(register_of(entry), cells_of(entry)) == entry


@pytest.mark.parametrize(
    ("register", "cells", "column"),
    [
        (Register.PERSONS, {"login": "a.b", "name": "", "name_en": "B"}, "name"),
        (Register.PERSONS, {"login": "a.b", "name": "甲", "name_en": "B", "x": "1"}, "x"),
        (Register.PAPERS, {"kind": "catalogue", "name": "", "text": "x"}, "kind"),
        (Register.PAPERS, {"kind": "clocks", "name": "", "text": "x = ["}, "text"),
        (Register.PAPERS, {"kind": "calendar", "name": "1999", "text": ""}, "text"),
    ],
)
def test_what_cannot_be_read_names_its_column(
    register: Register, cells: dict[str, str], column: str
) -> None:
    faults = Faults()
    read_entry(Line(register=register, cells=cells), faults)

    assert column in {fault.column for fault in faults.found}


def test_a_calendar_is_called_by_its_year() -> None:
    year = next(paper for paper in sample_county().papers if paper.kind == "calendar")
    faults = Faults()

    cells = {"kind": "calendar", "name": "1999", "text": year.text}
    assert read_entry(Line(register=Register.PAPERS, cells=cells), faults) is None

    assert [fault.column for fault in faults.found] == ["name"]
    cells["name"] = str(read_year(year.text).year)
    assert read_entry(Line(register=Register.PAPERS, cells=cells), faults) is not None


HOOK = Hook(id="oa", name="OA", address="https://oa.example/", kinds=("WorkClaimed",))


def test_a_hook_lies_outside_and_hears_of_what_there_is() -> None:
    assert flaws(HOOK) == []
    assert flaws(replace(HOOK, bodies=("zjj",), processes=("repair",))) == []
    [inside] = flaws(replace(HOOK, address="https://127.0.0.1/"))
    assert inside.startswith("address: 这个地址不在公网上")
    [body, process] = flaws(replace(HOOK, bodies=("nobody",), processes=("nothing",)))
    assert body.startswith("bodies: 名册中没有“nobody”")
    assert process.startswith("processes: 没有流程“nothing”")


@pytest.mark.parametrize(
    ("ends", "lent_until", "next_from", "is_kept"),
    [
        (date(2026, 6, 30), date(2026, 6, 30), None, True),
        (date(2026, 4, 1), date(2026, 6, 30), None, False),
        (date(2026, 4, 1), date(2026, 6, 30), date(2026, 4, 2), True),
        (date(2026, 4, 1), date(2026, 6, 30), date(2026, 4, 3), False),
        (date(2026, 3, 3), date(2026, 3, 5), None, True),
    ],
    ids=["as long", "no longer", "another post", "a day without", "long over"],
)
def test_whoever_is_lent_keeps_a_post_at_home(
    ends: date, lent_until: date, next_from: date | None, *, is_kept: bool
) -> None:
    desk = a_post(id=PostId("team.member"), body=TEAM.id, roles=frozenset({"dept_handler"}))
    lent = a_holding(
        login="chen",
        post=desk.id,
        valid_from=date(2026, 3, 1),
        valid_to=lent_until,
        seconded_from=ZJJ.id,
    )
    held = {key_of(HELD): HELD, key_of(lent): lent}
    if next_from is not None:
        promoted = a_holding(login="chen", post=HEAD.id, valid_from=next_from)
        held[key_of(promoted)] = promoted
    chart = replace(CHART, posts={**CHART.posts, desk.id: desk}, holdings=held)

    found = flaws(replace(HELD, valid_to=ends), HELD, chart=chart)

    assert [flaw.partition("自")[0] for flaw in found] == ([] if is_kept else ["valid_to: 此人"])
