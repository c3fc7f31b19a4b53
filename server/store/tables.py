"""Every table there is, for comparing the models with a database."""

from server.store import (
    cases,
    decisions,
    documents,
    journal,
    messages,
    notices,
    people_rows,
    processes,
    requests,
    starts,
    waits,
    work,
)
from server.store.base import Base

NOUNS = (
    cases,
    decisions,
    documents,
    journal,
    messages,
    notices,
    people_rows,
    processes,
    requests,
    starts,
    waits,
    work,
)
"""Importing a noun makes its tables known."""

MODELS = Base.metadata
