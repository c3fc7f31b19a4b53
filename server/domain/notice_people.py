"""In what words people are told who stands in for whom, and where nobody is."""

ABOUT_PEOPLE = {
    "SubstitutionMade": (
        "请您在 {name} 代理一个岗位，见“职务代理”",
        "You stand in for a colleague, {name}: see “Standing in”",
    ),
    "SubstitutionMade/absent": (
        "您的岗位在 {name} 由他人代理，见“职务代理”",
        "Somebody stands in for your post, {name}: see “Standing in”",
    ),
    "VacancyFound": (
        "“{name}”有工作无人在岗办理，请安排人员，见“运行异常”",
        "Work of “{name}” lies with nobody: give somebody the post, see “Incidents”",
    ),
    "CertificateRegistered": (
        "您的执法证 {name} 已登记或变更",
        "Your certificate {name} was entered or changed",
    ),
    "CertificateRegistered/suspended": (
        "您的执法证 {name} 已暂停，暂不能办理须持证办理的工作",
        "Your certificate {name} is suspended: you can't do work that wants one",
    ),
    "CertificateRegistered/revoked": (
        "您的执法证 {name} 已收回，不能再办理须持证办理的工作",
        "Your certificate {name} is revoked: you can't do work that wants one any more",
    ),
    "CertificateEnding": (
        "您的执法证即将到期或者须年审（{name}），请及时办理",
        "Your certificate ends or has to be reviewed soon ({name}): see to it",
    ),
    "CertificateEnding/admin": (
        "有执法证即将到期或者须年审（{name}），请安排，见“执法证”",
        "A certificate ends or has to be reviewed soon ({name}): see “Certificates”",
    ),
    "HookStopped/failing": (
        "接收端 {name} 连续三天无法推送，已停用，见“接收端”",
        "Events can't be told to {name} for three days: it is switched off, see “Hooks”",
    ),
    "HookStopped/gone": (
        "接收端 {name} 答复不再接收事件，已停用，见“接收端”",
        "{name} answered that it wants no events any more: it is switched off, see “Hooks”",
    ),
    "SubstitutionEnded": ("您的职务代理已提前结束", "You no longer stand in for a colleague"),
    "SubstitutionEnded/absent": (
        "您的岗位不再由他人代理",
        "Nobody stands in for your post any more",
    ),
}
"""By kind of notice, in Chinese and English."""
