"""The members of steps under way, for the page of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.access import may
from server.domain.ids import CaseId, FanOutId
from server.domain.reading import Member, Members
from server.domain.work import is_theirs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.story import Story
    from server.domain.work import WorkItem
    from server.services.matters import Told


def may_change_members(actor: Actor, steps: tuple[str, ...], items: Iterable[WorkItem]) -> bool:
    """Whether the actor sits at the desk of one of these steps, or administers; deny by default."""
    theirs = any(item.element in steps and is_theirs(item, actor) for item in items)
    return theirs or may(actor, "administer")


def members_of(unit: Unit, told: Told, actor: Actor) -> Iterator[Members]:
    """The steps under way in a matter whose members the actor may change."""
    for story in told.stories.values():
        for fan_out, element in story.fan_outs.items():
            steps = told.model.members_by.get(element)
            if steps is not None and may_change_members(actor, steps, told.items):
                yield _shown(unit, told, FanOutId(fan_out), element)


def _shown(unit: Unit, told: Told, fan_out: FanOutId, element: str) -> Members:
    branches = {
        case: story
        for case, story in told.stories.items()
        if story.began is not None and story.began.fan_out == fan_out
    }
    members = tuple(_member(told, case, story) for case, story in branches.items())
    zh, en = told.names.element(element)
    return Members(
        fan_out=fan_out,
        element=element,
        step=zh,
        step_en=en,
        members=tuple(sorted(members, key=lambda member: member.index)),
        bodies=tuple(_bodies(unit, told, next(iter(branches)))),
    )


def _member(told: Told, case: CaseId, story: Story) -> Member:
    offered = next(iter(story.offered.values()), None)
    began = story.began
    body = offered.body if offered is not None else began.body if began is not None else ""
    zh, en = told.names.body(body)
    return Member(
        branch=case,
        index=0 if began is None else began.index,
        body=zh,
        body_en=en,
        is_open=story.status == "running",
        member=told.members.get(case),
    )


def _bodies(unit: Unit, told: Told, branch: CaseId) -> Iterator[tuple[str, str, str]]:
    """All bodies, where a member is the id of one: it lies in what the branch was given."""
    ids = {str(body.id) for body in told.county.bodies}
    given = unit.cases.find(branch).data.values()
    if any(isinstance(value, str) and value in ids for value in given):
        for body in told.county.bodies:
            yield str(body.id), body.name, body.name_en
