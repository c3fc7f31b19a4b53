"""What there is to see of the county and its people, chapter by chapter."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from server.domain.calling import CallState
from server.domain.registers import Register
from tests.browser.camera import ADMIN, HANDLER, HEAD, LONG, OTHER, OVERSEER, TOWNSHIP
from tests.hook_server import hook_server, said
from tests.switchboard import HOOK, Switchboard
from tests.web.journey import DONE, started
from tests.web.registers_ahead import DAY, agreed, comes, enter, line, renamed
from tests.web.stuck import stuck
from tests.web.test_administering import PAGES, change
from tests.web.test_certificates import suspend
from tests.web.test_spreadsheets import taken_out, written
from tests.web.test_substitutes import asked

if TYPE_CHECKING:
    from tests.browser.camera import Camera


def entering(camera: Camera) -> None:
    """Coming in, and being turned away."""
    camera.see(None, "/sign-in", "/kept", "/api/v1/docs")
    camera.fill(None, "/sign-in", login="zjj.handler", password="wrong-2026")
    camera.see(HANDLER, "/inbox", f"/work/{uuid4()}", "/admin/persons")


def starting(camera: Camera) -> None:
    """Starting a case; processes and who would get their steps."""
    camera.see(TOWNSHIP, "/start", "/processes", "/organisation", "/organisation?body=zjj")
    camera.see(TOWNSHIP, "/organisation?body=zjj&day=2025-06-01")
    camera.fill(TOWNSHIP, "/start/repair", place="", count="0")
    camera.see(ADMIN, "/processes/repair/people", "/processes/repair/people?body=buguan")
    camera.fill(TOWNSHIP, "/start/repair", place=LONG, count="2")
    camera.see(TOWNSHIP, "/mine", "/calendar", "/notices")


def failing(camera: Camera) -> None:
    """What failed: listed, looked at, mended in vain."""
    play = stuck(camera.house)
    [row] = camera.house.program(ADMIN).get("/incidents").get_json()["items"]
    camera.see(ADMIN, "/incidents", f"/cases/{play.case}")
    said = {"values": "{", "reason": "", "retry": "1", "idempotency_key": "k1"}
    camera.send(ADMIN, f"/incidents/{row['id']}/correct", said)
    camera.send(ADMIN, f"/incidents/{row['id']}/retry", {"idempotency_key": "k2"})
    skip = {"values": "{}", "flow": "which_B", "reason": "按受理办", "idempotency_key": "k3"}
    camera.send(ADMIN, f"/incidents/{row['id']}/skip", skip)
    camera.see(OTHER, f"/cases/{play.case}")
    camera.see(HANDLER, f"/cases/{play.case}")


def finding(camera: Camera) -> None:
    """Searches, views, notices, what comes by mail, who stands in for whom."""
    item = camera.office.work()
    for view in ("unclaimed", "mine", "unit", "climbed"):
        camera.see(HEAD, f"/inbox?view={view}")
    camera.see(HANDLER, "/inbox?q=没有这样的事", "/search?q=东大街", "/search?q=无", "/inbox/views")
    saved = {"name": "逾期", "query": "due=late"}
    camera.send(HANDLER, "/inbox/views", saved)
    camera.send(HANDLER, "/inbox/views", saved)
    camera.see(HANDLER, "/inbox?due=late")
    camera.fill(HANDLER, "/me/mail", address="li@nowhere", quiet_to="")
    camera.fill(HANDLER, "/me/mail", address="li@county.example", groups=["due"], rhythm="twice")
    camera.fill(HANDLER, "/me/substitutes", **asked(valid_to="2026-03-01"))
    camera.fill(HANDLER, "/me/substitutes", **asked())
    camera.office.chooses(HANDLER)
    camera.office.urges(item)
    camera.office.works()
    camera.office.box.at_data.append("554 looks like spam")
    camera.office.works(timedelta(minutes=4))
    camera.see(ADMIN, "/admin/mails", "/admin/mails?state=failed")
    camera.see(HANDLER, "/notices")
    camera.happens(HANDLER, f"/work-items/{item}/complete", DONE)
    camera.see(HANDLER, "/done", f"/work/{item}")


def hooks(camera: Camera) -> None:
    """A server outside: without a key, told, refusing, switched off."""
    calls = f"/admin/hooks/{HOOK}/calls"
    with hook_server() as receiver:
        board = Switchboard(camera.house, receiver)
        board.enters()
        camera.see(ADMIN, calls)
        camera.send(ADMIN, f"/admin/hooks/{HOOK}/key", {"idempotency_key": "k1"})
        board.claims()
        board.works()
        receiver.usual = said("500 Internal Server Error", b"the database of the city is away")
        board.claims()
        board.works()
        camera.see(ADMIN, calls, *(f"{calls}?state={state}" for state in CallState))
        board.enters(state="off")
        camera.see(ADMIN, calls)


def administering(camera: Camera) -> None:
    """The registers, their proposals, and spreadsheets with and without faults."""
    started(camera.house)
    camera.see(ADMIN, *PAGES)
    camera.see(OVERSEER, "/separations")
    admin = camera.browser(ADMIN)
    wrong: dict[str, Any] = {"valid_to": "2026-12-31", "short_name": "住房局"}
    camera.keep(change(admin, "/admin/bodies/zjj", **wrong), ADMIN)
    roles = ["dept_handler", "legal_reviewer"]
    proposal = camera.keep(change(admin, "/admin/posts/zjj.handler", roles=roles), ADMIN)
    address = proposal.answer.request.path
    camera.see("county.deputy", "/admin/proposals", address)
    camera.send("county.deputy", f"{address}/refuse", {"reason": " "})
    camera.send("county.deputy", f"{address}/agree", {})
    camera.see(ADMIN, "/admin/proposals?stage=decided", "/admin/posts/zjj.handler", "/notices")
    leaving = "/admin/persons/zjj.handler/leaving"
    camera.see(ADMIN, leaving)
    camera.send(ADMIN, leaving, {"last_day": "soon"})
    suspend(camera.house)
    camera.see(ADMIN, "/admin/certificates?q=褚例甲", "/admin/certificates/14999900001")
    _sheets(camera)
    _ahead(camera)


def _ahead(camera: Camera) -> None:
    """Changes for a day to come: what waits, on the chart too, and what failed on its day."""
    house = camera.house
    short = line(house, Register.BODIES, "slj", short_name="水务局")
    failing = agreed(house, renamed(house), short)
    open_one = enter(house, line(house, Register.BODIES, "scj", short_name="市管局"))
    day = f"/organisation?body=zjj&day={DAY}"
    camera.see(ADMIN, f"/admin/proposals/{failing}", day, "/admin/bodies/zjj")
    enter(house, renamed(house, "示例县建设局"), day=None)
    comes(house)
    sheets = f"/admin/sheets?anew={failing}"
    camera.see(ADMIN, f"/admin/proposals/{failing}", sheets, f"/admin/proposals/{open_one}")


def _sheets(camera: Camera) -> None:
    workbook = taken_out(camera.browser(ADMIN), "posts")
    sheet = workbook.active
    sheet["C3"], sheet["B4"], sheet["F5"] = "改了名的岗位", "no-such-body", "昨天"
    page = camera.give(
        ADMIN, "/admin/sheets", "file", (BytesIO(written(workbook)), "岗位名册.xlsx")
    )
    camera.send(ADMIN, "/admin/sheets/enter", page.form("/admin/sheets/enter"))
    camera.give(ADMIN, "/admin/sheets", "file", (BytesIO(b"text"), "不是表格.txt"))
