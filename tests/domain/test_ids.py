"""Named things have a journal of their own, the same on every machine."""

from __future__ import annotations

from uuid import UUID

from server.domain.ids import subject_named, uuid_in


def test_a_named_thing_has_the_same_subject_on_every_machine() -> None:
    assert subject_named("body", "zjj") == UUID("d85c195d-b5ee-5f7f-8279-972a08de8c90")


def test_things_of_different_kinds_share_no_journal() -> None:
    assert subject_named("body", "zjj") != subject_named("post", "zjj")


def test_what_is_no_identifier_is_none() -> None:
    known = UUID("d85c195d-b5ee-5f7f-8279-972a08de8c90")

    assert [uuid_in(text) for text in (str(known), "", "7", str(known)[:-1])] == [
        known,
        *[None] * 3,
    ]
