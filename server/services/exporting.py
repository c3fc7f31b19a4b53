"""What lists show, to be taken away as a sheet: the same rows, the same filters, up to a limit.

Whoever takes away work or matters of others leaves a fact in their own journal: what, how much.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from server.domain import facts as f
from server.domain.access import require
from server.domain.ids import SubjectId
from server.domain.reading import MatterList
from server.domain.reading.asking import address_of, address_of_matters
from server.services.columns import chosen_of, offered
from server.services.finding import county_cases
from server.services.recording import Record
from server.services.repeating import again

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.reading import (
        CasePage,
        CaseRow,
        Column,
        InboxQuery,
        InboxRow,
        MatterQuery,
    )
    from server.services.tools import Tools

MOST_ROWS = 10_000
AT_ONCE = 1_000
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported(Generic[Row]):
    """The rows of a list, and whether there were more."""

    rows: tuple[Row, ...]
    is_cut: bool
    columns: tuple[Column, ...]
    """Those from the business data that the list shows."""


class _Paged(Protocol):
    """A page of any list."""

    @property
    def rows(self) -> Sequence[object]:
        """What stands on it."""

    @property
    def next(self) -> str | None:
        """Where the next one begins."""


Page = TypeVar("Page", bound=_Paged)


@again
def inbox(tools: Tools, actor: Actor, query: InboxQuery) -> Exported[InboxRow]:
    """The rows that the inbox shows for a query, from the first on, in the order of the list."""
    with tools.unit() as unit:
        tools.shelf.county(unit)
        now, whole = tools.clock.now(), replace(query, limit=AT_ONCE)
        pages = pages_of(lambda at: unit.views.inbox(actor, replace(whole, cursor=at), now))
        exported = Exported(
            rows=tuple(chain.from_iterable(page.rows for page in pages)),
            is_cut=pages[-1].next is not None or pages[-1].is_cut,
            columns=_columns(tools, actor, unit, query.columns),
        )
        if any(not row.may_open for row in exported.rows):
            tell(tools, actor, unit, query.view, address_of(query), len(exported.rows))
        return exported


@again
def matters(tools: Tools, actor: Actor, query: MatterQuery) -> Exported[CaseRow]:
    """The rows of a list of matters, in its order; that of the county is for those who oversee it."""
    is_of_others = query.list is MatterList.ALL
    if is_of_others:
        require(actor, "oversee")
    with tools.unit() as unit:
        tools.shelf.county(unit)
        pages = pages_of(lambda at: _matters(tools, actor, unit, query, at))
        exported = Exported(
            rows=tuple(chain.from_iterable(page.rows for page in pages)),
            is_cut=pages[-1].next is not None,
            columns=_columns(tools, actor, unit, query.columns),
        )
        if is_of_others and exported.rows:
            tell(tools, actor, unit, query.list, address_of_matters(query), len(exported.rows))
        return exported


def _matters(
    tools: Tools, actor: Actor, unit: Unit, query: MatterQuery, at: str | None
) -> CasePage:
    """A page of the list."""
    now = tools.clock.now()
    if query.list is MatterList.STARTED:
        return unit.views.started_by(actor, at, now, query.search, AT_ONCE)
    if query.list is MatterList.DONE:
        return unit.views.done_by(actor, at, now, query.search, AT_ONCE)
    return county_cases(unit, query.search, at, now, running=False, limit=AT_ONCE)


def pages_of(read: Callable[[str | None], Page]) -> list[Page]:
    """The pages of a list from the first on, as far as a sheet goes."""
    pages = [read(None)]
    while pages[-1].next and sum(len(page.rows) for page in pages) < MOST_ROWS:
        pages.append(read(pages[-1].next))
    return pages


def tell(  # who took how much of what
    tools: Tools, actor: Actor, unit: Unit, view: str, address: str, rows: int
) -> None:
    """The fact in the journal of who takes it; the clock takes nothing."""
    if actor.person is None:
        return
    record = Record(tools, unit, actor)
    subject = SubjectId(actor.person)
    digest = record.content(subject, {"query": address})
    record.of_subject(subject, f.ListExported(view=view, rows=rows, digest=digest))
    record.write()
    unit.commit()


def _columns(tools: Tools, actor: Actor, unit: Unit, paths: Sequence[str]) -> tuple[Column, ...]:
    return chosen_of(offered(tools, actor, unit), paths) if paths else ()
