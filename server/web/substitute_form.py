"""The form by which somebody says who stands in for them, as plain fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.services.correcting import REASON_LETTERS
from server.web.filled_forms import HALF, filled
from server.web.plain_forms import Option, PlainField
from server.web.speech import gettext
from server.web.words import speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from server.domain.people import Actor
    from server.domain.reading import StandIn, StartCard


def substitute_form(
    actor: Actor,
    colleagues: Iterable[StandIn],
    processes: Iterable[StartCard],
    typed: Mapping[str, Sequence[str]],
    faults: Iterable[tuple[str, str]],
) -> tuple[PlainField, ...]:
    """The fields with what was typed and what is wrong with it."""
    return filled(_fields(actor, colleagues, processes), typed, faults)


def _fields(
    actor: Actor, colleagues: Iterable[StandIn], processes: Iterable[StartCard]
) -> Iterator[PlainField]:
    own = [seat for seat in (*actor.seats, *actor.aside) if seat.behalf_of is None]
    yield _choice(
        "post",
        gettext("由他人代理的岗位"),
        [
            (
                seat.post,
                f"{speak(seat.body_name, seat.body_name_en)} · {speak(seat.title, seat.title_en)}",
            )
            for seat in own
        ],
    )
    yield _choice(
        "substitute",
        gettext("代理人"),
        [
            (
                each.login,
                (
                    f"{speak(each.name, each.name_en)} · {speak(each.body, each.body_en)}"
                    f" · {speak(each.title, each.title_en)}"
                ),
            )
            for each in colleagues
        ],
    )
    yield _day("valid_from", gettext("自（含当日）"))
    yield _day("valid_to", gettext("至（含当日）"))
    yield PlainField(
        id="",
        path="processes",
        kind="checklist",
        label=gettext("只代理这些流程（都不选即全部）"),
        options=tuple(
            Option(value=card.key, label=speak(card.title, card.title_en), is_chosen=False)
            for card in processes
        ),
    )
    yield PlainField(
        id="",
        path="reason",
        kind="textarea",
        label=gettext("事由"),
        is_required=True,
        limits=(("maxlength", str(REASON_LETTERS)),),
    )


def _choice(path: str, label: str, options: Iterable[tuple[str, str]]) -> PlainField:
    shown = tuple(Option(value=value, label=words, is_chosen=False) for value, words in options)
    return PlainField(
        id="", path=path, kind="select", label=label, is_required=True, options=shown, span=HALF
    )


def _day(path: str, label: str) -> PlainField:
    return PlainField(id="", path=path, kind="date", label=label, is_required=True, span=HALF)
