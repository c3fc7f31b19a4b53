"""What stands against a calendar to subscribe to."""

from server.domain.errors.families import Conflict, NotFound


class NoSuchFeed(NotFound):
    """There is no such calendar any more. Make another on the page of your calendars."""

    zh = "没有这个日历订阅，或者它已停用。请在“日历订阅”中重新生成。"


class TooManyFeeds(Conflict):
    """You have {most} calendars. Revoke one that is not used any more."""

    zh = "您已有 {most} 个日历订阅。请先停用不再使用的。"
