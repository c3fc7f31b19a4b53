"""Reads a decision and all it rests on out of DMN files, as a chain of tables and expressions to show.

Nothing here decides: which rules matched was kept when the decision was taken.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REQUIRED = ("requiredDecision", "requiredKnowledge", "outputDecision")
_DECIDING = frozenset({"decision", "businessKnowledgeModel", "decisionService"})
_PARTS = frozenset({"if", "then", "else", "in", "match", "return", "satisfies"})
"""Parts of a boxed expression that have no name but their own."""
_ASIDE = frozenset({"description", "extensionElements", "variable", "typeRef", "text"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: what it is called, and what it stands for."""

    label: str
    written: str = ""
    """Of an input: its expression."""

    @property
    def expression(self) -> str:
        """What is written, unless it says no more than the label."""
        return "" if self.written == self.label else self.written


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One rule, as it is written."""

    number: int
    id: str
    tests: tuple[str, ...]
    results: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A decision table, as it is written."""

    policy: str
    """``UNIQUE``, ``COLLECT SUM`` ..."""
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """One link of the chain: a decision or a function, with all that is written in it."""

    name: str
    kind: str
    """``decision``, ``businessKnowledgeModel`` or ``decisionService``."""
    tables: tuple[Table, ...]
    expressions: tuple[tuple[str, str], ...]
    """(what it gives, FEEL); what it gives may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A decision after all that it rests on."""

    links: tuple[Logic, ...]
    ambiguous: frozenset[str]
    """Ids that several rules share, or none has: they can't say which rule matched."""


def chain_of(models: Mapping[str, bytes], decision: str) -> Chain:
    """The chain that ends in this decision; empty when no file holds it."""
    return _read(tuple(sorted(models.items())), decision)


@lru_cache(maxsize=64)
def _read(models: tuple[tuple[str, bytes], ...], decision: str) -> Chain:
    known = _Known([etree.fromstring(xml, _parser()) for _, xml in models])
    links = tuple(_logic(one) for one in known.chain(decision))
    ids = Counter(row.id for link in links for table in link.tables for row in table.rows)
    return Chain(
        links=links, ambiguous=frozenset({"", *(each for each, n in ids.items() if n > 1)})
    )


def _parser() -> etree.XMLParser:
    """These files were accepted before, by stricter rules; nothing outside them is ever read."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )


class _Known:
    """All that may decide in some files, by namespace and id."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._by_place = {
            (root.get("namespace", ""), one.get("id") or _name(one)): one
            for root in roots
            for one in root
            if _local(one) in _DECIDING
        }

    def chain(self, decision: str) -> list[etree._Element]:
        """The decision of this id or name, after all that it rests on, each once."""
        met: dict[tuple[str, str], etree._Element] = {}
        for place, one in self._by_place.items():
            if _local(one) != "businessKnowledgeModel" and decision in (place[1], _name(one)):
                self._follow(place, met, frozenset())
                break
        return list(met.values())

    def _follow(
        self,
        place: tuple[str, str],
        met: dict[tuple[str, str], etree._Element],
        above: frozenset[tuple[str, str]],
    ) -> None:
        """A function may call itself: what stands above in the chain is not gone into again."""
        one = self._by_place.get(place)
        if one is None or place in met or place in above:
            return
        for link in one.iter():
            if _local(link) in _REQUIRED:
                namespace, _, name = link.get("href", "").rpartition("#")
                self._follow((namespace or place[0], name), met, above | {place})
        met[place] = one


def _logic(one: etree._Element) -> Logic:
    return Logic(
        name=_name(one) or one.get("id", ""),
        kind=_local(one),
        tables=tuple(_table(each) for each in one.iter() if _local(each) == "decisionTable"),
        expressions=tuple(_expressions(one, "")),
    )


def _expressions(within: etree._Element, gives: str) -> Iterator[tuple[str, str]]:
    """Every expression that is written outside tables, with the name of what it gives."""
    for one in within:
        kind = _local(one)
        if kind == "literalExpression":
            yield gives, _text(one)
        elif kind and kind not in _ASIDE and kind != "decisionTable":
            yield from _expressions(one, _given(one) or (kind if kind in _PARTS else gives))


def _given(one: etree._Element) -> str:
    """What a part of a boxed expression gives: an entry by its variable, a binding by its parameter."""
    named = next((each for each in one if _local(each) in ("variable", "parameter")), None)
    return _name(one if named is None else named)


def _table(table: etree._Element) -> Table:
    policy = f"{table.get('hitPolicy', 'UNIQUE')} {table.get('aggregation', '')}".strip()
    return Table(
        policy=policy,
        inputs=tuple(_input(one) for one in table if _local(one) == "input"),
        outputs=tuple(
            Column(label=one.get("label") or _name(one)) for one in table if _local(one) == "output"
        ),
        rows=tuple(
            _row(number, one)
            for number, one in enumerate((one for one in table if _local(one) == "rule"), 1)
        ),
    )


def _input(column: etree._Element) -> Column:
    text = next((_text(one) for one in column if _local(one) == "inputExpression"), "")
    return Column(label=column.get("label") or text, written=text)


def _row(number: int, rule: etree._Element) -> Row:
    def cells(kind: str) -> tuple[str, ...]:
        return tuple(_text(one) for one in rule if _local(one) == kind)

    notes = [one.text or "" for one in rule if _local(one) == "description"]
    return Row(
        number=number,
        id=rule.get("id", ""),
        tests=cells("inputEntry"),
        results=cells("outputEntry"),
        note=" ".join(filter(None, (*notes, *cells("annotationEntry")))),
    )


def _name(one: etree._Element) -> str:
    return " ".join(one.get("name", "").split())


def _text(one: etree._Element) -> str:
    return next(((each.text or "").strip() for each in one if _local(each) == "text"), "")


def _local(one: etree._Element) -> str:
    return etree.QName(one).localname if isinstance(one.tag, str) else ""
