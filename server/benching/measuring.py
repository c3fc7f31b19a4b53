"""The acts of the benchmark, one phase after the other."""

import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

from server.benching.client import Client
from server.benching.figures import Cost, Measured
from server.benching.house import House, furnished, serving
from server.benching.insider import alone, count_all
from server.benching.plan import ALONE, CREATE, PAGES, ROUNDS, WARM, Plan, Tick, answer_to
from server.benching.processor import pace, seconds_of
from server.domain.ids import CaseId, ItemId
from server.ground import sizes_of

IDLE_SECONDS = 2.0


def measure(data: Path, plan: Plan, tick: Tick) -> Measured:
    """Measure everything in a data folder."""
    measured = Measured(cases=plan.cases, clients=plan.clients, load=os.getloadavg())
    with furnished(data, dict(os.environ)) as house:
        count_all(house, measured)
        with serving(house) as (client, server):
            bench = Bench(house, client, server, tick)
            bench.warm_up()
            before = sizes_of(house.database)
            bench.one_by_one(plan.cases, measured)
            after = sizes_of(house.database)
            measured.sizes = {name: (after[name] - before[name]) / plan.cases for name in after}
            bench.pages(plan.cases, measured)
            bench.all_at_once(plan, measured)
            bench.idle(measured)
        measured.paces.extend(pace())
        measured.costs[ALONE] = alone(house, plan.cases, tick)
    return measured


@dataclass(frozen=True, slots=True)
class Bench:
    """A house whose server runs."""

    house: House
    client: Client
    server: int
    tick: Tick

    def warm_up(self) -> None:
        """Play some cases to their end."""
        for case in [self._started() for _ in range(WARM)]:
            for tasks in ROUNDS:
                items = self.house.open_items(case)
                for task in tasks:
                    self._submitted(task, items[task])

    def one_by_one(self, cases: int, measured: Measured) -> None:
        """Start cases, then complete each task of all of them, one request at a time."""
        begun: list[CaseId] = []
        measured.paces.extend(pace())
        measured.costs[CREATE] = self._cost([lambda: begun.append(self._started())] * cases)
        for tasks in ROUNDS:
            items = [self.house.open_items(case) for case in begun]
            for task in tasks:
                acts = [partial(self._submitted, task, one[task]) for one in items]
                measured.costs[task] = self._cost(acts)
                measured.paces.extend(pace())

    def pages(self, times: int, measured: Measured) -> None:
        """Open pages, as whole HTML."""
        case = self._started()
        for name, (_, _, path) in PAGES.items():
            address = path.format(case=case)
            measured.costs[name] = self._cost([partial(self._opened, address)] * times)

    def all_at_once(self, plan: Plan, measured: Measured) -> None:
        """Complete the tasks of as many cases with all clients at work."""
        begun = [self._started() for _ in range(plan.cases)]
        crowd = [
            Client(port=self.client.port, cookie=self.client.cookie) for _ in range(plan.clients)
        ]
        spent = 0.0
        with ThreadPoolExecutor(plan.clients) as people:
            for tasks in ROUNDS:
                work = self._shared_out(begun, tasks, crowd)
                since = time.perf_counter()
                list(people.map(self._work_off, crowd, work))
                spent += time.perf_counter() - since
        for client in crowd:
            client.close()
        measured.crowd = tuple(waited for client in crowd for waited in client.waited)
        measured.per_second = len(measured.crowd) / spent

    def idle(self, measured: Measured) -> None:
        """Look what the server spends while nobody asks it anything."""
        begun, before = time.perf_counter(), sum(self._used())
        time.sleep(IDLE_SECONDS)
        measured.idle_ms = (sum(self._used()) - before) * 1000 / (time.perf_counter() - begun)

    def _shared_out(
        self, cases: list[CaseId], tasks: tuple[str, ...], crowd: list[Client]
    ) -> list[list[tuple[str, ItemId]]]:
        shares: list[list[tuple[str, ItemId]]] = [[] for _ in crowd]
        desks = cycle(shares)
        for case in cases:
            items = self.house.open_items(case)
            for task in tasks:
                next(desks).append((task, items[task]))
        return shares

    def _work_off(self, client: Client, work: list[tuple[str, ItemId]]) -> None:
        for task, item in work:
            client.submit(item, answer_to(task))
            self.tick("众人同时办理 / All at once")

    def _cost(self, acts: Iterable[Callable[[], None]]) -> Cost:
        self.client.waited.clear()
        before = self._used()
        for act in acts:
            act()
        after = self._used()
        times = len(self.client.waited)
        server, database = (
            (late - early) * 1000 / times for late, early in zip(after, before, strict=True)
        )
        return Cost(server_ms=server, database_ms=database, waited=tuple(self.client.waited))

    def _used(self) -> tuple[float, float]:
        return seconds_of(self.server), self.house.database_seconds()

    def _started(self) -> CaseId:
        case = self.client.start()
        self.tick("逐件发起 / Starting, one by one")
        return case

    def _submitted(self, task: str, item: ItemId) -> None:
        self.client.submit(item, answer_to(task))
        self.tick("逐件办理 / Completing, one by one")

    def _opened(self, address: str) -> None:
        self.client.get(address)
        self.tick("打开页面 / Opening pages")
