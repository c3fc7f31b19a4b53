"""A diagram drawn in another tool, on its way in: introduced, rewritten, or refused."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain.access import require
from server.domain.errors import NoSuchProcess
from server.domain.process import LONGEST_NAME, TRIAL, Change, Mode
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

    A diagram that comes alone says itself what it is called, and is tried by ``TRIAL``; whether it may
    come so is for the caller to say. Refused with ``DiagramRefused``.
    """
    if is_alone(files):
        files = _introduced(engine, files, [TRIAL])
    every = engine.rewrite(read_all(files), known)
    return every if mode is Mode.STRICT or every[0].changes else _laid_out(engine, every)


def is_alone(files: Mapping[str, bytes]) -> bool:
    """Whether these are one diagram, without a ``process.toml``."""
    return SETTINGS not in files and sum(name.endswith(".bpmn") for name in files) == 1


def as_drawn(engine: Engine, files: Mapping[str, bytes]) -> tuple[Sources, ...]:
    """The processes of the files with nothing changed; nobody starts a diagram that comes alone."""
    return read_all(_introduced(engine, files, []) if is_alone(files) else files)


def _introduced(
    engine: Engine, files: Mapping[str, bytes], starter: list[str]
) -> Mapping[str, bytes]:
    """The files with the ``process.toml`` that a diagram gives for itself."""
    [name] = (name for name in files if name.endswith(".bpmn"))
    introduced = engine.introduce(files[name], name)
    return {**files, SETTINGS: _settings(introduced, starter).encode()}


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


def _settings(introduced: tuple[Introduction, ...], starter: list[str]) -> str:
    """A ``process.toml`` as a designer would begin it."""
    lines = [f"key = {_text(introduced[0].key)}"]
    for number, one in enumerate(introduced):
        lines += [f"[pools.{_text(one.key)}]"] if number else []
        title = _text(one.title[:LONGEST_NAME])  # the diagram says where a longer one stands
        lines += [f"title = {title}", f"title_en = {title}"]
        lines.append(f"starter = [{', '.join(map(_text, starter))}]")
    return "\n".join(lines)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
