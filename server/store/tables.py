"""Every table there is, for comparing the models with a database."""

from server.store import (
    cases,
    decisions,
    documents,
    journal,
    notices,
    people_rows,
    processes,
    requests,
    waits,
    work,
)
from server.store.base import Base

NOUNS = (
    cases,
    decisions,
    documents,
    journal,
    notices,
    people_rows,
    processes,
    requests,
    waits,
    work,
)
"""Importing a noun makes its tables known."""

MODELS = Base.metadata
