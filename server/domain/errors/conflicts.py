"""What has moved on meanwhile (409)."""

from __future__ import annotations

from server.domain.errors.families import Conflict


class AlreadyClaimed(Conflict):
    """{name} signed for this work on {at}. Ask for it to be given back, or take other work."""

    zh = "{name} 已于 {at} 签收。请与其联系退签，或办理其他事项。"


class AnotherInTurn(Conflict):
    """{name} is at {work}; one is done at a time. Ask for it to be given back, or try again later."""

    zh = "这几项工作须逐一办理，{name} 正在办理“{work}”。请等其办结或退签后再办。"


class AlreadyCompleted(Conflict):
    """{name} completed this work on {at}. See the case; what you typed is kept as a draft."""

    zh = "{name} 已于 {at} 办结此项工作，请查看事项进展。您填写的内容已留作草稿。"


class WorkGone(Conflict):
    """This work is no longer asked for. See how the case goes on; what you typed is kept as a draft."""

    zh = "此项工作已不需办理，请查看事项进展。您填写的内容已留作草稿。"


class MembersSettled(Conflict):
    """This branch, or the whole step, is over already. See how the case goes on."""

    zh = "该路或整个环节已经结束，不能再加减成员。请查看事项进展。"


class NotClaimed(Conflict):
    """Sign for the work before you give it back."""

    zh = "您尚未签收此项工作，请先签收再退签。"


class CaseMovedOn(Conflict):
    """The case has moved on since you opened the page. Load it again; your draft is kept."""

    zh = "您打开页面后事项已有变化，请刷新后再办；您的草稿已保留。"


class DoerGone(Conflict):
    """Who completed this work may no longer do it. Ask whoever has the work now to complete it."""

    zh = "原办理人已无权办理此项工作。请由现有经办人办结。"


class NothingProposed(Conflict):
    """Nobody has proposed to pass over this step. Make a proposal first."""

    zh = "尚无人提议跳过此步骤，请先提议。"


class ProposalVoid(Conflict):
    """The case has moved since this was proposed. See how it stands and propose anew."""

    zh = "提议之后事项已有变化，提议作废。请查看后重新提议。"


class SecondPersonWanted(Conflict):
    """You proposed this yourself. Ask another administrator to agree."""

    zh = "这是您本人的提议，须由另一位管理员同意。"


class OnlyProposerWithdraws(Conflict):
    """Only the one who proposed this can take it back. Make another proposal instead."""

    zh = "只有提议人本人可以撤回，请另行提议。"


class SameKeyOtherRequest(Conflict):
    """This idempotency key was used for another request. Use a new key."""

    zh = "该幂等键已用于另一请求，请换用新的键。"


class KeyInFlight(Conflict):
    """The same request is just being carried out. Ask again in a moment."""

    zh = "同一请求正在处理，请稍后查询。"


class BusyNow(Conflict):
    """Several people acted on this case at the same moment. Try again."""

    zh = "多人同时办理该事项，请稍候重试。"


class TooManyMessages(Conflict):
    """{limit} messages “{name}” are kept and nobody asks for them. Begin what waits for them first."""

    zh = "已有 {limit} 条消息“{name}”留存而无人接收。请先发起接收它们的流程。"


class NobodyHears(Conflict):
    """Nothing begins by “{name}” any more, and nobody waits. Make a process begin by it, or pass over it."""

    zh = "已没有流程由“{name}”发起，也没有事项等待它。请先发布由它发起的流程，或经两人同意跳过。"


class SampleOverReal(Conflict):
    """This database holds another county. Use an empty database for the sample county."""

    zh = "数据库中已有其他县区的数据。请用空数据库加载示例县。"
