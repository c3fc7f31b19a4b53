"""What stands against deciding on late work."""

from server.domain.errors.families import Conflict


class CandidateDecidedSo(Conflict):
    """That was decided so already. See in the history by whom and why."""

    zh = "已经这样决定过了。请在办理过程中查看是谁决定的、理由是什么。"
