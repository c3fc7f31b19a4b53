"""Events that hooks hear of, as people call them."""

from __future__ import annotations

from server.domain.hooks import TRIAL
from server.web.speech import gettext


def event_words(kind: str) -> str:
    """What an event is called."""
    said = {
        "CaseStarted": gettext("事项发起"),
        "CaseFinished": gettext("事项办结"),
        "CaseSuspended": gettext("事项挂起"),
        "CaseResumed": gettext("事项恢复"),
        "CaseTerminated": gettext("事项终止"),
        "CaseVoided": gettext("事项作废"),
        "CaseReopened": gettext("事项重启"),
        "WorkOffered": gettext("工作送达"),
        "WorkClaimed": gettext("工作签收"),
        "WorkGivenBack": gettext("工作退签"),
        "WorkDispatched": gettext("工作派办"),
        "WorkHandedOver": gettext("工作转办"),
        "WorkHandedOn": gettext("工作移交"),
        "WorkHandedBack": gettext("工作退回待签收"),
        "WorkRecalled": gettext("工作收回"),
        "WorkCompleted": gettext("工作办结"),
        "WorkTakenBack": gettext("工作撤回"),
        "WorkReturned": gettext("工作退回"),
        "WorkWithdrawn": gettext("工作不再需要"),
        "WorkEscalated": gettext("时限提醒"),
        "WorkUrged": gettext("工作催办"),
        "WorkExtended": gettext("工作延期"),
        "DeadlineMoved": gettext("期限改动"),
        "ClockStopped": gettext("中止计时"),
        "ClockWentOn": gettext("恢复计时"),
        TRIAL: gettext("试推送"),
    }
    return str(said[kind])
