"""Whether the registers still fit together once changes are made."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from server.domain.access import ACTS
from server.domain.certificates import Certificate
from server.domain.hooks import Hook
from server.domain.people import (
    HEAD_ROLES,
    Body,
    BodyKind,
    Holding,
    Person,
    Post,
    head_role,
)
from server.domain.registers import is_over
from server.services.county_files import read_profile
from server.services.registers.flaws import Flaw, unknown
from server.services.registers.seconding import of_force, of_home, of_merger, of_secondment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from server.domain.ids import BodyId
    from server.domain.reading.registers import OpenWork
    from server.domain.registers import Change, Chart
    from server.services.registers.checking_hooks import HookChecker


def known_roles(chart: Chart, asked: Iterable[str]) -> frozenset[str]:
    """Every role that means something: held by a post, asked for by a process, allowing an act."""
    held = frozenset[str]().union(*(post.roles for post in chart.posts.values()))
    return held.union(*ACTS.values(), HEAD_ROLES, asked)


def lost_desks(before: Chart, after: Chart, day: date) -> frozenset[tuple[BodyId, str]]:
    """The desks that no post serves any more once this day is over."""
    return _desks(before, day) - _desks(after, day)


def _desks(chart: Chart, day: date) -> frozenset[tuple[BodyId, str]]:
    serving = (post for post in chart.posts.values() if not _ends_by(post, day))
    return frozenset((post.body, role) for post in serving for role in post.roles)


def _ends_by(entry: Body | Post, day: date) -> bool:
    return entry.valid_to is not None and entry.valid_to <= day


class Checker:
    """The registers as they would stand, with what they are looked through by."""

    def __init__(
        self,
        chart: Chart,
        day: date,
        roles: frozenset[str],
        left: Mapping[tuple[BodyId, str], OpenWork],
        hooks: HookChecker,
    ) -> None:
        """Take the chart after all changes, the roles that mean something, and work left behind."""
        self._chart = chart
        self._day = day
        self._roles = roles
        self._left = left
        self._hooks = hooks
        self._below: dict[str, list[Body]] = defaultdict(list)
        self._posts: dict[str, list[Post]] = defaultdict(list)
        self._held: dict[str, list[Holding]] = defaultdict(list)
        for body in chart.bodies.values():
            for above in filter(None, (body.parent, body.located_in, body.merged_into)):
                self._below[above].append(body)
        for post in chart.posts.values():
            self._posts[post.body].append(post)
        for holding in chart.holdings.values():
            self._held[holding.post].append(holding)
        county = chart.papers.get("county/")
        self._functions = read_profile(county.text).functions if county else {}

    def flaws(self, change: Change) -> Iterator[Flaw]:
        """What is wrong with an entry among all the others."""
        match change.after:
            case Body() as body:
                yield from self._of_body(body)
            case Post() as post:
                before = change.before
                yield from self._of_post(post, before if isinstance(before, Post) else None)
            case Holding() as holding:
                yield from self._of_holding(holding)
            case Certificate(login=login):
                if login not in self._chart.persons:
                    yield unknown("person", login)
            case Hook() as hook:
                yield from self._hooks.flaws(hook)
            case Person():
                pass
            case _:
                yield from self._of_functions()

    def _of_body(self, body: Body) -> Iterator[Flaw]:
        for column in ("parent", "located_in", "merged_into"):
            yield from self._of_named(body, column, getattr(body, column))
        yield from of_merger(self._chart, body)
        if self._is_in_circle(body):
            yield Flaw(
                column="parent",
                zh="上级关系成环，请改正。",
                en="Its parents lead in a circle. Correct it.",
            )
        yield from of_force(body)
        if body.valid_to is not None:
            yield from self._of_ended_body(body, body.valid_to)

    def _of_named(self, body: Body, column: str, name: str | None) -> Iterator[Flaw]:
        """What a body belongs to is there as long as itself; what takes it over is there then."""
        named = self._chart.bodies.get(name) if name else None
        if name and named is None:
            yield unknown(column, name)
        elif named is not None and named.valid_to is not None and _outlives(body, named.valid_to):
            yield Flaw(
                column=column,
                zh=f"“{named.short_name}”于 {named.valid_to} 到期，请另选单位，或把截止日改到不晚于这一天。",
                en=f"“{named.name_en}” ends on {named.valid_to}. Choose another, or end this one by then.",
            )

    def _is_in_circle(self, body: Body) -> bool:
        above = {one.id: one.parent for one in self._chart.bodies.values()}
        seen, parent = {body.id}, body.parent
        while parent is not None and parent not in seen:
            seen.add(parent)
            parent = above.get(parent)
        return parent is not None

    def _of_ended_body(self, body: Body, last: date) -> Iterator[Flaw]:
        posts = [post.title for post in self._posts[body.id] if _outlives(post, last)]
        bodies = [one.short_name for one in self._below[body.id] if _outlives(one, last)]
        functions = [name for name, of in self._functions.items() if of == body.id]
        for names, zh, en in (
            (posts, "岗位，请先撤销或移到其他单位", "posts. End them or move them first"),
            (
                bodies,
                "下设、驻在或将并入的单位，请先调整",
                "bodies below or merged into it. Move them first",
            ),
            (
                functions,
                "全县职能（county.toml），请先指定给其他单位",
                "functions of the county. Give them to another body first",
            ),
        ):
            if names:
                listed, more = "、".join(names[:3]), f" 等 {len(names)} 项" if names[3:] else ""
                yield Flaw(
                    column="valid_to",
                    zh=f"该单位到期后仍有{zh}：{listed}{more}。",
                    en=f"Then it still has {en}: {', '.join(names[:3])}.",
                )

    def _of_post(self, post: Post, before: Post | None) -> Iterator[Flaw]:
        body = self._chart.bodies.get(post.body)
        if body is None:
            yield unknown("body", post.body)
        elif body.valid_to is not None and _outlives(post, body.valid_to):
            yield Flaw(
                column="valid_to",
                zh=f"单位于 {body.valid_to} 到期，岗位须不晚于这一天结束，请填写。",
                en=f"Its body ends on {body.valid_to}. Give the post an end by then.",
            )
        for role in sorted(post.roles - self._roles):
            yield Flaw(
                column="roles",
                zh=f"没有流程或岗位用到职能“{role}”，请核对写法。",
                en=f"No process and no post knows the role “{role}”. Check its spelling.",
            )
        if body is not None:
            yield from self._of_heads(post, body)
        yield from self._of_work(post if before is None else before)

    def _of_heads(self, post: Post, body: Body) -> Iterator[Flaw]:
        """A township has two heads by law, secretary and mayor; the county government has several leaders."""
        head = head_role(body.kind)
        if head not in post.roles or body.kind in _SEVERAL_HEADS:
            return
        for other in self._posts[body.id]:
            if other.id != post.id and head in other.roles and _overlap(post, other):
                yield Flaw(
                    column="roles",
                    zh=f"“{other.title}”同期已是该单位负责人（{head}），请先改其职能或期限。",
                    en=f"“{other.title_en}” heads the body then ({head}). Change its roles or its end first.",
                )

    def _of_work(self, before: Post) -> Iterator[Flaw]:
        body = self._chart.bodies.get(before.body)
        if body is not None and _ends_by(body, self._day) and body.heir is not None:
            return  # what is open goes to the body that takes over
        for role in sorted(before.roles):
            work = self._left.get((before.body, role))
            if work is not None:
                numbers = "、".join(work.numbers)
                yield Flaw(
                    column="valid_to" if self._ends(before) else "roles",
                    zh=f"还有 {work.count} 件“{role}”的工作未办结（{numbers}），本单位再无其他岗位可办。"
                    "请先办结，或给本单位另一岗位这项职能。",
                    en=f"{work.count} pieces of work for “{role}” are open ({numbers}) and no other post of "
                    "the body can do them. Complete them, or give another post of the body this role.",
                )

    def _ends(self, before: Post) -> bool:
        return _ends_by(self._chart.posts[before.id], self._day)

    def _of_holding(self, holding: Holding) -> Iterator[Flaw]:
        if holding.login not in self._chart.persons:
            yield unknown("person", holding.login)
        post = self._chart.posts.get(holding.post)
        if post is None:
            yield unknown("post", holding.post)
        elif not _within(holding, post):
            yield Flaw(
                column="valid_to",
                zh=f"超出岗位的期限（{post.valid_from or '…'} 至 {post.valid_to or '…'}），请修改。",
                en=f"Is longer than the post ({post.valid_from or '…'} to {post.valid_to or '…'}). Change it.",
            )
        else:
            yield from of_secondment(self._chart, holding, post)
            yield from of_home(self._chart, holding, post, self._day)
        for other in self._held[holding.post]:
            if _key(other) != _key(holding) and _overlap(other, holding):
                yield Flaw(
                    column="valid_from",
                    zh=f"岗位此时由“{other.login}”担任（{other.valid_from} 起），请先填其离任日期。",
                    en=f"“{other.login}” holds the post then (from {other.valid_from}). End that first.",
                )

    def _of_functions(self) -> Iterator[Flaw]:
        for function, body in self._functions.items():
            known = self._chart.bodies.get(body)
            if known is None or is_over(known, self._day):
                yield Flaw(
                    column="text",
                    zh=f"职能“{function}”指定的单位“{body}”不存在或已到期，请改正。",
                    en=f"The function “{function}” names “{body}”, which is not there or over. Correct it.",
                )


_SEVERAL_HEADS = frozenset(
    {BodyKind.TOWNSHIP, BodyKind.GOVERNMENT, BodyKind.JUSTICE_OFFICE, BodyKind.OFFICE}
)
"""Bodies in which the role that hears of late work is held by more than one post."""


def _key(holding: Holding) -> tuple[str, date]:
    return holding.login, holding.valid_from


def _outlives(entry: Body | Post, last: date) -> bool:
    return entry.valid_to is None or entry.valid_to > last


def _overlap(one: Post | Holding, other: Post | Holding) -> bool:
    starts = [each.valid_from for each in (one, other) if each.valid_from is not None]
    ends = [each.valid_to for each in (one, other) if each.valid_to is not None]
    return not starts or not ends or max(starts) <= min(ends)


def _within(holding: Holding, post: Post) -> bool:
    begins = post.valid_from is None or post.valid_from <= holding.valid_from
    ends = post.valid_to is None or (
        holding.valid_to is not None and holding.valid_to <= post.valid_to
    )
    return begins and ends
