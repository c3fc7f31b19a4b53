"""What people usually answer, step by step, when a scenario says nothing else."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

PHOTO = b"\xff\xd8\xff\xe0 what was found"
A_PHOTO = "(a photo)"
"""Stands for a file until it has been sent and has its name."""

KINDS = {"日常哨": "routine", "应急哨": "emergency", "攻坚哨": "hard", "综合执法哨": "joint"}
ITEM = "140217003000"
"""Dust of building sites: a matter of 住建局, on no township's own list."""

ORDER: dict[str, Any] = {
    "urgency": "normal",
    "subject": "工地扬尘污染",
    "source": "patrol",
    "itemCodes": [ITEM],
    "description": "施工工地没有围挡和喷淋，渣土未覆盖，扬尘严重。",
    "location": {
        "village": "西街村",
        "address": "村口东侧工地",
        "longitude": 112.45,
        "latitude": 36.02,
    },
    "party": {"kind": "person", "name": "周某某", "phone": "13800001234"},
    "ownActions": "已到现场劝导两次，施工方未予整改。",
    "request": "请住建局依法查处并督促整改。",
    "photos": A_PHOTO,
}
MORE_OF_KIND: dict[str, dict[str, Any]] = {
    "emergency": {
        "emergencyReason": "基坑边坡出现裂缝，有坍塌危险，须立即处置。",
        "phonedAt": "2026-03-03T08:50+08:00",
    }
}
PROPOSAL: dict[str, Any] = {
    "caseName": "未取得施工许可擅自施工案",
    "facts": "未取得施工许可证擅自施工，情节严重，拒不停工。",
    "grounds": "建筑法第六十四条",
    "proposedMeasure": "责令停止施工，处工程合同价款百分之二的罚款。",
    "countersigners": ["zrzy"],
}
ANSWERS: dict[str, dict[str, Any]] = {
    "部门会签": {"countersignature": {"agrees": "agree"}},
    "集体讨论": {},
    "修改方案": PROPOSAL,
    "核对哨单": {"checkDecision": "blow", "lead": "zjj", "support": ["zrzy"]},
    "领导签发": {"signature": {"decision": "sign"}},
    "分类派单": {
        "dispatchDecision": "accept",
        "lead": "zjj",
        "support": ["zrzy"],
        "complexity": "simple",
        "planDate": "2026-03-20",
    },
    "牵头协调": {"plan": "住建局牵头，自然资源局配合，联合整治。", "planDate": "2026-03-20"},
    "签收": {"handlerName": "示例承办人", "handlerPhone": "0359-1234567"},
    "按裁决签收": {"handlerName": "示例承办人", "handlerPhone": "0359-1234567"},
    "研判受领": {"reply": "accept"},
    "异议裁决": {"proposedBody": "scj", "rulingBasis": "依据县部门职责规定，核定承办单位。"},
    "首次联系": {
        "contactAt": "2026-03-03T09:00+08:00",
        "contactWay": "phone",
        "contactWith": "示例对接人",
    },
    "到场报到": {
        "arriveAt": "2026-03-03T09:00+08:00",
        "arrivePlace": {"address": "村口东侧工地"},
        "officerA": {"name": "示例甲", "certificate": "ZF-0001"},
        "officerB": {"name": "示例乙", "certificate": "ZF-0002"},
        "arrivePhotos": A_PHOTO,
    },
    "督办": {"urgeOpinion": "请立即到场处置。", "urgeUntil": "2026-03-20T18:00+08:00"},
    "处置": {
        "measures": ["rectify"],
        "measureNote": "责令设置围挡、覆盖渣土并喷淋降尘。",
        "outcome": "done",
        "outcomeNote": "施工方已按要求完成整改。",
        "officerA": {"name": "示例甲", "certificate": "ZF-0001"},
        "officerB": {"name": "示例乙", "certificate": "ZF-0002"},
    },
    "牵头汇总": {"summary": "各部门均已到场，扬尘问题已整改。", "overall": "done"},
    "现场核验": {
        "verifiedAt": "2026-03-03T09:00+08:00",
        "verifyNote": "到现场查看，围挡和喷淋情况已核对。",
        "verifyPhotos": A_PHOTO,
        "complainantFeedback": "none",
    },
    "裁定如何处理": {"decisionNote": "两次核验均未解决，按规定作出裁定。"},
    "乡镇评部门": {"rating": {"handled": "solved", "score": "5"}},
    "部门评哨": {"whistleRating": {"quality": "accurate"}},
}
OBJECTION: dict[str, Any] = {
    "reply": "object",
    "objectionBasis": "市场监督管理部门职责规定",
    "objectionReason": "所涉经营行为由市场监管部门管理，不在住建职责内。",
    "proposedBody": "scj",
}
RETURNED: dict[str, Any] = {
    "signature": {"decision": "return", "reason": "先由镇里再处置一次"},
}
SENT_BACK: dict[str, Any] = {
    "dispatchDecision": "return",
    "returnReason": "material_lacking",
    "returnNote": "请补充现场照片",
}
CHOICES = {"修改哨单": "重新提请", "现场核验": "已解决", "异议裁决": "维持", "裁定如何处理": "结案"}
"""The button that is usually pressed."""


def order(kind: str) -> dict[str, Any]:
    """A whistle of a kind (``日常哨``), filled in."""
    value = KINDS[kind]
    return deepcopy({"whistleType": value, **ORDER, **MORE_OF_KIND.get(value, {})})


def answer(step: str, kind: str) -> dict[str, Any]:
    """What is usually answered in a step of a whistle of this kind."""
    return order(kind) if step in {"填报哨单", "修改哨单"} else deepcopy(ANSWERS[step])
