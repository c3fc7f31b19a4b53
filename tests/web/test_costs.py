"""What each act asks of the database: statements and commits, the sign-in check included.

The numbers are written down. A change that needs more must say why; one that needs fewer lowers them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.people import SYSTEM
from server.services import deploying
from server.services.process_folders import files_of
from server.services.timekeeping import sweep
from tests.places import ROOT
from tests.web.fans import FILES
from tests.web.house import House, Program
from tests.web.journey import DONE, item_of
from tests.web.journey import started as started_repair
from tests.web.test_asides import asks

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.test import TestResponse

    from server.store.database import Count

KEPT_AT_HAND = "FROM county_papers"
"""Looked at every five seconds at most, by whichever request comes then."""
STEPS = ("任务甲", "任务乙", "任务丙", "任务丁")


@pytest.fixture
def bench(house: House) -> House:
    """Give the sample county with the process of four tasks."""
    folder = ROOT / "workflows" / "bench_four_tasks"
    deploying.deploy(house.tools, SYSTEM, files_of(folder, ROOT / "forms"))
    return house


@pytest.fixture
def admin(bench: House) -> Program:
    """Give somebody who may do every task, to whom everything was shown once."""
    person = bench.program("county.admin")
    started(person)
    for step in STEPS:
        submitted(person, step)
    return person


def started(person: Program) -> str:
    answer = person.post("/processes/bench_four_tasks/start", {"values": {}})
    return str(answer.get_json()["case"])


def open_items(person: Program) -> dict[str, str]:
    rows = person.get("/work-items").get_json()["items"]
    return {row["step"]: str(row["id"]) for row in rows}


def answer_to(step: str) -> dict[str, object]:
    letter = "abcd"[STEPS.index(step)]
    return {f"{letter}Note": "已核实", f"{letter}Amount": 500, f"{letter}Kind": "one"}


def submitted(person: Program, step: str) -> None:
    item = open_items(person)[step]
    answer = person.post(f"/work-items/{item}/complete", {"values": answer_to(step)})
    assert answer.status_code == 200


def count(bench: House, act: Callable[[], TestResponse]) -> Count:
    """What one request asked of the database, but for the look at the county's papers."""
    with bench.database.counting() as counted:
        answer = act()
    assert answer.status_code < 300, answer.get_data(as_text=True)
    counted.statements[:] = [one for one in counted.statements if KEPT_AT_HAND not in one]
    return counted


def cost(bench: House, act: Callable[[], TestResponse]) -> tuple[int, int]:
    """Statements and commits."""
    counted = count(bench, act)
    return len(counted.statements), counted.commits


@pytest.mark.parametrize("done", [0, 1, 2, 3], ids=["A", "B", "C", "D"])
def test_a_task_is_completed_with_five_statements_and_one_commit(
    bench: House, admin: Program, done: int
) -> None:
    started(admin)
    for step in STEPS[:done]:
        submitted(admin, step)
    item, values = open_items(admin)[STEPS[done]], answer_to(STEPS[done])

    spent = cost(bench, lambda: admin.post(f"/work-items/{item}/complete", {"values": values}))

    assert spent == (5, 1)


def test_a_case_is_started_with_five_statements_and_one_commit(
    bench: House, admin: Program
) -> None:
    spent = cost(bench, lambda: admin.post("/processes/bench_four_tasks/start", {"values": {}}))

    assert spent == (5, 1)


def test_work_is_signed_for_with_five_statements_and_one_commit(
    bench: House, admin: Program
) -> None:
    started(admin)
    item = open_items(admin)[STEPS[0]]

    assert cost(bench, lambda: admin.post(f"/work-items/{item}/claim")) == (5, 1)


def test_the_inbox_page_takes_six_statements_however_much_lies_in_it(
    bench: House, admin: Program
) -> None:
    browser = bench.signed_in("county.admin")
    started(admin)
    browser.get("/inbox")
    few = cost(bench, lambda: browser.get("/inbox"))
    for _ in range(5):
        started(admin)

    assert few == cost(bench, lambda: browser.get("/inbox")) == (6, 0)


@pytest.mark.parametrize("address", ["/mine", "/done"])
def test_a_list_of_matters_takes_five_statements_however_long(
    bench: House, admin: Program, address: str
) -> None:
    browser = bench.signed_in("county.admin")
    browser.get(address)
    few = cost(bench, lambda: browser.get(address))
    for _ in range(3):
        started(admin)
        submitted(admin, STEPS[0])

    assert few == cost(bench, lambda: browser.get(address)) == (5, 0)


