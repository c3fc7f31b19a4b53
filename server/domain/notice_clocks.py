"""In what words people are told of clocks: what they climbed, when they were moved, extended, stopped."""

ABOUT_CLOCKS = {
    "WorkEscalated/hint": ("“{name}”时限已过半", "Half of the time for “{name}” is used"),
    "WorkEscalated/amber": ("“{name}”即将到期，请督促", "“{name}” is nearly due: see to it"),
    "WorkEscalated/red": ("“{name}”已超期", "“{name}” is overdue"),
    "WorkEscalated/urge": (
        "督办：“{name}”超期未办，请答复督办单",
        "Urged in writing: “{name}” is overdue; say what will be done by when",
    ),
    "UrgeAnswered": ("“{name}”的督办单已答复", "What was urged in writing was answered: “{name}”"),
    "WorkEscalated/circulate": (
        "“{name}”严重超期，列入通报候选",
        "“{name}” is long overdue and may be circulated",
    ),
    "CandidateDecided/kept": (
        "“{name}”严重超期，已确定通报",
        "“{name}” is long overdue and will be circulated",
    ),
    "CandidateDecided/struck": (
        "“{name}”严重超期，经核实免予通报",
        "“{name}” was long overdue and will not be circulated",
    ),
    "DeadlineMoved/earlier": (
        "日历或时限表有变，“{name}”的期限提前",
        "The calendar or clock table changed: “{name}” is due earlier",
    ),
    "DeadlineMoved/later": (
        "日历或时限表有变，“{name}”的期限推后",
        "The calendar or clock table changed: “{name}” is due later",
    ),
    "ExtensionAsked": (
        "“{name}”申请延期，请您审批",
        "More time is asked for “{name}”: please decide",
    ),
    "WorkExtended": ("“{name}”已批准延期", "More time was granted for “{name}”"),
    "ExtensionDropped": ("“{name}”未予延期", "No more time for “{name}”"),
    "ClockStopped": ("“{name}”的时限已中止计算", "The clock of “{name}” stands still"),
    "ClockWentOn": (
        "“{name}”的时限恢复计算，请抓紧办理",
        "The clock of “{name}” runs again",
    ),
}
"""By kind of notice, in Chinese and English."""
