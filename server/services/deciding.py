"""Decisions asked apart from processes: publish their models, see what there is, and ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import require
from server.domain.decision import DecisionVersion
from server.domain.errors import DecisionWanted, NoSuchDecision, NoSuchDecisions, Undecided
from server.domain.ids import VersionId, subject_named
from server.domain.process import Mode
from server.services.process_folders import digest_of_files
from server.services.recording import Record
from server.services.repeating import again, once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.decision import Decidable, Decided
    from server.domain.ids import DecisionKey
    from server.domain.people import Actor
    from server.domain.ports import ReadDecisions, Unit
    from server.domain.values import Values
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsShown:
    """A version, and the models that it is made of."""

    version: DecisionVersion
    models: ReadDecisions


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsPublished:
    """What became of a deployment."""

    shown: DecisionsShown
    is_new: bool
    """False: exactly this content was there already, and nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """What was decided, and by which version."""

    version: DecisionVersion
    decided: Decided


@again
def deploy_decisions(  # the mode and the key of the request may be left out
    tools: Tools,
    actor: Actor,
    key: DecisionKey,
    files: Mapping[str, bytes],
    *,
    mode: Mode = Mode.STRICT,
    request_key: str | None = None,
) -> DecisionsPublished:
    """Publishes a version made of these files (name -> DMN), which may import each other.

    Refused with ``DecisionsRefused``, changing nothing. In lenient mode, expressions that can't be read are
    taken for null, and told as warnings.
    """
    require(actor, "deploy")
    models = tools.engine.read_decisions(files, lenient=mode is Mode.LENIENT)
    digest = digest_of_files(files)
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("deploy decisions", key, digest, mode))
        before = unit.decisions.newest(key)
        if request.answer is not None:
            version, is_new = (
                _numbered(unit, key, request.answer["number"]),
                bool(request.answer["is_new"]),
            )
        elif before is not None and before.digest == digest:
            version, is_new = before, False
        else:
            version, is_new = _publish(Record(tools, unit, actor), key, files, before), True
        if request.answer is None:
            request.keep({"is_new": is_new, "number": version.number})
            unit.commit()
    return DecisionsPublished(shown=DecisionsShown(version=version, models=models), is_new=is_new)


def _publish(
    record: Record, key: DecisionKey, files: Mapping[str, bytes], before: DecisionVersion | None
) -> DecisionVersion:
    version = DecisionVersion(
        id=VersionId(record.tools.ids.new()),
        key=key,
        number=before.number + 1 if before else 1,
        digest=digest_of_files(files),
    )
    deployed = f.DecisionsDeployed(
        version=version.id, key=key, number=version.number, digest=version.digest
    )
    record.of_subject(subject_named("decisions", key), deployed)
    record.write()
    record.unit.decisions.put_files(version.id, files)
    return version


def _numbered(unit: Unit, key: DecisionKey, number: int | None) -> DecisionVersion:
    """The newest version unless a number is given; refused with ``NoSuchDecisions``."""
    book = unit.decisions
    version = book.newest(key) if number is None else book.numbered(key, number)
    if version is None:
        raise NoSuchDecisions(key=key)
    return version


def all_decisions(tools: Tools) -> tuple[DecisionVersion, ...]:
    """The newest version of all decision models."""
    with tools.unit() as unit:
        return unit.decisions.all_newest()


def show_decisions(tools: Tools, key: DecisionKey, number: int | None = None) -> DecisionsShown:
    """One version, the newest unless a number is given; refused with ``NoSuchDecisions``."""
    with tools.unit() as unit:
        book, version = unit.decisions, _numbered(unit, key, number)
        # What a strict reading took, a lenient one reads the same.
        models = tools.shelf.decisions(
            version.id,
            lambda: tools.engine.read_decisions(book.files(version.id), lenient=True),
        )
        return DecisionsShown(version=version, models=models)


def evaluate(  # which decision, which version and how strictly may be left out
    tools: Tools,
    key: DecisionKey,
    inputs: Values,
    *,
    decision: str | None = None,
    number: int | None = None,
    strict: bool = False,
) -> Evaluated:
    """Decides; it changes nothing, and anybody may ask.

    A table that contradicts itself gives null and says why; with ``strict`` it is refused with
    ``Undecided``, as is whatever runs over a limit.
    """
    shown = show_decisions(tools, key, number)
    asked = _chosen(shown, decision)
    decided = shown.models.decide(asked, inputs, tools.clock.now())
    if strict and decided.violations:
        first = decided.violations[0]
        raise Undecided(cause=(first.sentence.rstrip("。"), first.sentence_en.rstrip(".")))
    return Evaluated(version=shown.version, decided=decided)


def _chosen(shown: DecisionsShown, decision: str | None) -> Decidable:
    """The one that is meant: by its place, else by its id, else by its name."""
    every = shown.models.decidables
    found = every
    if decision is not None:
        by_place = tuple(one for one in every if one.place == decision)
        by_id = tuple(one for one in every if one.id == decision)
        found = by_place or by_id or tuple(one for one in every if one.name == decision)
    if not found:
        raise NoSuchDecision(key=shown.version.key, decision=decision)
    if len(found) > 1:
        raise DecisionWanted(decisions=", ".join(one.place for one in found))
    return found[0]
