"""What the database says when it can't, in the words of the house."""

from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from server.domain.errors import BusyNow, DatabaseAway, Refusal, UnusableText

BUSY = frozenset(
    {
        "40001",  # serialization failure
        "40P01",  # deadlock
        "55P03",  # a lock waited for too long
        "57014",  # a statement ran too long
    }
)
UNIQUE = "23505"
TWICE = frozenset(
    {
        "pk_journal",
        "uq_versions_process_number",
        "uq_decision_versions_key_number",
    }
)
"""Keys that two acts can only both write when they began from the same state."""
QUEUED = "procrastinate_jobs_queueing_lock"
AWAY = ("08", "53", "57P")
"""Connection lost; no room, no memory, too many connections; shutting down or starting."""


def refusal_of(error: psycopg.Error) -> Refusal | None:
    """What to tell people of this failure; None when it is a fault of ours."""
    state = error.sqlstate
    if state in BUSY or (state == UNIQUE and _is_race(error)):
        return BusyNow()
    if isinstance(error, psycopg.DataError) and "NUL" in str(
        error
    ):  # the driver's, without a state
        return UnusableText()
    if state is None:
        return DatabaseAway() if isinstance(error, psycopg.OperationalError) else None
    return DatabaseAway() if state.startswith(AWAY) else None


def _is_race(error: psycopg.Error) -> bool:
    name = error.diag.constraint_name or ""
    return name in TWICE or name.startswith(QUEUED)


@contextmanager
def translated() -> Generator[None]:
    """Lets a failure of the database out as a refusal of the house; others as they are."""
    try:
        yield
    except PoolExhausted as error:
        raise DatabaseAway from error
    except (psycopg.Error, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        refusal = refusal_of(cause) if isinstance(cause, psycopg.Error) else None
        if refusal is None:
            raise
        raise refusal from error
