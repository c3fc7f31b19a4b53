"""Pictures of the county: its bodies and what is told to people."""

from __future__ import annotations

from datetime import date

from server.domain.ids import BodyId, CaseId
from server.domain.reading import (
    BodyNode,
    NoticePage,
    NoticeRow,
    PostRow,
)
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
    )
    return (county,)


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
