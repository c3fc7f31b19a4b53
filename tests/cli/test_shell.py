"""The commands of an operator over a county that works."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import psycopg
import pytest
from click.testing import CliRunner, Result

from server.cli.muster import main
from server.domain.ids import CaseId
from server.domain.people import SYSTEM
from server.services import auditing, deploying, founding, timekeeping
from server.services.county_files import read_county
from tests.engine.diagrams import end, line, node, process, start, timer, user
from tests.places import COUNTY
from tests.web.house import PASSWORD
from tests.web.journey import DONE, item_of, started

if TYPE_CHECKING:
    from server.store.embedded import EmbeddedServer
    from tests.web.house import House

ARCHIVED = {
    "process.toml": b"""key = "archive"
title = "x"
title_en = "x"
starter = ["township_officer"]
""",
    "archive.bpmn": process(
        start(),
        node("intermediateCatchEvent", "later", timer("timeDuration", '"PT1H"')),
        user("file", name="归档", org="body_of(office)", role="dept_handler"),
        end(),
        line("S", "later", "file", "E"),
        key="archive",
    ),
}
OFFICE = {"office": "archive"}
"""An hour after its start, a body is asked for whose function the county may not have named."""


def muster(house: House, *words: str, **more: Any) -> Result:
    return CliRunner().invoke(main, list(words), env=house.environment, **more)


def told(house: House, *words: str) -> Any:
    return json.loads(muster(house, *words, "--json").stdout)


# --- people -----------------------------------------------------------------------------------


def test_people_list_shows_bodies_posts_and_holders(house: House) -> None:
    said = muster(house, "people", "list").stdout

    assert "示例县住房和城乡建设局  (zjj)" in said
    assert "  · 承办人: 褚例甲" in said


def test_people_list_gives_the_tree_to_scripts(house: House) -> None:
    [government] = [one for one in told(house, "people", "list") if one["id"] == "gov"]

    zjj = next(one for one in government["bodies"] if one["id"] == "zjj")
    handler = next(post for post in zjj["posts"] if post["title"] == "承办人")
    assert handler == {"title": "承办人", "roles": ["dept_handler"], "holder": "褚例甲"}


def test_people_password_changes_it_and_ends_the_sessions(house: House) -> None:
    browser = house.browser("zjj.handler")

    ended = muster(house, "people", "password", "zjj.handler", "--password", "another-2026")

    assert (ended.exit_code, ended.stdout) == (0, "✓ zjj.handler\n")
    assert browser.get("/inbox").heading == "登录"


def test_a_password_of_nobody_ends_with_a_sentence(house: House) -> None:
    ended = muster(house, "people", "password", "nobody", "--password", "another-2026")

    assert ended.exit_code == 1
    assert "没有用户“nobody”。" in ended.stderr
    assert "There is no person nobody." in ended.stderr


def test_people_load_changes_nothing_the_second_time(house: House) -> None:
    ended = muster(house, "people", "load", str(COUNTY), "--password", PASSWORD)

    assert ended.exit_code == 0, ended.output
    again = muster(house, "people", "load", str(COUNTY), "--password", PASSWORD)
    assert again.stdout.startswith("= ")


# --- cases ------------------------------------------------------------------------------------


def test_cases_are_listed_newest_first(house: House) -> None:
    first, second = started(house), started(house, place="西街")

    rows = told(house, "cases", "list")

    assert [row["id"] for row in rows] == [second["case"], first["case"]]
    assert "西街" in muster(house, "cases", "list").stdout.splitlines()[0]


def test_only_running_cases_are_listed_when_asked(house: House) -> None:
    started(house)
    department = house.program("zjj.handler")
    department.post(f"/work-items/{item_of(department)}/complete", DONE)

    assert told(house, "cases", "list", "--running") == []


def test_a_case_is_shown_with_who_has_it_and_what_happened(house: House) -> None:
    case = started(house)["case"]

    said = muster(house, "cases", "show", case).stdout

    assert "东大街  [running]" in said
    assert "  → 处置: 示例县住房和城乡建设局" in said


def test_a_case_gives_its_journal_to_scripts(house: House) -> None:
    case = started(house)["case"]

    [line] = told(house, "cases", "show", case)

    assert line["seq"] == 1
    assert "CaseStarted" in str(line["facts"])


def test_what_failed_by_itself_is_tried_again_when_the_cause_is_mended(house: House) -> None:
    deploying.deploy(house.tools, SYSTEM, ARCHIVED)
    begun = house.program("buguan.officer").post("/processes/archive/start", {"values": OFFICE})
    case = begun.get_json()["case"]
    house.clock.moment += timedelta(hours=2)
    with house.tools.unit() as unit:
        [due] = unit.waits.take_due_timers(house.clock.now(), 1)
    timekeeping.fire_or_report(house.tools, due.id)
    assert "[incident]" in muster(house, "cases", "show", case).stdout

    in_vain = muster(house, "cases", "retry", case)
    county = next(paper for paper in read_county(COUNTY).papers if paper.kind == "county")
    text = county.text.replace("[functions]", '[functions]\narchive = "zjj"')
    founding.load_papers(house.tools, SYSTEM, [replace(county, text=text)])
    mended = muster(house, "cases", "retry", case)

    assert in_vain.exit_code == 1
    assert "“archive”" in in_vain.stderr
    assert (mended.exit_code, mended.stdout[:1]) == (0, "✓")
    assert "→ 归档: 示例县住房和城乡建设局" in muster(house, "cases", "show", case).stdout
    assert muster(house, "cases", "retry", case).stdout.startswith("= ")


def test_an_unknown_case_ends_with_a_sentence(house: House) -> None:
    ended = muster(house, "cases", "show", str(uuid4()))

    assert ended.exit_code == 1
    assert "There is no such case" in ended.stderr
    assert "Traceback" not in ended.output


# --- verify -----------------------------------------------------------------------------------


@pytest.fixture
def case(house: House) -> CaseId:
    """A case that went all its way."""
    begun = started(house)
    department = house.program("zjj.handler")
    department.post(f"/work-items/{item_of(department)}/complete", DONE)
    return CaseId(UUID(begun["case"]))


def order(server: EmbeddedServer, house: House, *statements: str) -> None:
    """What only the owner of the whole server can do: pass by the trigger."""
    name = house.database.url.database or ""
    with psycopg.connect(server.url_of(name, "postgres"), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        for statement in statements:
            connection.execute(statement.encode())


@pytest.mark.parametrize(
    "statement",
    ["UPDATE journal SET seq = seq + 1", "DELETE FROM journal", "TRUNCATE journal"],
)
def test_the_journal_can_not_be_changed_by_the_server_s_own_account(
    house: House, case: CaseId, statement: str
) -> None:
    before = len(auditing.journal(house.tools, SYSTEM, case))

    with (
        psycopg.connect(house.database.conninfo) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="the journal only grows"),
    ):
        connection.execute(statement.encode())

    assert len(auditing.journal(house.tools, SYSTEM, case)) == before


def test_untouched_records_are_sound(house: House, case: CaseId) -> None:
    ended = muster(house, "verify")

    assert ended.exit_code == 0
    assert "✓ 记录完整，无改动" in ended.stdout
    assert told(house, "verify")["sound"] is True
    assert case


@pytest.mark.parametrize(
    "change",
    [
        "person = NULL",
        "at = at + interval '1 second'",
        "digest = sha256('x')",
        "facts = (SELECT facts FROM journal j WHERE j.seq = 1 AND j.subject = journal.subject)",
        r"facts = '\xff00'",
        r"facts = '\x01ff00ff'",
        "facts = ''",
    ],
)
def test_a_changed_entry_is_named_with_its_subject(
    house: House, case: CaseId, embedded_server: EmbeddedServer, change: str
) -> None:
    where = f"WHERE subject = '{case}' AND seq = 2"
    order(embedded_server, house, f"UPDATE journal SET {change} {where}")  # noqa: S608  # of ours

    ended = muster(house, "verify")

    assert ended.exit_code == 1
    assert f"✗ {case}: 第 2 条被改动 / entry 2 was changed" in ended.stdout


def test_an_entry_that_was_left_out_is_named(
    house: House, case: CaseId, embedded_server: EmbeddedServer
) -> None:
    order(embedded_server, house, f"DELETE FROM journal WHERE subject = '{case}' AND seq = 1")  # noqa: S608  # of ours

    verdict = told(house, "verify")

    assert verdict["broken"] == [[str(case), 1]]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases SET status = 'running'",
        "UPDATE work_items SET state = 'open'",
        "DELETE FROM journal WHERE subject = '{case}' AND seq = 2",
        "DELETE FROM journal WHERE subject = '{case}'",
    ],
)
def test_tables_that_differ_from_the_journal_are_told(
    house: House, case: CaseId, embedded_server: EmbeddedServer, statement: str
) -> None:
    order(embedded_server, house, statement.format(case=case))

    ended = muster(house, "verify")

    assert ended.exit_code == 1
    assert f"✗ {case}: 数据表与记录不符" in ended.stdout


def test_a_database_that_is_away_ends_with_a_sentence(house: House) -> None:
    away = house.environment | {"DATABASE_URL": "postgresql://muster@127.0.0.1:1/none"}

    ended = CliRunner().invoke(main, ["verify"], env=away)

    assert ended.exit_code == 1
    assert "The database doesn't answer" in ended.stderr
