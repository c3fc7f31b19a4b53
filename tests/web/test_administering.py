"""The pages of administrators: registers, proposals, spreadsheets, roles, papers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from server.domain.errors import NotAllowed
from server.domain.facts import PasswordSet, WorkClaimed
from server.domain.ids import ProposalId, SubjectId
from server.domain.people import SYSTEM
from server.domain.registers import Register
from server.services import peopling
from server.services.recording import Record
from server.services.registers import entering, proposals
from server.services.registers.entries import Line, cells_of
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from tests.page import Browser, Page
    from tests.web.house import House


@pytest.fixture
def admin(house: House) -> Browser:
    return house.browser("county.admin")


@pytest.fixture
def second(house: House) -> Browser:
    peopling.set_passwords(house.tools, SYSTEM, {"county.deputy": PASSWORD})
    return house.browser("county.deputy")


PAGES = (
    "/admin",
    "/admin/persons",
    "/admin/persons?q=zjj&ended=1",
    "/admin/certificates",
    "/admin/certificates?q=buguan&ended=1",
    "/admin/certificates/new?person=zjj.head",
    "/admin/certificates/14999900001",
    "/admin/persons/zjj.handler",
    "/admin/posts",
    "/admin/bodies?q=县",
    "/admin/bodies?q=nothing-like-that",
    "/admin/persons/zjj.handler",
    "/admin/posts/dsj.admin",
    "/admin/bodies/zjj",
    "/admin/bodies/new",
    "/admin/posts/new?body=zjj",
    "/admin/persons/new",
    "/admin/holdings/new?post=zjj.head",
    "/admin/holdings/zjj.head@zjj.head@2025-01-01",
    "/admin/papers",
    "/admin/papers/clocks/",
    "/admin/papers/calendar/2026",
    "/admin/papers/new?kind=calendar",
    "/admin/roles",
    "/admin/sheets",
    "/admin/proposals",
    "/admin/proposals?stage=waiting",
    "/admin/proposals?stage=decided",
    "/admin/proposals?stage=elsewhere",
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_administrators_is_whole(admin: Browser, language: str) -> None:
    admin.post("/language", {"language": language, "next": "/inbox"})

    for address in PAGES:
        page = admin.get(address)
        assert (page.status, bool(page.heading)) == (200, True), address


def form_of(page: Page) -> dict[str, Any]:
    """What the form of an entry holds, its selects and ticks included."""
    form = page.soup.select_one("form.pad")
    assert form is not None
    said: dict[str, Any] = {
        str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")
    }
    for select in form.select("select[name]"):
        chosen = select.select_one("option[selected]")
        said[str(select["name"])] = str(chosen["value"]) if chosen else ""
    ticked = [str(one["value"]) for one in form.select("[name=roles][checked]")]
    return said | ({"roles": ticked} if "roles" in said else {})


def change(browser: Browser, address: str, **cells: str | list[str]) -> Page:
    """Change an entry by its page."""
    said = form_of(browser.get(address)) | cells
    return browser.post(address.rsplit("/", 1)[0], said)


def test_a_body_is_renamed_and_the_past_keeps_its_name(admin: Browser) -> None:
    page = change(admin, "/admin/bodies/zjj", name="示例县住房局")

    assert page.status == 200
    history = admin.get("/admin/bodies/zjj").text
    assert "示例县住房和城乡建设局 → 示例县住房局" in history
    assert "陈例癸" in history
    assert "示例县住房局" in admin.get("/organisation?body=zjj").text
    assert "示例县住房局" not in admin.get("/organisation?body=zjj&day=2026-03-08").text
    assert "示例县住房和城乡建设局" in admin.get("/organisation?body=zjj&day=2026-03-08").text


def test_the_history_of_a_person_tells_what_has_words_and_nothing_else(
    house: House, admin: Browser
) -> None:
    before = admin.get("/admin/persons/zjj.handler").text.count("重设密码")
    with house.tools.unit() as unit:
        person = unit.people.person_named("zjj.handler")
        assert person is not None
        record = Record(house.tools, unit, SYSTEM)
        subject = SubjectId(person.id)
        record.of_subject(
            subject,
            WorkClaimed(item=person.id, person=person.id),
            PasswordSet(person=person.id),
        )
        record.write()
        unit.commit()

    page = admin.get("/admin/persons/zjj.handler")

    assert page.status == 200
    assert page.text.count("重设密码") == before + 1


def test_a_form_with_a_mistake_comes_back_with_what_was_typed(admin: Browser) -> None:
    page = change(admin, "/admin/bodies/zjj", valid_to="2026-12-31", short_name="住房局")

    assert page.status == 422
    assert "仍有岗位" in page.text
    assert page.select("[name=short_name]")[0]["value"] == "住房局"


def test_roles_of_a_post_are_changed_by_two(admin: Browser, second: Browser) -> None:
    page = change(admin, "/admin/posts/zjj.handler", roles=["dept_handler", "legal_reviewer"])
    proposal = page.answer.request.path

    assert "须由另一位管理员同意" in page.text
    assert admin.post(f"{proposal}/agree", {}).status == 409
    assert "legal_reviewer" not in str(form_of(admin.get("/admin/posts/zjj.handler"))["roles"])
    assert "名册有变更待另一位管理员同意" in second.get("/notices").text
    assert "1 项变更" in second.get("/admin/proposals").text
    assert "部门承办人 → 部门承办人、法制审核人员" in second.get(proposal).text

    assert second.post(f"{proposal}/refuse", {"reason": " "}).status == 422
    assert second.post(f"{proposal}/agree", {}).status == 200

    assert "legal_reviewer" in str(form_of(admin.get("/admin/posts/zjj.handler"))["roles"])
    assert "经两人同意" in admin.get("/admin/posts/zjj.handler").text
    assert "已获同意" in admin.get("/notices").text
    assert second.post(f"{proposal}/agree", {}).status == 409


def test_a_proposal_is_refused_with_a_reason_or_taken_back(admin: Browser, second: Browser) -> None:
    asked = {"person": "zjj.handler", "post": "dsj.deputy", "valid_from": "2026-04-01"}
    refused = admin.post("/admin/holdings", asked)
    assert refused.status == 422, "the post is held by somebody"
    ended = change(
        admin, "/admin/holdings/county.deputy@dsj.deputy@2025-01-01", valid_to="2026-03-31"
    ).answer.request.path

    assert second.post(f"{ended}/refuse", {"reason": "须有两名管理员"}).status == 200
    assert "须有两名管理员" in admin.get(ended).text
    assert "未获同意" in admin.get("/notices").text

    again = change(
        admin, "/admin/holdings/county.deputy@dsj.deputy@2025-01-01", valid_to="2026-03-31"
    ).answer.request.path
    assert second.post(f"{again}/withdraw", {}).status == 409
    assert admin.post(f"{again}/withdraw", {}).status == 200
    assert "已撤回" in admin.get("/admin/proposals?stage=decided").text


def test_a_clock_table_is_put_in_force_by_two(
    house: House, admin: Browser, second: Browser
) -> None:
    with house.tools.unit() as unit:
        text = unit.county.paper("clocks") or ""
    spoiled = admin.post("/admin/papers", {"kind": "clocks", "name": "", "text": text + "\nx = ["})
    assert spoiled.status == 422
    assert "不符合 TOML 格式" in spoiled.text

    said = {"kind": "clocks", "name": "", "text": text + "\n# 2026 年 3 月修订\n"}
    proposal = admin.post("/admin/papers", said).answer.request.path
    assert second.post(f"{proposal}/agree", {}).status == 200

    with house.tools.unit() as unit:
        assert "2026 年 3 月修订" in (unit.county.paper("clocks") or "")


def test_a_paper_that_is_no_utf_8_is_refused_and_what_was_typed_stays(
    house: House, admin: Browser
) -> None:
    with house.tools.unit() as unit:
        text = unit.county.paper("clocks") or ""
    said = {"kind": "clocks", "name": "", "text": "# 旧稿", "reason": "换新表"}

    spoiled = admin.post(
        "/admin/papers", said | {"file": (io.BytesIO(text.encode("gb18030")), "clocks.toml")}
    )

    assert spoiled.status == 422
    assert "请另存为 UTF-8 后重新选择" in spoiled.text
    typed = spoiled.form("/admin/papers")
    assert (spoiled.select("textarea[name=text]")[0].get_text(), typed["reason"]) == (
        "# 旧稿",
        "换新表",
    )
    whole = text.encode("utf-8-sig") + b"\r\n# 2026\r\n"
    proposal = admin.post("/admin/papers", said | {"file": (io.BytesIO(whole), "clocks.toml")})
    assert proposal.answer.request.path.startswith("/admin/proposals/")


def test_an_unknown_entry_is_not_found_and_others_may_not_look(
    house: House, admin: Browser
) -> None:
    assert admin.get("/admin/bodies/nowhere").status == 404
    assert admin.get("/admin/proposals/00000000-0000-4000-8000-000000000001").status == 404
    assert house.browser("zjj.handler").get("/admin/persons").status == 403


def test_the_system_is_never_one_of_two_and_needs_none(house: House, admin: Browser) -> None:
    page = change(admin, "/admin/posts/zjj.handler", roles=["dept_handler", "legal_reviewer"])
    number = ProposalId(UUID(page.answer.request.path.rpartition("/")[2]))
    with pytest.raises(NotAllowed):
        proposals.agree(house.tools, SYSTEM, number)
    with house.tools.unit() as unit:
        post = next(one for one in unit.people.posts() if one.id == "zjj.head")
    cells = {**cells_of(post), "roles": "dept_head;legal_reviewer"}

    entered = entering.enter(house.tools, SYSTEM, [Line(register=Register.POSTS, cells=cells)])

    assert (entered.changed, entered.proposal) == (1, None)


def test_nobody_refuses_their_own_proposal_and_none_outlives_a_change(
    admin: Browser, second: Browser
) -> None:
    page = change(admin, "/admin/posts/zjj.handler", roles=["dept_handler", "legal_reviewer"])
    proposal = page.answer.request.path
    assert admin.post(f"{proposal}/refuse", {"reason": "算了"}).status == 409

    change(admin, "/admin/posts/zjj.handler", title="股长")

    refused = second.post(f"{proposal}/agree", {})
    assert refused.status == 409
    assert "提出之后名册已有变化" in refused.text


def test_who_signed_for_a_token_is_told_in_the_history(house: House, admin: Browser) -> None:
    house.program("zjj.handler")

    assert "领取接口令牌" in admin.get("/admin/persons/zjj.handler").text
    assert change(admin, "/admin/persons/zjj.handler", name="褚改名").status == 200
    assert "褚例甲 → 褚改名" in admin.get("/admin/persons/zjj.handler").text
