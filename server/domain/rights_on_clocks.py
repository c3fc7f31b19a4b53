"""The part of the table of rights that is about clocks: more time, standstill, what is urged and circulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.acts import EVER, OPEN, Act, Right, Stage, Standing, Wants

if TYPE_CHECKING:
    from collections.abc import Mapping

RIGHTS_ON_CLOCKS: Mapping[Act, Right] = {
    Act.ASK_EXTENSION: Right(
        who=frozenset({Standing.HOLDER}),
        when=frozenset({Stage.SIGNED, Stage.SUBMITTED}),
        name=("申请延期", "Ask for more time"),
        does=(
            "在期限届满之前，按时限表列明的事由申请延长期限，由有权的负责人审批。",
            "Asks, before the deadline, for more time on a ground that the clock table lists.",
        ),
        wants_reason=True,
        wants=Wants.EXTENDABLE,
    ),
    Act.AGREE_EXTENSION: Right(
        who=frozenset({Standing.APPROVER}),
        when=OPEN,
        name=("同意延期", "Grant more time"),
        does=(
            "同意延长期限，期限和逐级提醒随即顺延，理由和依据记入办理过程。",
            "Grants more time: deadline and ladder move at once; the history says on what ground.",
        ),
    ),
    Act.DROP_EXTENSION: Right(
        who=frozenset({Standing.APPROVER, Standing.ASKER}),
        when=OPEN,
        name=("不予延期", "No more time"),
        does=(
            "不同意延期，或者撤回自己的延期申请；期限不变。",
            "Refuses more time, or takes back that one asked for it; the deadline stays.",
        ),
        wants_reason=True,
    ),
    Act.STOP_CLOCK: Right(
        who=frozenset({Standing.HEAD, Standing.OVERSEER}),
        when=OPEN,
        name=("中止计时", "Stop the clock"),
        does=(
            "按时限表列明的事由（检测、鉴定、补充材料等）中止此项工作的时限；工作可照常办理。",
            "Lets the clock of this work stand still on a ground that it lists; work may go on.",
        ),
        undo=Act.RUN_CLOCK,
        wants_reason=True,
        wants=Wants.STOPPABLE,
    ),
    Act.RUN_CLOCK: Right(
        who=frozenset({Standing.HEAD, Standing.OVERSEER}),
        when=OPEN,
        name=("恢复计时", "Let the clock run"),
        does=(
            "中止事由消除，时限恢复计算，中止的时间不计入。",
            "Lets the clock run again; the time that it stood still is not counted.",
        ),
        wants_reason=True,
        wants=Wants.STOPPED,
    ),
    Act.ANSWER_URGE: Right(
        who=frozenset({Standing.HEAD}),
        when=OPEN,
        name=("答复督办", "Answer the urging"),
        does=(
            "签收督办单，写明采取什么措施、何时办结；督办单位随即知道。",
            "Takes note of what is urged in writing, and says what will be done by when.",
        ),
        wants=Wants.URGED,
    ),
    Act.KEEP_CANDIDATE: Right(
        who=frozenset({Standing.SUPERVISOR}),
        when=EVER,
        name=("确定通报", "Circulate as late"),
        does=(
            "核实后确定在下一期通报中点名，单位负责人随即知道。",
            "Decides that the work is named in the next circulated notice; the head of the body is told.",
        ),
        undo=Act.STRIKE_CANDIDATE,
        wants_reason=True,
        wants=Wants.KEEPABLE,
    ),
    Act.STRIKE_CANDIDATE: Right(
        who=frozenset({Standing.SUPERVISOR}),
        when=EVER,
        name=("免予通报", "Don't circulate"),
        does=(
            "核实后不在通报中点名，理由记入办理过程，单位负责人随即知道。",
            "Decides that the work is not named in the notice; the history says why, the head of the body is told.",
        ),
        undo=Act.KEEP_CANDIDATE,
        wants_reason=True,
        wants=Wants.STRIKABLE,
    ),
}
"""In the order in which they are offered."""
