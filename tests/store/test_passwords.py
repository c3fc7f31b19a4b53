"""Hashes of passwords, and how many are made at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Any

import pytest
from argon2 import PasswordHasher

from server.domain.errors import TooManySignIns
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


class Counted(PasswordHasher):
    """Knows how many are at work, and goes on when it is told to."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.goes_on, self.has_begun = Event(), Event()
        self.most = self._now = 0
        self._lock = Lock()

    def verify(self, *given: Any) -> Any:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        self.has_begun.set()
        assert self.goes_on.wait(10)
        try:
            return super().verify(*given)
        finally:
            with self._lock:
                self._now -= 1


def test_of_many_who_come_at_once_only_two_are_looked_at_at_a_time() -> None:
    counted, kept = Counted(), CHEAP.hash("x")
    counted.goes_on.set()
    hasher = Argon2Hasher(counted)

    with ThreadPoolExecutor(32) as people:
        let_in = list(people.map(lambda _: hasher.matches(kept, "x"), range(32)))

    assert all(let_in)
    assert counted.most <= 2


def test_who_would_wait_too_long_is_told_to_come_again() -> None:
    counted, kept = Counted(), CHEAP.hash("x")
    hasher = Argon2Hasher(counted, at_once=1, patience=0.01)

    with ThreadPoolExecutor(1) as people:
        first = people.submit(hasher.matches, kept, "x")
        assert counted.has_begun.wait(10)
        with pytest.raises(TooManySignIns) as refused:
            hasher.matches(kept, "x")
        counted.goes_on.set()
        assert first.result(10)

    assert refused.value.retry_after == 5
    assert hasher.matches(kept, "x"), "the place was given back"
