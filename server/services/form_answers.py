"""What was typed for a piece of work, checked by its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import AnswerWrong, Fault
from server.domain.restoring import restored
from server.services import amending
from server.services.lists import lists_for, takes_files
from server.services.masking import fields_of

if TYPE_CHECKING:
    from server.domain.ports import HeldCase
    from server.domain.values import Values
    from server.domain.work import WorkItem
    from server.services.running import Run


def checked(run: Run, item: WorkItem, held: HeldCase, values: Values) -> Values:
    """What was typed for a piece of work, if its form takes it; refused with ``AnswerWrong``.

    What a mask has hidden from who sends it is what it was.
    """
    if item.form is None:
        return _nothing(values)
    sources = run.tools.shelf.sources(run.unit, held.version)
    form = sources.forms[item.form]
    body = amending.place_of(run, held, item).body
    known = {**held.outer, **held.data}
    context = {**lists_for(form, run.county.offering(run.record.moment, known), body), **known}
    if takes_files(form):
        files = run.unit.work.documents(held.root)
        context["_documents"] = [f"doc:{row.document}" for row in files]
    return run.tools.forms.check(form, restored(values, known, fields_of(sources)), context)


def _nothing(values: Values) -> Values:
    """What a step without a form takes; data that would be dropped in silence are refused."""
    if values:
        raise AnswerWrong(
            Fault(
                field=name,
                zh="此环节没有表单，不接受数据。请去掉，或在流程图中给此环节指定表单。",
                en="This step has no form and takes no data. Leave it out, or give the step a form.",
            )
            for name in values
        )
    return {}
