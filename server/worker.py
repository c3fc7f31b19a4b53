"""What runs without a request: jobs, and beside them the sweep that turns due moments into jobs.

A timer's job that died with its worker is
deferred again by a later sweep, because its timer still waits; firing twice finds nothing waiting.
A delivery that died is taken up again by the next worker, under a key that lets it happen once.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import TYPE_CHECKING
from uuid import UUID

from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status
from psycopg_pool import PoolTimeout

from server.domain.errors import BusyNow, DatabaseAway, Refusal
from server.domain.ids import CaseId, ItemId, LeavingId, NoticeId, StartId, TimerId
from server.domain.ports import Queue
from server.domain.recount import Paper
from server.services import (
    delivering,
    recounting,
    standing_still,
    stopping,
    timekeeping,
)
from server.services.hooks import calling, hearing
from server.services.mailing import carrying, spreading
from server.services.messages import Sent
from server.services.registers import ahead, ending
from server.services.registers import leaving as leaving_office
from server.sweeping import Sweeper

if TYPE_CHECKING:
    from procrastinate.jobs import Job

    from server.services.tools import Tools

LOG = logging.getLogger("muster.worker")
QUEUES = {Queue.INSIDE.value: 4, Queue.MAIL.value: 2, Queue.HOOKS.value: 4}
"""How many jobs run at once of what touches the house alone, and of what waits for servers of others."""
STALLED_SECONDS = 30.0
"""How long a worker gives no sign before it counts as dead and its jobs are taken up."""
AWAY_SECONDS = 1.0
"""How long to wait before the database is asked again after it was away."""
AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={DatabaseAway, BusyNow})
"""A delivery has no timer that would bring it back: it waits 2, 4, 8 ... seconds and tries again."""


def jobs_over(tools: Tools, conninfo: str) -> App:
    """The jobs that the queue may hold, by name."""
    app = App(connector=PsycopgConnector(conninfo=conninfo))

    @app.task(name="fire")
    def fire(timer: str) -> None:
        timekeeping.fire_or_report(tools, TimerId(UUID(timer)))

    @app.task(name="begin")
    def begin(start: str) -> None:
        try:
            timekeeping.begin_or_report(tools, StartId(UUID(start)))
        except Refusal as refusal:  # its moment still waits: a later sweep tries again
            LOG.warning("a case did not begin yet: %s", refusal)

    @app.task(name="begin_kept", retry=AGAIN)
    def begin_kept(name: str) -> None:
        delivering.begin_kept(tools, name)

    @app.task(name="climb")
    def climb(item: str, rung: str) -> None:
        timekeeping.climb(tools, ItemId(UUID(item)), rung)

    @app.task(name="deliver", pass_context=True, retry=AGAIN)
    def deliver(context: JobContext, /, **given: str) -> None:
        sent = Sent.read(given)
        delivering.deliver(tools, sent, f"deliver/{context.job.id}")

    _handing_on(app, tools)
    _add_recounting(app, tools)
    _resuming(app, tools)
    _mailing(app, tools)
    _telling_hooks(app, tools)
    return app


def _handing_on(app: App, tools: Tools) -> None:
    """The jobs by which work goes on whose holder has left, or whose body is over, and registers change on a day."""

    @app.task(name="hand_on", retry=AGAIN)
    def hand_on(leaving: str) -> None:
        leaving_office.hand_on(tools, LeavingId(UUID(leaving)))

    @app.task(name="hand_back", retry=AGAIN)
    def hand_back() -> None:
        ending.hand_back(tools)

    @app.task(name="take_effect", retry=AGAIN)
    def take_effect() -> None:
        ahead.take_effect(tools)


def _add_recounting(app: App, tools: Tools) -> None:
    """The jobs that reckon open deadlines anew."""

    @app.task(name="recount")
    def recount(kind: str, name: str) -> None:
        recounting.recount(tools, kind, name)

    @app.task(name="recount_work", retry=AGAIN)
    def recount_work(id: str, **paper: str) -> None:  # noqa: A002  # the job's own word
        recounting.recount_work(tools, ItemId(UUID(id)), Paper(**paper))

    @app.task(name="recount_timer", retry=AGAIN)
    def recount_timer(id: str, **paper: str) -> None:  # noqa: A002  # the job's own word
        recounting.recount_timer(tools, TimerId(UUID(id)), Paper(**paper))


def _resuming(app: App, tools: Tools) -> None:
    """The jobs by which a case, or one clock, goes on that stood still until a day."""

    @app.task(name="resume")
    def resume(case: str) -> None:
        standing_still.resume_by_time(tools, CaseId(UUID(case)))

    @app.task(name="run_clock", retry=AGAIN)
    def run_clock(item: str) -> None:
        stopping.go_on_by_time(tools, ItemId(UUID(item)))


def _mailing(app: App, tools: Tools) -> None:
    """The jobs by which notices come by mail: the first within the house, the second outside."""

    @app.task(name="spread_notices", retry=AGAIN)
    def spread_notices(notices: str) -> None:
        spreading.spread(tools, [NoticeId(UUID(each)) for each in notices.split()])

    @app.task(name="carry_mails")
    def carry_mails() -> None:
        carrying.carry(tools)


def _telling_hooks(app: App, tools: Tools) -> None:
    """The jobs by which hooks are told of events: the first within the house, the second outside."""

    @app.task(name="spread_events", retry=AGAIN)
    def spread_events(entries: str) -> None:
        hearing.hear(tools, hearing.places_in(entries))

    @app.task(name="call_hook")
    def call_hook(hook: str) -> None:
        calling.call(tools, hook)


class Worker:
    """Jobs and sweep together, in threads of this process."""

    def __init__(self, tools: Tools, conninfo: str) -> None:
        self._tools = tools
        self._conninfo = conninfo
        self._sweeper = Sweeper(tools)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True, name="jobs")
        self._task = self._loop.create_task(self._work())

    def start(self) -> None:
        """Begins both."""
        self._sweeper.start()
        self._thread.start()

    def stop(self) -> None:
        """Ends both, after what is under way."""
        self._sweeper.stop()
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            LOG.info("jobs stopped")
        finally:
            self._loop.close()

    async def _work(self) -> None:
        """Works until cancelled; a database that is away is asked again and again."""
        while True:
            try:
                await self._work_while_connected()
            except* (ConnectorException, PoolTimeout) as away:
                LOG.warning("jobs put off: %s", away.exceptions[0])
            await asyncio.sleep(AWAY_SECONDS)

    async def _work_while_connected(self) -> None:
        app = jobs_over(self._tools, self._conninfo)
        async with app.open_async():
            reviving = asyncio.create_task(revive_jobs(app))
            try:
                async with asyncio.TaskGroup() as group:
                    for queue, many in QUEUES.items():
                        group.create_task(_serve(app, queue, many))
            finally:
                reviving.cancel()


async def _serve(app: App, queue: str, many: int) -> None:
    """Works through one queue until cancelled."""
    await app.run_worker_async(
        queues=[queue],
        concurrency=many,
        install_signal_handlers=False,
        listen_notify=True,
        delete_jobs="successful",
        stalled_worker_timeout=STALLED_SECONDS,
    )


async def revive_jobs(app: App) -> None:
    """Puts jobs whose worker died back into the queue, now and then."""
    while True:
        try:
            for job in await app.job_manager.get_stalled_jobs(
                seconds_since_heartbeat=STALLED_SECONDS
            ):
                await _revive(app, job)
        except (ConnectorException, PoolTimeout) as away:
            LOG.warning("stalled jobs not looked for: %s", away)
        await asyncio.sleep(STALLED_SECONDS)


async def _revive(app: App, job: Job) -> None:
    """Puts one job back; one that a sweep has deferred anew meanwhile is dropped."""
    try:
        await app.job_manager.retry_job(job)
    except UniqueViolation:
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)


def start_embedded(tools: Tools, conninfo: str) -> Worker:
    """A worker inside the web server's process."""
    worker = Worker(tools, conninfo)
    worker.start()
    return worker
