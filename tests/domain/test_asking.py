"""A part of the inbox stands in an address, and is read back as it was."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from server.domain.ids import BodyId, ProcessKey
from server.domain.reading import InboxQuery
from server.domain.reading.asking import address_of, asked, asked_by, said
from server.domain.reading.inbox import DEADLINES, HOLDERS, URGENCIES, VIEWS

WORDS = st.sampled_from(["", "消防", "a&b=c", "100%"])
KEYS = st.sampled_from(["", "whistle", "a b"])
DAYS = st.none() | st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31))


@given(
    st.builds(
        InboxQuery,
        view=st.sampled_from(VIEWS),
        search=WORDS,
        process=st.sampled_from([None, ProcessKey("whistle")]),
        deadline=st.sampled_from(["", *DEADLINES]),
        due_from=DAYS,
        due_until=DAYS,
        body=st.sampled_from([None, BodyId("zjj")]),
        from_body=st.sampled_from([None, BodyId("buguan")]),
        holder=st.sampled_from(["", *HOLDERS]),
        urgency=st.sampled_from(["", *URGENCIES]),
    )
)
def test_an_address_says_all_that_is_asked(query: InboxQuery) -> None:
    assert asked_by(address_of(query)) == query


def test_what_nobody_understands_asks_for_nothing() -> None:
    given_words = {
        "view": "x",
        "due": "soon",
        "since": "20260303",
        "until": "gone-wrong",
        "urgency": "?",
    }

    assert asked(given_words) == InboxQuery()
    for until in ("2026-13-40", "9999-12-31", "0001-01-01"):
        assert asked({"until": until}) == InboxQuery()


def test_a_step_is_asked_for_within_a_process_only() -> None:
    assert asked({"step": "report"}).step == ""
    assert asked({"step": "report", "process": "whistle"}).step == "report"


def test_what_asks_for_nothing_is_not_said() -> None:
    assert said(InboxQuery()) == {}
    assert said(InboxQuery(due_from=date(2026, 3, 3), view="unit")) == {
        "view": "unit",
        "since": "2026-03-03",
    }
