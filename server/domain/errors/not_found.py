"""What isn’t there, or isn’t theirs to see (404)."""

from __future__ import annotations

from server.domain.errors.families import NotFound


class NoSuchCase(NotFound):
    """There is no such case, or you have no part in it. Search your own cases instead."""

    zh = "没有这个事项，或者您与该事项无关。请在“我发起的”或“已办”中查找。"


class NoSuchIncident(NotFound):
    """There is no such incident any more: the step went through, or is no longer wanted. See the list of incidents."""

    zh = "没有这项异常，或者它已消除。请查看异常列表。"


class NoSuchWork(NotFound):
    """There is no such work, or it isn't yours. Go back to the inbox."""

    zh = "没有这项待办，或者它不归您办理。请返回待办事项。"


class NoSuchAside(NotFound):
    """Nothing of this kind is asked of you. Go back to what is to be read and answered."""

    zh = "没有这项征询，或者它不是送给您的。请返回待阅待答。"


class NoSuchNotice(NotFound):
    """There is no such notice, or it wasn't for you. Go back to your notices."""

    zh = "没有这条通知，或者它不是发给您的。请返回通知列表。"


class NoSuchMail(NotFound):
    """There is no such mail, or it was sent already. Go back to the list of mails."""

    zh = "没有这封邮件，或者它已发出。请返回邮件列表。"


class NoSuchAct(NotFound):
    """There is no such act. Use one of these: {acts}."""

    zh = "没有这种操作。请使用：{acts}。"


class NoClockCounts(NotFound):
    """No clock of the county counts for this work, so there is nothing to reckon. Go back to the work."""

    zh = "这项工作没有适用县时限表中的时限，无从推算。请返回办理页面。"


class NoSuchMembers(NotFound):
    """There is no such step with several branches, or its members aren't yours to change. See the case."""

    zh = "没有这个多路环节，或者您无权加减其成员。请查看事项进展。"


class NoSuchDecisions(NotFound):
    """There are no decisions {key}, or not in this version. See the list of decisions."""

    zh = "没有决策模型“{key}”，或没有该版本。请查看决策模型列表。"


class NoSuchDecision(NotFound):
    """The decisions {key} have none called “{decision}”. Choose one of those that they list."""

    zh = "决策模型“{key}”中没有决策“{decision}”。请从其决策列表中选择。"


class NoSuchSubstitution(NotFound):
    """There is no such substitution, it is over, or it isn't yours to end. See the list."""

    zh = "没有这项职务代理，或已结束，或您无权结束。请查看列表。"


class NoSuchPost(NotFound):
    """There is no post {post} in which you act today. See your posts."""

    zh = "您今天没有岗位“{post}”。请查看您的岗位列表。"


class NoSuchProcess(NotFound):
    """There is no process {key}. See the list of processes."""

    zh = "没有流程“{key}”。请查看流程列表。"


class NoSuchDocument(NotFound):
    """There is no such file, or it isn't yours to open. Go back to the case."""

    zh = "没有这个附件，或者您无权打开。请返回事项页面。"


class NoSuchPerson(NotFound):
    """There is no person {login}. Check the login."""

    zh = "没有用户“{login}”。请核对账号。"


class NoSuchProposal(NotFound):
    """There is no such proposal. See the list of proposals."""

    zh = "没有这项变更。请查看变更列表。"


class NoSuchEntry(NotFound):
    """The register has no entry “{key}”. Search it in the list."""

    zh = "名册中没有“{key}”。请在列表中查找。"


class NoSuchView(NotFound):
    """There is no such saved view, or it is somebody else's to change. See your own in the inbox."""

    zh = "没有这个已存视图，或者它由他人保存，您不能更改。请在待办事项中查看自己的视图。"
