"""The table of rights: who may carry out which act, and when; what is not here is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.acts import OPEN, TO_DO, Act, Right, Stage, Standing, Wants
from server.domain.errors import ActNotNow, ActNotYours, NoSuchWork
from server.domain.rights_beside import RIGHTS_BESIDE
from server.domain.rights_on_cases import RIGHTS_ON_CASES
from server.domain.rights_on_clocks import RIGHTS_ON_CLOCKS

if TYPE_CHECKING:
    from collections.abc import Mapping


RIGHTS: Mapping[Act, Right] = {
    Act.DISPATCH: Right(
        who=frozenset({Standing.HEAD}),
        when=frozenset({Stage.FREE, Stage.GIVEN}),
        name=("派办", "Dispatch"),
        does=(
            "把本单位收到的工作交给一位经办人；由其签收办理。",
            "Gives work of your body to one of its people, who signs for it and does it.",
        ),
        undo=Act.RECALL,
    ),
    Act.HAND_OVER: Right(
        who=frozenset({Standing.HOLDER, Standing.HEAD}),
        when=frozenset({Stage.GIVEN, Stage.SIGNED}),
        name=("转办", "Hand over"),
        does=(
            "把工作交给同岗的另一位经办人，原经办人不再办理。",
            "Gives the work to somebody else at the same desk, for good.",
        ),
        undo=Act.RECALL,
    ),
    Act.RECALL: Right(
        who=frozenset({Standing.GIVER}),
        when=frozenset({Stage.GIVEN}),
        name=("收回", "Take back"),
        does=(
            "对方签收之前，收回派办或转办，工作回到原处。",
            "Takes back what you dispatched or handed over, as long as it is not signed for.",
        ),
    ),
    **RIGHTS_BESIDE,
    Act.URGE: Right(
        who=frozenset({Standing.HEAD, Standing.PARTY, Standing.OVERSEER}),
        when=OPEN,
        name=("催办", "Urge"),
        does=(
            "提醒经办人及其单位负责人抓紧办理；时限不变。",
            "Reminds whoever has the work, and the head of the body; no deadline moves.",
        ),
    ),
    Act.RETURN: Right(
        who=frozenset({Standing.DESK, Standing.HOLDER}),
        when=TO_DO,
        name=("退回", "Return"),
        does=(
            "把工作退回此前办过的环节或者发起人，改正后逐级重办，或者直接送回给您。",
            "Gives the work back to a step done before, or to the starter: from there all is done again, or it comes straight back.",
        ),
        undo=Act.TAKE_BACK,
        wants_reason=True,
    ),
    Act.TAKE_BACK: Right(
        who=frozenset({Standing.DOER}),
        when=frozenset({Stage.DONE, Stage.RETURNED}),
        name=("撤回", "Take back your answer"),
        does=(
            "把自己办结、退回的工作撤回来重新办理；下一环节已有人阅知、签收的，须经其同意。",
            "Takes back what you completed or returned, to do it again; who has looked at what follows has to agree.",
        ),
    ),
    Act.DROP_REQUEST: Right(
        who=frozenset({Standing.DOER}),
        when=frozenset({Stage.DONE, Stage.RETURNED}),
        name=("取消撤回申请", "Drop the request"),
        does=(
            "在对方答复之前，取消自己的撤回申请，对方照常办理。",
            "Drops your request to have it back, as long as it isn't answered; they go on.",
        ),
        wants=Wants.REQUEST,
    ),
    **RIGHTS_ON_CLOCKS,
    Act.JUMP: Right(
        who=frozenset({Standing.OVERSEER, Standing.MENDER}),
        when=OPEN,
        name=("提议跳转", "Propose a jump"),
        does=(
            "提议把这项工作移到同一流程的另一环节，由第二人同意后生效；跳过的环节不办理。",
            "Proposes to move this work to another step of its process, to which a second person agrees; what lies between stays undone.",
        ),
        wants_reason=True,
    ),
    **RIGHTS_ON_CASES,
}
"""The table of rights: deny by default."""


def check(act: Act, standings: frozenset[Standing], stage: Stage) -> None:
    """Refuses what the table doesn't allow; work that isn't theirs at all looks like none."""
    right = RIGHTS[act]
    if not standings:
        raise NoSuchWork
    if not standings & right.who:
        raise ActNotYours(act=right.name)
    if stage not in right.when:
        raise ActNotNow(act=right.name)


def allowed(
    standings: frozenset[Standing], stage: Stage, there: frozenset[Wants] = frozenset()
) -> tuple[Act, ...]:
    """The acts that the table allows where so much is there, in its order."""
    return tuple(
        act
        for act, right in RIGHTS.items()
        if standings & right.who
        and stage in right.when
        and (right.wants is None or right.wants in there)
    )
