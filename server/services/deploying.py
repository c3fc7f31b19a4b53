"""Check and publish a version of a process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import require
from server.domain.errors import DiagramRefused
from server.domain.ids import VersionId, subject_named
from server.domain.masking import Personal
from server.domain.ports import Known
from server.domain.process import Mode, Problem, Version
from server.services.answers import paths_in, personal_in
from server.services.beginning import awaited
from server.services.importing import as_drawn, is_alone, read_files
from server.services.process_folders import digest_of_files
from server.services.process_settings import SETTINGS, missing_settings, problem
from server.services.process_votes import unanswerable
from server.services.recording import Record
from server.services.repeating import again
from server.services.unbegun import settled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from server.domain.ids import ProcessKey
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.process import Change, Model, Sources
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """What became of a deployment."""

    version: Version
    is_new: bool
    """False: exactly this content was there already, and nothing was changed."""
    warnings: tuple[Problem, ...]
    pools: tuple[Version, ...] = ()
    """The other processes of the file, each a version of its own."""
    changes: tuple[Change, ...] = ()
    """What was changed in a diagram drawn in another tool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What would become of a deployment."""

    keys: tuple[ProcessKey, ...]
    warnings: tuple[Problem, ...]
    changes: tuple[Change, ...]


def check(
    tools: Tools, actor: Actor, files: Mapping[str, bytes], mode: Mode = Mode.STRICT
) -> Checked:
    """Reads and checks the files as ``deploy`` does, and changes nothing."""
    require(actor, "deploy")
    with tools.unit() as unit:
        every, models = _read(tools, unit, files, mode)
        return Checked(
            keys=tuple(sources.key for sources in every),
            warnings=_warnings(models),
            changes=every[0].changes,
        )


@again
def deploy(
    tools: Tools, actor: Actor, files: Mapping[str, bytes], mode: Mode = Mode.STRICT
) -> Deployed:
    """Publishes a version made of these files (name -> content); all problems are told at once.

    ``process.toml`` names the process; one ``*.bpmn``; ``*.dmn`` and forms ``<folder>/<name>.json``
    (or ``.form``) beside it. Each pool that ``[pools.id]`` names becomes a process of its own, deployed together with
    it. Refused with ``DiagramRefused``, changing nothing. Running cases keep their version.

    A diagram that does not run here as it was drawn is refused in strict mode, with what a lenient
    deployment would change; in lenient mode it is changed, and the changes are kept with it.
    """
    require(actor, "deploy")
    digest = digest_of_files(files)
    with tools.unit() as unit:
        every, models = _read(tools, unit, files, mode)
        warnings, changes = _warnings(models), every[0].changes
        newest = [unit.processes.newest(sources.key) for sources in every]
        known = tuple(one for one in newest if one is not None and one.digest == digest)
        if len(known) == len(every):
            return Deployed(
                version=known[0],
                is_new=False,
                warnings=warnings,
                pools=known[1:],
                changes=changes,
            )
        record = Record(tools, unit, actor)
        made = tuple(
            _publish(record, sources, model, digest)
            for sources, model in zip(every, models, strict=True)
        )
        unit.commit()
    return Deployed(
        version=made[0], is_new=True, warnings=warnings, pools=made[1:], changes=changes
    )


def _read(
    tools: Tools, unit: Unit, files: Mapping[str, bytes], mode: Mode
) -> tuple[tuple[Sources, ...], tuple[Model, ...]]:
    """The processes of the files with their models; a strict reading takes them as they were drawn."""
    known = _known(tools, unit)
    if mode is Mode.LENIENT:
        every = read_files(tools.engine, files, known, mode)
        return every, _checked(tools, unit, every, known)
    lacking = (missing_settings(),) if is_alone(files) else ()
    changes: tuple[Change, ...] = ()
    try:
        every = read_files(tools.engine, files, known, mode)
        changes = every[0].changes
        if not (changes or lacking):
            return every, _checked(tools, unit, every, known)
        _checked(tools, unit, as_drawn(tools.engine, files), known)
    except DiagramRefused as refusal:
        raise DiagramRefused((*lacking, *refusal.problems), changes) from refusal
    raise DiagramRefused(lacking, changes)


def _warnings(models: tuple[Model, ...]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(one for model in models for one in model.warnings))


def _publish(record: Record, sources: Sources, model: Model, digest: str) -> Version:
    unit = record.unit
    before = unit.processes.newest(sources.key)
    version = Version(
        id=VersionId(record.tools.ids.new()),
        key=sources.key,
        number=before.number + 1 if before else 1,
        digest=digest,
        title=sources.title,
        title_en=sources.title_en,
    )
    deployed = f.ProcessDeployed(
        version=version.id, process=version.key, number=version.number, digest=digest
    )
    # The journal before what is waited for: whoever begins a case or deploys meanwhile writes there
    # too, and then this is carried out anew.
    subject = subject_named("process", sources.key)
    record.of_subject(subject, deployed)
    record.of_subject(subject, *settled(unit, sources.key, model.triggers))
    record.of_subject(subject, *awaited(record, version, sources, model))
    record.write()
    unit.flush()  # the next process of the file has to see what this one waits for
    unit.processes.put_sources(version.id, sources)
    return version


def _checked(
    tools: Tools, unit: Unit, every: tuple[Sources, ...], known: Known
) -> tuple[Model, ...]:
    """Everything wrong with the processes, from diagram, decisions and forms, told at once."""
    problems = [
        Problem(element=name, sentence=zh, sentence_en=en)
        for name, form in every[0].forms.items()
        for zh, en in tools.forms.problems(form)
    ]
    are_read = not problems
    models = []
    for sources in every:
        problems += _claimed(tools, unit, sources)
        problems += _unknown_words(sources) if are_read else ()
        try:
            models.append(tools.engine.check(sources, known))
            problems += unanswerable(tools.forms, sources, models[-1])
        except DiagramRefused as refusal:
            problems += refusal.problems
    if problems:
        raise DiagramRefused(dict.fromkeys(problems))
    return tuple(models)


def _claimed(tools: Tools, unit: Unit, sources: Sources) -> tuple[Problem, ...]:
    """A key belongs to one file: its process, or a pool of another's."""
    newest = unit.processes.newest(sources.key)
    if newest is None or tools.shelf.sources(unit, newest.id).main == sources.main:
        return ()
    return (
        Problem(
            element=sources.key,
            sentence=f"流程“{sources.key}”已由另一文件发布。请改用别的编号。",
            sentence_en=f"Process {sources.key!r} is published from another file. Use another key.",
        ),
    )


