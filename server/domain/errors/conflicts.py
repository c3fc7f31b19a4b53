"""What has moved on meanwhile (409)."""

from server.domain.errors.families import Conflict


class AlreadyClaimed(Conflict):
    """{name} signed for this work on {at}. Ask for it to be given back, or take other work."""

    zh = "{name} 已于 {at} 签收。请与其联系退签，或办理其他事项。"


class GivenToAnother(Conflict):
    """This work was given to {name}, who has not signed for it yet. Ask the head of your body to give it to you."""

    zh = "此项工作已交给 {name} 办理，尚未签收。需要由您办理的，请本单位负责人改派。"


class ActNotNow(Conflict):
    """“{act}” can't be done as things stand now. Load the page again: it shows what can."""

    zh = "按目前的状态，不能“{act}”。请刷新页面，查看现在可以办的操作。"


class CaseSuspended(Conflict):
    """{name} let this case stand still on {at}: {ground}. Ask for it to be resumed; drafts are kept."""

    zh = "{name} 已于 {at} 将该事项挂起：{ground}。恢复之前不能操作，草稿可照常保存；需要办理的，请联系其恢复。"


class NoGround(Conflict):
    """No clock of the open work lists a ground for standing still. Go on with the work, or end the case."""

    zh = "在办工作的时限没有列明可以挂起的事由。请继续办理，或终止事项。"


class NotExtendable(Conflict):
    """The clock of this work can't be extended, or not once more. Go on with the work, and tell your head in time."""

    zh = "该项时限依规定不能延期，或者已达延期次数。请继续办理，并及时向单位负责人报告。"


class ExtensionAskedAlready(Conflict):
    """More time was asked for already. Ask {name} to decide."""

    zh = "该项时限已经申请延期，请等待 {name} 审批。"


class DeadlineOver(Conflict):
    """The deadline was {at}: more time is asked for before, and a clock that is over can't stand still. Go on with the work."""

    zh = "期限已于 {at} 届满，届满之后不能再申请延期或者中止计时。请抓紧办理。"


class NoGroundLeft(Conflict):
    """The clock of this work lists no ground for standing still, or each was taken as often as it may. Go on with the work."""

    zh = "该项时限没有列明可以中止的事由，或者事由已用尽。请继续办理。"


class ClockStandsStill(Conflict):
    """The clock of this work has stood still since {at}. Go on when the ground is gone, by letting it run."""

    zh = "该项时限自 {at} 起已中止计算。中止事由消除后，请恢复计时。"


class ClockRuns(Conflict):
    """The clock of this work runs. See in the history who let it run."""

    zh = "该项时限正在计算，不需要恢复。请在办理过程中查看是谁恢复的。"


class NotUrged(Conflict):
    """This work is not urged in writing. Go back to it and do it in time."""

    zh = "此项工作没有督办单。请返回办理。"


class NobodyElse(Conflict):
    """Nobody else sits at this desk today. Ask the administrator who should hold the post."""

    zh = "该岗位今天没有其他经办人。请联系县管理员核对岗位任职。"


class UrgedAlready(Conflict):
    """This work was urged on {at}. Try again from {next}."""

    zh = "此项工作已于 {at} 催办过，请于 {next} 之后再催办。"


class AnswersAwaited(Conflict):
    """{count} still have to answer before this work can be completed: {names}. Try again when they have, or take the question back."""

    zh = "办结前还须 {count} 人答复：{names}。请等待答复，或者减签、撤回后再办结。"


class AnsweredBefore(Conflict):
    """{name} has dealt with it on {at}, and that stands. Ask for it to be asked anew if there is more to say."""

    zh = "{name} 已于 {at} 答复或阅示，不能更改。还有意见的，请经办人重新征求。"


class NotAskedAnyMore(Conflict):
    """This is no longer asked of you: it was called off, or the work is over. Go back to the list of what is asked of you."""

    zh = "已不再需要您答复：经办人已撤回，或者工作已经办结。请返回待阅待答。"


class WrongAnswerKind(Conflict):
    """This is to be read, or to be answered, and not the other. Load the page again and use its button."""

    zh = "阅件只需标记已阅，征询件需要填写意见，二者不能混用。请刷新页面后办理。"


