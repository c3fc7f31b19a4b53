"""A marshmallow field for each kind of component: what the browser checks, checked again."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from marshmallow import fields, missing
from marshmallow.experimental.context import Context

from server.forms import wording
from server.forms.options import are_options
from server.forms.reading import (
    decimals,
    is_date,
    is_mail,
    is_moment,
    is_multiple,
    is_phone,
    is_time,
    number,
)
from server.forms.scope import Scope
from server.forms.script_text import LONGEST_MATCHED, length, matches, units
from server.forms.wording import Wrong, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from server.forms.component import Component

Place = Context[Scope]
"""Where in the form the loading stands; each row of a list enters a scope of its own."""

DOCUMENTS = "_documents"
"""The name in the context under which a caller gives the references of files that may be named."""


class Answer(fields.Field[Any]):
    """The answer to one component; left out of the result when the component takes none."""

    def __init__(self, component: Component) -> None:
        super().__init__(allow_none=True)
        self.component = component

    def deserialize(
        self,
        value: Any,
        attr: str | None = None,
        data: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        """Check an answer; whatever was sent for a component that takes none is dropped."""
        del attr, data, kwargs
        scope = Place.get()
        if not scope.takes(self.component):
            return missing
        cleaned = self.cleaned(None if value is missing else value, scope)
        wrongs = [] if self._is_empty(cleaned) else list(self.wrongs(cleaned, scope))
        if self.component.is_required and self._is_empty(cleaned):
            wrongs.append(wording.WANTED)
        if wrongs:
            raise refuse(*wrongs)
        return cleaned

    @abstractmethod
    def cleaned(self, value: Any, scope: Scope) -> Any:
        """The answer as it goes on from here; refused when it is of another type."""

    @abstractmethod
    def wrongs(self, value: Any, scope: Scope) -> Iterator[Wrong]:
        """What is not right with an answer that is not empty."""

    def _is_empty(self, value: Any) -> bool:
        return value is None or value is False or value in ("", [])

    def limit(self, name: str, scope: Scope) -> Any:
        """A limit as it stands for this submission."""
        return scope.valued(self.component.limits.get(name))


class TextAnswer(Answer):
    """One line or several lines of text."""

    def cleaned(self, value: Any, scope: Scope) -> Any:
        """The text; none is an empty one."""
        del scope
        if value is None:
            return ""
        if not isinstance(value, str):
            raise refuse(wording.NOT_TEXT)
        return value

    def wrongs(self, value: Any, scope: Scope) -> Iterator[Wrong]:
        """Pattern, lengths, and the two named kinds of text."""
        yield from self._pattern_wrongs(value)
        size = length(value)
        least, most = (number(self.limit(name, scope)) for name in ("minLength", "maxLength"))
        if least is not None and size < least:
            yield wording.too_short(least)
        if most is not None and size > most:
            yield wording.too_long(most)
        kind = self.component.limits.get("validationType")
        if kind == "email" and not is_mail(value):
            yield wording.NOT_MAIL
        if kind == "phone" and not is_phone(value):
            yield wording.NOT_PHONE

    def _pattern_wrongs(self, value: str) -> Iterator[Wrong]:
        pattern = self.component.limits.get("pattern")
        if not pattern:
            return
        if len(units(value)) > LONGEST_MATCHED:
            yield wording.too_long(LONGEST_MATCHED)
        elif not matches(pattern, value):
            written = self.component.limits.get("patternErrorMessage")
            yield wording.as_designed(written) if written else wording.NOT_MATCHING


class NumberAnswer(Answer):
    """A number, exact to the last digit."""

    def cleaned(self, value: Any, scope: Scope) -> Any:
        """The number; a text that is one is taken, for plain forms send nothing else."""
        del scope
        if value is None or value == "":
            return None
        given = number(value)
        if given is None:
            raise refuse(wording.NOT_A_NUMBER)
        return format(given, "f") if self.component.settings.get("serializeToString") else given

    def wrongs(self, value: Any, scope: Scope) -> Iterator[Wrong]:
        """Decimals, step and limits."""
        given = Decimal(value)
        digits = number(self.component.settings.get("decimalDigits"))
        if digits is not None and 0 <= digits < decimals(given):
            yield wording.too_fine(int(digits)) if digits else wording.WHOLE_NUMBER
        step = number(self.component.settings.get("increment"))
        if step and not is_multiple(given, step):
            yield wording.off_step(step)
        yield from self._limit_wrongs(given, scope)

    def _limit_wrongs(self, given: Decimal, scope: Scope) -> Iterator[Wrong]:
        for name, is_over, sentence, broken in (
            ("min", Decimal.__lt__, wording.too_small, wording.LOW_LIMIT_WRONG),
            ("max", Decimal.__gt__, wording.too_large, wording.HIGH_LIMIT_WRONG),
        ):
            written = self.limit(name, scope)
            limit = number(written)
            if written is not None and limit is None:
                yield broken
            elif limit is not None and is_over(given, limit):
                yield sentence(format(limit, "f"))


class MomentAnswer(Answer):
    """A day, a time of day, or both, as ISO 8601 text."""

    def cleaned(self, value: Any, scope: Scope) -> Any:
        """The text, if it is a day or time that exists."""
        del scope
        if value is None or value == "":
            return None
        subtype = self.component.settings.get("subtype", "date")
        reads, wrong = _MOMENTS.get(subtype, _MOMENTS["date"])
        if not isinstance(value, str) or not reads(value):
            raise refuse(wrong)
        return value

    def wrongs(self, value: Any, scope: Scope) -> Iterator[Wrong]:
        """Days that have passed, where the form takes none."""
        is_dated = self.component.settings.get("subtype", "date") != "time"
        if is_dated and self.component.settings.get("disallowPassedDates") is True:
            day = dt.date.fromisoformat(value[:10])
            if day < scope.now.date():
                yield wording.PASSED


class YesNoAnswer(Answer):
    """A box that is ticked or not."""

    def cleaned(self, value: Any, scope: Scope) -> Any:
        """Yes or no; none is no."""
        del scope
        if value is None:
            return False
        if not isinstance(value, bool):
            raise refuse(wording.NOT_YES_OR_NO)
        return value

    def wrongs(self, value: Any, scope: Scope) -> Iterator[Wrong]:
        """A tick is always right."""
        del value, scope
        yield from ()


class ChoiceAnswer(Answer):
    """One of several options."""

    def cleaned(self, value: Any, scope: Scope) -> Any:
        """The option; an empty text is none."""
        del scope
        return None if value == "" else value

    def _is_empty(self, value: Any) -> bool:
        return value is None

    def wrongs(self, value: Any, scope: Scope) -> Iterator[Wrong]:
        """Anything that is no option."""
        if not are_options([value], self.component, scope):
            yield wording.NOT_AN_OPTION


class ChoicesAnswer(Answer):
    """Some of several options."""

    def cleaned(self, value: Any, scope: Scope) -> Any:
        """The list of options; none is an empty one."""
        del scope
        if value is None:
            return []
        if not isinstance(value, list):
            raise refuse(wording.NOT_A_LIST)
        return value

    def wrongs(self, value: Any, scope: Scope) -> Iterator[Wrong]:
        """Anything in the list that is no option."""
        if not are_options(value, self.component, scope):
            yield wording.NOT_AN_OPTION


class FilesAnswer(Answer):
    """Files sent before, by their references ``doc:<uuid>``."""

    def cleaned(self, value: Any, scope: Scope) -> Any:
        """The list of references, or None."""
        del scope
        if value in (None, "", []):
            return None
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise refuse(wording.NOT_A_DOCUMENT)
        return value

    def wrongs(self, value: Any, scope: Scope) -> Iterator[Wrong]:
        """References that were not given to this form, and more files than one where one is asked."""
        if not set(value) <= set(scope.context.get(DOCUMENTS, ())):
            yield wording.NOT_A_DOCUMENT
        if len(value) > 1 and scope.valued(self.component.settings.get("multiple")) is not True:
            yield wording.ONE_DOCUMENT


class ComputedAnswer(Answer):
    """What the form computes: never taken from what was sent, computed anew."""

    def cleaned(self, value: Any, scope: Scope) -> Any:
        """The value of the expression."""
        del value
        return scope.valued(self.component.settings.get("expression"))

    def wrongs(self, value: Any, scope: Scope) -> Iterator[Wrong]:
        """What the server computes is right."""
        del value, scope
        yield from ()


_MOMENTS = {
    "date": (is_date, wording.NOT_A_DATE),
    "time": (is_time, wording.NOT_A_TIME),
    "datetime": (is_moment, wording.NOT_A_MOMENT),
}

KINDS: dict[str, type[Answer]] = {
    "textfield": TextAnswer,
    "textarea": TextAnswer,
    "number": NumberAnswer,
    "datetime": MomentAnswer,
    "checkbox": YesNoAnswer,
    "radio": ChoiceAnswer,
    "select": ChoiceAnswer,
    "checklist": ChoicesAnswer,
    "taglist": ChoicesAnswer,
    "filepicker": FilesAnswer,
    "expression": ComputedAnswer,
}
