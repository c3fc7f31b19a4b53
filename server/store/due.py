"""Moments that have come: found by a sweep, and left for a while to the job that it defers."""

from datetime import timedelta

TAKEN = timedelta(seconds=30)
"""How long a due thing is left to the job that was deferred for it."""
IS_DUE = "due <= %(now)s AND coalesce(taken_until <= %(now)s, true)"
"""The moment of a row has come and no job has it."""


def has_due(*tables: str) -> str:
    """Whether any of these tables has a due row."""
    every = (f"EXISTS (SELECT FROM {table} WHERE {IS_DUE})" for table in tables)
    return f"SELECT {' OR '.join(every)}"


def take_due(table: str, columns: str) -> str:
    """Takes due rows of a table (with its short name), the oldest first, and gives these columns."""
    name = table.split(maxsplit=1)[0]
    return f"""UPDATE {table} SET taken_until = %(until)s WHERE id = ANY(ARRAY(
  SELECT id FROM {name} WHERE {IS_DUE}
  ORDER BY due, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED))
RETURNING {columns}"""  # noqa: S608  # texts of ours
