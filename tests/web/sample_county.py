"""Pictures of the county: its bodies and what is told to people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from server.domain.ids import BodyId, CaseId, ProcessKey
from server.domain.reading import (
    BodyNode,
    NoticePage,
    NoticeRow,
    PostRow,
)
from server.domain.reading.separations import (
    DrawnApart,
    DutiesApart,
    SeparationsPage,
    StepApart,
)
from server.domain.separation import DUTIES, FOUR_EYES, SEPARATIONS, Duty
from tests.web.sample_pictures import HOUR, NOW, made_id


def _body(id_: str, name: str, kind: str, *children: BodyNode) -> BodyNode:
    posts = (
        PostRow(
            title="主要负责人",
            title_en="Head",
            roles=("单位负责人",),
            holder="石磊",
            since=date(2024, 3, 1),
        ),
        PostRow(title="执法队员", title_en="Officer", roles=("经办人",), holder="", since=None),
    )
    return BodyNode(
        id=BodyId(id_), name=name, name_en="", kind=kind, posts=posts, children=children
    )


def bodies() -> tuple[BodyNode, ...]:
    """The county, two levels deep."""
    town = _body(
        "buguan",
        "部官镇",
        "township",
        _body("buguan.team", "综合行政执法队", "team"),
        _body("buguan.room", "综合信息指挥室", "room"),
        _body("buguan.justice", "部官镇司法所", "justice_office"),
    )
    county = _body(
        "county",
        "示例县人民政府",
        "government",
        _body("cmd", "县社会治理中心", "command"),
        _body("zrzy", "县自然资源局", "department"),
        _body("zjj", "县住建局", "department"),
        _body("sfj", "县司法局", "department"),
        town,
        _force(),
    )
    return (county,)


def _force() -> BodyNode:
    """A task force until a day, with somebody who is lent to it."""
    lent = PostRow(
        title="专班成员",
        title_en="Member",
        roles=("经办人",),
        holder="林芳",
        since=date(2026, 3, 1),
        until=date(2026, 6, 30),
        lender="县自然资源局",
    )
    force = _body("force", "扬尘治理专班", "task_force")
    return replace(force, posts=(*force.posts, lent), until=date(2026, 6, 30))


def separations() -> SeparationsPage:
    """What is kept apart, with the steps of one process."""

    def step(name: str) -> StepApart:
        return StepApart(
            process=ProcessKey("penalty"), title="行政处罚", title_en="", step=name, step_en=""
        )

    steps = {Duty.HANDLE: (step("发起"), step("调查取证")), Duty.REVIEW: (step("法制审核"),)}
    duties = tuple(
        DutiesApart(
            first=DUTIES[one.first],
            second=DUTIES[one.second],
            of_bodies=one.of_bodies,
            source=one.source,
            first_steps=steps.get(one.first, ()),
            second_steps=steps.get(one.second, ()),
        )
        for one in SEPARATIONS
    )
    drawn = DrawnApart(step=step("复核"), others=(("起草", "Draft"), ("核稿", "Edit")))
    return SeparationsPage(duties=duties, drawn=(drawn,), four_eyes=FOUR_EYES)


def notices() -> NoticePage:
    """Two things told, one of them read."""
    rows = tuple(
        NoticeRow(
            id=str(made_id(sentence)),
            kind="WorkEscalated/red",
            sentence=sentence,
            sentence_en=english,
            case=CaseId(made_id("case 0")),
            number="SH-2026-01873",
            at=NOW - hours * HOUR,
            is_read=hours > 1,
        )
        for sentence, english, hours in [
            ("“现场核查”已超期 1 个工作日", "“Site check” is 1 working day late", 1),
            ("“部门签收”待您签收", "“Department signs” waits for you", 30),
        ]
    )
    return NoticePage(rows=rows, next=None)
