"""What they may not do (401, 403)."""

from __future__ import annotations

from server.domain.errors.families import NotAllowed


class WrongCredentials(NotAllowed):
    """Name or password is wrong. Check both; after {limit} wrong tries the account is closed for a while."""

    zh = "账号或密码不正确。请核对后再试；连续错误 {limit} 次将暂时锁定。"
    status = 401


class AccountClosed(NotAllowed):
    """Too many wrong passwords: this account is closed until {until}. Ask the administrator to open it sooner."""

    zh = "密码连续错误次数过多，账号已锁定至 {until}。如需提前解锁，请联系县管理员。"


class NotSignedIn(NotAllowed):
    """Sign in first; afterwards you come back to this page."""

    zh = "请先登录，登录后将回到本页。"
    status = 401


class MayNotStart(NotAllowed):
    """Your post may not start “{title}”. Ask a post with one of these functions: {roles}."""

    zh = "您现任岗位不能发起“{title}”。请由具有下列职能的岗位发起：{roles}。"


class SamePersonTwice(NotAllowed):
    """You did “{step}” in this case, and one person may not do both. Ask a colleague to do this step."""

    zh = "您已办理本事项的“{step}”，按不相容岗位分离的要求，本环节请交由他人办理。"


class CrossSiteRequest(NotAllowed):
    """This request came from another site and was not carried out. Open the page here and try again."""

    zh = "请求来自其他网站，未予执行。请在本系统页面内重新操作。"
