"""What stands against keeping a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors.families import Conflict

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.values import Values


class DraftKeptElsewhere(Conflict):
    """Two drafts: yours of {at}, kept in another window or on another device, is not the one you typed upon. Choose one: keep this one anew, or open the page again for the other."""

    zh = "草稿冲突：您已于 {at} 在另一窗口或设备上保存过不同的内容。请选择保留哪一份：再次暂存以这里的为准，重新打开页面以另一份为准。"

    def __init__(self, *, values: Values, at: datetime) -> None:
        self.typed = values
        """What is kept there."""
        self.at = at
        super().__init__(at=at)
