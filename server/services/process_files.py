"""The files of a process as they are handed in, read into its sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.domain.errors import DiagramRefused
from server.domain.ids import ProcessKey
from server.domain.process import LaneSeat, Sources
from server.services.process_forms import forms_among
from server.services.process_settings import SETTINGS, problem, read_settings
from server.services.process_votes import read_votes
from server.services.process_words import Words, read_words

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SETTINGS", "read_all", "read_sources"]

_OF_THE_FILE = ("owner", "law")
"""What a pool takes over from the process whose file it shares, unless it says so itself."""


def read_sources(files: Mapping[str, bytes]) -> Sources:
    """The files of a process as its sources; refused with ``DiagramRefused``."""
    return read_all(files)[0]


def read_all(files: Mapping[str, bytes]) -> tuple[Sources, ...]:
    """The process, then those that share its file; refused with ``DiagramRefused``."""
    diagrams = sorted(name for name in files if name.endswith(".bpmn"))
    settings, problems = read_settings(files)
    votes, wrong = read_votes(settings)
    forms, doubled = forms_among(files)
    words = read_words(files, forms, str(settings.get("key", "")))
    problems += [*wrong, *words.problems, *doubled]
    if len(diagrams) != 1:
        zh = "流程文件夹须有且只有一个 .bpmn 文件。"
        problems.append(problem("*.bpmn", zh, "Give exactly one .bpmn file."))
    if problems:
        raise DiagramRefused(problems)
    main = settings["key"]
    pools = settings.get("pools", {})
    keys = (main, *pools)
    taken = {name: settings[name] for name in _OF_THE_FILE if name in settings}
    every = {main: settings} | {key: {**taken, **pool} for key, pool in pools.items()}
    return tuple(
        replace(
            _sources(files, diagrams[0], forms, words, every[key], key, main, keys), votes=votes
        )
        for key in keys
    )


def _sources(  # noqa: PLR0913, PLR0917  # all that a process is made of
    files: Mapping[str, bytes],
    diagram: str,
    forms: Mapping[str, bytes],
    words: Words,
    settings: dict[str, Any],
    key: str,
    main: str,
    keys: tuple[str, ...],
) -> Sources:
    return Sources(
        key=ProcessKey(key),
        main="" if key == main else main,
        beside=tuple(other for other in keys if other != key),
        title=settings["title"],
        title_en=settings["title_en"],
        diagram=files[diagram],
        owner=settings.get("owner", ""),
        law=tuple(settings.get("law", ())),
        starter=tuple(settings.get("starter", ())),
        start_form=settings.get("start_form"),
        starter_body=settings.get("starter_body", ""),
        title_value=settings.get("title_value", ""),
        searchable=tuple(settings.get("searchable", ())),
        columns=tuple(settings.get("columns", ())),
        number=settings.get("number", key[:2].upper()),
        lanes={
            name: LaneSeat(org=seat["org"], role=seat["role"])
            for name, seat in settings.get("lanes", {}).items()
        },
        decisions={name: text for name, text in files.items() if name.endswith(".dmn")},
        forms=forms,
        words=words.forms,
        english=words.diagram,
    )
