"""Pictures of an ordinary day in the county, to show every page with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid5

from server.domain.ids import (
    BodyId,
    CaseId,
    DocumentId,
    ItemId,
    PersonId,
    PostId,
    ProcessKey,
    ViewId,
)
from server.domain.moves import Choice
from server.domain.people import Actor, Seat
from server.domain.reading import (
    Badge,
    Deadline,
    DocumentRow,
    InboxChoices,
    InboxCounts,
    InboxPage,
    InboxRow,
    Lamp,
    Marks,
    Progress,
    StartCard,
    StartPage,
    TaskPage,
)
from server.domain.saved_view import SavedView
from server.domain.work import Membership
from tests.places import ROOT
from tests.web.sample_diagram import sample_diagram

NOW = datetime(2026, 11, 20, 2, 42, tzinfo=UTC)
_SPACE = UUID("00000000-0000-4000-8000-000000000000")
HOUR = timedelta(hours=1)


def made_id(name: str) -> UUID:
    return uuid5(_SPACE, name)


ME = Actor(
    person=PersonId(made_id("me")),
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
TODAY = Deadline(due=NOW + 7 * HOUR, lamp=Lamp.TODAY)
HOURS = Deadline(due=NOW + 3 * HOUR, lamp=Lamp.TODAY, amount=3, unit="hour")
GOOD = Deadline(due=NOW + timedelta(days=6), lamp=Lamp.GOOD, amount=3)
NONE = Deadline(due=None, lamp=Lamp.NONE)

WORK = [
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


MEMBERS = {
    1: Membership(index=2, count=10, value="柳湾组", value_en=""),
    5: Membership(index=3, count=10),
}


def row(index: int = 0) -> InboxRow:
    """One line of the inbox."""
    title, step, body, urgency, deadline, unread = WORK[index % len(WORK)]
    return InboxRow(
        item=ItemId(made_id(f"item {index}")),
        case=CaseId(made_id(f"case {index}")),
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
        offered_at=NOW - (index * 23 + 1) * HOUR,
        deadline=deadline,
        member=MEMBERS.get(index),
        shown={"location.village": ("东关村", "Dongguan"), "whistleType": ("日常哨", "Everyday")}
        if index % 3
        else {},
    )


def inbox() -> InboxPage:
    """A full inbox."""
    return InboxPage(
        rows=tuple(row(index) for index in range(len(WORK))),
        next="cursor",
    )


COUNTS = InboxCounts(
    open=12, late=1, today=2, unclaimed=3, mine=4, unit=46, climbed=2, extensions=1
)
SAVED = tuple(
    SavedView(
        id=ViewId(made_id(f"view {at}")),
        person=ME.person or PersonId(made_id("nobody")),
        name=name,
        query=query,
        position=at,
        is_default=at == 1,
        body=BodyId("sfj") if at else None,
        owner="方晓岚",
    )
    for at, (name, query) in enumerate(
        [
            ("哨单超期", "view=unit&process=whistle&due=late"),
            ("本周到期", "due=week"),
            ("加急未签", "urgency=urgent"),
        ]
    )
)
CHOICES = InboxChoices(
    processes=((ProcessKey("whistle"), "吹哨报到", "Township whistle"),),
    bodies=((BodyId("sfj"), "县司法局", "County Justice Bureau"),),
    own=((BodyId("sfj"), "县司法局", "Justice"), (BodyId("team"), "执法队", "Team")),
    steps=(("report", "报到处置", "Report"),),
)


FORM = (Path(__file__).parent / "sample_form.json").read_bytes()
FORMS = ROOT / "forms"
COUNTY = {
    "bodies": [{"value": "zjj", "label": "县住建局"}, {"value": "slj", "label": "县水利局"}],
    "items": [{"value": "330264001", "label": "对擅自占用河道的处罚"}],
    "subject": "河堤外侧新建彩钢棚",
    "location": {"village": "东关村", "address": "河堤路 1 号"},
    "description": "占用河道管理范围。",
    "lead": "slj",
    "department": "zjj",
    "ratedBody": "zjj",
}
VALUES = {
    "verified": "yes",
    "owner": "",
    "area": Decimal("86.5"),
    "checked_on": date(2026, 11, 18),
    "measures": ["stop", "photo"],
    "photos": None,
}
DOCUMENTS = tuple(
    DocumentRow(
        document=DocumentId(made_id(name)),
        item=ItemId(made_id("item 0")),
        name=name,
        size=size,
        media_type="application/pdf",
        sha256="0" * 64,
        by="县12345热线",
        at=NOW,
    )
    for name, size in [("热线工单 20261117-0342.pdf", 223_000), ("群众提供照片.zip", 6_700_000)]
)


_PROGRESS = (
    Progress(
        element="Draft",
        name="线索上报",
        state="done",
        who="县12345热线",
        at=NOW - 72 * HOUR,
        note="群众反映东关村河堤外侧新建彩钢棚，占用河道管理范围。",
    ),
    Progress(
        element="Sign",
        name="现场核查",
        state="now",
        who="方晓岚 已签收",
        at=NOW - 71 * HOUR,
    ),
    Progress(
        element="Clocks",
        name="规划性质认定",
        state="todo",
        who="县自然资源局 · 5 个工作日",
    ),
    Progress(element="Dispatch", name="立案审批", state="todo", who="县综合行政执法局"),
)


def task(*, may_complete: bool = True, may_claim: bool = False, form: str = "") -> TaskPage:
    """A piece of work, mine or still to be signed for; with a form of the county if one is named."""
    return TaskPage(
        row=row(0 if may_complete else 1),
        revision=7,
        form=(FORMS / f"{form}.json").read_bytes() if form else FORM,
        values=COUNTY if form else VALUES,
        draft_at=NOW,
        choices=(
            Choice(flow="F5", name="提交核查结果"),
            Choice(flow="F4", name="退回"),
        )
        if may_complete
        else (),
        law="《中华人民共和国行政处罚法》第五十四条",
        instructions="接到线索后 2 个工作日内到场核查。属实的填写当事人和违建面积，并上传不少于 3 张现场照片。",
        progress=_PROGRESS,
        documents=tuple(replace(row, may_remove=may_complete) for row in DOCUMENTS[:1]),
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


CARD = StartCard(
    key=ProcessKey("whistle"),
    title="吹哨报到",
    title_en="Township whistle",
    law=("《中华人民共和国行政处罚法》第二十六条", "《北京市街道办事处条例》第十七条"),
    owner="县社会治理中心",
    version=2,
    steps=9,
    diagram=(ROOT / "workflows" / "whistle" / "whistle.bpmn").read_bytes(),
)


def start() -> StartPage:
    """The form that starts a case."""
    return StartPage(
        card=CARD,
        form=(FORMS / "whistle" / "order.json").read_bytes(),
        values=COUNTY,
    )
