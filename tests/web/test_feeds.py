"""日历订阅: deadlines in the calendar of a phone, by a secret address that can be revoked."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar

from server.domain.errors import TooManyFeeds
from server.domain.feeds import MOST, Whose
from server.domain.ids import SubjectId
from server.domain.people import SYSTEM
from server.services import feeds, peopling
from server.services.signing_in import hashed
from tests.services.test_crowds import at_once
from tests.web.house import PASSWORD
from tests.web.journey import DONE, started
from tests.web.test_clocks import clocked
from tests.web.test_recounts import in_force, walk

if TYPE_CHECKING:
    from icalendar import Component
    from werkzeug.test import TestResponse

    from tests.web.house import House


def subscribed(house: House, login: str = "zjj.handler", whose: str = "mine") -> str:
    """The path of the address of a new calendar."""
    address = house.program(login).post("/feeds", {"whose": whose}).get_json()["address"]
    assert address.startswith("http://localhost/feeds/")
    return str(urlsplit(address).path)


def asked(house: House, path: str, **headers: str) -> TestResponse:
    """What somebody gets who knows the address and nothing else."""
    return house.client().get(path, headers=headers)


def events(house: House, path: str) -> dict[str, Component]:
    """The entries of a calendar by their UID, as a program reads them."""
    answer = asked(house, path)
    assert answer.status_code == HTTPStatus.OK
    assert answer.content_type == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(answer.data)
    assert not read.errors
    assert (str(read["VERSION"]), str(read["CALSCALE"])) == ("2.0", "GREGORIAN")
    assert read["PRODID"]
    found = {str(one["UID"]): one for one in read.walk("VEVENT")}
    assert all(one["DTSTAMP"] and not one.errors for one in found.values())
    return found


def moments(event: Component) -> tuple[datetime, datetime]:
    """When it is due, and when that was said."""
    due, said = event.decoded("DTSTART"), event.decoded("DTSTAMP")
    assert isinstance(due, datetime)
    assert isinstance(said, datetime)
    return due, said


def held(house: House, clock: str = "T03", minute: datetime | None = None) -> str:
    """Work with a clock that the handler has signed for."""
    item = clocked(house, clock, minute)
    handler = house.program("zjj.handler")
    for row in handler.get("/work-items").get_json()["items"]:
        handler.post(f"/work-items/{row['id']}/claim")
    return item


def test_a_calendar_has_number_step_and_moment_and_nothing_else(house: House) -> None:
    item = held(house)
    due = house.program("zjj.handler").get(f"/work-items/{item}").get_json()["row"]["deadline"]

    [event] = events(house, subscribed(house)).values()

    assert event["UID"] == f"{item}@muster"
    assert moments(event)[0] == datetime.fromisoformat(due["due"])
    assert str(event["SUMMARY"]) == "JG-2026-00001 处置 到期"
    said = {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "SUMMARY", "STATUS", "CLASS", "TRANSP"}
    assert set(event) == said
    assert (event["SEQUENCE"], str(event["STATUS"])) == (0, "CONFIRMED")


def test_lines_are_folded_and_end_as_the_standard_says(house: House) -> None:
    held(house)

    lines = asked(house, subscribed(house)).data.split(b"\r\n")

    assert lines[-1] == b""
    assert all(b"\n" not in line and len(line) <= 75 for line in lines)


def test_a_deadline_that_moves_is_the_same_entry_in_a_new_sequence(house: House) -> None:
    held(house, "T03", datetime.fromisoformat("2026-12-29T01:00:00+00:00"))
    path = subscribed(house)
    [(before, was)] = events(house, path).items()
    assert str(was["STATUS"]) == "TENTATIVE"

    in_force(house)
    walk(house)

    [(after, now)] = events(house, path).items()
    assert after == before
    assert (was["SEQUENCE"], now["SEQUENCE"]) == (0, 1)
    assert all(later > earlier for later, earlier in zip(moments(now), moments(was), strict=True))
    assert str(now["STATUS"]) == "CONFIRMED"


def test_who_asks_again_is_told_that_nothing_changed(house: House) -> None:
    held(house)
    path = subscribed(house)
    first = asked(house, path)

    house.clock.moment += timedelta(hours=1)
    again = asked(house, path, **{"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (HTTPStatus.NOT_MODIFIED, b"")
    assert "no-cache" in first.headers["Cache-Control"]
    held(house)
    assert (
        asked(house, path, **{"If-None-Match": first.headers["ETag"]}).status_code == HTTPStatus.OK
    )


def test_what_is_over_and_what_has_no_deadline_is_not_there(house: House) -> None:
    item = held(house)
    path = subscribed(house)
    handler = house.program("zjj.handler")
    handler.post(f"/work-items/{item}/complete", DONE)
    assert events(house, path) == {}


def test_work_without_a_clock_is_not_there(house: House) -> None:
    started(house)

    assert events(house, subscribed(house)) == {}


def test_who_leads_a_body_sees_all_its_deadlines(house: House) -> None:
    peopling.set_passwords(house.tools, SYSTEM, {"zjj.head": PASSWORD})
    item = clocked(house, "T03")

    assert set(events(house, subscribed(house, "zjj.head", "unit"))) == {f"{item}@muster"}
    assert events(house, subscribed(house, "zjj.head")) == {}
    refused = house.program("zjj.handler").post("/feeds", {"whose": "unit"})
    assert refused.status_code == HTTPStatus.FORBIDDEN


def test_a_wrong_address_a_revoked_one_and_none_look_alike(house: House) -> None:
    path = subscribed(house)
    browser = house.browser("zjj.handler")
    page = browser.get("/me/feeds")
    assert page.heading == "日历订阅"

    [revoke] = [form["action"] for form in page.soup.select("form") if "revoke" in form["action"]]
    assert browser.client.post(str(revoke)).status_code == HTTPStatus.SEE_OTHER

    said = {asked(house, each).status_code for each in (path, path[:-5] + "x.ics", "/feeds/a.ics")}
    assert said == {HTTPStatus.NOT_FOUND}
    assert browser.client.post(str(revoke)).status_code == HTTPStatus.NOT_FOUND
    assert "还没有日历订阅" in browser.get("/me/feeds").text


def test_the_address_opens_nothing_else(house: House) -> None:
    item = held(house)
    stranger = house.client()
    assert stranger.get(subscribed(house)).status_code == HTTPStatus.OK

    assert stranger.get(f"/work/{item}").status_code != HTTPStatus.OK
    assert stranger.get("/inbox").status_code != HTTPStatus.OK
    assert stranger.get("/api/v1/work-items").status_code == HTTPStatus.UNAUTHORIZED


def test_nobody_revokes_what_is_another_persons(house: House) -> None:
    path = subscribed(house)
    [feed] = house.program("zjj.handler").get("/feeds").get_json()["items"]

    other = house.program("slj.handler").post(f"/feeds/{feed['id']}/revoke")

    assert other.status_code == HTTPStatus.NOT_FOUND
    assert asked(house, path).status_code == HTTPStatus.OK
    assert (
        house.program("zjj.handler").post(f"/feeds/{feed['id']}/revoke").status_code
        < HTTPStatus.BAD_REQUEST
    )
    assert asked(house, path).status_code == HTTPStatus.NOT_FOUND


def test_the_address_is_shown_once_and_kept_as_a_digest(house: House) -> None:
    browser = house.browser("zjj.handler")
    form = {"whose": "mine", "idempotency_key": "calendar-1"}
    made = browser.post("/me/feeds", form)
    address = made.soup.select_one("input[type=url]")
    assert address is not None
    secret = str(address["value"]).rpartition("/")[2].removesuffix(".ics")

    again = browser.post("/me/feeds", form)
    assert "已显示过" in again.text
    assert secret not in again.text
    assert secret not in browser.get("/me/feeds").text
    with house.tools.unit() as unit:
        [feed] = unit.feeds.of(house.actor("zjj.handler").person)  # type: ignore[arg-type]
        assert unit.feeds.known_by(hashed(secret)) == feed
        told = [one.text for one in unit.journal.entries(SubjectId(feed.person))]
    assert any("FeedMade" in text for text in told)
    assert not any(secret in text for text in told)


def test_there_is_a_limit_to_calendars(house: House) -> None:
    for _ in range(MOST):
        subscribed(house)

    refused = house.browser("zjj.handler").post("/me/feeds", {"whose": "mine"})

    assert refused.status == HTTPStatus.CONFLICT
    assert "请先停用" in refused.text
    browser = house.browser("zjj.handler")
    assert (
        browser.client.post("/me/feeds", data={"whose": "all"}).status_code
        == HTTPStatus.UNPROCESSABLE_ENTITY
    )


def test_two_windows_at_once_make_no_more_than_the_limit(house: House) -> None:
    for _ in range(MOST - 1):
        subscribed(house)
    actor = house.actor("zjj.handler")

    made = at_once([partial(feeds.make, house.tools, actor, Whose.MINE, "zh")] * 4)

    assert sum(isinstance(one, TooManyFeeds) for one in made) == 3
    assert len(feeds.of_mine(house.tools, actor)) == MOST


@pytest.mark.parametrize(("whose", "name"), [("mine", "my deadlines"), ("unit", "my unit")])
def test_a_calendar_speaks_the_language_it_was_made_in(house: House, whose: str, name: str) -> None:
    peopling.set_passwords(house.tools, SYSTEM, {"zjj.head": PASSWORD})
    clocked(house, "T03")
    program = house.program("zjj.head")
    made = program._client.post(  # the header of a program that speaks English
        "/api/v1/feeds",
        json={"whose": whose},
        headers={**program._headers, "Idempotency-Key": "k", "Accept-Language": "en"},
    )
    read = Calendar.from_ical(asked(house, urlsplit(made.get_json()["address"]).path).data)

    assert name in str(read["X-WR-CALNAME"])
    for event in read.walk("VEVENT"):
        assert str(event["SUMMARY"]).endswith(" due")


def test_an_entry_stays_the_same_until_its_deadline_moves(house: House) -> None:
    item = held(house)
    path = subscribed(house)
    before = events(house, path)[f"{item}@muster"].to_ical()

    house.clock.moment += timedelta(hours=1)
    handler = house.program("zjj.handler")
    for act in ("give-back", "claim"):
        answer = handler.post(f"/work-items/{item}/{act}")
        assert answer.status_code < HTTPStatus.BAD_REQUEST, answer.get_json()

    assert events(house, path)[f"{item}@muster"].to_ical() == before
