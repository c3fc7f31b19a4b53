"""One case: where it is, who has it, until when, and what happened; and its files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, Response, jsonify, redirect, render_template, request

from server.domain.errors import Invalid, NoSuchWork, ReasonWanted, StepFailed
from server.domain.ids import CaseId, DocumentId, ItemId, ProcessKey
from server.services import attaching, pictures, reasons, retrying, revealing
from server.web.addresses import link
from server.web.case_page import case_page
from server.web.context import actor, language, tools
from server.web.decision_tables import chain_of
from server.web.files import download
from server.web.gate import needs
from server.web.mending_forms import Attempt
from server.web.page_diagrams import file_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from server.domain.reading import DocumentRow

cases = Blueprint("cases", __name__)
_NUMBER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@cases.get("/cases/<uuid:case>")
@needs()
def page(case: UUID) -> ResponseReturnValue:
    """Shows a case to whoever has part in it."""
    return case_page(CaseId(case))


@cases.post("/cases/<uuid:case>/retry")
@needs("administer")
def retry(case: UUID) -> ResponseReturnValue:
    """Tries again what failed by itself; what fails once more says by what."""
    try:
        retrying.retry_all(tools(), actor(), CaseId(case), request.form.get("idempotency_key"))
    except StepFailed as refusal:
        return case_page(CaseId(case), Attempt(place="case_retry", refusal=refusal))
    return redirect(link("case", case=case), 303)


@cases.post("/cases/<uuid:case>/personal-data")
@needs()
def show(case: UUID) -> ResponseReturnValue:
    """Shows personal data for a reason; without one the page comes back and says so."""
    reason, key = request.form.get("reason", ""), request.form.get("idempotency_key")
    try:
        root = revealing.show_personal_data(tools(), actor(), CaseId(case), reason, key)
    except ReasonWanted as refusal:
        return case_page(
            CaseId(case), Attempt(place="case_show", typed={"reason": reason}, refusal=refusal)
        )
    return redirect(link("case", case=root), 303)


@cases.get("/cases/<uuid:case>/diagram")
@needs()
def diagram(case: UUID) -> ResponseReturnValue:
    """The diagram of the version that the case runs on, for the viewer of the page."""
    file = file_of(pictures.drawn_sources(tools(), actor(), CaseId(case)))
    return Response(file, mimetype="application/xml")


@cases.get("/cases/<uuid:case>/print")
@needs()
def on_paper(case: UUID) -> str:
    """Shows a case as a document on A4, to whoever has part in it."""
    picture = pictures.case(tools(), actor(), CaseId(case), language())
    return render_template("case_print.html", case=picture)


@cases.get("/cases/<uuid:case>/decisions")
@needs()
def decisions(case: UUID) -> ResponseReturnValue:
    """Shows the decisions of a case as drawn tables, with the rules that matched."""
    shown = reasons.decisions_taken(tools(), actor(), CaseId(case))
    return render_template("decisions.html", shown=shown, chain_of=chain_of)


@cases.post("/documents")
@needs()
def upload() -> ResponseReturnValue:
    """Takes one file for a piece of work, or for a case that is about to be started."""
    file = request.files.get("file")
    kind, _, subject = request.form.get("subject", "").partition(":")
    if file is None or kind not in {"work", "start"}:
        raise Invalid
    if kind == "work" and not _NUMBER.fullmatch(subject):
        raise NoSuchWork
    key = request.headers.get("Idempotency-Key")
    name, content = file.filename or "file", file.read()
    if kind == "work":
        row = attaching.attach(
            tools(), actor(), ItemId(UUID(subject)), name=name, content=content, request_key=key
        )
    else:
        row = attaching.keep_for_start(
            tools(), actor(), ProcessKey(subject), name=name, content=content, request_key=key
        )
    return jsonify(_told(row)), 201


@cases.get("/documents/<uuid:document>")
@needs()
def document(document: UUID) -> ResponseReturnValue:
    """A file, always to be saved and never shown in place."""
    return download(document)


@cases.post("/documents/<uuid:document>/remove")
@needs()
def remove(document: UUID) -> ResponseReturnValue:
    """Takes a file away from work that is not done yet."""
    key = request.form.get("idempotency_key")
    item = attaching.remove(tools(), actor(), DocumentId(document), key)
    return redirect(link("task", item=item), 303)


def _told(row: DocumentRow) -> dict[str, object]:
    return {
        "id": f"doc:{row.document}",
        "name": row.name,
        "size": row.size,
        "url": link("document", document=row.document),
    }
