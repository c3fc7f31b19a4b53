"""What runs without a request: jobs, and the sweep that turns due moments into jobs.

Timers not yet due wait in their own indexed table; a sweep defers a job for each that is due, in
one transaction, and any worker fires it (decision D6). A job that died with its worker is deferred
again by a later sweep, because its timer still waits; firing twice finds nothing waiting.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from itertools import count
from typing import TYPE_CHECKING
from uuid import UUID

from procrastinate import App, PsycopgConnector

from server.domain.errors import Refusal
from server.domain.ids import ItemId, TimerId
from server.services import delivering, timekeeping

if TYPE_CHECKING:
    from server.services.tools import Tools

LOG = logging.getLogger("muster.worker")
SWEEP_SECONDS = 0.5
"""A due moment is acted on within a second: half of it at most waiting for the sweep."""
SWEEPS_TO_TIDY = 7200
"""About once an hour."""
JOBS_AT_ONCE = 4


def jobs_over(tools: Tools, conninfo: str) -> App:
    """The jobs that the queue may hold, by name."""
    app = App(connector=PsycopgConnector(conninfo=conninfo))

    @app.task(name="fire")
    def fire(timer: str) -> None:
        timekeeping.fire_or_report(tools, TimerId(UUID(timer)))

    @app.task(name="climb")
    def climb(item: str, rung: str) -> None:
        timekeeping.climb(tools, ItemId(UUID(item)), rung)

    @app.task(name="deliver")
    def deliver(case: str, kind: str, name: str, key: str, digest: str) -> None:
        delivering.deliver(tools, UUID(case), kind=kind, name=name, key=key, digest=digest)

    return app


class Sweeper:
    """A thread that looks for due moments until it is stopped."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._sweep, daemon=True, name="sweep")

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the sweep under way."""
        self._stopped.set()
        self._thread.join()

    def _sweep(self) -> None:
        sweeps = count()
        while not self._stopped.wait(SWEEP_SECONDS):
            try:
                timekeeping.sweep(self._tools)
                if next(sweeps) % SWEEPS_TO_TIDY == 0:
                    timekeeping.tidy(self._tools)
            except Refusal as refusal:
                LOG.warning("sweep put off: %s", refusal)
            except Exception:
                LOG.exception("sweep failed")


class Worker:
    """Jobs and sweep together, in threads of this process."""

    def __init__(self, tools: Tools, conninfo: str) -> None:
        self._sweeper = Sweeper(tools)
        self._app = jobs_over(tools, conninfo)
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, daemon=True, name="jobs")

    def start(self) -> None:
        """Begins both."""
        self._sweeper.start()
        self._thread.start()

    def stop(self) -> None:
        """Ends both, after what is under way."""
        self._sweeper.stop()
        if self._task is not None:
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join()

    def wait(self) -> None:
        """Waits until the jobs end."""
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._task = self._loop.create_task(self._work())
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            LOG.info("jobs stopped")
        finally:
            self._loop.close()

    async def _work(self) -> None:
        async with self._app.open_async():
            await self._app.run_worker_async(
                concurrency=JOBS_AT_ONCE,
                install_signal_handlers=False,
                listen_notify=True,
                delete_jobs="successful",
            )


def start_embedded(tools: Tools, conninfo: str) -> Worker:
    """A worker inside the web server's process."""
    worker = Worker(tools, conninfo)
    worker.start()
    return worker
