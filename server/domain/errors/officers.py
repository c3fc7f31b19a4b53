"""What certified officers do together is not confirmed yet (409)."""

from __future__ import annotations

from server.domain.errors.families import Conflict


class OfficersWanted(Conflict):
    """{count} certified officers do “{step}” together, and {confirmed} of the others confirmed it. Ask a second officer to confirm what you filled in (“Second officer”); it is kept as your draft."""

    zh = (
        "“{step}”须由 {count} 名持证执法人员共同办理，其他人员已确认的有 {confirmed} 名。"
        "请用“共同执法”请另一名持证人员确认；您填写的内容已存为草稿。"
    )


class ConfirmedOtherwise(Conflict):
    """{names} confirmed “{step}” as it was filled in before, and you have changed it since. Ask them to confirm it again; it is kept as your draft."""

    zh = "{names}确认的是“{step}”修改前的内容。请重新请其确认；您填写的内容已存为草稿。"


class NothingToConfirm(Conflict):
    """There is nothing yet that others could agree to: {why}. Keep what you filled in as a draft, then ask again."""

    zh = "还没有可供他人确认、签署的内容：{why}。请填妥表单、存为草稿后再请其办理。"
