"""Words are found whatever width, case or brackets they are typed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.searching import (
    LONGEST_WORDS,
    MOST_TERMS,
    folded,
    grams_of,
    matches,
    pieces,
    terms_of,
    words_in,
)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("ＳＨ－２０２６", "sh-2026"),
        ("运府发〔2026〕3号", "运府发(2026)3号"),
        ("[甲]", "【甲】"),
        ("ABC", "abc"),
    ],
)
def test_what_nobody_means_makes_no_difference(typed: str, same: str) -> None:
    assert folded(typed) == folded(same)


def test_every_word_of_a_search_has_to_be_there() -> None:
    words = words_in("城关镇消防隐患", "SH-2026-00001")

    assert matches(words, "消防 城关")
    assert matches(words, "患")
    assert not matches(words, "消防 河道")


def test_a_search_has_so_many_words_and_no_more() -> None:
    assert len(terms_of(" ".join(map(str, range(50))))) == MOST_TERMS
    assert terms_of("  ") == ()
    assert len(words_in("长" * 900)) == LONGEST_WORDS


def test_words_are_looked_up_by_their_pairs_and_one_character_by_itself() -> None:
    assert grams_of(("消防隐", "患")) == ("消防", "防隐", "患")


def test_what_was_looked_for_is_marked_in_the_text_as_it_stands() -> None:
    assert pieces("运府发〔2026〕3号", "（2026） 3") == (
        ("运府发", False),
        ("〔2026〕3", True),
        ("号", False),
    )
    assert pieces("消防", "") == (("消防", False),)
    assert pieces("", "消") == ()


@given(st.text(max_size=40), st.text(max_size=6))
def test_marking_never_changes_the_text(text: str, search: str) -> None:
    assert "".join(piece for piece, _ in pieces(text, search)) == text


@given(st.text(alphabet="消防隐患SHａ１〔 ", min_size=1, max_size=20), st.data())
def test_any_part_of_a_title_finds_it(title: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(title) - 1))
    part = title[begin : data.draw(st.integers(begin + 1, len(title)))]
    words = words_in(title)

    assert all(term in words for term in terms_of(part))
