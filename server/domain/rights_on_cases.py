"""The lines of the table of rights that are about whole cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.acts import NOT_VOID, UNDER_WAY, Act, Right, Stage, Standing, Wants

if TYPE_CHECKING:
    from collections.abc import Mapping

RIGHTS_ON_CASES: Mapping[Act, Right] = {
    Act.SUSPEND: Right(
        who=frozenset({Standing.HEAD, Standing.STARTERS_HEAD, Standing.OVERSEER}),
        when=frozenset({Stage.RUNNING}),
        name=("挂起", "Suspend"),
        does=(
            "按时限表列明的事由暂停办理整个事项；列有该事由的时限停止计算，其余时限照常。",
            "Lets the whole case stand still on a ground that its clocks list; other clocks run on.",
        ),
        wants_reason=True,
    ),
    Act.RESUME: Right(
        who=frozenset({Standing.HEAD, Standing.STARTERS_HEAD, Standing.OVERSEER}),
        when=frozenset({Stage.SUSPENDED}),
        name=("恢复", "Resume"),
        does=(
            "恢复办理；停止计算的时限按剩余时间顺延。",
            "Lets the case go on; clocks that stood still have left what they had.",
        ),
        wants_reason=True,
    ),
    Act.TERMINATE: Right(
        who=frozenset({Standing.STARTER, Standing.STARTERS_HEAD, Standing.LEADER}),
        when=UNDER_WAY,
        name=("终止", "End"),
        does=(
            "在办结之前结束整个事项；其他单位办理之前由发起人终止的，记为撤销。",
            "Ends the whole case before its end; before others have acted its starter calls it off.",
        ),
        wants_reason=True,
    ),
    Act.VOID: Right(
        who=frozenset({Standing.MAY_PROPOSE}),
        when=NOT_VOID,
        name=("提议作废", "Propose to void"),
        does=(
            "提议将事项作废，由第二人同意后生效；编号保留，不再使用，不计入统计。",
            "Proposes to make the case void, to which a second person agrees; its number stays used.",
        ),
        wants_reason=True,
    ),
    Act.REOPEN: Right(
        who=frozenset({Standing.STARTERS_HEAD, Standing.LEADER}),
        when=frozenset({Stage.ENDED}),
        name=("提议重启", "Propose to reopen"),
        does=(
            "提议将已经结束的事项从办过的一个环节重新办理，由第二人同意后生效；编号不变。",
            "Proposes to go on with a case that is over, at a step that was done, to which a second person agrees; its number stays.",
        ),
        wants_reason=True,
        wants=Wants.NO_PROPOSAL,
    ),
    Act.AGREE: Right(
        who=frozenset({Standing.MAY_AGREE}),
        when=NOT_VOID,
        name=("同意提议", "Agree to the proposal"),
        does=(
            "作为第二人同意，所提议的随即生效。",
            "Agrees as the second person: what was proposed is done at once.",
        ),
    ),
    Act.DROP: Right(
        who=frozenset({Standing.MAY_AGREE, Standing.HAS_PROPOSED}),
        when=NOT_VOID,
        name=("不予同意", "Drop the proposal"),
        does=(
            "撤回或者不同意所提议的，事项照常。",
            "Takes back what was proposed for the case, or doesn't agree to it; nothing else changes.",
        ),
    ),
}
"""Suspending, ending, and what takes two persons."""
