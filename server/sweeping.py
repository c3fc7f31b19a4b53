"""The sweep: a thread that looks for what is due now, and now and then for all that nobody calls for.

Timers not yet due wait in their own indexed table; a sweep defers a job for each that is due, in one
transaction, and any worker carries it out (decision 0020).
"""

from __future__ import annotations

import logging
import threading
from itertools import count
from typing import TYPE_CHECKING

from server.domain.errors import Refusal
from server.services import certifying, manning, timekeeping
from server.services.hooks import calling
from server.services.mailing import carrying
from server.services.registers import ending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from server.services.tools import Tools

LOG = logging.getLogger("muster.worker")
SWEEP_SECONDS = 0.5
"""A due moment is acted on within a second: half of it at most waiting for the sweep."""
SWEEPS_TO_SEND = 10
"""Every five seconds mails and calls of hooks are looked for that are due."""
SWEEPS_TO_LOOK = 120
"""About once a minute work is looked for that lies with nobody, and certificates that end soon."""
SWEEPS_TO_TIDY = 7200
"""About once an hour."""


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
            for name, part in _parts(next(sweeps)):
                self._safely(name, part)

    def _safely(self, name: str, part: Callable[[Tools], object]) -> None:
        """One part of a sweep: that it fails keeps none of the others from being done."""
        try:
            part(self._tools)
        except Refusal as refusal:
            LOG.warning("sweep put off (%s): %s", name, refusal)
        except Exception:
            LOG.exception("sweep failed (%s)", name)


def _parts(swept: int) -> Iterator[tuple[str, Callable[[Tools], object]]]:
    """What a sweep looks for, by its number: due moments each time, all else now and then."""
    yield "due moments", timekeeping.sweep
    if swept % SWEEPS_TO_SEND == 0:
        yield "mails", carrying.sweep
        yield "hooks", calling.sweep
    if swept % SWEEPS_TO_LOOK == 0:
        yield "bodies that are over", ending.look
        yield "vacancies", manning.look
        yield "certificates", certifying.remind
    if swept % SWEEPS_TO_TIDY == 0:
        yield "tidying", timekeeping.tidy
