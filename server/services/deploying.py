"""Check and publish a version of a process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import require
from server.domain.errors import DiagramRefused
from server.domain.ids import VersionId, subject_named
from server.domain.ports import Known
from server.domain.process import Problem, Version
from server.services.beginning import awaited
from server.services.process_files import read_sources
from server.services.process_folders import digest_of_files
from server.services.recording import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.process import Model, Sources
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """What became of a deployment."""

    version: Version
    is_new: bool
    """False: exactly this content was there already, and nothing was changed."""
    warnings: tuple[Problem, ...]


def deploy(tools: Tools, actor: Actor, files: Mapping[str, bytes]) -> Deployed:
    """Publishes a version made of these files (name -> content); all problems are told at once.

    ``process.toml`` names the process; one ``*.bpmn``; ``*.dmn`` and forms ``<folder>/<name>.json``
    beside it. Refused with ``DiagramRefused``, changing nothing. Running cases keep their version.
    """
    require(actor, "deploy")
    sources = read_sources(files)
    digest = digest_of_files(files)
    with tools.unit() as unit:
        model = _checked(tools, unit, sources)
        same = unit.processes.by_digest(sources.key, digest)
        if same is not None:
            return Deployed(version=same, is_new=False, warnings=model.warnings)
        before = unit.processes.newest(sources.key)
        version = Version(
            id=VersionId(tools.ids.new()),
            key=sources.key,
            number=before.number + 1 if before else 1,
            digest=digest,
            title=sources.title,
            title_en=sources.title_en,
        )
        record = Record(tools, unit, actor)
        deployed = f.ProcessDeployed(
            version=version.id, process=version.key, number=version.number, digest=digest
        )
        starts = awaited(record, version, sources, model)
        record.of_subject(subject_named("process", sources.key), deployed, *starts)
        record.write()
        unit.processes.put_sources(version.id, sources)
        unit.commit()
    return Deployed(version=version, is_new=True, warnings=model.warnings)


def _checked(tools: Tools, unit: Unit, sources: Sources) -> Model:
    """Everything wrong with a process, from diagram, decisions and forms, told at once."""
    county = tools.shelf.county(unit)
    known = Known(
        operations=frozenset(tools.operations),
        clocks=county.clocks.names,
        functions=frozenset(county.functions),
        roles=frozenset(role for post in unit.people.posts() for role in post.roles),
        processes=frozenset(version.key for version in unit.processes.all_newest()),
    )
    problems = [
        Problem(element=name, sentence=zh, sentence_en=en)
        for name, form in sources.forms.items()
        for zh, en in tools.forms.problems(form)
    ]
    model: Model | None = None
    try:
        model = tools.engine.check(sources, known)
    except DiagramRefused as refusal:
        problems.extend(refusal.problems)
    if model is None or problems:
        raise DiagramRefused(problems)
    return model
