"""Brings the database to the revision of this program.

Apart from `ground` because Alembic takes as long to import as a fifth of the server: only who
migrates pays for it.
"""

from server.store import revising
from server.store.database import Database, refuse_old_server
from server.store.revising import WrongRevision

__all__ = ["WrongRevision", "bring_up_to_date"]


def bring_up_to_date(database: Database) -> None:
    """Apply the revisions that are missing."""
    refuse_old_server(database)
    revising.upgrade(database.engine)
