"""Hashes of passwords."""

from argon2 import PasswordHasher

from server.store.passwords import Argon2Hasher

FAST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def test_the_right_password_matches() -> None:
    hasher = Argon2Hasher(FAST)

    assert hasher.matches(hasher.hash("哨响-2026"), "哨响-2026")


def test_a_wrong_password_does_not_match() -> None:
    hasher = Argon2Hasher(FAST)

    assert not hasher.matches(hasher.hash("哨响-2026"), "哨响-2027")


def test_what_is_no_hash_matches_nothing() -> None:
    assert not Argon2Hasher(FAST).matches("", "")


def test_the_same_password_is_never_kept_alike() -> None:
    hasher = Argon2Hasher(FAST)

    assert hasher.hash("same") != hasher.hash("same")


def test_hashes_are_argon2id_with_64_megabytes() -> None:
    assert Argon2Hasher().hash("x").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
