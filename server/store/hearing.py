"""The bells that transactions ring at their commit, heard over a connection of their own."""

from collections.abc import AsyncGenerator

import psycopg

from server.domain.errors import DatabaseAway

LISTEN = b"LISTEN muster_bells"


async def bells(conninfo: str) -> AsyncGenerator[str | None]:
    """Each bell as it rings; None when it begins to listen, for what rang before was missed.

    Refused with ``DatabaseAway`` once the connection breaks.
    """
    try:
        async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as line:
            await line.execute(LISTEN)
            yield None
            async for bell in line.notifies():
                yield bell.payload
    except psycopg.OperationalError as away:
        raise DatabaseAway from away
