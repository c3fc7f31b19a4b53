"""What was told before the click would not come true any more (409)."""

from __future__ import annotations

from server.domain.errors.families import Conflict


class NotAsForeseen(Conflict):
    """“{act}” waited for the network, and meanwhile it would do something else than you were told. Nothing was done; what you wrote is kept. See what would happen now, and confirm it again."""

    zh = "“{act}”等待网络期间情况有变，后果与您当时看到的不同，所以没有办理。您填写的内容都在，请查看现在的后果后重新确定。"
