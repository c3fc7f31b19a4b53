"""What a person may choose about mail, when a mail goes out, and how often it is tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.errors import AnswerWrong
from server.domain.ids import PersonId
from server.domain.mailing import (
    GATHERING,
    WAITS,
    MailChoice,
    Rhythm,
    again_at,
    choose,
    due,
    is_address,
)
from server.domain.notice_groups import GROUPS, group_of
from server.domain.notice_words import WORDS
from server.domain.workdays import Calendar
from tests.builders import an_id

CALENDAR = Calendar()
ANY_HOUR = MailChoice(address="li@county.example", quiet_from="", quiet_to="", workdays=False)
USUAL = replace(ANY_HOUR, quiet_from="20:00", quiet_to="08:00", workdays=True)


def at(text: str) -> datetime:
    """A moment on the county's clocks."""
    return datetime.fromisoformat(f"{text}+08:00")


def test_every_kind_of_notice_belongs_to_one_group() -> None:
    kinds = {kind.partition("/")[0] for kind in WORDS}
    grouped = [kind for several in GROUPS.values() for kind in several]

    assert sorted(grouped) == sorted(kinds)


def test_a_detail_does_not_change_the_group() -> None:
    assert group_of("WorkEscalated/red") == group_of("WorkUrged") == "due"


@pytest.mark.parametrize("text", ["li@county.example", "a.b+c@zj.gov.cn", "x@a-b.co"])
def test_an_address_for_mail_is_one(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "li",
        "li@county",
        "li@@county.example",
        "li@county.example\nBcc: x@y.example",
        "li wei@county.example",
        "<li@county.example>",
        "李@county.example",
        f"{'a' * 65}@county.example",
        f"a@{'b.' * 130}example",
    ],
)
def test_what_is_no_address_is_none(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"address": "nobody"}, "address"),
        ({"groups": frozenset({"gossip"})}, "groups"),
        ({"quiet_from": "25:00"}, "quiet_from"),
        ({"quiet_to": ""}, "quiet_to"),
    ],
)
def test_a_choice_that_cannot_be_kept_to_is_refused(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(AnswerWrong) as refused:
        choose(PersonId(an_id()), replace(USUAL, **wrong), "digest")  # type: ignore[arg-type]

    assert [fault.field for fault in refused.value.faults] == [field]


def test_the_fact_of_a_choice_holds_no_address() -> None:
    fact = choose(PersonId(an_id()), USUAL, "digest")

    assert "county" not in str(fact)
    assert (fact.rhythm, fact.digest) == ("at_once", "digest")


@pytest.mark.parametrize(
    ("choice", "told", "goes_out"),
    [
        (ANY_HOUR, "2026-03-09T23:00", "2026-03-09T23:03"),
        (USUAL, "2026-03-09T10:00", "2026-03-09T10:03"),
        (USUAL, "2026-03-09T20:00", "2026-03-10T08:00"),
        (USUAL, "2026-03-09T19:58", "2026-03-10T08:00"),
        (USUAL, "2026-03-09T06:00", "2026-03-09T08:00"),
        (USUAL, "2026-03-13T21:00", "2026-03-16T09:00"),
        (USUAL, "2026-03-14T10:00", "2026-03-16T09:00"),
        (replace(USUAL, quiet_to="09:30"), "2026-03-14T10:00", "2026-03-16T09:30"),
        (
            replace(USUAL, quiet_from="12:00", quiet_to="14:00"),
            "2026-03-09T12:30",
            "2026-03-09T14:00",
        ),
        (replace(USUAL, rhythm=Rhythm.TWICE), "2026-03-09T08:59", "2026-03-09T09:00"),
        (replace(USUAL, rhythm=Rhythm.TWICE), "2026-03-09T09:00", "2026-03-09T14:30"),
        (replace(USUAL, rhythm=Rhythm.TWICE), "2026-03-09T15:00", "2026-03-10T09:00"),
        (replace(USUAL, rhythm=Rhythm.DAILY), "2026-03-13T15:00", "2026-03-16T09:00"),
        (replace(ANY_HOUR, rhythm=Rhythm.DAILY), "2026-03-13T15:00", "2026-03-14T09:00"),
    ],
)
def test_mail_goes_out_at_the_chosen_rhythm_and_in_no_quiet_hour(
    choice: MailChoice, told: str, goes_out: str
) -> None:
    assert due(choice, at(told), CALENDAR) == at(goes_out)


TIMES = st.times().map(lambda moment: moment.strftime("%H:%M"))


@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # the zone is given
    begin=TIMES,
    end=TIMES,
    rhythm=st.sampled_from(Rhythm),
    workdays=st.booleans(),
)
def test_no_mail_ever_goes_out_in_a_quiet_hour(
    moment: datetime, begin: str, end: str, rhythm: Rhythm, *, workdays: bool
) -> None:
    choice = MailChoice(quiet_from=begin, quiet_to=end, rhythm=rhythm, workdays=workdays)

    local = CALENDAR.local(due(choice, moment, CALENDAR))

    now = local.strftime("%H:%M")
    is_quiet = begin <= now < end if begin <= end else now >= begin or now < end
    assert local > moment
    assert not is_quiet
    assert not workdays or CALENDAR.is_working(local.date())


def test_a_mail_is_tried_for_about_two_days_ever_less_often() -> None:
    now = at("2026-03-09T09:00")
    tries = [again_at(number, now) for number in range(1, len(WAITS) + 2)]

    assert tries[-1] is None
    assert list(WAITS) == sorted(WAITS)
    assert timedelta(days=1.5) < sum(WAITS, timedelta()) < timedelta(days=2.5)
    assert tries[0] == now + timedelta(minutes=1)
    assert timedelta(minutes=5) > GATHERING
