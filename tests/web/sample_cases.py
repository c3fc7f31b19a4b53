"""Pictures of cases: a list of them, and one in the middle of its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from server.domain.errors import AnswerWrong, Fault
from server.domain.ids import CaseId, IncidentId, ItemId, ProcessKey, VersionId
from server.domain.moves import Choice
from server.domain.reading import (
    CasePage,
    CasePicture,
    CaseRow,
    Deadline,
    Happening,
    Holding,
    Incident,
    IncidentRow,
    Lamp,
    Look,
    Mending,
    Proposed,
)
from server.web.mending_forms import Attempt
from tests.web.sample_diagram import sample_diagram
from tests.web.sample_marks import MARKS
from tests.web.sample_pictures import DOCUMENTS, GOOD, HOUR, LATE, NONE, NOW, WORK, made_id

LOOKS = (
    Look(
        at=NOW - HOUR,
        who="周某",
        who_en="Zhou",
        body="县司法局",
        body_en="County Justice Bureau",
        by="",
        by_en="",
        reason="核实群众举报，需要联系当事人。",
    ),
    Look(
        at=NOW - 2 * HOUR,
        who="周某",
        who_en="Zhou",
        body="县司法局",
        body_en="County Justice Bureau",
        by="执法监督",
        by_en="enforcement supervision",
    ),
)


def cases() -> CasePage:
    """A list of cases in every state."""
    states = [("running", LATE), ("running", GOOD), ("finished", NONE), ("incident", NONE)]
    return CasePage(
        rows=tuple(
            CaseRow(
                case=CaseId(made_id(f"case {index}")),
                number=f"SH-2026-0{1873 + index}",
                title=WORK[index][0],
                process_title="吹哨报到",
                process_title_en="Township whistle",
                status=status,
                now="到场处置" if status == "running" else "",
                with_whom="县自然资源局" if status == "running" else "",
                started_at=NOW - timedelta(days=3),
                touched_at=NOW - index * HOUR,
                deadline=deadline,
                shown={"location.village": ("东关村", "Dongguan"), "party.name": ("恒例建材", "")}
                if index
                else {},
            )
            for index, (status, deadline) in enumerate(states)
        ),
        next=None,
    )


_HOLDINGS = (
    Holding(
        item=ItemId(made_id("item 0")),
        element="OnSite",
        step="到场处置",
        body="县自然资源局",
        body_en="Natural Resources Bureau",
        post="执法监察股",
        holder="周明远",
        since=NOW - 20 * HOUR,
        deadline=GOOD,
        may_open=True,
    ),
    Holding(
        item=ItemId(made_id("item 1")),
        element="Accept",
        step="部门签收",
        body="县住建局",
        body_en="Housing Bureau",
        post="办公室",
        holder="",
        since=NOW - 22 * HOUR,
        deadline=Deadline(due=NOW - 21 * HOUR, lamp=Lamp.LATE, amount=5, unit="hour"),
        may_open=False,
    ),
)


def _happenings() -> tuple[Happening, ...]:
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
    details = (
        ("哨类", "日常哨"),
        ("联系电话", "138****5678"),
        ("问题描述", "东关村河堤外侧新建彩钢棚，占用河道管理范围。"),
    )
    return tuple(
        Happening(
            seq=len(told) - index,
            at=NOW - (index * 9 + 1) * HOUR,
            sentence=sentence,
            sentence_en=english,
            who=who,
            kind=kind,
            branch=branch,
            details=details if kind == "start" else (),
        )
        for index, (kind, sentence, english, who, branch) in enumerate(told)
    )


def stuck_case() -> CasePicture:
    """The same case, in which two steps failed, as administrators see it."""
    other = Incident(
        element="announce",
        step="发布公告",
        step_en="Announce",
        since=NOW - timedelta(hours=3),
        id=IncidentId(UUID(int=8)),
        mending=Mending(
            cause="找不到公告栏",
            cause_en="the board is missing",
            read={},
            given={"board": "县政府网"},
        ),
    )
    failed = Incident(
        element="report",
        step="报到处置",
        step_en="Report and act",
        since=NOW - timedelta(hours=2),
        id=IncidentId(UUID(int=7)),
        mending=Mending(
            cause="没有任何条件成立",
            cause_en="no condition holds",
            read={"amount": 3},
            given={"result": "好"},
            who="陈",
            who_en="Chen",
            flows=(
                Choice(flow="F1", name="受理", name_en="Accept"),
                Choice(flow="F2", name="退回", name_en="Return"),
            ),
            proposal=Proposed(
                who="李",
                who_en="Li",
                at=NOW - timedelta(hours=1),
                values={"number": "SH-1"},
                flow="F2",
                reason="外部系统已停用",
                is_void=False,
                may_agree=True,
                may_withdraw=False,
            ),
        ),
    )
    return replace(case(), status="incident", incidents=(failed, other), may_retry=True)


def attempt(stuck: CasePicture) -> Attempt:
    """A correction of the second of them that was not taken."""
    wrong = Fault(field="values", zh="请按 JSON 对象填写。", en="Write a JSON object.")
    return Attempt(
        place="incident_correct",
        incident=stuck.incidents[1].id,
        typed={"values": '{"board": ', "reason": "公告栏改名"},
        refusal=AnswerWrong([wrong]),
    )


def incidents() -> tuple[IncidentRow, ...]:
    """The list of what failed in the county."""
    return tuple(
        IncidentRow(
            incident=IncidentId(UUID(int=index)),
            since=NOW - index * HOUR,
            case=CaseId(made_id(f"case {index}")),
            number=f"SH-2026-0{1873 + index}",
            title=WORK[index][0],
            process=ProcessKey("whistle"),
            process_title="吹哨报到",
            process_title_en="Township whistle",
            element="report",
            version=VersionId(UUID(int=1)),
            step="报到处置",
            step_en="Report and act",
            is_proposed=index == 1,
        )
        for index in range(3)
    )


def case() -> CasePicture:
    """A case in the middle of its way."""
    return CasePicture(
        case=CaseId(made_id("case 0")),
        number="SH-2026-01873",
        title=WORK[0][0],
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
        holdings=_HOLDINGS,
        happenings=_happenings(),
        documents=DOCUMENTS,
        looks=LOOKS,
        hides=True,
        digest="ab" * 32,
        is_verified=True,
    )
