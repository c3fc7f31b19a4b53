"""What there is to see of work and cases, chapter by chapter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from server.domain.acts import Act
from server.domain.ids import CaseId, ItemId
from server.domain.people import SYSTEM
from server.domain.work import WorkState
from server.services import deploying, timekeeping
from tests.browser.camera import ADMIN, HANDLER, HEAD, LONG, OTHER, OVERSEER, TOWNSHIP, WHY
from tests.engine.diagrams import line
from tests.services.asking import Asking
from tests.services.asking import work as asked_of_many
from tests.services.drawn import Drawn, desk
from tests.services.signing import Signing, counted, drawn, vote
from tests.services.signing_after import Signed
from tests.web.journey import item_of, started
from tests.web.repair import DIAGRAM, FILES
from tests.web.test_asides import person
from tests.web.test_certificates import suspend
from tests.web.test_recounts import in_force, walk

if TYPE_CHECKING:
    from tests.browser.camera import Camera

SUPERVISOR = "cmd.head"


def _clocked(camera: Camera, clock: str, **more: str) -> ItemId:
    """New work by this clock, and with these properties beside."""
    said = "".join(
        f'<spiffworkflow:property name="{name}" value="{value}"/>'
        for name, value in {"clock": clock, **more}.items()
    )
    closing = b"</spiffworkflow:properties>"
    diagram = DIAGRAM.replace(closing, said.encode() + closing, 1)
    deploying.deploy(camera.house.tools, SYSTEM, FILES | {"repair.bpmn": diagram})
    begun = started(camera.house, place=LONG)
    with camera.house.tools.unit() as unit:
        [item] = unit.work.of_case(CaseId(UUID(begun["case"])))
    return item.id


def _case(camera: Camera) -> CaseId:
    [row, *_] = camera.house.program(TOWNSHIP).get("/cases?list=started").get_json()["items"]
    return CaseId(UUID(row["id"]))


def working(camera: Camera) -> None:
    """A piece of work and every act on it, in every hand."""
    item = _clocked(camera, "T20", officers="2")
    work = f"/work/{item}"
    camera.see(HANDLER, "/inbox", work, f"{work}/clock", f"{work}/print?blank=1")
    camera.acts(HEAD, item)
    camera.acts(TOWNSHIP, item)
    camera.send(HANDLER, f"{work}/claim", {"idempotency_key": "k1"})
    camera.acts(HANDLER, item)
    camera.acts(HEAD, item)
    camera.fill(HANDLER, work, result="")
    camera.send(HANDLER, f"{work}/draft", {"result": "手机上写的"})
    camera.send(HANDLER, f"{work}/draft", {"result": "电脑上写的", "draft_at": ""})
    camera.see(HANDLER, work, f"{work}/print")
    camera.fill(HANDLER, work, result="已更换", choice="decided_E")
    camera.act(TOWNSHIP, item, Act.URGE, text="请尽快")
    camera.see(HANDLER, "/notices", "/calendar?whose=mine")


def asides(camera: Camera) -> None:
    """What is asked beside work: asked, answered, read, called off."""
    item = _clocked(camera, "T20", officers="2")
    camera.happens(HANDLER, f"/work-items/{item}/claim")
    other = person(camera.house, OTHER)
    camera.browser(HANDLER).post(f"/work/{item}/draft", {"result": "已更换"})
    for act, given in (
        (Act.CONSULT, {"way": "wait", "text": "是否涉河？", "until": "2026-03-12"}),
        (Act.ADD_SIGNERS, {"way": "before", "text": "请审"}),
        (Act.CIRCULATE, {"text": "请阅，当事人电话13912345678"}),
    ):
        camera.act(HANDLER, item, act, people=[other], **given)
    camera.send(
        HANDLER, f"/work/{item}/acts/consult", {"body": "slj", "look": "1", "people": [other]}
    )
    camera.see(HANDLER, f"/work/{item}")
    camera.see(OTHER, *(f"/asides?tab={tab}" for tab in ("all", "answer", "read", "over")))
    listed = camera.house.program(OTHER).get("/asides").get_json()["items"]
    for one in listed:
        address = f"/asides/{one['aside']['id']}"
        camera.see(OTHER, address)
        camera.send(OTHER, f"{address}/personal-data", {"reason": ""})
        if one["aside"]["is_to_read"]:
            camera.send(OTHER, f"{address}/read", {"text": "已阅"})
        else:
            camera.send(OTHER, f"{address}/answer", {"verdict": "disagree", "text": ""})
            camera.send(OTHER, f"{address}/answer", {"verdict": "agree", "text": "同意上报"})
        camera.see(OTHER, address)
    camera.acts(HANDLER, item)
    camera.see(HANDLER, f"/work/{item}")


def officers(camera: Camera) -> None:
    """Work of two certified officers: one without, one who confirms."""
    colleague = {"post": "zjj.handler", "substitute": OTHER, "reason": "共同执法"}
    week = {"valid_from": "2026-03-09", "valid_to": "2026-03-13", "processes": []}
    camera.happens(HANDLER, "/substitutions", colleague | week)
    item = _clocked(camera, "T20", officers="2")
    camera.happens(HANDLER, f"/work-items/{item}/claim")
    camera.browser(HANDLER).post(f"/work/{item}/draft", {"result": "已更换"})
    given = {"people": [person(camera.house, OTHER)], "text": "请核对", "choice": "decided_E"}
    camera.act(HANDLER, item, Act.ADD_OFFICER, **given)
    for one in camera.house.program(OTHER).get("/asides").get_json()["items"]:
        address = f"/asides/{one['aside']['id']}"
        camera.see(OTHER, address)
        camera.send(OTHER, f"{address}/answer", {"verdict": "agree", "text": ""})
        camera.see(OTHER, address)
    camera.see(HANDLER, f"/work/{item}")
    suspend(camera.house)
    camera.see(HANDLER, f"/work/{item}")


def clocks(camera: Camera) -> None:
    """Clocks that are extended, stand still, come too late, and are reckoned anew."""
    item = _clocked(camera, "T20")
    camera.happens(HANDLER, f"/work-items/{item}/claim")
    camera.act(HANDLER, item, Act.ASK_EXTENSION, way="案情复杂", **WHY)
    camera.acts(HEAD, item)
    camera.happens(HEAD, f"/work-items/{item}/acts/agree_extension", {"text": "同意"})
    stop = {"way": "补充材料，不超过三个工作日", **WHY}
    camera.act(HEAD, item, Act.STOP_CLOCK, **stop)
    camera.acts(HEAD, item)
    camera.see(HANDLER, "/inbox", f"/work/{item}", f"/work/{item}/clock")
    camera.house.clock.moment += timedelta(days=2)
    camera.happens(HEAD, f"/work-items/{item}/acts/run_clock", WHY)
    camera.see(HANDLER, f"/work/{item}/clock", "/calendar?month=2026-03")
    late = _clocked(camera, "T41")
    camera.house.clock.moment += timedelta(days=1)
    timekeeping.climb(camera.house.tools, late, "urge")
    camera.see(HEAD, f"/work/{late}/clock", f"/work/{late}/urging", "/inbox?view=unit")
    camera.acts(HEAD, late)
    day = f"{(camera.house.clock.moment + timedelta(days=2)).date()}"
    camera.act(HEAD, late, Act.ANSWER_URGE, text="增派人手，连夜抢修", until=day)
    camera.see(HEAD, f"/work/{late}/urging")
    timekeeping.climb(camera.house.tools, late, "circulate")
    camera.see(SUPERVISOR, "/candidates", "/candidates?state=struck")
    camera.acts(SUPERVISOR, late)
    camera.fill(HEAD, "/me/feeds")
    in_force(camera.house)
    walk(camera.house)
    camera.see(ADMIN, "/recounts")


def cases(camera: Camera) -> None:
    """Whole cases: read, printed, standing still, ended, void."""
    _clocked(camera, "T44/simple")
    case = _case(camera)
    camera.see(TOWNSHIP, f"/cases/{case}", f"/cases/{case}/print", f"/cases/{case}/decisions")
    for who in (TOWNSHIP, "buguan.head", HEAD, OVERSEER):
        camera.case_acts(who, case)
    way = {"way": "经批准的整改方案", "reason": "等方案", "until": "2026-03-09"}
    camera.case_act(HEAD, case, Act.SUSPEND, **way)
    camera.see(HANDLER, "/inbox", f"/work/{item_of(camera.house.program(HANDLER))}")
    camera.case_acts(HEAD, case)
    void = {"reason": "重复立案", "text": "会议纪要〔2026〕3号"}
    camera.happens(OVERSEER, f"/cases/{case}/acts/void", void)
    camera.case_acts(ADMIN, case)
    camera.happens(ADMIN, f"/cases/{case}/acts/agree")
    camera.see(TOWNSHIP, f"/cases/{case}", "/mine")
    camera.see(OVERSEER, "/cases")


def returning(camera: Camera) -> None:
    """Work that goes back: to the starter, to a step before, and taken back."""
    item = _clocked(camera, "T20")
    camera.happens(HANDLER, f"/work-items/{item}/claim")
    address = f"/work/{item}/acts/return"
    form = camera.see(HANDLER, address)
    to = str(form.select("[name=targets]")[0]["value"])
    sent = {**form.form(address), "targets": to, "way": "straight", "reason": "地点不清"}
    camera.send(HANDLER, address, sent)
    camera.see(HANDLER, f"/work/{item}")
    again = item_of(camera.house.program(TOWNSHIP))
    camera.see(TOWNSHIP, "/inbox")
    camera.fill(TOWNSHIP, f"/work/{again}", place="")
    row = Drawn(camera.house, desk("A"), desk("B"), line("S", "A", "B", "E"))
    row.do("A")
    camera.acts(HANDLER, row.item("B"))
    camera.see(HANDLER, f"/work/{row.item('B')}", f"/cases/{row.case}", "/done")


def signing_after(camera: Camera) -> None:
    """An answer that others sign: given in, signed in turn, given back, taken back."""
    row = Signed(camera.house)
    row.fill_in()
    item = row.submit(HEAD, OTHER, way="in_turn", text="请审签")
    work = f"/work/{item}"
    camera.see(HANDLER, "/inbox", work, f"{work}/print", f"/cases/{row.case}")
    camera.acts(HANDLER, item)
    camera.acts(HEAD, item)
    for login, verdict in ((HEAD, "agree"), (OTHER, "disagree")):
        address = f"/asides/{row.of(login, item).id}"
        camera.see(login, address)
        camera.send(login, f"{address}/answer", {"verdict": verdict, "text": "金额不对"})
    camera.see(HANDLER, work, "/notices")
    camera.house.clock.moment += timedelta(minutes=1)
    row.submit(HEAD)
    camera.act(HANDLER, item, Act.UNSUBMIT)
    camera.see(HEAD, f"/asides/{row.of(HEAD, item).id}", f"/cases/{row.case}")


def asking_back(camera: Camera) -> None:
    """Work that its doer asks back of who has opened what follows."""
    first = desk("A", org='"buguan"', role="township_officer")
    row = Drawn(camera.house, first, desk("B"), line("S", "A", "B", "E"))
    row.do_as(row.officer, "A")
    [done] = row.items("A", WorkState.DONE)
    following = row.item("B")
    camera.see(HANDLER, f"/work/{following}")
    camera.acts(TOWNSHIP, done.id)
    camera.act(TOWNSHIP, done.id, Act.TAKE_BACK, reason="写错了，请退还")
    camera.acts(TOWNSHIP, done.id)
    [asked] = camera.house.program(HANDLER).get("/asides").get_json()["items"]
    address = f"/asides/{asked['aside']['id']}"
    camera.see(TOWNSHIP, f"/work/{done.id}", f"/cases/{row.case}")
    camera.see(HANDLER, "/inbox", "/asides", f"/work/{following}", address)
    camera.send(HANDLER, f"{address}/answer", {"verdict": "agree", "text": ""})
    assert row.open == ["A"]
    camera.see(HANDLER, f"/work/{following}", address)
    camera.see(TOWNSHIP, f"/work/{row.item('A')}", f"/cases/{row.case}", "/notices")


def moving(camera: Camera) -> None:
    """A case that two persons move to another step, and go on with when it was over."""
    row = Drawn(camera.house, *map(desk, "ABC"), line("S", "A", "B", "C", "E"))
    left = row.item("A")
    camera.act(OVERSEER, left, Act.JUMP, targets="C", reason="原环节无人可办")
    camera.see(HANDLER, f"/work/{left}")
    _agreed(camera, row, OVERSEER)
    assert row.open == ["C"]
    camera.see(HANDLER, f"/work/{left}", f"/work/{row.item('C')}", "/notices")
    row.do("C")
    camera.case_act("buguan.head", row.case, Act.REOPEN, targets="C", reason="复查发现有误")
    _agreed(camera, row, "buguan.head")
    assert row.open == ["C"]
    camera.see(HANDLER, "/inbox", f"/work/{row.item('C')}")


def _agreed(camera: Camera, row: Drawn, proposer: str) -> None:
    """What somebody proposed, as they and who agrees to it see it; and what it led to."""
    for who in (proposer, ADMIN):
        camera.see(who, f"/cases/{row.case}")
        camera.case_acts(who, row.case)
    camera.case_act(ADMIN, row.case, Act.AGREE)
    camera.see(TOWNSHIP, f"/cases/{row.case}", f"/cases/{row.case}/print", "/mine")


def many_at_once(camera: Camera) -> None:
    """The same act on many pieces: looked at, done, not done, asked again."""
    for _ in range(2):
        started(camera.house)
    rows = camera.house.program(HANDLER).get("/work-items").get_json()["items"]
    chosen = "&".join(f"item={row['id']}" for row in rows)
    camera.see(HEAD, f"/inbox/batch?act=dispatch&{chosen}")
    for act, given in (
        ("claim", {}),
        ("hand_over", None),
        ("complete", {"result": ""}),
        ("complete", {"result": "已更换"}),
    ):
        address = f"/inbox/batch?act={act}&{chosen}&item={uuid4()}"
        form = camera.see(HANDLER, address)
        if given is not None:
            ids = [str(one["value"]) for one in form.select("[name=item]")]
            sent = {**form.form("/inbox/batch"), "item": ids, "choice": "decided_E", **given}
            camera.send(HANDLER, "/inbox/batch", sent)


def together(camera: Camera) -> None:
    """Steps that several do: signed by heads, answered by bodies."""
    signing = Signing(camera.house, drawn(counted()), "zjj", "slj", "gaj", votes=vote())
    camera.see("slj.head", f"/work/{signing.item('slj').id}")
    signing.say("zjj", "yes")
    camera.see("slj.head", f"/cases/{signing.case}")
    asking = Asking(camera.house, asked_of_many(), "zjj", "slj")
    address = f"/fan-outs/{asking.fan_out}/members"
    form = camera.see(HANDLER, f"/cases/{asking.case}").form(address)
    camera.send(HANDLER, address, form | {"member": "yjj"})
    camera.send(HANDLER, address, form | {"member": "nowhere"})
