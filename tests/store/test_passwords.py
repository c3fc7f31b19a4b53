"""Hashes of passwords."""

from server.store.passwords import Argon2Hasher
from tests.eased import CHEAP


def test_the_right_password_matches() -> None:
    assert CHEAP.matches(CHEAP.hash("哨响-2026"), "哨响-2026")


def test_a_wrong_password_does_not_match() -> None:
    assert not CHEAP.matches(CHEAP.hash("哨响-2026"), "哨响-2027")


def test_what_is_no_hash_matches_nothing() -> None:
    assert not CHEAP.matches("", "")


def test_the_same_password_is_never_kept_alike() -> None:
    assert CHEAP.hash("same") != CHEAP.hash("same")


def test_hashes_are_argon2id_with_64_megabytes() -> None:
    assert Argon2Hasher().hash("x").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
