"""The registers, four eyes, spreadsheets and leavers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pytest_bdd import given, then, when

from server.domain.county_time import day_of
from server.domain.people import SYSTEM
from server.domain.registers import Register
from server.services.registers import entering
from server.services.registers.leaving import Leaving
from tests.features.people import accounts, bodies, certificates
from tests.features.register_doors import Verdict
from tests.features.steps.saying import Said
from tests.task_force import FORCE, LENT, POST, lines

if TYPE_CHECKING:
    from server.services.registers.entries import Line
    from tests.features.drivers import Door
    from tests.features.world import World

Rows = list[list[str]]
REGISTERS = {
    "单位": "bodies",
    "岗位": "posts",
    "人员": "persons",
    "任职": "holdings",
    "执法证": "certificates",
    "接收端": "hooks",
}
COLUMNS = {
    "名称": "name",
    "简称": "short_name",
    "层级": "level",
    "截止日": "valid_to",
    "生效日": "effective",
    "并入单位": "merged_into",
    "年审有效期至": "reviewed_until",
    "岗位名称": "title",
    "职能": "roles",
    "人员账号": "person",
    "状态": "state",
    "理由": "note",
    "原单位": "seconded_from",
    "推送地址": "address",
    "事件": "kinds",
}
HOOKS = {"市里的系统": "city"}
"""Servers outside, by what people call them."""
ADMIN = "county.admin"


def changed(door: Door, rows: Rows) -> list[tuple[str, dict[str, str]]]:
    """The lines of entries of which these cells are otherwise."""
    lines: dict[tuple[str, str], dict[str, str]] = {}
    for register, who, column, content in rows[1:]:
        kept = REGISTERS[register]
        key = key_of(kept, who)
        cells = lines.setdefault((kept, key), door.entry(ADMIN, kept, key))
        cells[COLUMNS[column]] = content
    return [(kept, cells) for (kept, _), cells in lines.items()]


def key_of(register: str, called: str) -> str:
    """The key of an entry by what people call it."""
    if register == "bodies":
        return bodies()[called]
    if register == "hooks":
        return HOOKS[called]
    login = accounts()[called]
    if register == "certificates":
        return certificates()[login]
    return f"{login}@{login}@2025-01-01" if register == "holdings" else login


@given(Said("“{who}”已提出名册变更："))
def _(world: World, who: str, datatable: Rows) -> None:
    world.hands.enter(accounts()[who], changed(world.hands, datatable), f"before-{datatable}")


@given(Said("“{who}”已提出名册变更，自“{day}”起："))
def _(world: World, who: str, day: str, datatable: Rows) -> None:
    lines = changed(world.hands, datatable)
    world.hands.enter(accounts()[who], lines, f"before-{datatable}", date.fromisoformat(day))


@given(Said("“{who}”已同意变更"))
def _(world: World, who: str) -> None:
    first = world.hands.proposals(ADMIN)[-1]
    world.hands.decide(accounts()[who], first, Verdict(agrees=True), "decided")


@given(Said("“{kind}”哨单已派给“{lead}”牵头、“{who}”借调的专班，到“{day}”为止"))
def _(world: World, kind: str, lead: str, who: str, day: str) -> None:
    force = task_force(bodies()[lead], accounts()[who], day)
    entering.enter(world.tools, SYSTEM, force)
    detour = ("分类派单", {"lead": FORCE["id"], "support": []}, None)
    world.play_until(kind, "签收", [detour])


def task_force(lead: str, login: str, day: str) -> list[Line]:
    """A task force of one body, with somebody who is seconded to it, until (and with) a day."""
    body = login.partition(".")[0]
    return lines(
        (Register.BODIES, {**FORCE, "parent": lead, "valid_to": day}),
        (Register.POSTS, {**POST, "valid_to": day}),
        (Register.HOLDINGS, {**LENT, "person": login, "seconded_from": body, "valid_to": day}),
    )


@when(Said("“{who}”提出名册变更："))
def _(world: World, who: str, datatable: Rows) -> None:
    lines = changed(world.hands, datatable)
    world.attempt(lambda: world.door.enter(accounts()[who], lines, "enter"))


@when(Said("“{who}”交来表格，其中："))
def _(world: World, who: str, datatable: Rows) -> None:
    lines = changed(world.hands, datatable)
    world.attempt(lambda: world.door.give_sheet(accounts()[who], lines, "sheet", only_good=False))


@when(Said("“{who}”交来表格，只要无误的行，其中："))
def _(world: World, who: str, datatable: Rows) -> None:
    lines = changed(world.hands, datatable)
    world.attempt(lambda: world.door.give_sheet(accounts()[who], lines, "sheet", only_good=True))


@when(Said("“{who}”提出名册变更，自“{day}”起："))
def _(world: World, who: str, day: str, datatable: Rows) -> None:
    lines = changed(world.hands, datatable)
    effective = date.fromisoformat(day)
    world.attempt(lambda: world.door.enter(accounts()[who], lines, "enter", effective))


@when(Said("“{who}”撤回待生效的变更，理由“{why}”"))
def _(world: World, who: str, why: str) -> None:
    first = world.hands.proposals(ADMIN, "waiting")[-1]
    world.attempt(lambda: world.door.withdraw(accounts()[who], first, why, "withdraw"))


@when(Said("“{who}”同意变更"))
def _(world: World, who: str) -> None:
    decide(world, who, Verdict(agrees=True))


@when(Said("“{who}”不同意变更，理由“{why}”"))
def _(world: World, who: str, why: str) -> None:
    decide(world, who, Verdict(agrees=False, why=why))


def decide(world: World, who: str, verdict: Verdict) -> None:
    """Somebody decides the first changes that were proposed."""
    first = world.hands.proposals(ADMIN)[-1]
    world.attempt(lambda: world.door.decide(accounts()[who], first, verdict, "decide"))


@when(Said("“{who}”给“{leaver}”办理离任，由“{successor}”接任"))
def _(world: World, who: str, leaver: str, successor: str) -> None:
    heir = "" if successor == "无人" else accounts().get(successor, "no.body")
    leave(world, who, leaver, {accounts()[leaver]: heir} if heir else {})


def leave(world: World, who: str, leaver: str, successors: dict[str, str]) -> None:
    """Somebody lets somebody leave whose last day was yesterday; what follows happens at once."""
    yesterday = day_of(world.clock.moment) - timedelta(days=1)
    leaving = Leaving(last_day=yesterday, successors=successors)
    world.attempt(lambda: world.door.leave(accounts()[who], accounts()[leaver], leaving, "leave"))
    world.run_jobs()


@then(Said("名册中“{register}”“{called}”的“{column}”是“{content}”"))
def _(world: World, register: str, called: str, column: str, content: str) -> None:
    kept = REGISTERS[register]
    cells = world.door.entry(ADMIN, kept, key_of(kept, called))
    assert cells[COLUMNS[column]] == content


@then(Said("“{day}”的机构图上“{body}”叫“{name}”"))
def _(world: World, day: str, body: str, name: str) -> None:
    assert world.door.called(ADMIN, bodies()[body], date.fromisoformat(day)) == name


@then(Said("系统指出“{column}”有误"))
def _(world: World, column: str) -> None:
    world.answered_for = True
    assert world.refused is not None
    assert COLUMNS[column] in {field.rpartition(".")[2] for field in world.refused.fields}
