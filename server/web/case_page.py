"""The page of a case: its picture, and the forms that mend what failed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from flask import render_template

from server.services import pictures
from server.web.addresses import link
from server.web.context import actor, language, tools
from server.web.mending_forms import errors_of, forms_of, sentence_of
from server.web.page_diagrams import picture_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from server.domain.ids import CaseId
    from server.web.mending_forms import Attempt


def case_page(case: CaseId, attempt: Attempt | None = None) -> ResponseReturnValue:
    """The case as it stands; after an attempt with what was typed and why it was not taken."""
    picture = pictures.case(tools(), actor(), case, language())
    forms = forms_of(picture.incidents, attempt)
    page = render_template(
        "case.html",
        case=picture,
        act_key=str(uuid4()),
        diagram=picture_of(picture, picture.marks),
        forms=forms,
        errors=errors_of(forms, attempt),
        refusal=sentence_of(attempt),
        here=link("case", case=case),
    )
    return page, attempt.refusal.status if attempt else 200