class AskedAlready(Conflict):
    """{names} were asked for this already and have not answered yet. Choose others, or take the question back first."""

    zh = "{names} 已在征询之中，尚未答复。请不要重复选择，或者先撤回。"


class NothingAsked(Conflict):
    """Nothing is asked beside this work that you could call off; what was answered stays. Go back to the work."""

    zh = "没有可以撤回的征询或者加签；已经答复的予以保留。请返回继续办理。"


class AnotherInTurn(Conflict):
    """{name} is at {work}; one is done at a time. Ask for it to be given back, or try again later."""

    zh = "这几项工作须逐一办理，{name} 正在办理“{work}”。请等其办结或退签后再办。"


class AlreadyCompleted(Conflict):
    """{name} completed this work on {at}. See the case; what you typed is kept as a draft."""

    zh = "{name} 已于 {at} 办结此项工作，请查看事项进展。您填写的内容已留作草稿。"


class AlreadyReturned(Conflict):
    """{name} returned this work on {at}. See how the case goes on; what you typed is kept as a draft."""

    zh = "{name} 已于 {at} 退回此项工作，请查看事项进展。您填写的内容已留作草稿。"


class TooLateToTakeBack(Conflict):
    """You can't take this back any more: {why}. Ask whoever has the case now to return it to you."""

    zh = "已不能撤回：{why}。请与现在的经办人联系，由其退回给您。"


class NothingBefore(Conflict):
    """No step before this one can be returned to. Go on with it, or ask the body that the case came from."""

    zh = "这一环节之前没有可以退回的环节。请继续办理，或与来文单位联系。"


class WorkGone(Conflict):
    """This work is no longer asked for. See how the case goes on; what you typed is kept as a draft."""

    zh = "此项工作已不需办理，请查看事项进展。您填写的内容已留作草稿。"


class NotBefore(Conflict):
    """“{step}” does not lie before this step: it goes on beside it, or behind. Choose an earlier step of this way."""

    zh = "“{step}”不在本环节之前：它与本环节并行，或在其后。请另选本路上更早的环节。"


class FlowWouldBreak(Conflict):
    """The case can't go on at “{step}”: {why}. Choose another step."""

    zh = "事项不能转到“{step}”办理：{why}。请另选环节。"


class MembersSettled(Conflict):
    """This branch, or the whole step, is over already. See how the case goes on."""

    zh = "该路或整个环节已经结束，不能再加减成员。请查看事项进展。"


class SubstituteOverlaps(Conflict):
    """{name} stands in for this post from {begin} to {end} already. Choose other days or processes, or end that one first."""

    zh = "{name} 已在 {begin} 至 {end} 代理该岗位。请先结束原代理，或改选日期、流程。"


class NotClaimed(Conflict):
    """Sign for the work before you give it back."""

    zh = "您尚未签收此项工作，请先签收再退签。"


class CaseMovedOn(Conflict):
    """The case has moved on since you opened the page. Load it again; your draft is kept."""

    zh = "您打开页面后事项已有变化，请刷新后再办；您的草稿已保留。"


class DoerGone(Conflict):
    """Who completed this work may no longer do it. Ask whoever has the work now to complete it."""

    zh = "原办理人已无权办理此项工作。请由现有经办人办结。"


class RegistersMovedOn(Conflict):
    """The registers have changed since this was proposed. Ask for a new proposal and refuse this one."""

    zh = "提出之后名册已有变化。请不予同意并说明理由，由提出人重新提出。"


class NothingToLeave(Conflict):
    """This person holds no post and no work after that day. Check the person and the last day."""

    zh = "此人在该日之后没有岗位，也没有经办的工作。请核对人员和最后一天。"


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


class ViewNameTaken(Conflict):
    """You already have a view called “{name}”. Choose another name, or delete that one first."""

    zh = "您已有名为“{name}”的视图。请换一个名称，或先删除原来的视图。"


class TooManyViews(Conflict):
    """You have {most} saved views, which is all there is room for. Take one away that you no longer use."""

    zh = "您已保存 {most} 个视图，不能再增加。请先删除不再使用的视图。"
