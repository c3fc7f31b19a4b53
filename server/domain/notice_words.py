"""In what words people are told what concerns them."""

from __future__ import annotations

from server.domain.notice_clocks import ABOUT_CLOCKS
from server.domain.notice_course import ABOUT_COURSE
from server.domain.notice_people import ABOUT_PEOPLE

WORDS = {
    **ABOUT_CLOCKS,
    **ABOUT_COURSE,
    **ABOUT_PEOPLE,
    "CaseFinished": ("事项已办结", "Your case is finished"),
    "CaseFinished/error": (
        "事项因错误结束，没有环节接住该错误",
        "Your case was ended by an error that nothing caught",
    ),
    "WorkWithdrawn": (
        "“{name}”不再需要办理，事项已进入其他环节",
        "“{name}” is no longer asked for",
    ),
    "WorkOffered/amends": (
        "“{name}”被退回，请改正后交回",
        "“{name}” was returned to you: correct it and give it back",
    ),
    "WorkOffered/again": (
        "退回的事项已改正，请继续办理“{name}”",
        "What you returned is corrected: go on with “{name}”",
    ),
    "WorkDispatched": ("“{name}”已派给您办理，请签收", "“{name}” was given to you: sign for it"),
    "WorkDispatched/lost": ("“{name}”已改派他人办理", "“{name}” was given to somebody else"),
    "WorkHandedOver": (
        "“{name}”已转给您办理，请签收",
        "“{name}” was handed over to you: sign for it",
    ),
    "WorkHandedOver/lost": ("“{name}”已转给他人办理", "“{name}” was handed over to somebody else"),
    "WorkRecalled": (
        "“{name}”已被收回，您不必办理",
        "“{name}” was taken back: it is no longer yours",
    ),
    "WorkUrged": ("催办：请抓紧办理“{name}”", "Urged: “{name}” is waited for"),
    "WorkReturned": ("“{name}”被退回，请重新办理", "“{name}” was returned: do it again"),
    "WorkReturned/often": (
        "“{name}”多次被退回，请关注",
        "“{name}” was returned again and again: see to it",
    ),
    "WorkTakenBack": (
        "“{name}”的退回已撤回，您不必再办",
        "“{name}” is not returned any more: you need not do it again",
    ),
    "AsideOpened": ("请您答复：“{name}”", "Your answer is asked for: “{name}”"),
    "AsideOpened/copy": ("抄送您阅知：“{name}”", "Copied to you: “{name}”"),
    "AsideOpened/circulate": ("请您传阅：“{name}”", "Circulated to you: “{name}”"),
    "AsideOpened/consult": ("征求您的意见：“{name}”", "Your opinion is asked for: “{name}”"),
    "AsideOpened/delegate": ("委派您协助办理：“{name}”", "You are asked to prepare “{name}”"),
    "AsideOpened/officer": (
        "请您作为共同执法人员确认：“{name}”",
        "You are asked to confirm as the second officer: “{name}”",
    ),
    "AsideOpened/sign_after": (
        "请您签署：“{name}”的经办人已送签，同意后办结",
        "Your signature is asked for: “{name}” is completed once all agree",
    ),
    "AsideReached": (
        "轮到您签署：“{name}”，前面的人已经同意",
        "It is your turn to sign “{name}”: those before you have agreed",
    ),
    "AsideReached/sign_before": (
        "轮到您签署：“{name}”，前面的人已经答复",
        "It is your turn to sign “{name}”: those before you have answered",
    ),
    "AsideAnswered/sign_after": ("送签已获同意：“{name}”", "A signer agreed: “{name}”"),
    "SubmissionEnded": (
        "“{name}”送签未获同意或者已撤回，请继续办理",
        "“{name}” was not agreed to, or nobody is asked any more: it is yours to do again",
    ),
    "AsideRead": ("传阅已阅：“{name}”", "What you circulated was read: “{name}”"),
    "AsideOpened/ask_back": (
        "请答复撤回申请：“{name}”的上一环节要求撤回",
        "You are asked to let the step before “{name}” be taken back",
    ),
    "AsideAnswered/ask_back": (
        "撤回申请已答复：“{name}”",
        "Your request to take back what came before “{name}” was answered",
    ),
    "AsideWithdrawn/ask_back": (
        "撤回申请已失效：“{name}”已有结果",
        "Your request to take back what came before “{name}” is void: it is over",
    ),
    "AsideWithdrawn/dropped": (
        "撤回申请已取消，请继续办理“{name}”",
        "Nobody asks for what came before “{name}” any more: go on with it",
    ),
    "AsideAnswered": ("征询已答复：“{name}”", "Your question was answered: “{name}”"),
    "AsideWithdrawn": ("“{name}”不再需要您答复", "“{name}” is no longer asked of you"),
    "IncidentOpened": (
        "“{name}”未能执行，请管理员处理",
        "“{name}” could not be carried out: an administrator is needed",
    ),
    "SkipProposed": (
        "有人提议跳过未能执行的“{name}”，需第二人同意",
        "Somebody proposed to pass over “{name}”, which failed: a second person is needed",
    ),
    "WorkHandedOn": (
        "原经办人离任，“{name}”移交给您办理",
        "The holder left office: “{name}” is handed on to you",
    ),
    "WorkHandedBack": (
        "原承办单位已撤销，“{name}”转回本单位办理",
        "The body that had “{name}” is over: it is yours to do",
    ),
    "ChangesProposed": (
        "名册有变更待另一位管理员同意",
        "Changes of the registers wait for a second administrator",
    ),
    "ChangesAgreed": (
        "您提出的名册变更已获同意并生效",
        "The changes of the registers that you proposed were agreed to and made",
    ),
    "ChangesAgreed/ahead": (
        "您提出的名册变更已获同意，将于 {name} 生效",
        "The changes of the registers that you proposed were agreed to: they are made on {name}",
    ),
    "ChangesRefused": (
        "您提出的名册变更未获同意",
        "The changes of the registers that you proposed were refused",
    ),
    "ChangesWithdrawn": (
        "有等待生效的名册变更被撤回，见“两人同意”",
        "Changes of the registers that waited for their day were taken back: see “Agreed by two”",
    ),
    "ChangesTookEffect": (
        "您提出的名册变更已于 {name} 生效",
        "The changes of the registers that you proposed are made, from {name} on",
    ),
    "ChangesFailed": (
        "定于 {name} 的名册变更未能生效，请查看原因后重新提出，见“两人同意”",
        "Changes of the registers for {name} could not be made: see why under “Agreed by two”, and propose them anew",
    ),
}
_UNNAMED = ("某步骤", "A step")
"""In notices from before they named what failed."""


def words_of(kind: str, name: str, name_en: str) -> tuple[str, str]:
    """A notice in Chinese and in English, about a step of this name."""
    name, name_en = name or _UNNAMED[0], name_en or name or _UNNAMED[1]
    found = WORDS.get(kind) or WORDS.get(kind.partition("/")[0]) or (kind, kind)
    return found[0].format(name=name), found[1].format(name=name_en)