def _unknown_words(sources: Sources) -> Iterator[Problem]:
    """What cases are to be found by, and what lists may show, has to be asked in some form."""
    asked = frozenset(path for form in sources.forms.values() for path in paths_in(form))
    for setting, paths in (("searchable", sources.searchable), ("columns", sources.columns)):
        for path in paths:
            if path not in asked:
                yield problem(
                    SETTINGS,
                    f"{setting} 所列“{path}”不是任何表单的栏目。请改正或删去。",
                    f"{setting} names {path!r}, which no form asks. Correct or remove it.",
                )
    yield from _personal_problems(sources)


def _personal_problems(sources: Sources) -> Iterator[Problem]:
    """One name is one thing in all forms, and lists show no personal data."""
    said: dict[str, Personal] = {}
    for name, form in sources.forms.items():
        for path, kind in personal_in(form).items():
            if said.setdefault(path, kind) is not kind:
                yield problem(
                    name,
                    f"栏目“{path}”的 personal 与其他表单写得不一样。请改成一样的。",
                    f"{path!r} has another personal than in other forms. Make them alike.",
                )
    for path in sources.columns:
        if said.get(path, Personal.NONE) is not Personal.NONE:
            yield problem(
                SETTINGS,
                f"columns 所列“{path}”是个人信息，不能作为列表的列。请删去。",
                f"columns names {path!r}, which holds personal data. Remove it.",
            )


def _known(tools: Tools, unit: Unit) -> Known:
    """What exists in the county."""
    county = tools.shelf.county(unit)
    return Known(
        operations=frozenset(tools.operations),
        clocks=county.clocks.names,
        functions=frozenset(county.functions),
        bodies=frozenset(body.id for body in county.bodies),
        roles=frozenset(role for post in unit.people.posts() for role in post.roles),
        processes={newest.key: newest.number for newest in unit.processes.all_newest()},
    )
