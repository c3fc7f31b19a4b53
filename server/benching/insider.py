"""The same acts inside this process, where statements can be counted and the web left out."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from server.benching.client import GOOD, JSON, PROCESS, BenchFailed, last_id
from server.benching.figures import Cost, Count, Measured
from server.benching.house import LOGIN, PASSWORD, House
from server.benching.plan import CREATE, PAGES, ROUNDS, TASKS, WARM, Tick, answer_to
from server.domain.ids import CaseId, ItemId
from server.services import working
from server.services.working import Answer

ALONE_SAID = "仅引擎与数据库 / Engine and store alone"


class Insider:
    """A person signed in to an application in this very process."""

    def __init__(self, house: House) -> None:
        """Sign in."""
        self._house = house
        self._client = house.application().test_client()
        self._client.post("/sign-in", data={"login": LOGIN, "password": PASSWORD})

    def count(self, act: Callable[[], object]) -> Count:
        """Carry out one act, counting what it asks of the database."""
        with self._house.database.counting() as counted:
            act()
        return Count(statements=len(counted.statements), commits=counted.commits)

    def start(self) -> CaseId:
        """Start a case."""
        return last_id(self._post(f"/start/{PROCESS}", {}))

    def submit(self, task: str, item: ItemId) -> None:
        """Complete a task."""
        self._post(f"/work/{item}", answer_to(task))

    def get(self, path: str) -> None:
        """Open a page."""
        _refuse_other(self._client.get(path))

    def _post(self, path: str, values: dict[str, object]) -> str:
        headers = JSON | {"Idempotency-Key": str(uuid4())}
        answer = _refuse_other(self._client.post(path, json={"values": values}, headers=headers))
        return str(answer.get_json()["location"])


def count_all(house: House, measured: Measured) -> None:
    """Count what one request of each kind asks of the database, sign-in check included.

    Twice: the first time, everything is read that is then kept at hand.
    """
    person = Insider(house)
    for _ in range(2):
        measured.counts |= _counted(house, person)


def _counted(house: House, person: Insider) -> dict[str, Count]:
    begun: list[CaseId] = []
    counts = {CREATE: person.count(lambda: begun.append(person.start()))}
    [case] = begun
    for tasks in ROUNDS:
        items = house.open_items(case)
        for task in tasks:
            counts[task] = person.count(partial(person.submit, task, items[task]))
    for name, (_, _, path) in PAGES.items():
        counts[name] = person.count(partial(person.get, path.format(case=case)))
    return counts


def alone(house: House, cases: int, tick: Tick) -> Cost:
    """Complete tasks without web and sign-in: services, engine and store, in this process."""
    person = Insider(house)
    begun = [person.start() for _ in range(WARM + cases)]
    first, rest = _completed(house, begun[:WARM], tick), _completed(house, begun[WARM:], tick)
    del first  # it only filled the caches
    return rest


def _completed(house: House, cases: list[CaseId], tick: Tick) -> Cost:
    actor = house.actor()
    own = database = 0.0
    waited: list[float] = []
    for tasks in ROUNDS:
        items = [house.open_items(case) for case in cases]
        before = house.database_seconds()
        for one in items:
            for task in tasks:
                since, mine = time.perf_counter(), time.thread_time()
                working.complete(house.tools, actor, one[task], Answer(values=answer_to(task)))
                own += time.thread_time() - mine
                waited.append(time.perf_counter() - since)
                tick(ALONE_SAID)
        database += house.database_seconds() - before
    times = len(cases) * len(TASKS)
    return Cost(
        server_ms=own * 1000 / times, database_ms=database * 1000 / times, waited=tuple(waited)
    )


def _refuse_other(answer: Any) -> Any:
    if answer.status_code not in GOOD:
        raise BenchFailed(f"{answer.request.path}: {answer.status_code} {answer.text[:500]}")
    return answer
