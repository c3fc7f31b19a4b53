"""A file on its way out: always to be saved, never shown in place."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response
from werkzeug.http import dump_options_header

from server.domain.ids import DocumentId
from server.services import fetching
from server.web.context import actor, tools

if TYPE_CHECKING:
    from uuid import UUID


def save_as(response: Response, name: str) -> None:
    """Says that a file is to be saved, and under what name, in any script (RFC 6266, RFC 8187)."""
    plain = name.encode("ascii", "ignore").decode()
    said = {"filename": f"file{plain}" if plain.startswith(".") or not plain else plain}
    if not name.isascii():
        said["filename*"] = f"UTF-8''{quote(name, safe='')}"
    response.headers["Content-Disposition"] = dump_options_header("attachment", said)


def download(document: UUID) -> Response:
    """The file as an attachment, for whoever may see its case."""
    row, content = fetching.document_for(tools(), actor(), DocumentId(document))
    response = Response(content, mimetype="application/octet-stream")
    save_as(response, row.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
