"""What every page with a form is given: for script, for browsers without, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from server.web.addresses import link
from server.web.context import language
from server.web.form_data import form_data
from server.web.forms import Posted, plain_fields
from server.web.plain_forms import labelled
from server.web.problems import faults_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from server.domain.errors import DraftKeptElsewhere, Invalid
    from server.domain.reading import DocumentRow
    from server.domain.values import Values
    from server.web.form_data import FormPlaces


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What somebody sent, and why it was not taken."""

    posted: Posted
    refusal: Invalid | DraftKeptElsewhere

    @property
    def status(self) -> int:
        """What the page that comes back is answered with."""
        return self.refusal.status


def form_context(
    form: bytes | None,
    known: Values,
    places: FormPlaces,
    documents: Sequence[DocumentRow],
    attempt: Attempt | None,
) -> dict[str, Any]:
    """The part of a template's context that is the form; after an attempt with what was typed."""
    typed = attempt.posted.values if attempt else {}
    errors = faults_in(attempt.refusal) if attempt else []
    values = {**known, **typed}
    plain = plain_fields(form, values, errors)
    return {
        "errors": labelled(plain, errors),
        "refusal": attempt.refusal.sentence(language()) if attempt else "",
        "form_data": form_data(
            form, values, places, errors=errors, documents=documents, document_url=_address
        ),
        "plain": plain,
        "document_names": names_of(documents),
    }


def names_of(documents: Sequence[DocumentRow]) -> dict[str, str]:
    """What files are called, by how answers name them."""
    return {f"doc:{row.document}": row.name for row in documents}


def _address(row: DocumentRow) -> str:
    return link("document", document=row.document)
