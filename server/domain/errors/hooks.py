"""What stands against telling a server outside of events."""

from server.domain.errors.families import Conflict, NotFound


class NoSuchHook(NotFound):
    """There is no such hook. See the list of hooks."""

    zh = "没有这个接收端。请查看接收端名册。"


class NoSuchCall(NotFound):
    """This hook was not told that, or it is too long ago. See what it was told."""

    zh = "没有这次推送，或者记录已过保存期。请查看推送情况。"


class HookIsOff(Conflict):
    """This hook is switched off. Ask a second administrator to agree that it is on, in its entry."""

    zh = "这个接收端已停用。请先在其登记中启用，由另一位管理员同意。"


class HookWithoutKey(Conflict):
    """This hook has no key for its signatures yet. Make one first, and hand it to whoever runs the server."""

    zh = "这个接收端还没有签名密钥。请先生成密钥，交给对方的管理人员。"
