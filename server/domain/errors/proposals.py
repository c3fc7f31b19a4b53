"""What stands against what two persons are to agree on."""

from server.domain.errors.families import Conflict


class NothingProposed(Conflict):
    """Nobody has proposed this. Make a proposal first."""

    zh = "尚无人提议，请先提议。"


class ProposalVoid(Conflict):
    """The case has moved since this was proposed. See how it stands and propose anew."""

    zh = "提议之后事项已有变化，提议作废。请查看后重新提议。"


class SecondPersonWanted(Conflict):
    """You proposed this yourself. Ask another administrator to agree."""

    zh = "这是您本人的提议，须由另一位管理员同意。"


class OnlyProposerWithdraws(Conflict):
    """Only the one who proposed this can take it back. Make another proposal instead."""

    zh = "只有提议人本人可以撤回，请另行提议。"


class ProposalDecided(Conflict):
    """This proposal was decided or taken back meanwhile. See what became of it, or make another."""

    zh = "这项变更已有结果或已撤回，请查看结果，或另行提出。"


class DayHasCome(Conflict):
    """The day of these changes has come: they are just being made, and not taken back any more. See in a moment what became of them, and make another proposal to undo them."""

    zh = "生效日已到，变更正在生效，不能再撤回。请稍后查看结果；需要改回的，请另行提出变更。"


class AlreadyProposed(Conflict):
    """Something is proposed for this case already. See that it is decided on first, or take it back."""

    zh = "这个事项已有提议等待同意。请先同意、不予同意或者撤回。"


class OwnMatter(Conflict):
    """You started this case, or had work in it, so you don't move it to another step. Ask somebody who had no part in it."""

    zh = "您是本事项的发起人或者经办过其中的工作，不能提议或者同意跳转。请由没有经办过的人员办理。"


class NowhereElse(Conflict):
    """This work can't go on at another step: none was done before, and none lies ahead that it could come to alone. Ask whoever has it to return it, or the head of the body that started the case to end it."""

    zh = "这项工作没有可以跳转的环节：此前没有办过的环节，往后也没有能单独走到的环节。请退回，或者终止事项。"


class NothingToReopen(Conflict):
    """No step of this case was done at which it could go on. Begin a new one instead."""

    zh = "本事项没有可以重新办理的环节。请另行发起。"
