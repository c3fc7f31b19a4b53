"""Secondments (借调) and task forces (专班): lent for a time, by a body where one keeps a post."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from server.domain.people import BodyKind
from server.services.registers.flaws import Flaw, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.people import Body, Holding, Post
    from server.domain.registers import Chart


def of_force(body: Body) -> Iterator[Flaw]:
    """A task force has an end, and a body that it belongs to: what is open then goes back there."""
    if body.kind is not BodyKind.TASK_FORCE:
        return
    if body.valid_to is None:
        yield Flaw(
            column="valid_to",
            zh="工作专班须有截止日，到期未办结的工作转回上级单位。请填写。",
            en="A task force has a last day; work open then goes back to the body above. Fill it in.",
        )
    if body.parent is None:
        yield Flaw(
            column="parent",
            zh="工作专班须有上级单位，即牵头单位。请填写。",
            en="A task force belongs to the body that leads it. Name that.",
        )


def of_merger(chart: Chart, body: Body) -> Iterator[Flaw]:
    """Only a body that ends is merged, and into another one; open work comes to one that stays, or stops at the last."""
    if body.merged_into is not None and body.valid_to is None:
        yield Flaw(
            column="valid_to",
            zh="并入其他单位的须有截止日，请填写。",
            en="A body that is merged has a last day. Fill it in.",
        )
    if _inherits_itself(chart, body):
        yield Flaw(
            column="merged_into",
            zh="未办结的工作会转回本单位：不能并入本单位，也不能与其他到期单位互相并入。请另选单位。",
            en="Open work would come back to it: it can't be merged into itself, nor in a circle of bodies that end. Choose another one.",
        )


def _inherits_itself(chart: Chart, body: Body) -> bool:
    """Whether its open work goes in a circle of bodies that all end."""
    seen: set[str] = set()
    at: Body | None = body
    while at is not None and at.valid_to is not None and at.id not in seen:
        seen.add(at.id)
        at = chart.bodies.get(at.heir) if at.heir else None
    return at is not None and at.id in seen


def of_secondment(chart: Chart, holding: Holding, post: Post) -> Iterator[Flaw]:
    """Whoever is seconded keeps a post where they come from, and has a last day."""
    lender, body = holding.seconded_from, chart.bodies.get(post.body)
    if lender is None:
        if body is not None and body.kind is BodyKind.TASK_FORCE:
            yield Flaw(
                column="seconded_from",
                zh="工作专班的人员都是借调来的，请填写原单位。",
                en="Everybody in a task force is seconded to it. Name the body that lends them.",
            )
        return
    if lender not in chart.bodies:
        yield unknown("seconded_from", lender)
    elif lender == post.body:
        yield Flaw(
            column="seconded_from",
            zh="原单位与任职单位相同，不是借调。请改正或留空。",
            en="It lends to itself, which is no secondment. Correct it or leave it empty.",
        )
    elif not _keeps_post(chart, holding):
        yield Flaw(
            column="seconded_from",
            zh="借调期间此人在原单位没有岗位。请核对原单位和起止日期。",
            en="They have no post in that body while they are seconded. Check the body and the days.",
        )
    if holding.valid_to is None:
        yield Flaw(
            column="valid_to",
            zh="借调须有截止日，请填写。",
            en="A secondment has a last day. Fill it in.",
        )


def of_home(chart: Chart, holding: Holding, post: Post, day: date) -> Iterator[Flaw]:
    """Whoever is seconded from a body goes on keeping a post there, whatever becomes of this one."""
    for lent in chart.holdings.values():
        if (
            lent.login == holding.login
            and lent.seconded_from == post.body
            and (lent.valid_to is None or lent.valid_to >= day)
            and not _keeps_post(chart, lent)
        ):
            yield Flaw(
                column="valid_to",
                zh=f"此人自 {lent.valid_from} 借调至 {lent.valid_to}，期间须在原单位有岗位。请先结束借调，或同时登记原单位的另一岗位。",
                en=f"They are seconded from {lent.valid_from} to {lent.valid_to} and keep a post here as long. "
                "End that first, or enter another post here with it.",
            )


def _keeps_post(chart: Chart, holding: Holding) -> bool:
    """Whether they have a post of their own in the body that lends them, from the first day to the last."""
    homes = sorted(
        (
            (one.valid_from, one.valid_to or date.max)
            for one in chart.holdings.values()
            if one.login == holding.login
            and one.seconded_from is None
            and one.post in chart.posts
            and chart.posts[one.post].body == holding.seconded_from
        ),
    )
    first, last = holding.valid_from, holding.valid_to or holding.valid_from
    for begins, ends in homes:
        if begins <= first <= ends < last:
            first = ends + timedelta(days=1)
    return any(begins <= first and last <= ends for begins, ends in homes)
