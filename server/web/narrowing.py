"""What the filters of the inbox offer, and its saved views, as the templates show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.reading.asking import address_of, asked_by
from server.domain.reading.inbox import MOST_COLUMNS
from server.services.columns import chosen_of
from server.web.speech import gettext, is_english
from server.web.words import speak

if TYPE_CHECKING:
    from collections.abc import Sequence

    from server.domain.people import Actor
    from server.domain.reading import Column, InboxChoices, InboxQuery
    from server.domain.saved_view import SavedView

_NARROWING = (
    "process",
    "step",
    "deadline",
    "urgency",
    "holder",
    "from_body",
    "body",
    "due_from",
    "due_until",
)


def narrowing(choices: InboxChoices, query: InboxQuery) -> dict[str, Any]:
    """The choices of each filter, and how many filters are set."""
    holders = [
        ("me", gettext("在我手中")),
        ("nobody", gettext("尚无人办理")),
        ("others", gettext("在他人手中")),
    ]
    return {
        "choices": choices,
        "processes": _spoken(choices.processes),
        "steps": _spoken(choices.steps),
        "bodies": _spoken(choices.bodies),
        "own": _spoken(choices.own),
        "holders": holders,
        **column_choices(choices.columns, query.columns),
        "more": sum(bool(getattr(query, name)) for name in _NARROWING),
    }


def column_choices(offered: Sequence[Column], chosen: Sequence[str]) -> dict[str, Any]:
    """The columns from the business data that a list shows, and what else may be chosen for each place."""
    return {
        "columns": chosen_of(offered, chosen),
        "offered": [(each.path, speak(each.name, each.name_en)) for each in offered],
        "places": range(min(MOST_COLUMNS, len(offered))),
    }


def shareable(actor: Actor) -> list[tuple[str, str]]:
    """The bodies with which the actor may share a view: those of their posts."""
    own = {seat.body: speak(seat.body_name, seat.body_name_en) for seat in actor.seats}
    return [(body, gettext("共享给%(body)s", body=name)) for body, name in sorted(own.items())]


def shown_views(saved: Sequence[SavedView], query: InboxQuery) -> dict[str, Any]:
    """The saved views, figures to follow, and which of them is shown now."""
    now = address_of(query)
    chosen = next((view.id for view in saved if address_of(asked_by(view.query)) == now), None)
    return {"saved": [(view, None) for view in saved], "chosen": chosen}


def _spoken(entries: Sequence[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Every body of the county is among them, so the language is asked for once."""
    if is_english():
        return [(key, name_en or name) for key, name, name_en in entries]
    return [(key, name) for key, name, _ in entries]
