"""What matters are found by: who has a part in one, and its words."""

from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.reading import Shown
from server.store.base import REPLACES, Base, Id, Name
from server.store.values import load


class PartRow(Base):
    """Somebody, a desk or a body that has a part in a matter (``domain/access.py``)."""

    __tablename__ = "parts"
    who: Mapped[Name]
    root: Mapped[UUID] = mapped_column(primary_key=True)

    __table_args__ = ({"info": REPLACES},)


class ParticularsRow(Base):
    """The words by which a matter is found, folded (``domain/searching.py``), and what lists show of it."""

    __tablename__ = "particulars"
    root: Mapped[Id]
    words: Mapped[str]
    shown: Mapped[str] = mapped_column(server_default="{}")
    """JSON: the path of a column, and its value in Chinese and English."""

    __table_args__ = (
        Index("ix_particulars_grams", text("grams(words)"), postgresql_using="gin"),
        {"info": REPLACES},
    )


def shown_in(kept: str | None) -> Shown:
    """What lists show of a matter, as its row keeps it; of a matter without one nothing."""
    return {path: (zh, en) for path, (zh, en) in load(kept).items()} if kept else {}
