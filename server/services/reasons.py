"""Why a case came out so: every decision it took, with its model, its inputs and the rules that matched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.ids import VersionId
from server.domain.reading import DecisionsTaken, Taken
from server.services.auditing import check_sight
from server.services.matters import body_of_branch, read_answers, read_matter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from server.domain.ids import CaseId
    from server.domain.journal import Entry
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.values import Values
    from server.services.matters import Told
    from server.services.tools import Tools


def decisions_taken(tools: Tools, actor: Actor, case_id: CaseId) -> DecisionsTaken:
    """The decisions of a matter and its branches; refused with ``NoSuchCase``."""
    root = check_sight(tools, actor, case_id)
    with tools.unit() as unit:
        told = read_matter(tools, actor, unit, root)
        taken = tuple(_taken(tools, unit, told))
    return DecisionsTaken(
        case=root,
        number=told.file.number,
        title=told.file.title,
        process_title=told.sources.title,
        process_title_en=told.sources.title_en,
        taken=tuple(sorted(taken, key=lambda one: one.at)),
    )


def _taken(tools: Tools, unit: Unit, told: Told) -> Iterator[Taken]:
    contents = read_answers(unit, told).contents
    for branch in told.journals:
        yield from _of_branch(tools, unit, told, branch, contents)


def _of_branch(
    tools: Tools, unit: Unit, told: Told, branch: CaseId, contents: Mapping[str, Values]
) -> Iterator[Taken]:
    """A branch may run another process than its root, which then decides by its own models."""
    began = told.stories[branch].began
    version = VersionId(began.version) if began else told.file.version
    sources = tools.shelf.sources(unit, version)
    names = tools.engine.learn(version, sources).names
    body, body_en = body_of_branch(told, branch)
    for entry, fact in _facts(told.journals[branch]):
        step, step_en = names.get(fact.element, ("", ""))
        content = contents.get(fact.digest, {})
        yield Taken(
            at=entry.at,
            step=step or fact.element,
            step_en=step_en,
            branch=body,
            branch_en=body_en,
            decision=fact.decision,
            rules=fact.rules,
            inputs=content.get("inputs"),
            outputs=content.get("outputs"),
            models=sources.decisions,
        )


def _facts(journal: tuple[Entry, ...]) -> Iterator[tuple[Entry, f.DecisionTaken]]:
    for entry in journal:
        for fact in entry.facts:
            if isinstance(fact, f.DecisionTaken):
                yield entry, fact
