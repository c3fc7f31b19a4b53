"""What a fact says to people, in Chinese and English."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from server.domain import facts as f
from server.domain.access import ACTS, AUDITED_ROLES
from server.domain.telling import Names, Said, say
from server.domain.telling.cases import INSPECTING
from tests.builders import NOON, an_id
from tests.domain.test_replay import offered, started

if TYPE_CHECKING:
    from server.domain.facts import Fact

ITEM = an_id()
PERSON = an_id()
NAMES = Names(
    bodies={"zjj": ("住建局", "Housing Bureau")},
    elements={"mend": ("维修", "Mend"), "sla": ("定时限", "Set the clocks")},
    flows={"to_end": ("同意", "Agree")},
    items={ITEM: offered(ITEM)},
)


def completed(choice: str | None = None) -> f.WorkCompleted:
    return f.WorkCompleted(item=ITEM, person=PERSON, post="p", digest="ab", choice=choice)


def escalated(rung: str) -> f.WorkEscalated:
    return f.WorkEscalated(item=ITEM, rung=rung, body="zjj", role="dept_head")


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (
            started(digest="cd"),
            Said(
                kind="start",
                zh="住建局发起，编号 BX-1",
                en="Housing Bureau started BX-1",
                digest="cd",
            ),
        ),
        (
            offered(),
            Said(kind="offer", zh="维修 送 住建局", en="Mend goes to Housing Bureau", element="mend"),
        ),
        (
            f.WorkClaimed(item=ITEM, person=PERSON),
            Said(kind="claim", zh="维修 已签收", en="Mend: signed for", element="mend"),
        ),
        (
            f.WorkGivenBack(item=ITEM, person=PERSON),
            Said(kind="other", zh="维修 已退签", en="Mend: given back", element="mend"),
        ),
        (
            completed("to_end"),
            Said(
                kind="done",
                zh="维修 已办结：同意",
                en="Mend: done, Agree",
                element="mend",
                digest="ab",
            ),
        ),
        (
            completed(),
            Said(kind="done", zh="维修 已办结", en="Mend: done", element="mend", digest="ab"),
        ),
        (
            f.WorkWithdrawn(item=ITEM, reason="enough"),
            Said(
                kind="other",
                zh="维修 不再需要办理",
                en="Mend: no longer asked for",
                element="mend",
            ),
        ),
        (
            escalated("amber"),
            Said(
                kind="timer",
                zh="维修 时限已用八成，告知住建局",
                en="Mend four fifths of the time are used; Housing Bureau is told",
                element="mend",
            ),
        ),
        (
            escalated("red"),
            Said(
                kind="late",
                zh="维修 已超期，告知住建局",
                en="Mend is overdue; Housing Bureau is told",
                element="mend",
            ),
        ),
        (
            f.DecisionTaken(element="sla", decision="d", rules=("r1", "r2"), digest="ef"),
            Said(
                kind="decision",
                zh="定时限：适用规则 r1, r2",
                en="Set the clocks: rule r1, r2 applies",
                element="sla",
                digest="ef",
            ),
        ),
        (
            f.DecisionTaken(element="unnamed", decision="d", rules=(), digest="ef"),
            Said(
                kind="decision",
                zh="d：适用规则 -",
                en="d: rule - applies",
                element="unnamed",
                digest="ef",
            ),
        ),
        (
            f.FanOutOpened(
                fan_out=an_id(), token="t", element="each", name="各部门", kind="call", total=3
            ),
            Said(
                kind="other",
                zh="各部门：3 路并行开始",
                en="各部门: 3 branches begin",
                element="each",
            ),
        ),
        (
            f.FanOutClosed(fan_out=an_id(), completed=2, withdrawn=1),
            Said(
                kind="other",
                zh="并行环节结束：办结 2，撤回 1",
                en="branches are over: 2 done, 1 withdrawn",
            ),
        ),
        (
            f.FanOutClosed(fan_out=an_id(), completed=0, withdrawn=1, failed=1),
            Said(
                kind="other",
                zh="并行环节结束：办结 0，撤回 1，出错 1",
                en="branches are over: 0 done, 1 withdrawn, 1 failed",
            ),
        ),
        (
            f.TimerFired(timer=an_id()),
            Said(kind="timer", zh="时限到，自动触发", en="a moment came and the case moved on"),
        ),
        (
            f.CaseFinished(kind="finished", element="end"),
            Said(kind="end", zh="办结", en="came to its end", element="end"),
        ),
        (
            f.CaseWithdrawn(reason="enough"),
            Said(kind="end", zh="已撤回", en="was withdrawn"),
        ),
        (
            f.CaseInspected(person=PERSON, role="auditor"),
            Said(
                kind="other", zh="依审计职能查阅", en="looked at by virtue of audit"
            ),
        ),
        (
            f.IncidentOpened(incident=an_id(), element="mend", cause="no"),
            Said(
                kind="incident",
                zh="维修 未能执行，已告知管理员",
                en="Mend could not be carried out; the administrators are told",
                element="mend",
            ),
        ),
        (
            f.DataCorrected(
                incident=an_id(), names=("a", "b"), before="1", after="2", reason="3"
            ),
            Said(
                kind="other",
                zh="管理员更正数据：a, b",
                en="an administrator corrected the data: a, b",
                digest="3",
            ),
        ),
        (
            f.DocumentAttached(
                document=an_id(), item=ITEM, person=PERSON, sha256="ab" * 32, size=1,
                media_type="image/png",
            ),
            Said(
                kind="other",
                zh="维修 添加附件（abababab）",
                en="Mend: a file was attached (abababab)",
                element="mend",
            ),
        ),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_a_fact_says_what_happened(fact: Fact, said: Said) -> None:
    assert say(fact, NAMES) == said


def test_a_file_of_the_start_form_belongs_to_no_step() -> None:
    attached = f.DocumentAttached(
        document=an_id(),
        item=an_id(),
        person=PERSON,
        sha256="ab" * 32,
        size=1,
        media_type="image/png",
    )

    assert say(attached, NAMES) == Said(
        kind="other", zh="添加附件（abababab）", en="a file was attached (abababab)"
    )


@pytest.mark.parametrize(
    "fact",
    [
        started(parent=UUID(int=2)),
        f.PathTaken(elements=("a",)),
        f.TimerSet(timer=an_id(), token="t", element="later", due=NOON),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_what_only_the_machine_cares_about_says_nothing(fact: Fact) -> None:
    assert say(fact, NAMES) is None


def test_what_has_no_name_is_told_by_its_id() -> None:
    nothing = Names(bodies={}, elements={}, flows={}, items={})

    said = say(f.WorkEscalated(item=ITEM, rung="red", body="zjj", role="r"), nothing)

    assert said == Said(kind="late", zh=" 已超期，告知zjj", en=" is overdue; zjj is told")


def test_every_role_that_may_look_at_all_cases_is_named() -> None:
    assert INSPECTING.keys() == AUDITED_ROLES | ACTS["administer"]


def test_an_end_that_has_a_name_is_told_by_it() -> None:
    names = replace(NAMES, elements={"closed": ("办结归档", "Closed and filed")})

    said = say(f.CaseFinished(kind="finished", element="closed"), names)

    assert said == Said(kind="end", zh="办结归档", en="ended: Closed and filed", element="closed")


@pytest.mark.parametrize(
    ("element", "code", "name", "zh", "en"),
    [
        ("ee", "E1", "不同意", "ee：因错误“不同意”（E1）", "ee: ended by the error “不同意” (E1)"),
        ("ee", "E1", "", "ee：因错误“E1”", "ee: ended by the error “E1”"),
        ("mend", "", "不同意", "维修：因错误“不同意”", "Mend: ended by the error “不同意”"),
        ("mend", "", "", "维修：因未写明的错误", "Mend: ended by an error of no name"),
    ],
)
def test_an_error_that_nothing_caught_is_told_by_what_it_is_called(
    element: str, code: str, name: str, zh: str, en: str
) -> None:
    said = say(f.CaseFinished(kind="error", element=element, code=code, name=name), NAMES)

    assert said == Said(
        kind="end",
        zh=f"{zh}结束，没有环节接住它",
        en=f"{en}, which nothing caught",
        element=element,
    )


@pytest.mark.parametrize(
    "fact",
    [
        f.FanOutOpened(fan_out=an_id(), token="t", element="e", name="签发", kind="work", total=1),
        f.FanOutClosed(fan_out=an_id(), completed=1, withdrawn=0),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_a_fan_out_of_one_branch_says_nothing(fact: Fact) -> None:
    assert say(fact, NAMES) is None
