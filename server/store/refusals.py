"""What the database says when it can't, in the words of the house."""

from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from server.domain.errors import BusyNow, DatabaseAway, Refusal

BUSY = frozenset(
    {
        "40001",  # serialization failure
        "40P01",  # deadlock
        "55P03",  # a lock waited for too long
        "57014",  # a statement ran too long
    }
)
TWICE = frozenset({"pk_journal", "uq_versions_process_number", "uq_versions_process_digest"})
"""Keys that two acts can only both write when they began from the same state."""
UNIQUE = "23505"
QUEUED = "procrastinate_jobs_queueing_lock"
AWAY = ("08", "53", "57P")
"""Connection lost; no room, no memory, too many connections; shutting down or starting."""


def refusal_of(error: BaseException | None, *, lost: bool) -> Refusal | None:
    """What to tell people of this failure; None when it is a fault of ours."""
    state = getattr(error, "sqlstate", None)
    if state in BUSY or (state == UNIQUE and _is_race(error)):
        return BusyNow()
    if lost or (state or "").startswith(AWAY):
        return DatabaseAway()
    if state is None and isinstance(error, psycopg.OperationalError):
        return DatabaseAway()
    return None


def _is_race(error: BaseException | None) -> bool:
    name = getattr(getattr(error, "diag", None), "constraint_name", None) or ""
    return name in TWICE or name.startswith(QUEUED)


@contextmanager
def translated() -> Generator[None]:
    """Lets a failure of the database out as a refusal of the house; others as they are."""
    try:
        yield
    except PoolExhausted as error:
        raise DatabaseAway from error
    except (DBAPIError, psycopg.Error) as error:
        if isinstance(error, DBAPIError):
            refusal = refusal_of(error.orig, lost=error.connection_invalidated)
        else:
            refusal = refusal_of(error, lost=False)
        if refusal is None:
            raise
        raise refusal from error
