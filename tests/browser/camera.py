"""Pages of a living house, kept as they were answered: for a browser to look at each of them later."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from server.domain.people import SYSTEM
from server.services import acting, acting_on_cases, peopling
from tests.page import OWN_SITE, Page
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.acts import Act
    from server.domain.ids import CaseId, ItemId
    from tests.page import Browser
    from tests.post_office import PostOffice

TOWNSHIP, HANDLER, HEAD = "buguan.officer", "zjj.handler", "zjj.head"
OTHER, ADMIN, OVERSEER = "slj.handler", "county.admin", "sfj.supervisor"
WHY = {"reason": "案情复杂，需要补充材料"}
LONG = "关于东大街与迎宾路交叉口东北角雨水井盖缺失并存在行人跌落风险的紧急维修事项"
PEOPLE = (
    "cmd.head",
    "zjj.head",
    "slj.head",
    "buguan.head",
    "sfj.supervisor",
    "gov.head",
    "county.deputy",
)
"""Who gets a password beside those who have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One page in one state."""

    name: str
    place: str
    """The view of the application that answered."""
    status: int
    html: str


class Camera:
    """Opens pages as somebody and keeps each as it was answered."""

    def __init__(self, office: PostOffice) -> None:
        self.office, self.house = office, office.house
        self.views: list[View] = []
        self._browsers: dict[tuple[str | None, datetime], Browser] = {}
        peopling.set_passwords(self.house.tools, SYSTEM, dict.fromkeys(PEOPLE, PASSWORD))

    def browser(self, who: str | None) -> Browser:
        """The browser of somebody, or of nobody."""
        now = who, self.house.clock.now()  # as time passes one has to sign in again
        if now not in self._browsers:
            self._browsers[now] = self.house.browser(who)
        return self._browsers[now]

    def see(self, who: str | None, *addresses: str) -> Page:
        """Keeps what somebody sees there."""
        for address in addresses:
            page = self.keep(self.browser(who).get(address), who)
        return page

    def send(self, who: str | None, address: str, fields: dict[str, Any]) -> Page:
        """Keeps what answers a form."""
        return self.keep(self.browser(who).post(address, fields), who)

    def give(self, who: str, address: str, name: str, file: Any) -> Page:
        """Keeps what answers a file."""
        sent = self.browser(who).client.post(address, data={name: file}, headers=OWN_SITE)
        return self.keep(Page(sent), who)

    def fill(self, who: str | None, where: str, /, **fields: Any) -> Page:
        """Opens a page, keeps it, and keeps what answers its form filled in like this."""
        return self.send(who, where, self.see(who, where).form(where) | fields)

    def acts(self, who: str, item: ItemId) -> None:
        """Keeps the page of every act that somebody may carry out on work, and of each refused."""
        for offer in acting.offers(self.house.tools, self.house.actor(who), item):
            self._act(who, f"/work/{item}/acts/{offer.act}")

    def case_acts(self, who: str, case: CaseId) -> None:
        """The same of acts on a whole case."""
        for offer in acting_on_cases.offers(self.house.tools, self.house.actor(who), case):
            self._act(who, f"/cases/{case}/acts/{offer.act}")

    def act(self, who: str, item: ItemId, act: Act, **given: Any) -> Page:
        """Keeps what somebody sees when it is done."""
        return self._done(who, f"/work/{item}/acts/{act}", given)

    def case_act(self, who: str, case: CaseId, act: Act, **given: Any) -> Page:
        """The same of an act on a whole case."""
        return self._done(who, f"/cases/{case}/acts/{act}", given)

    def happens(self, who: str, address: str, body: Any = None) -> None:
        """Something is done by a program of somebody, and nothing kept."""
        answer = self.house.program(who).post(address, body)
        assert answer.status_code < HTTPStatus.BAD_REQUEST, answer.get_data(as_text=True)

    def _done(self, who: str, address: str, given: dict[str, Any]) -> Page:
        form = self.browser(who).get(address).form(address)
        page = self.send(who, address, form | given)
        assert page.status == HTTPStatus.OK, page.text
        return page

    def _act(self, who: str, address: str) -> None:
        """Its page, which may say why it can't be done; and refused, where something must be filled in."""
        shown = self.see(who, address)
        if shown.select("main form .must"):
            form = shown.form(address)
            self.send(who, address, {"idempotency_key": form["idempotency_key"]})

    def keep(self, page: Page, who: str | None) -> Page:
        """Keeps a page that somebody saw."""
        request = page.answer.request
        place, _ = self.house.app.url_map.bind("localhost").match(
            request.path, method=request.method
        )
        name = f"{who or 'nobody'} {request.method} {request.full_path.rstrip('?')} {page.status}"
        self.views.append(View(name=name, place=place, status=page.status, html=page.answer.text))
        return page
