"""Any fact with any values, for laws that hold for all of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, get_type_hints
from uuid import UUID

from hypothesis import strategies as st

from server.domain.facts import FACTS, Fact

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
MOMENTS = st.datetimes(timezones=st.just(UTC))
PLAIN: dict[Any, SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(),
    bool: st.booleans(),
    UUID: st.uuids(),
    datetime: MOMENTS,
    date: st.dates(),
    tuple[str, ...]: st.lists(TEXTS, max_size=3).map(tuple),
}
OPTIONAL = {hint | None: st.none() | values for hint, values in PLAIN.items()}


def of_kind(kind: type[Fact]) -> SearchStrategy[Fact]:
    """Facts of one kind."""
    values = {**PLAIN, **OPTIONAL}
    fields = {name: values[hint] for name, hint in get_type_hints(kind).items()}
    built: SearchStrategy[Fact] = st.builds(kind, **fields)
    return built


FACT: SearchStrategy[Fact] = st.sampled_from(sorted(FACTS)).flatmap(
    lambda name: of_kind(FACTS[name])
)
SOME_FACTS = st.lists(FACT, max_size=4).map(tuple)
