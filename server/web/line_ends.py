"""The end of a line is one letter of what was posted, as browsers count it, though they send two (HTML, "normalize newlines")."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from flask import Request
from werkzeug.formparser import FormDataParser

if TYPE_CHECKING:
    from werkzeug.datastructures import FileStorage, MultiDict


class LineEnds(FormDataParser):
    """Reads forms; files stay as they are."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        """Read the fields of a form, and its files."""
        stream, sent, files = super().parse(stream, mimetype, content_length, options)
        fields = [(name, value.replace("\r\n", "\n")) for name, value in sent.items(multi=True)]
        return stream, self.cls(fields), files


class Posted(Request):
    """A request whose fields hold what the browser has counted."""

    form_data_parser_class = LineEnds
