"""The part of the table of rights that is about asking others beside a piece of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.acts import OPEN, Act, Right, Stage, Standing, Wants

if TYPE_CHECKING:
    from collections.abc import Mapping


RIGHTS_BESIDE: Mapping[Act, Right] = {
    Act.CONSULT: Right(
        who=frozenset({Standing.HOLDER}),
        when=frozenset({Stage.SIGNED}),
        name=("征求意见", "Ask for opinions"),
        does=(
            "请其他人员或者单位就此项工作发表意见，工作仍由您经办。",
            "Asks persons or bodies for their opinion; the work stays yours.",
        ),
        undo=Act.CALL_OFF,
    ),
    Act.DELEGATE: Right(
        who=frozenset({Standing.HOLDER}),
        when=frozenset({Stage.SIGNED}),
        name=("委派", "Delegate"),
        does=(
            "请本单位同事协助办理，答复后回到您手中，由您核对并办结。",
            "Asks a colleague to prepare the work; it comes back to you, who completes it.",
        ),
        undo=Act.CALL_OFF,
    ),
    Act.ADD_SIGNERS: Right(
        who=frozenset({Standing.HOLDER}),
        when=frozenset({Stage.SIGNED}),
        name=("加签", "Add signers"),
        does=(
            "请其他人员或者单位在办结前签署同意或者不同意。",
            "Asks persons or bodies to agree or disagree before the work is completed.",
        ),
        undo=Act.CALL_OFF,
    ),
    Act.SIGN_AFTER: Right(
        who=frozenset({Standing.HOLDER}),
        when=frozenset({Stage.SIGNED}),
        name=("后加签", "Have it signed after you"),
        does=(
            "把填好的内容送其他人员或者单位签署，全部同意后自动办结。",
            "Gives your answer in for others to sign; once all agree the work is completed by it.",
        ),
        undo=Act.UNSUBMIT,
    ),
    Act.UNSUBMIT: Right(
        who=frozenset({Standing.HOLDER}),
        when=frozenset({Stage.SUBMITTED}),
        name=("撤回送签", "Take the answer back"),
        does=(
            "在有人签署之前，撤回送签的内容，由您继续办理。",
            "Takes back what you gave in, as long as nobody has signed it; the work is yours to do again.",
        ),
    ),
    Act.ADD_OFFICER: Right(
        who=frozenset({Standing.HOLDER}),
        when=frozenset({Stage.SIGNED}),
        name=("共同执法", "Second officer"),
        does=(
            "请另一名持证执法人员核对您填好的内容，由其确认后才能办结。",
            "Asks another certified officer to confirm what you filled in; only then it can be completed.",
        ),
        undo=Act.CALL_OFF,
        wants=Wants.OFFICERS,
    ),
    Act.COPY: Right(
        who=frozenset({Standing.HOLDER, Standing.DESK, Standing.HEAD}),
        when=OPEN,
        name=("抄送", "Copy to"),
        does=(
            "把此项工作的内容送有关人员和单位阅知，不影响办理。",
            "Lets persons and bodies read this work; nothing depends on it.",
        ),
        undo=Act.CALL_OFF,
    ),
    Act.CIRCULATE: Right(
        who=frozenset({Standing.HOLDER, Standing.DESK, Standing.HEAD}),
        when=OPEN,
        name=("传阅", "Circulate"),
        does=(
            "把此项工作的内容送多人逐一阅示，登记每人是否已阅。",
            "Has several read this work, each of whom says when they have.",
        ),
        undo=Act.CALL_OFF,
    ),
    Act.CALL_OFF: Right(
        who=frozenset({Standing.HOLDER, Standing.DESK, Standing.HEAD}),
        when=OPEN,
        name=("减签、撤回征询", "Call off"),
        does=(
            "撤销尚未答复的加签、征求意见、委派和尚未阅读的抄送、传阅。",
            "Takes back what was asked and not answered, or sent and not read.",
        ),
        wants=Wants.ASIDES,
    ),
}
