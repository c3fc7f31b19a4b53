"""Why work isn't taken back any more, in words; and when others have to be asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.domain.work import WorkItem

DONE = "下一环节已经办结", "what follows is done"
SEEN = "下一环节已有人阅知或签收", "somebody has looked at what follows"
AGAIN_SINCE = "本环节已开始新一轮", "a new round of the step has begun"
GONE = "流程已从所退回的环节重新办理", "the case has gone on from the step that it was returned to"
OVER = "事项或该分支已经结束", "the case or this branch of it is over"
SIGNED = "会签、逐家办理的意见已计入汇总", "what one of several gave is counted already"
BROKEN = "流程已不能从这里重新办理", "the case can't go on here again"
LEFT = (
    "其间已执行不可撤销的操作或发出消息",
    "an operation was carried out since, or a message sent",
)
NO_WAY = (
    "所退回的环节与本环节之间有同时办理的几路或者子流程，不能直接回到本环节",
    "several ways or a sub-process lie between that step and this one, so nothing leads straight back",
)
CORRECTING = (
    "退回的是改正中的工作，原来的位置已随退回结束",
    "what was returned was being corrected, and its place ended with the return",
)


def is_touched(item: WorkItem) -> bool:
    """Whether anybody has looked at the work, signed for it, or got it from somebody."""
    return any((item.opened_at, item.claimed_at, item.given_by))
