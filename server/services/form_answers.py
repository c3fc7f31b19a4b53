"""What was typed for a piece of work, checked by its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from server.domain.errors import AnswerWrong, Fault
from server.domain.restoring import restored
from server.domain.values import texts_at
from server.services import amending
from server.services.lists import lists_for, takes_files
from server.services.masking import fields_of
from server.services.translating import spoken_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.people import Body
    from server.domain.ports import HeldCase
    from server.domain.values import Value, Values
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
    county = run.county.offering(run.record.moment, known)
    context = {**lists_for(form, county, body), **known}
    if takes_files(form):
        files = run.unit.work.documents(held.root)
        context["_documents"] = [f"doc:{row.document}" for row in files]
    answer = restored(values, known, fields_of(sources))
    try:
        return run.tools.forms.check(form, answer, context)
    except AnswerWrong as wrong:
        gone = [body for body in run.county.bodies if body not in county.bodies]
        raise AnswerWrong(_told(fault, answer, gone) for fault in wrong.faults) from wrong


def _told(fault: Fault, answer: Values, gone: Iterable[Body]) -> Fault:
    """What is wrong with a field; a body that was chosen there and is not on offer now is named."""
    value: Value = answer
    for name in fault.field.split("."):
        if isinstance(value, list):
            value = {str(place): row for place, row in enumerate(value)}
        value = value.get(name) if isinstance(value, Mapping) else None
    texts = {text for _, text in texts_at(value)}
    for body in gone:
        if body.id in texts:
            name_en = spoken_name(body, "en")
            return Fault(
                field=fault.field,
                zh=f"“{body.name}”已停用或尚未启用，现不能选。请另选单位。",
                en=f"{name_en} is over or has not begun, and can't be chosen now. Choose another body.",
            )
    return fault


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
