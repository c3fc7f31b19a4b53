"""Fifty people act while web processes, worker and database are killed: nothing is lost or doubled.

Every act is sent under a key until it is answered. CRASH_ROUNDS says how often something is killed.
"""

from __future__ import annotations

import os
import random
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from server import wiring
from server.settings import read_settings
from tests.crash.programs import is_sound
from tests.crash.town import WORK, Person, town
from tests.databases import FOLDER
from tests.waiting import until

if TYPE_CHECKING:
    from tests.crash.town import Town

PEOPLE = 50
ROUNDS = int(os.environ.get("CRASH_ROUNDS", "4"))
VICTIMS = ("web process", "database", "worker", "web")
BETWEEN = (0.3, 2.0)
"""Seconds between one death and the next."""


@pytest.mark.slow
def test_what_was_answered_is_there_once_whatever_was_killed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = Path(os.environ[FOLDER]) / "crash"
    folder.mkdir()
    folder.chmod(0o711)  # PostgreSQL runs as another account when the tests are run by root
    with town(folder) as here:
        people = live_through(here)
        until(lambda: not here.ask("SELECT FROM procrastinate_jobs WHERE status = 'todo'"))

        errands = sum(person.errands for person in people)
        with capsys.disabled():
            sys.stdout.write(
                f"\ncrashes: {len(here.client.answered)} acts of {PEOPLE} people, {errands} cases; "
                f"killed: {', '.join(here.killed)}; {here.client.cut_off} requests cut off\n"
            )
        assert here.client.cut_off > 0
        check_nothing_waits(here)
        check_all_happened_once(here, errands)
        assert is_sound(here.environment)


def live_through(here: Town) -> list[Person]:
    """Everybody acts while programs die, and then brings to an end what was begun."""
    stopped = threading.Event()
    people = [Person(here, number, stopped) for number in range(PEOPLE)]
    here.start()
    with ThreadPoolExecutor(PEOPLE) as threads:
        living = [threads.submit(person.live) for person in people]
        try:
            for number in range(ROUNDS):
                threading.Event().wait(random.uniform(*BETWEEN))  # noqa: S311  # any moment
                here.strike(VICTIMS[number % len(VICTIMS)])
                here.start()
        finally:
            stopped.set()
        here.forget_the_dead()
        for one in living:
            one.result(timeout=120)
    return people


def check_nothing_waits(here: Town) -> None:
    """Every case has come to its end."""
    assert {row[0] for row in here.ask("SELECT status FROM cases")} == {"finished"}
    assert {row[0] for row in here.ask("SELECT state FROM work_items")} == {"done"}
    for table in ("timers", "listeners", "incidents"):
        assert here.ask(f"SELECT FROM {table}") == []


def check_all_happened_once(here: Town, errands: int) -> None:
    """Each errand that was begun was begun once, and each of its steps was done once."""
    settings = read_settings(here.environment)
    with wiring.tools_over(here.database, settings).unit() as unit:
        journals = [unit.journal.entries(subject) for subject in unit.journal.subjects()]
    kinds = [
        Counter(type(fact).__name__ for entry in entries for fact in entry.facts)
        for entries in journals
    ]
    cases = [told for told in kinds if told["CaseStarted"]]
    once = {
        "ListeningBegan",
        "ListeningEnded",
        "CaseStarted",
        "TimerSet",
        "TimerFired",
        "MessageThrown",
        "CaseFinished",
    }
    assert len(cases) == errands
    for told in cases:
        assert {kind: told[kind] for kind in once} == dict.fromkeys(once, 1)
        assert [told[kind] for kind in ("WorkOffered", "WorkClaimed", "WorkCompleted")] == [
            len(WORK)
        ] * 3
