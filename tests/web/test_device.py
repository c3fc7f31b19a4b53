"""What a device may keep: the page of what is kept, how the house is installed, the worker; and a case on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.journey import started

if TYPE_CHECKING:
    from tests.web.house import House


def test_the_page_of_what_is_kept_says_nothing_of_anybody(house: House) -> None:
    page = house.browser().get("/kept")

    assert (page.status, page.heading) == (200, "本机留存的内容")
    assert not page.select("[data-person]")


def test_the_page_of_what_is_kept_speaks_the_language_that_its_address_names(house: House) -> None:
    page = house.browser().get("/kept?language=en")

    assert page.heading == "What this device keeps"


def test_the_house_can_be_installed_with_pictures_that_are_there(house: House) -> None:
    client = house.client()

    told = client.get("/app.webmanifest").get_json()

    assert (told["start_url"], told["scope"], told["display"]) == ("/inbox", "/", "standalone")
    assert [(one["sizes"], one["purpose"]) for one in told["icons"]] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    for icon in told["icons"]:
        with client.get(icon["src"]) as picture:
            assert picture.data.startswith(b"\x89PNG")


def test_the_worker_is_asked_for_anew_each_time(house: House) -> None:
    answer = house.client().get("/service-worker.js")

    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_a_case_is_a_document_on_paper_for_who_has_part_in_it(house: House) -> None:
    case = started(house)["case"]

    page = house.browser("buguan.officer").get(f"/cases/{case}/print")

    assert (page.status, page.heading) == (200, "东大街")
    assert "地点" in page.text
    assert house.browser("county.admin").client.get(f"/cases/{case}/print").status_code == 404
