"""Answers checked by marshmallow with the form that the browser shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError

from server.domain.county_time import COUNTY_TIME
from server.domain.errors import AnswerWrong, Fault
from server.forms.faults import problems
from server.forms.fields import Place
from server.forms.options import written_options
from server.forms.schema import read
from server.forms.scope import opened
from server.forms.shown import names_shown
from server.forms.wording import by_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.ports import Clock
    from server.domain.values import Values


class MarshmallowForms:
    """Fits ``ports.FormChecker``."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def check(self, form: bytes, values: Values, context: Values) -> Values:
        """The cleaned answer; refused with ``AnswerWrong``, one fault per field.

        Taken is only what a person could have typed: what is hidden, disabled, read-only or
        computed is dropped from what was sent, what the context already holds too, and anything
        else that the form doesn't know is refused. Files may be named as ``doc:<uuid>`` when
        ``context["_documents"]`` lists them.
        """
        components, schema = read(form)
        known = {component.path[0] for component in components}
        sent = {
            name: value for name, value in values.items() if name in known or name not in context
        }
        now = self._clock.now().astimezone(COUNTY_TIME)
        with Place(opened(components, sent, context, now)):
            try:
                cleaned: Mapping[str, Any] = schema.load(sent)
            except ValidationError as refused:
                raise AnswerWrong(_faults(refused.messages)) from refused
        return cleaned

    def problems(self, form: bytes) -> tuple[tuple[str, str], ...]:
        """What is wrong with a form itself, (zh, en) each; empty when it can be deployed."""
        return problems(form)

    def shown(self, form: bytes) -> frozenset[str]:
        """The names of the data that somebody sees who sees the form."""
        return names_shown(form)

    def options(self, form: bytes, field: str) -> tuple[str, ...] | None:
        """The values of a required choice, of which one is taken; None where there is no such."""
        return written_options(form, field)


def _faults(messages: Any) -> list[Fault]:
    return [
        Fault(
            field=field,
            zh="".join(wrong.zh for wrong in wrongs),
            en=" ".join(wrong.en for wrong in wrongs),
        )
        for field, wrongs in sorted(by_field(messages), key=lambda pair: pair[0])
    ]
