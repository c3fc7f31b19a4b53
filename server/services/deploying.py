"""Check and publish a version of a process."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from server.domain import facts as f
from server.domain.access import require
from server.domain.errors import DiagramRefused
from server.domain.ids import ProcessKey, VersionId, subject_named
from server.domain.ports import Known
from server.domain.process import LaneSeat, Problem, Sources, Version
from server.services.recording import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.process import Model
    from server.services.tools import Tools

SETTINGS = "process.toml"


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
        record.of_subject(subject_named("process", sources.key), deployed)
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


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents, in the order of names."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\0{len(files[name])}\0".encode())
        whole.update(files[name])
    return whole.hexdigest()


def read_sources(files: Mapping[str, bytes]) -> Sources:
    """The files of a process as its sources; refused with ``DiagramRefused``."""
    settings = _settings(files)
    diagrams = sorted(name for name in files if name.endswith(".bpmn"))
    if len(diagrams) != 1:
        _refuse("*.bpmn", "流程文件夹须有且只有一个 .bpmn 文件。", "Give exactly one .bpmn file.")
    lanes = {
        name: LaneSeat(org=str(seat["org"]), role=str(seat["role"]))
        for name, seat in settings.get("lanes", {}).items()
    }
    return Sources(
        key=ProcessKey(settings["key"]),
        title=settings["title"],
        title_en=settings["title_en"],
        diagram=files[diagrams[0]],
        owner=settings.get("owner", ""),
        law=tuple(settings.get("law", ())),
        starter=tuple(settings.get("starter", ())),
        start_form=settings.get("start_form"),
        title_value=settings.get("title_value", ""),
        number=settings.get("number", settings["key"][:2].upper()),
        lanes=lanes,
        decisions={name: text for name, text in files.items() if name.endswith(".dmn")},
        forms=_ending(files, ".json"),
        words=_ending(files, ".en.toml"),
    )


def _ending(files: Mapping[str, bytes], suffix: str) -> dict[str, bytes]:
    """The files with this ending, named without it."""
    return {
        name.removesuffix(suffix): text for name, text in files.items() if name.endswith(suffix)
    }


_WANTED = ("key", "title", "title_en")


def _settings(files: Mapping[str, bytes]) -> dict[str, Any]:
    if SETTINGS not in files:
        _refuse(SETTINGS, "缺少 process.toml。", "process.toml is missing.")
    try:
        settings = tomllib.loads(files[SETTINGS].decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        _refuse(SETTINGS, f"process.toml 无法读取：{error}", f"process.toml can't be read: {error}")
    missing = [name for name in _WANTED if not isinstance(settings.get(name), str)]
    if missing:
        names = ", ".join(missing)
        _refuse(SETTINGS, f"process.toml 缺少：{names}。", f"process.toml lacks: {names}.")
    return settings


def _refuse(element: str, zh: str, en: str) -> NoReturn:
    raise DiagramRefused([Problem(element=element, sentence=zh, sentence_en=en)])
