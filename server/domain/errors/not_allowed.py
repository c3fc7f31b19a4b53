"""What they may not do (401, 403)."""

from __future__ import annotations

from server.domain.errors.families import NotAllowed


class WrongCredentials(NotAllowed):
    """Name or password is wrong. Check both; {limit} wrong tries in a row close an account for {minutes} minutes, to the right password too. Ask the administrator to open it sooner."""

    zh = "账号或密码不正确，请核对后再试。连续错误 {limit} 次，账号锁定 {minutes} 分钟，其间正确的密码也不能登录；如需提前解锁，请联系县管理员。"
    status = 401


class NotSignedIn(NotAllowed):
    """Sign in first; afterwards you come back to this page."""

    zh = "请先登录，登录后将回到本页。"
    status = 401


class AnotherSignedIn(NotAllowed):
    """Somebody else has signed in in this browser since this page was opened, so nothing was sent in their name. Sign in yourself, then send it again."""

    zh = "本页打开以后，此浏览器已由他人登录，所以没有以他人名义提交。请本人登录后再提交。"
    status = 401


class MayNotStart(NotAllowed):
    """Your post may not start “{title}”. Ask a post with one of these functions: {roles}."""

    zh = "您现任岗位不能发起“{title}”。请由具有下列职能的岗位发起：{roles}。"


class ActNotYours(NotAllowed):
    """“{act}” is not yours to do here. Ask who holds the work, or the head of the body that has it."""

    zh = "“{act}”不归您操作。请联系经办人，或其单位负责人。"


class FileKeptBack(NotAllowed):
    """This file holds personal data. Give a reason for seeing them, on the page of the case or of what you were asked, and take it then."""

    zh = "此文件含有个人信息。请先在事项页面或者征询页面写明理由，选择“显示个人信息”，然后再下载。"


class OwnQuestion(NotAllowed):
    """You hold this work or asked this yourself, so the answer has to be somebody else's. Ask a colleague, or take the question back."""

    zh = "您是经办人或者提出人，不能由本人答复。不再需要的，请撤回。"


class SamePersonTwice(NotAllowed):
    """{name} did “{former}” in this case, and one person may not do “{step}” too ({source}). Ask a colleague to do this step."""

    zh = "{name}已办理本事项的“{former}”，“{step}”不得由同一人办理（{source}），请交由他人办理。"

    def __init__(
        self,
        *,
        step: tuple[str, str],
        former: tuple[str, str],
        name: tuple[str, str] = ("您", "You"),
        source: tuple[str, str] = ("不相容岗位分离", "the process keeps the two apart"),
    ) -> None:
        self.why = f"已办理“{former[0]}”", f"did “{former[1]}”"
        super().__init__(step=step, former=former, name=name, source=source)


class SameBodyTwice(NotAllowed):
    """“{former}” of this case was done by the same body, which may not do “{step}” too ({source}). Ask the county administrator to correct the body that the process names."""

    zh = "本事项的“{former}”由同一单位办理，“{step}”不得再由该单位办理（{source}）。请联系县管理员更正流程所定的单位。"

    def __init__(
        self, *, step: tuple[str, str], former: tuple[str, str], source: tuple[str, str]
    ) -> None:
        self.why = f"本单位已办理“{former[0]}”", f"the body did “{former[1]}”"
        super().__init__(step=step, former=former, source=source)


class NotCertified(NotAllowed):
    """“{step}” is for officers with a certificate that counts, but of {name}: {why}. Give it to somebody who has one, or have the administrator correct the register of certificates."""

    zh = (
        "“{step}”须由持有效执法证的人员办理，而{name}{why}。"
        "请交由持证人员办理；已换证或者登记有误的，请联系县管理员更正。"
    )

    def __init__(
        self, *, step: tuple[str, str], name: tuple[str, str], why: tuple[str, str]
    ) -> None:
        self.why = why
        super().__init__(step=step, name=name, why=why)


class CrossSiteRequest(NotAllowed):
    """This request came from another site and was not carried out. Open the page here and try again."""

    zh = "请求来自其他网站，未予执行。请在本系统页面内重新操作。"
