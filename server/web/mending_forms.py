"""The forms of the case page: by which administrators mend what failed, and personal data are shown; what was refused comes back with what was typed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from server.services.correcting import REASON_LETTERS
from server.web.context import language
from server.web.plain_forms import Option, PlainField, labelled
from server.web.problems import faults_in
from server.web.speech import gettext
from server.web.words import speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from server.domain.errors import Refusal
    from server.domain.ids import IncidentId
    from server.domain.moves import Choice
    from server.domain.reading import Incident

_REASON_LIMITS = (("maxlength", str(REASON_LETTERS)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What whoever looks at the case sent from its page, and why it was not taken."""

    place: str
    """What was to be done, as a place that forms are sent to: ``incident_correct``."""
    incident: IncidentId | None = None
    """None: all that failed in the case was to be tried again."""
    typed: Mapping[str, str] = field(default_factory=dict)
    refusal: Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class MendingForm:
    """One form beside an incident."""

    place: str
    fields: tuple[PlainField, ...]
    is_open: bool
    """Whether it is shown unfolded, because it came back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MendingForms:
    """Both forms in which something is typed."""

    correct: MendingForm
    skip: MendingForm


def forms_of(incidents: Iterable[Incident], attempt: Attempt | None) -> dict[str, MendingForms]:
    """The forms of each incident, by its id."""
    return {str(each.id): _both(each, attempt) for each in incidents}


def errors_of(
    forms: Mapping[str, MendingForms], attempt: Attempt | None
) -> list[tuple[str, str, str]]:
    """Which field is wrong, its label and why, for the summary; the way leads to the field's id."""
    if attempt is None or str(attempt.incident) not in forms:
        return []
    both = forms[str(attempt.incident)]
    form = both.skip if attempt.place == both.skip.place else both.correct
    places = {each.path: each.id.removeprefix("f-") for each in form.fields}
    told = labelled(form.fields, faults_in(attempt.refusal))
    return [(places.get(path, ""), label, message) for path, label, message in told]


def showing(attempt: Attempt | None) -> tuple[PlainField, ...]:
    """What is asked of who wants to see personal data, of a case or of what they were asked."""
    sent = attempt if attempt and attempt.place in {"case_show", "aside_show"} else None
    errors = [("reason", sentence_of(sent))] if sent else []
    typed = sent.typed if sent else None
    return (_filled(_reason(gettext("查看理由")), "f-show", typed, errors),)


def sentence_of(attempt: Attempt | None) -> str:
    """Why nothing was done, in the language of the page."""
    return attempt.refusal.sentence(language()) if attempt else ""


def _both(incident: Incident, attempt: Attempt | None) -> MendingForms:
    correct, skip = "incident_correct", "incident_skip"
    return MendingForms(
        correct=_form(incident, correct, _correcting(), attempt),
        skip=_form(incident, skip, _skipping(incident), attempt),
    )


def _form(
    incident: Incident, place: str, fields: Iterable[PlainField], attempt: Attempt | None
) -> MendingForm:
    """The form with what was typed in it, when it is the one that was sent."""
    came_back = attempt is not None and (attempt.incident, attempt.place) == (incident.id, place)
    typed = attempt.typed if attempt is not None and came_back else None
    errors = faults_in(attempt.refusal) if attempt is not None and came_back else []
    return MendingForm(
        place=place,
        fields=tuple(_filled(each, f"f-{incident.id}-{place}", typed, errors) for each in fields),
        is_open=came_back,
    )


def _filled(
    field: PlainField, above: str, typed: Mapping[str, str] | None, errors: list[tuple[str, str]]
) -> PlainField:
    value = field.value if typed is None else typed.get(field.path, "")
    wrong = tuple(message for path, message in errors if path == field.path)
    options = tuple(replace(each, is_chosen=each.value == value) for each in field.options)
    return replace(field, id=f"{above}-{field.path}", value=value, options=options, errors=wrong)


def _correcting() -> tuple[PlainField, ...]:
    again = gettext("同时重试；仍不能执行时，数据也不更正")
    return (
        _values(gettext("新的数据"), gettext('JSON 对象，只写要改的，例如 {"amount": 3}')),
        _reason(gettext("更正理由")),
        PlainField(id="", path="retry", kind="checkbox", label=again, value="true"),
    )


def _skipping(incident: Incident) -> tuple[PlainField, ...]:
    values = _values(gettext("代替此步骤写入的数据"), gettext("JSON 对象；没有要写的，保留 {}"))
    flows = incident.mending.flows if incident.mending else ()
    return (values, *_flow(flows), _reason(gettext("跳过理由")))


def _flow(flows: Sequence[Choice]) -> Iterator[PlainField]:
    """Which way to go on, by the names of the flows; where there is but one, nothing is asked."""
    if len(flows) > 1:
        drawn = Option(value="", label=gettext("按流程图的条件"), is_chosen=True)
        named = (
            Option(
                value=each.flow, label=speak(each.name, each.name_en) or each.flow, is_chosen=False
            )
            for each in flows
        )
        label = gettext("其后走哪条连线")
        yield PlainField(id="", path="flow", kind="radio", label=label, options=(drawn, *named))


def _values(label: str, hint: str) -> PlainField:
    return PlainField(id="", path="values", kind="textarea", label=label, hint=hint, value="{}")


def _reason(label: str) -> PlainField:
    hint = gettext("记入办理过程")
    return PlainField(
        id="",
        path="reason",
        kind="textarea",
        label=label,
        hint=hint,
        is_required=True,
        limits=_REASON_LIMITS,
    )
