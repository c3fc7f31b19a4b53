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


class NoSuchMembers(NotFound):
    """There is no such step with several branches, or its members aren't yours to change. See the case."""

    zh = "没有这个多路环节，或者您无权加减其成员。请查看事项进展。"


class NoSuchDecisions(NotFound):
    """There are no decisions {key}, or not in this version. See the list of decisions."""

    zh = "没有决策模型“{key}”，或没有该版本。请查看决策模型列表。"


class NoSuchDecision(NotFound):
    """The decisions {key} have none called “{decision}”. Choose one of those that they list."""

    zh = "决策模型“{key}”中没有决策“{decision}”。请从其决策列表中选择。"


class NoSuchProcess(NotFound):
    """There is no process {key}. See the list of processes."""

    zh = "没有流程“{key}”。请查看流程列表。"


class NoSuchDocument(NotFound):
    """There is no such file, or it isn't yours to open. Go back to the case."""

    zh = "没有这个附件，或者您无权打开。请返回事项页面。"


class NoSuchPerson(NotFound):
    """There is no person {login}. Check the login."""

    zh = "没有用户“{login}”。请核对账号。"
