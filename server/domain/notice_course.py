"""In what words people are told of the course of a whole case."""

ABOUT_COURSE = {
    "WorkWithdrawn/terminated": (
        "“{name}”不再需要办理，事项已终止",
        "“{name}” is no longer asked for: the case was ended",
    ),
    "WorkWithdrawn/voided": (
        "“{name}”不再需要办理，事项已作废",
        "“{name}” is no longer asked for: the case is void",
    ),
    "CaseSuspended": ("事项已挂起", "Your case stands still"),
    "CaseResumed": ("事项已恢复办理", "Your case goes on"),
    "WorkPaused": (
        "事项已挂起，“{name}”暂不能办理",
        "The case stands still: “{name}” can't be done now",
    ),
    "WorkGoesOn": (
        "事项已恢复，请继续办理“{name}”",
        "The case goes on: “{name}” can be done again",
    ),
    "CaseTerminated": ("事项已终止", "Your case was ended"),
    "VoidProposed": (
        "有人提议将一个事项作废，需第二人同意",
        "Somebody proposed to make a case void: a second person is needed",
    ),
    "CaseVoided": ("事项已作废", "Your case is void"),
    "WorkWithdrawn/jumped": (
        "“{name}”不再需要办理，事项已经两人同意跳转到别的环节",
        "“{name}” is no longer asked for: by two persons the case went on at another step",
    ),
    "CaseJumped": ("事项已经两人同意跳转", "Your case went on at another step, by two persons"),
    "CaseReopened": ("事项已经两人同意重启", "Your case was reopened, by two persons"),
    "ProposalMade": (
        "有人就一个事项提出提议，需第二人同意",
        "Somebody proposed something for a case: a second person is needed",
    ),
    "ProposalMade/void": (
        "有人提议将一个事项作废，需第二人同意",
        "Somebody proposed to make a case void: a second person is needed",
    ),
    "ProposalMade/jump": (
        "有人提议将一个事项跳转，需第二人同意",
        "Somebody proposed to move work of a case to another step: a second person is needed",
    ),
    "ProposalMade/reopen": (
        "有人提议将一个已结束的事项重启，需第二人同意",
        "Somebody proposed to reopen a case: a second person is needed",
    ),
    "ProposalAgreed": ("您的提议已获同意", "What you proposed was agreed to"),
    "ProposalDropped": ("您的提议未获同意", "What you proposed was not agreed to"),
}
"""By kind of notice, in Chinese and English."""
