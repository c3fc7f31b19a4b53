"""Columns of lists from the business data: what a process lets lists show, and what they show of a matter.

The values are kept as people read them, in both languages, when they change; so a list reads no form.
No personal data are among them: fields that hold some can't be columns, numbers in texts are masked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.ids import BodyId
from server.domain.reading import Column
from server.domain.work import called
from server.services.answers import label_at, paths_in, said_at
from server.services.lists import lists_for, meanings_of
from server.services.translating import spoken_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.process import Sources
    from server.domain.reading import InboxChoices, Shown
    from server.domain.values import Values
    from server.services.county import County
    from server.services.tools import Tools


def columns_of(*every: Sources) -> tuple[Column, ...]:
    """The columns that lists can show of these processes, each path once, by the labels of the forms."""
    found: dict[str, Column] = {}
    for sources in every:
        for path, form in _homes(sources):
            name, name_en = (
                label_at(spoken_form(sources, form, language) or b"", path)
                for language in ("zh", "en")
            )
            found.setdefault(path, Column(path=path, name=name, name_en=name_en))
    return tuple(found.values())


def of_newest(tools: Tools, unit: Unit, choices: InboxChoices) -> tuple[Column, ...]:
    """The columns that lists can show, of the newest versions of all processes."""
    return columns_of(*(tools.shelf.sources(unit, each) for each in choices.newest))


def offered(tools: Tools, actor: Actor, unit: Unit) -> tuple[Column, ...]:
    """Those columns, for who has asked for nothing else that lists can be narrowed by."""
    return of_newest(tools, unit, unit.views.inbox_choices(actor))


def offered_paths(tools: Tools, actor: Actor, unit: Unit) -> frozenset[str]:
    """The paths of those columns, without their labels."""
    newest = unit.views.inbox_choices(actor).newest
    return frozenset(path for each in newest for path in tools.shelf.sources(unit, each).columns)


def kept(shown: Shown, paths: frozenset[str]) -> Shown:
    """What is shown of a matter, of these columns only."""
    return {path: said for path, said in shown.items() if path in paths}


def chosen_of(offered: Iterable[Column], paths: Iterable[str]) -> tuple[Column, ...]:
    """The columns that somebody chose, in their order; what is not offered is left out."""
    known = {column.path: column for column in offered}
    return tuple(known[path] for path in dict.fromkeys(paths) if path in known)


def shown_of(county: County, sources: Sources, seen: Values) -> Shown:
    """What lists show of a matter with this data, which are masked already."""
    zh, en = (_shown(county, sources, seen, language) for language in ("zh", "en"))
    return {path: (said, en[path]) for path, said in zh.items() if said}


def _shown(county: County, sources: Sources, data: Values, language: str) -> dict[str, str]:
    names = meanings_of(county, language) if sources.columns else {}
    shown = {}
    for path, name in _homes(sources):
        form = spoken_form(sources, name, language) or b""
        lists = lists_for(form, county, BodyId(""), language)
        shown[path] = called(said_at(form, path, data, names, lists, language))
    return shown


def _homes(sources: Sources) -> tuple[tuple[str, str], ...]:
    """The columns of a process, each with the form that asks for it."""
    asked = {path: name for name, form in sources.forms.items() for path in paths_in(form)}
    return tuple((path, asked[path]) for path in sources.columns)
