"""The county's own tables: calendar years, clocks, functions, catalogue, as papers in force."""

from collections.abc import Mapping

from sqlalchemy import select

from server.store.gathered import Gathered
from server.store.people_rows import PaperRow
from server.store.wire import Wire

STAMP = """SELECT concat(
  (SELECT string_agg(encode(digest, 'hex'), ',' ORDER BY kind, name) FROM county_papers), '/',
  (SELECT md5(string_agg(b::text, ',' ORDER BY id)) FROM bodies b)) AS stamp"""
"""A county has about a hundred bodies, so reading them all is cheap."""


class SqlCountyBook:
    """The papers in force."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, write through what is gathered."""
        self._wire = wire
        self._gathered = gathered

    def paper(self, kind: str, name: str = "") -> str | None:
        """The text of the paper in force."""
        self._gathered.settle(PaperRow)
        wanted = select(PaperRow.content).where(PaperRow.kind == kind, PaperRow.name == name)
        text: str | None = self._wire.run(wanted).scalar()
        return text

    def papers(self, kind: str) -> Mapping[str, str]:
        """All papers of a kind in force, by name."""
        self._gathered.settle(PaperRow)
        wanted = select(PaperRow.name, PaperRow.content).where(PaperRow.kind == kind)
        return {row.name: row.content for row in self._wire.run(wanted.order_by(PaperRow.name))}

    def stamp(self) -> str:
        """Changes whenever a paper or a body changes; one cheap statement."""
        self._gathered.settle(PaperRow)
        return str(self._wire.one(STAMP, {}).stamp)

    def put_paper(self, kind: str, name: str, text: str, digest: str) -> None:
        """Put a paper in force."""
        self._gathered.put(
            PaperRow, kind=kind, name=name, digest=bytes.fromhex(digest), content=text
        )
