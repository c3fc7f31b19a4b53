"""More time for work (延期): its holder asks, whoever the law names agrees or doesn't."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import person_in
from server.domain.county_time import minute_of
from server.domain.errors import DeadlineOver, ExtensionAskedAlready, NotExtendable
from server.domain.kept import typed_or_emptied
from server.domain.masking import masked
from server.domain.reading import Asks, Question
from server.services.acts.grounds import way
from server.services.respites import keep_ladder
from server.services.stopping import deadline

if TYPE_CHECKING:
    from server.domain.ports import HeldCase
    from server.domain.respite import Extension, ExtensionRequest
    from server.domain.values import Words
    from server.services.acts.scene import Given, Scene
    from server.services.respites import Anew


@dataclass(frozen=True, slots=True)
class AskingForTime:
    """Asks for more time, as much as the clock may be extended by."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """On what ground, of those that the clock lists."""
        extension, _ = _extendable(scene)
        return (way("延期事由", extension.grounds),)

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """Who decides, by what law, and when the work would be due."""
        extension, then = _extendable(scene)
        body, _ = scene.county.decides(extension, scene.item.body)
        zh, en = scene.county.name_of(body)
        due = minute_of(then.due)
        return (
            (
                f"由{zh}负责人审批；申请人本人不能审批自己的申请。",
                f"The head of {en} decides; nobody decides on what they asked for themselves.",
            ),
            (
                f"批准的，期限延至 {due}，至多延 {extension.times} 次。依据：{extension.source}",
                f"If granted the work is due {due}; {extension.times} times at most. By: {extension.source}",
            ),
            (
                "批准之前期限不变，照常计算和提醒。",
                "Until then the deadline stays, and so do the reminders.",
            ),
        )

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Asks for it."""
        extension, _ = _extendable(scene)
        ground = next(each for each in extension.grounds if each.zh == given.way)
        body, role = scene.county.decides(extension, scene.item.body)
        fact = f.ExtensionAsked(
            item=scene.item.id,
            name=scene.item.name,
            person=person_in(scene.actor),
            body=body,
            role=role,
            ground=ground.zh,
            ground_en=ground.en,
            by=extension.by,
            digest=scene.kept_reason(given.reason),
        )
        scene.run.record.of_case(held, fact)


@dataclass(frozen=True, slots=True)
class GrantingTime:
    """Agrees to more time."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """A word, if one is wanted."""
        _granted(scene)
        return (Question(asks=Asks.TEXT, name="审批意见", name_en="Remarks", is_required=False),)

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """Why it was asked for, and when the work is due then."""
        extension, then, request = _granted(scene)
        due = minute_of(then.due)
        return (
            *_why(scene, request),
            (f"依据：{extension.source}", f"By: {extension.source}"),
            (
                f"期限延至 {due}，逐级提醒随之顺延；申请人会收到通知。",
                f"The work is due {due} then, its ladder moves with it; who asked is told.",
            ),
        )

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Grants it."""
        extension, then, request = _granted(scene)
        item = scene.item
        fact = f.WorkExtended(
            item=item.id,
            name=item.name,
            by=extension.by,
            was=item.due or then.due,
            due=then.due,
            provisional=then.provisional,
            rung=then.rung,
            ground=request.ground,
            ground_en=request.ground_en,
            asker=request.person,
            digest=scene.kept(given.text),
        )
        scene.run.record.of_case(held, fact)
        keep_ladder(scene.unit, item.id, then)


@dataclass(frozen=True, slots=True)
class RefusingTime:
    """Doesn't agree to more time, or asks for it no more."""

    def ask(self, _scene: Scene) -> tuple[Question, ...]:
        """Nothing but the reason."""
        return ()

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """Why it was asked for; that nothing moves."""
        return (
            *_why(scene, _request(scene)),
            (
                "期限不变；申请人会收到通知，届满之前可以重新申请。",
                "The deadline stays; who asked is told, and may ask again before it is over.",
            ),
        )

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Drops it."""
        fact = f.ExtensionDropped(
            item=scene.item.id,
            name=scene.item.name,
            person=person_in(scene.actor),
            asker=_request(scene).person,
            digest=scene.kept_reason(given.reason),
        )
        scene.run.record.of_case(held, fact)


def _extendable(scene: Scene) -> tuple[Extension, Anew]:
    """How the clock may be extended, and what its deadline would be then."""
    item = scene.item
    if item.request is not None:
        raise ExtensionAskedAlready(name=scene.county.name_of(item.request.body))
    extension, then = _longer(scene)
    if item.due is not None and item.due <= scene.run.record.moment:
        raise DeadlineOver(at=item.due)
    return extension, then


def _granted(scene: Scene) -> tuple[Extension, Anew, ExtensionRequest]:
    return *_longer(scene), _request(scene)


def _longer(scene: Scene) -> tuple[Extension, Anew]:
    item = scene.item
    extension = scene.county.extension(item.clock)
    then = deadline(scene.run, item, by=extension.by) if extension else None
    if extension is None or then is None or item.extensions >= extension.times:
        raise NotExtendable
    return extension, then


def _request(scene: Scene) -> ExtensionRequest:
    """What was asked for; whoever asked or decides stands so because it was."""
    if scene.item.request is None:
        raise NotExtendable
    return scene.item.request


def _why(scene: Scene, request: ExtensionRequest) -> tuple[Words, ...]:
    said = scene.unit.journal.content(scene.root, request.digest)
    why, why_en = map(masked, typed_or_emptied(said, "reason"))
    return (
        (f"申请事由：{request.ground}", f"Ground: {request.ground_en}"),
        (f"申请理由：{why}", f"Why: {why_en}"),
    )
