"""What rarely changes, kept at hand between acts: the county in force, the sources of versions."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from server.services.county_tables import county_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta

    from server.domain.ids import VersionId
    from server.domain.ports import Clock, Engine, ReadDecisions, Unit
    from server.domain.process import Sources
    from server.services.county import County


MODELS = 100
"""Decision models that are kept; those asked longest ago give way."""


class Shelf:
    """Safe between threads. A change of the county made by another process is seen after ``fresh``."""

    def __init__(self, clock: Clock, fresh: timedelta) -> None:
        self._clock = clock
        self._fresh = fresh
        self._lock = Lock()
        self._county: County | None = None
        self._stamp = ""
        self._looked: datetime | None = None
        self._sources: dict[VersionId, Sources] = {}
        self._drawn: dict[VersionId, bytes] = {}
        self._models: dict[VersionId, ReadDecisions] = {}

    def county(self, unit: Unit) -> County:
        """The county in force; read again when one of its tables has changed."""
        now = self._clock.now()
        with self._lock:
            if self._county and self._looked and now - self._looked < self._fresh:
                return self._county
            stamp = unit.county.stamp()
            if self._county is None or stamp != self._stamp:
                self._county = county_of(unit)
                self._stamp = stamp
            self._looked = now
            return self._county

    @property
    def at_hand(self) -> County | None:
        """The county as it was read last; None before any act asked for it."""
        return self._county

    def forget(self) -> None:
        """Reads the county anew at the next act, after this process changed it."""
        with self._lock:
            self._looked = None

    def sources(self, unit: Unit, version: VersionId) -> Sources:
        """What a version is made of; a version never changes."""
        kept = self._sources.get(version)
        if kept is None:
            kept = self._sources[version] = unit.processes.sources(version)
        return kept

    def drawn(self, version: VersionId, sources: Sources, engine: Engine) -> bytes:
        """The diagram as pages show it: what was published without a place on paper is given one."""
        kept = self._drawn.get(version)
        if kept is None:
            kept = self._drawn[version] = engine.lay_out(sources.diagram)
        return kept

    def decisions(self, version: VersionId, read: Callable[[], ReadDecisions]) -> ReadDecisions:
        """The decision models of a version, read when they are not at hand."""
        kept = self._models.get(version) or read()
        with self._lock:
            self._models.pop(version, None)
            self._models[version] = kept
            for oldest in list(self._models)[:-MODELS]:
                del self._models[oldest]
        return kept
