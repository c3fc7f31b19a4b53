"""A diagram drawn in another tool, on its way in: introduced, rewritten, or refused."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain.access import require
from server.domain.errors import NoSuchProcess
from server.domain.process import TRIAL, Change, Mode
from server.services.process_files import SETTINGS, read_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.ids import ProcessKey
    from server.domain.people import Actor
    from server.domain.ports import Engine, Known
    from server.domain.process import Introduction, Sources, Version
    from server.services.tools import Tools


def read_files(
    engine: Engine, files: Mapping[str, bytes], known: Known, mode: Mode
) -> tuple[Sources, ...]:
    """The processes of the files; what had to be changed in their diagram is with them.

    A diagram that comes alone needs its ``process.toml`` in strict mode; in lenient mode it says
    itself what it is called. Refused with ``DiagramRefused``.
    """
    diagrams = sorted(name for name in files if name.endswith(".bpmn"))
    if mode is Mode.LENIENT and SETTINGS not in files and len(diagrams) == 1:
        introduced = engine.introduce(files[diagrams[0]], diagrams[0])
        files = {**files, SETTINGS: _settings(introduced).encode()}
    every = engine.rewrite(read_all(files), known)
    return every if mode is Mode.STRICT or every[0].changes else _laid_out(engine, every)


def _laid_out(engine: Engine, every: tuple[Sources, ...]) -> tuple[Sources, ...]:
    """A diagram that runs as it is, with a place on paper for all of it."""
    first = every[0]
    laid = engine.lay_out(first.diagram)
    if laid == first.diagram:
        return every
    change = Change(
        element=f"{first.main or first.key}.bpmn",
        was="",
        now="",
        sentence="没有画出位置的部分已排好位置。",
        sentence_en="What had no place on paper was laid out.",
    )
    return tuple(
        replace(one, diagram=laid, original=one.diagram, changes=(change,)) for one in every
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The newest version's diagram, before and after."""

    version: Version
    changes: tuple[Change, ...]
    diagram: bytes
    original: bytes


def imported(tools: Tools, actor: Actor, key: ProcessKey) -> Imported:
    """What became of the diagram of a process; refused with ``NoSuchProcess``."""
    require(actor, "deploy")
    with tools.unit() as unit:
        version = unit.processes.newest(key)
        if version is None:
            raise NoSuchProcess(key=key)
        sources = tools.shelf.sources(unit, version.id)
    return Imported(
        version=version,
        changes=sources.changes,
        diagram=sources.diagram,
        original=sources.original or sources.diagram,
    )


def _settings(introduced: tuple[Introduction, ...]) -> str:
    """A ``process.toml`` as a designer would begin it."""
    lines = [f"key = {_text(introduced[0].key)}"]
    for number, one in enumerate(introduced):
        lines += [f"[pools.{_text(one.key)}]"] if number else []
        lines += [f"title = {_text(one.title)}", f"title_en = {_text(one.title)}"]
        lines.append(f"starter = [{_text(TRIAL)}]")
    return "\n".join(lines)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
