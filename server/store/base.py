"""What every table is made of: the mapped base, the names of constraints, the kinds of columns."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from sqlalchemy import MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}

ADDS = {"adds": True}
"""Marks a count or a list: a gathered change of such a column is added to what the row holds."""

REPLACES = {"replaces": True}
"""Marks a table whose rows are written again whole, as particulars are."""

Id = Annotated[UUID, mapped_column(primary_key=True)]
"""The key of a row, made by the caller, sorting by the moment it was made."""

Name = Annotated[str, mapped_column(primary_key=True)]
"""The key of a row that people gave a name."""

Packed = Annotated[bytes, mapped_column(BYTEA)]
"""Values or facts as JSON, made small by ``packing.py``; no query looks inside."""

Digest = Annotated[bytes, mapped_column(BYTEA)]
"""SHA-256, its 32 bytes."""

Words = Annotated[list[str], mapped_column(ARRAY(Text))]
"""A few short names."""


class Base(DeclarativeBase):
    """Where every table is known; compared with the database by a test.

    Within a table, columns stand in the order that wastes no room: times and numbers after the
    key, then what may be absent, then texts.
    """

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012  # the library's own way to say it
        str: Text,
        bytes: BYTEA,
        UUID: Uuid,
        datetime: TIMESTAMP(timezone=True),
    }
