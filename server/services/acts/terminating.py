"""End a whole case before its end (终止), or call it off before others have acted (撤销)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.acts import Standing
from server.services.withdrawing import end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.ports import HeldCase
    from server.domain.reading import Question
    from server.domain.values import Words
    from server.services.acts.scene import CaseScene, Given

NAMED = 5
"""So many pieces of work are named; of more only the number is said."""


@dataclass(frozen=True, slots=True)
class Terminating:
    """Ends a case, with all that waits in it."""

    def ask(self, _scene: CaseScene) -> tuple[Question, ...]:
        """Nothing but the reason."""
        return ()

    def foresee(self, scene: CaseScene) -> tuple[Words, ...]:
        """What ends with it."""
        return (*ending_with(scene), _KEPT)

    def do(self, scene: CaseScene, held: HeldCase, given: Given) -> None:
        """Ends it."""
        digest = scene.kept_reason(given.reason)
        is_own = Standing.STARTER in scene.standings
        end(scene.run, held, f.CaseTerminated(digest=digest, by_starter=is_own), "terminated")


_KEPT: Words = (
    "编号、材料和办理过程全部保留；经办人和发起人会收到提醒。",
    "Number, files and history stay; who has the work and who started the case are told.",
)


def ending_with(scene: CaseScene) -> tuple[Words, ...]:
    """What ends with a case, in words: its work by name, and how much else waits."""
    return (*_work(scene), *_others(scene))


def _work(scene: CaseScene) -> Iterator[Words]:
    for item in scene.work[:NAMED]:
        zh, en = scene.county.name_of(item.body)
        holder, holder_en = item.holder_name, item.holder_name_en or item.holder_name
        yield (
            f"收回“{item.name}”（{zh}{f' {holder}' if holder else ''}）。",
            f"“{item.name}” is withdrawn ({en}{f', {holder_en}' if holder else ''}).",
        )
    if len(scene.work) > NAMED:
        yield (
            f"共收回 {len(scene.work)} 项在办工作。",
            f"{len(scene.work)} open pieces of work are withdrawn in all.",
        )


def _others(scene: CaseScene) -> Iterator[Words]:
    waiting = scene.unit.course.waiting(scene.root)
    parts = [
        (many, zh, en)
        for many, zh, en in (
            (waiting.branches, "路分支", "branches"),
            (waiting.timers, "个定时", "timers"),
            (waiting.incidents, "项运行异常", "incidents"),
        )
        if many
    ]
    if parts:
        yield (
            "同时结束 " + "、".join(f"{many} {zh}" for many, zh, _ in parts) + "。",
            "With it end " + ", ".join(f"{many} {en}" for many, _, en in parts) + ".",
        )
