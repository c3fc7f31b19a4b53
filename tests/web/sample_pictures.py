"""Pictures of an ordinary day in the county, to show every page with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

import orjson

from server.domain.ids import (
    BodyId,
    CaseId,
    DocumentId,
    ItemId,
    PersonId,
    PostId,
    ProcessKey,
)
from server.domain.moves import Choice
from server.domain.people import Actor, Seat
from server.domain.reading import (
    Badge,
    BodyNode,
    CasePage,
    CasePicture,
    CaseRow,
    Deadline,
    DocumentRow,
    Happening,
    Holding,
    InboxCounts,
    InboxPage,
    InboxRow,
    Lamp,
    Marks,
    NoticeRow,
    PostRow,
    Progress,
    StartCard,
    StartPage,
    TaskPage,
)
from tests.web.sample_diagram import sample_diagram

NOW = datetime(2026, 11, 20, 2, 42, tzinfo=UTC)
_SPACE = UUID("00000000-0000-4000-8000-000000000000")
_HOUR = timedelta(hours=1)


def _id(name: str) -> UUID:
    return uuid5(_SPACE, name)


ME = Actor(
    person=PersonId(_id("me")),
    name="方晓岚",
    login="fang",
    seats=(
        Seat(
            post=PostId("buguan.team.officer"),
            body=BodyId("buguan.team"),
            body_name="部官镇综合行政执法队",
            body_name_en="Buguan Enforcement Team",
            title="执法队员",
            title_en="Enforcement officer",
            roles=frozenset({"township_officer"}),
        ),
    ),
)
BADGE = Badge(inbox=12, late=1, notices=3)

LATE = Deadline(due=NOW - timedelta(days=1), lamp=Lamp.LATE, amount=1)
TODAY = Deadline(due=NOW + 7 * _HOUR, lamp=Lamp.TODAY)
HOURS = Deadline(due=NOW + 3 * _HOUR, lamp=Lamp.TODAY, amount=3, unit="hour")
GOOD = Deadline(due=NOW + timedelta(days=6), lamp=Lamp.GOOD, amount=3)
NONE = Deadline(due=None, lamp=Lamp.NONE)

_WORK = [
    ("城关镇东关村沿河违建彩钢棚线索核查", "现场核查", "县12345热线", "emergency", LATE, True),
    (
        "张店镇柳湾组耕地上建房规划性质认定",
        "规划性质认定",
        "张店镇综合行政执法队",
        "urgent",
        TODAY,
        True,
    ),
    ("宏达砂石料厂临时用地许可延期会签", "会签", "县行政审批服务管理局", "normal", GOOD, True),
    (
        "龙泉小区 3 号楼顶层加建案法制审核退回补正",
        "送达处罚告知书",
        "县司法局",
        "normal",
        GOOD,
        False,
    ),
    ("国道 S215 沿线扬尘扰民信访件转办", "承办单位签收", "县信访局", "normal", HOURS, False),
    ("东湖公园北侧占道经营整治联合行动方案会签", "会签", "县综合行政执法局", "normal", GOOD, False),
    (
        "惠民农贸市场改造工程规划许可变更",
        "业务股室审查",
        "县行政审批服务管理局",
        "normal",
        GOOD,
        False,
    ),
    ("圣人涧镇采石场边坡整改复核结案", "整改复核结案", "县综合行政执法局", "normal", NONE, False),
]


def row(index: int = 0) -> InboxRow:
    """One line of the inbox."""
    title, step, body, urgency, deadline, unread = _WORK[index % len(_WORK)]
    return InboxRow(
        item=ItemId(_id(f"item {index}")),
        case=CaseId(_id(f"case {index}")),
        number=f"SH-2026-0{1873 + index}",
        title=title,
        process=ProcessKey("whistle"),
        process_title="吹哨报到",
        process_title_en="Township whistle",
        step=step,
        urgency=urgency,
        from_body=body,
        from_body_en="",
        body="部官镇综合行政执法队",
        body_en="Buguan Enforcement Team",
        holder="方晓岚" if index in {0, 3} else "",
        is_mine=index in {0, 3},
        is_unread=unread,
        offered_at=NOW - (index * 23 + 1) * _HOUR,
        deadline=deadline,
    )


def inbox() -> InboxPage:
    """A full inbox."""
    return InboxPage(
        rows=tuple(row(index) for index in range(len(_WORK))),
        counts=InboxCounts(open=12, late=1, today=2, unclaimed=3, mine=4),
        processes=((ProcessKey("whistle"), "吹哨报到"),),
        bodies=((BodyId("sfj"), "县司法局"),),
        next="cursor",
    )


FORM = orjson.dumps(
    {
        "type": "default",
        "id": "check",
        "schemaVersion": 19,
        "components": [
            {
                "type": "radio",
                "id": "true",
                "key": "verified",
                "label": "核查结论",
                "values": [{"label": "属实", "value": "yes"}, {"label": "不属实", "value": "no"}],
                "validate": {"required": True},
            },
            {
                "type": "textfield",
                "id": "owner",
                "key": "owner",
                "label": "当事人姓名或单位名称",
                "layout": {"row": "r1", "columns": 8},
                "validate": {"required": True, "maxLength": 60},
            },
            {
                "type": "textfield",
                "id": "phone",
                "key": "phone",
                "label": "联系电话",
                "layout": {"row": "r1", "columns": 8},
                "validate": {
                    "pattern": "^1[0-9]{10}$",
                    "patternErrorMessage": "请填写 11 位手机号码",
                },
            },
            {
                "type": "number",
                "id": "area",
                "key": "area",
                "label": "违建面积",
                "decimalDigits": 1,
                "layout": {"row": "r2", "columns": 8},
                "appearance": {"suffixAdorner": "平方米"},
                "validate": {"required": True, "min": 0},
            },
            {
                "type": "datetime",
                "id": "on",
                "key": "checked_on",
                "subtype": "date",
                "dateLabel": "现场核查日期",
                "layout": {"row": "r2", "columns": 8},
                "validate": {"required": True},
            },
            {
                "type": "checklist",
                "id": "measures",
                "key": "measures",
                "label": "已采取措施",
                "values": [
                    {"label": "责令停止施工", "value": "stop"},
                    {"label": "现场拍照取证", "value": "photo"},
                    {"label": "询问当事人并制作笔录", "value": "record"},
                ],
            },
            {
                "type": "textarea",
                "id": "opinion",
                "key": "opinion",
                "label": "核查意见",
                "description": "写明依据和建议，不少于 10 个字。",
                "validate": {"required": True, "minLength": 10, "maxLength": 1000},
            },
            {
                "type": "filepicker",
                "id": "photos",
                "key": "photos",
                "label": "现场照片",
                "multiple": True,
                "accept": "image/*",
                "validate": {"required": True},
            },
        ],
    }
)
VALUES = {
    "verified": "yes",
    "owner": "",
    "area": Decimal("86.5"),
    "checked_on": date(2026, 11, 18),
    "measures": ["stop", "photo"],
    "photos": None,
}
MARKS = Marks(
    done=frozenset({"Start", "Draft", "Sign", "Agreed", "Clocks", "Dispatch", "Split", "Number"}),
    now=frozenset({"Report", "OnSite"}),
    late=frozenset({"Accept"}),
    flows=frozenset({"F1", "F2", "F3", "F5", "F6", "F7", "F8", "F9"}),
)
DOCUMENTS = tuple(
    DocumentRow(
        document=DocumentId(_id(name)),
        item=ItemId(_id("item 0")),
        name=name,
        size=size,
        media_type="application/pdf",
        sha256="0" * 64,
        by="县12345热线",
        at=NOW,
    )
    for name, size in [("热线工单 20261117-0342.pdf", 223_000), ("群众提供照片.zip", 6_700_000)]
)


def task(*, may_complete: bool = True, may_claim: bool = False) -> TaskPage:
    """A piece of work, mine or still to be signed for."""
    return TaskPage(
        row=row(0 if may_complete else 1),
        revision=7,
        form=FORM,
        values=VALUES,
        draft_at=NOW,
        choices=(
            Choice(flow="F5", name="提交核查结果"),
            Choice(flow="F4", name="退回"),
        )
        if may_complete
        else (),
        law="《中华人民共和国行政处罚法》第五十四条",
        instructions="接到线索后 2 个工作日内到场核查。属实的填写当事人和违建面积，并上传不少于 3 张现场照片。",
        progress=(
            Progress(
                element="Draft",
                name="线索上报",
                state="done",
                who="县12345热线",
                at=NOW - 72 * _HOUR,
                note="群众反映东关村河堤外侧新建彩钢棚，占用河道管理范围。",
            ),
            Progress(
                element="Sign",
                name="现场核查",
                state="now",
                who="方晓岚 已签收",
                at=NOW - 71 * _HOUR,
            ),
            Progress(
                element="Clocks",
                name="规划性质认定",
                state="todo",
                who="县自然资源局 · 5 个工作日",
            ),
            Progress(element="Dispatch", name="立案审批", state="todo", who="县综合行政执法局"),
        ),
        documents=(),
        received=DOCUMENTS,
        may_claim=may_claim,
        may_complete=may_complete,
        may_give_back=may_complete,
        element="Sign",
        marks=Marks(
            done=frozenset({"Start", "Draft"}),
            now=frozenset({"Sign"}),
            late=frozenset(),
            flows=frozenset({"F1", "F2"}),
        ),
        diagram=sample_diagram(),
    )


def cases() -> CasePage:
    """A list of cases in every state."""
    states = [("running", LATE), ("running", GOOD), ("finished", NONE), ("incident", NONE)]
    return CasePage(
        rows=tuple(
            CaseRow(
                case=CaseId(_id(f"case {index}")),
                number=f"SH-2026-0{1873 + index}",
                title=_WORK[index][0],
                process_title="吹哨报到",
                process_title_en="Township whistle",
                status=status,
                now="到场处置" if status == "running" else "",
                with_whom="县自然资源局" if status == "running" else "",
                started_at=NOW - timedelta(days=3),
                touched_at=NOW - index * _HOUR,
                deadline=deadline,
            )
            for index, (status, deadline) in enumerate(states)
        ),
        next=None,
    )


def case() -> CasePicture:
    """A case in the middle of its way."""
    told = [
        (
            "late",
            "县住建局 签收超时，已提醒主要负责人",
            "Housing Bureau is late in signing for it",
            "系统",
            "县住建局",
        ),
        ("claim", "签收了“到场处置”", "Signed for “On site”", "周明远", "县自然资源局"),
        ("offer", "哨令发往 2 个部门", "Whistle sent to 2 departments", "系统", ""),
        ("done", "完成“指挥中心派单”", "Completed “Dispatch”", "贺文静", ""),
        ("done", "完成“乡镇领导签发”：同意", "Completed “Sign”: agreed", "石磊", ""),
        ("start", "发起了事项", "Started the case", "方晓岚", ""),
    ]
    details = (("哨类", "日常哨"), ("问题描述", "东关村河堤外侧新建彩钢棚，占用河道管理范围。"))
    return CasePicture(
        case=CaseId(_id("case 0")),
        number="SH-2026-01873",
        title=_WORK[0][0],
        process=ProcessKey("whistle"),
        process_title="吹哨报到",
        process_title_en="Township whistle",
        version=2,
        status="running",
        started_at=NOW - timedelta(days=3),
        started_by="方晓岚",
        from_body="部官镇",
        ended_at=None,
        urgency="urgent",
        revision=9,
        diagram=sample_diagram(),
        marks=MARKS,
        holdings=(
            Holding(
                item=ItemId(_id("item 0")),
                element="OnSite",
                step="到场处置",
                body="县自然资源局",
                body_en="Natural Resources Bureau",
                post="执法监察股",
                holder="周明远",
                since=NOW - 20 * _HOUR,
                deadline=GOOD,
                may_open=True,
            ),
            Holding(
                item=ItemId(_id("item 1")),
                element="Accept",
                step="部门签收",
                body="县住建局",
                body_en="Housing Bureau",
                post="办公室",
                holder="",
                since=NOW - 22 * _HOUR,
                deadline=Deadline(due=NOW - 21 * _HOUR, lamp=Lamp.LATE, amount=5, unit="hour"),
                may_open=False,
            ),
        ),
        happenings=tuple(
            Happening(
                seq=len(told) - index,
                at=NOW - (index * 9 + 1) * _HOUR,
                sentence=sentence,
                sentence_en=english,
                who=who,
                kind=kind,
                branch=branch,
                details=details if kind == "start" else (),
            )
            for index, (kind, sentence, english, who, branch) in enumerate(told)
        ),
        documents=DOCUMENTS,
        digest="ab" * 32,
        is_verified=True,
    )


CARD = StartCard(
    key=ProcessKey("whistle"),
    title="吹哨报到",
    title_en="Township whistle",
    law=("《中华人民共和国行政处罚法》第二十六条", "《北京市街道办事处条例》第十七条"),
    owner="县社会治理中心",
    version=2,
    steps=9,
)


def start() -> StartPage:
    """The form that starts a case."""
    return StartPage(card=CARD, form=FORM, values={}, diagram=sample_diagram())


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


def notices() -> tuple[NoticeRow, ...]:
    """Two things told, one of them read."""
    return tuple(
        NoticeRow(
            id=str(_id(sentence)),
            kind="WorkEscalated/red",
            sentence=sentence,
            sentence_en=english,
            case=CaseId(_id("case 0")),
            number="SH-2026-01873",
            at=NOW - hours * _HOUR,
            is_read=hours > 1,
        )
        for sentence, english, hours in [
            ("“现场核查”已超期 1 个工作日", "“Site check” is 1 working day late", 1),
            ("“部门签收”待您签收", "“Department signs” waits for you", 30),
        ]
    )
