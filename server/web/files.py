"""A file on its way out: always to be saved, never shown in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from server.domain.ids import DocumentId
from server.services import attaching
from server.web.context import actor, tools

if TYPE_CHECKING:
    from uuid import UUID


def download(document: UUID) -> Response:
    """The file as an attachment, for whoever may see its case."""
    row, content = attaching.document_for(tools(), actor(), DocumentId(document))
    response = Response(content, mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=row.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
