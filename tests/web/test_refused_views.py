"""A view of the inbox that is not saved, or not changed: what was typed for it is there still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.page import Page

if TYPE_CHECKING:
    from tests.page import Browser
    from tests.web.house import House

VIEWS = "/inbox/views"


@pytest.fixture
def clerk(house: House) -> Browser:
    return house.browser("zjj.handler")


def refused(browser: Browser, address: str, **said: str) -> Page:
    """The page that comes back."""
    answer = browser.client.post(address, data={"body": "", **said})
    assert answer.status_code in {409, 422}
    return Page(answer)


def shared_with(page: Page, place: str) -> list[str]:
    """What is chosen in the form that is sent there."""
    return [one.get_text() for one in page.select(f"form[action='{place}'] option[selected]")]


def test_a_view_that_is_not_saved_is_typed_there_still(clerk: Browser) -> None:
    clerk.post(VIEWS, {"name": "甲", "query": "due=late"})
    narrowed = "view=unit&due=today"

    page = refused(clerk, VIEWS, name="甲", query=f"{narrowed}&nobody=knows", body="zjj")

    unsaved = page.form(VIEWS)
    assert (unsaved["name"], unsaved["query"]) == ("甲", narrowed)
    assert shared_with(page, VIEWS) == ["共享给示例县住房和城乡建设局"]
    [name] = page.select(f"form[action='{VIEWS}'] input[aria-invalid]")
    assert name["aria-describedby"] == page.select("[role=alert]")[0]["id"]
    saved = clerk.post(VIEWS, unsaved | {"name": "乙"})
    assert saved.answer.request.full_path == f"/inbox?{narrowed}"


def test_a_first_view_without_a_name_keeps_its_filters(clerk: Browser) -> None:
    page = refused(clerk, VIEWS, name="  ", query="due=late")

    assert page.form(VIEWS)["query"] == "due=late"
    assert "您还没有保存视图" not in page.text


def test_a_change_that_is_refused_is_typed_there_still(clerk: Browser) -> None:
    for name in ("甲", "乙"):
        clerk.post(VIEWS, {"name": name, "query": "due=late"})
    [_, place] = [str(form["action"]) for form in clerk.get(VIEWS).select("form.saved-view")]

    page = refused(clerk, place, name="甲", body="zjj", is_default="on")

    assert page.form(place)["name"] == "甲"
    assert shared_with(page, place) == ["共享给示例县住房和城乡建设局"]
    assert page.select(f"form[action='{place}'] input[name=is_default][checked]")
    assert len(page.select("[aria-invalid]")) == 1
    assert page.select(f"form[action='{VIEWS}']") == []
    assert clerk.get(VIEWS).form(place)["name"] == "乙"