@pytest.mark.parametrize(
    ("address", "statements"),
    [("/counts", 2), ("/inbox/rows", 3), ("/inbox/rows?q=四", 5), ("/search?q=四", 9)],
)
def test_what_is_asked_for_again_and_again_takes_few_statements(
    bench: House, admin: Program, address: str, statements: int
) -> None:
    """A search asks once more: which columns it may show (0056)."""
    browser = bench.signed_in("county.admin")
    started(admin)
    browser.get(address)

    assert cost(bench, lambda: browser.get(address)) == (statements, 0)


def test_the_page_of_a_task_takes_eleven_statements_however_long_its_story(
    bench: House, admin: Program
) -> None:
    browser = bench.signed_in("county.admin")
    started(admin)
    first = open_items(admin)[STEPS[0]]
    browser.get(f"/work/{first}")
    early = cost(bench, lambda: browser.get(f"/work/{first}"))
    for step in STEPS[:3]:
        submitted(admin, step)
    last = open_items(admin)[STEPS[3]]
    browser.get(f"/work/{last}")

    assert early == cost(bench, lambda: browser.get(f"/work/{last}")) == (11, 0)


def test_the_page_of_a_case_takes_thirteen_statements_however_long_its_story(
    bench: House, admin: Program
) -> None:
    browser = bench.signed_in("county.admin")
    case = started(admin)
    submitted(admin, STEPS[0])
    browser.get(f"/cases/{case}")
    early = cost(bench, lambda: browser.get(f"/cases/{case}"))
    for step in STEPS[1:]:
        submitted(admin, step)

    assert early == (13, 0)
    assert cost(bench, lambda: browser.get(f"/cases/{case}")) <= early


def test_a_case_that_waits_costs_nothing_more_than_the_sweep_that_finds_nothing_due(
    bench: House, admin: Program
) -> None:
    for _ in range(3):
        started(admin)

    with bench.database.counting() as counted:
        swept = sweep(bench.tools)

    assert (swept.timers, swept.rungs) == (0, 0)
    assert (len(counted.statements), counted.commits) == (1, 0)


def test_why_a_case_came_out_so_takes_the_same_however_many_members_it_has(bench: House) -> None:
    deploying.deploy(bench.tools, SYSTEM, FILES)
    township = bench.program("buguan.officer")

    def case(width: int) -> object:
        desks = {"desks": list(range(width))}
        return township.post("/processes/survey/start", {"values": desks}).get_json()["case"]

    browser, few, many = bench.signed_in("buguan.officer"), case(2), case(40)
    browser.get(f"/cases/{few}/decisions")
    spent = cost(bench, lambda: browser.get(f"/cases/{few}/decisions"))

    assert spent == cost(bench, lambda: browser.get(f"/cases/{many}/decisions"))


def branch_cost(bench: House, width: int) -> tuple[int, int]:
    """What the first of so many branches costs."""
    township, department = bench.program("buguan.officer"), bench.program("zjj.handler")
    desks = {"desks": list(range(width))}
    assert township.post("/processes/survey/start", {"values": desks}).status_code == 201
    items = [row["id"] for row in department.get("/work-items?limit=50").get_json()["items"]]
    assert len(items) == width
    department.post(f"/work-items/{items[0]}/complete", {"values": {}})

    return cost(bench, lambda: department.post(f"/work-items/{items[1]}/complete", {"values": {}}))


@pytest.mark.parametrize("width", [3, 50])
def test_a_branch_costs_the_same_however_wide_its_fan_out(bench: House, width: int) -> None:
    deploying.deploy(bench.tools, SYSTEM, FILES)

    assert branch_cost(bench, width) == (7, 1)


def test_what_was_asked_beside_work_is_read_once_when_it_is_completed(house: House) -> None:
    started_repair(house)
    handler = house.program("zjj.handler")
    item = item_of(handler)
    handler.post(f"/work-items/{item}/claim")
    asks(house, handler, "copy", text="请知悉")

    counted = count(house, lambda: handler.post(f"/work-items/{item}/complete", DONE))

    assert sum("WHERE a.item = " in one for one in counted.statements) == 1
