"""The page of a case: its picture, and the forms of whoever looks at the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import render_template, request

from server.domain.acts import Act
from server.domain.rights import RIGHTS
from server.services import pictures
from server.web.addresses import link
from server.web.context import actor, language, tools
from server.web.mending_forms import errors_of, forms_of, sentence_of, showing
from server.web.page_diagrams import arrows_of, picture_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from server.domain.ids import CaseId
    from server.web.mending_forms import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """What was just done, to be confirmed; and how to undo it."""

    name: tuple[str, str]
    item: str
    undo: Act | None
    undo_name: tuple[str, str] = ("", "")


def just_acted() -> Acted | None:
    """The act that has led here; nothing for a mangled address."""
    try:
        right = RIGHTS[Act(request.args["acted"])]
        item = str(UUID(request.args["item"])) if "item" in request.args else ""
    except (KeyError, ValueError):
        return None
    if right.undo is None or not item:
        return Acted(name=right.name, item=item, undo=None)
    return Acted(name=right.name, item=item, undo=right.undo, undo_name=RIGHTS[right.undo].name)


def case_page(case: CaseId, attempt: Attempt | None = None) -> ResponseReturnValue:
    """The case as it stands; after an attempt with what was typed and why it was not taken."""
    picture = pictures.case(tools(), actor(), case, language())
    forms = forms_of(picture.incidents, attempt)
    page = render_template(
        "case.html",
        case=picture,
        act_key=str(uuid4()),
        diagram=picture_of(picture, picture.marks),
        arrows=arrows_of(picture, picture.marks),
        forms=forms,
        errors=errors_of(forms, attempt),
        refusal=sentence_of(attempt),
        showing=showing(attempt),
        acted=just_acted(),
        here=link("case", case=case),
    )
    return page, attempt.refusal.status if attempt else 200
