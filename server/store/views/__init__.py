"""Reading for pages: one module per page, one or two statements each."""

from server.store.views.every import SqlViews
from server.store.views.manner import Manner

__all__ = ["Manner", "SqlViews"]
