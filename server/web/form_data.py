"""What a page tells its script about a form: one JSON object in the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from server.domain.reading import DocumentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlaces:
    """Where the form sends what: addresses and the keys that make a repeat harmless."""

    subject: str
    """``work:<item>`` or ``start:<process>``: what uploads belong to."""
    submit_url: str
    upload_url: str
    draft_url: str | None
    revision: int
    idempotency_key: str
    draft_at: datetime | None = None
    """When the draft that the form shows was kept; None: there is none."""


def form_data(
    form: bytes | None,
    values: Mapping[str, Any],
    places: FormPlaces,
    *,
    errors: Sequence[tuple[str, str]] = (),
    documents: Sequence[DocumentRow] = (),
    document_url: Callable[[DocumentRow], str] = lambda _: "",
) -> dict[str, Any]:
    """The page's JSON, as the front end's README describes it."""
    return {
        "schema": None if form is None else orjson.loads(form),
        "values": {name: jsonable(value) for name, value in values.items()},
        "errors": [{"field": field or None, "message": message} for field, message in errors],
        "documents": {
            f"doc:{row.document}": {"name": row.name, "size": row.size, "url": document_url(row)}
            for row in documents
        },
        "subject": places.subject,
        "submit_url": places.submit_url,
        "draft_url": places.draft_url,
        "upload_url": places.upload_url,
        "revision": places.revision,
        "idempotency_key": places.idempotency_key,
        "draft_at": places.draft_at and places.draft_at.isoformat(),
    }


def jsonable(value: Any) -> Any:
    """A value as form-js takes it: numbers as numbers, moments as ISO 8601."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date | time | timedelta):
        return value.isoformat() if hasattr(value, "isoformat") else str(value)
    if isinstance(value, Mapping):
        return {str(key): jsonable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(each) for each in value]
    return value
