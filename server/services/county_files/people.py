"""Reads the tables of bodies, posts, persons and who holds which post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.certificates import Certificate, CertificateKind, CertificateState
from server.domain.ids import BodyId, PersonId, PostId, subject_named
from server.domain.people import Body, BodyKind, Holding, Level, Person, Post
from server.services.county_files.faults import each
from server.services.county_files.tables import read_rows
from server.services.county_files.unique import note_repeats

if TYPE_CHECKING:
    from datetime import date

    from server.services.county_files.faults import Faults, Placed
    from server.services.county_files.tables import Row

BODY = r"[a-z][a-z0-9-]*"
POST = r"[a-z][a-z0-9-]*\.[a-z][a-z0-9]*"
ROLE = r"[a-z][a-z_]*"
BODY_COLUMNS = (
    "id",
    "name",
    "name_en",
    "short_name",
    "kind",
    "level",
    "parent",
    "located_in",
    "fields",
    "document_code",
    "valid_from",
    "valid_to",
    "merged_into",
)
POST_COLUMNS = ("id", "body", "title", "title_en", "roles", "valid_from", "valid_to")
PERSON_COLUMNS = ("login", "name", "name_en")
HOLDING_COLUMNS = ("person", "post", "valid_from", "valid_to", "seconded_from")
NUMBER = r"[0-9A-Za-z][0-9A-Za-z-]*"
CERTIFICATE_COLUMNS = (
    "number",
    "person",
    "kind",
    "issuer",
    "area",
    "fields",
    "valid_from",
    "valid_to",
    "state",
    "note",
    "reviewed_until",
)


def bodies_of(text: str, file: str, faults: Faults) -> tuple[Placed[Body], ...]:
    """Every body, with what is wrong noted."""
    bodies = each(read_rows(text, file, BODY_COLUMNS, faults, newer=("merged_into",)), body_of)
    note_repeats([(body.value.id, body.at("id")) for body in bodies], faults)
    return bodies


def posts_of(text: str, file: str, faults: Faults) -> tuple[Placed[Post], ...]:
    """Every post, with what is wrong noted."""
    posts = each(read_rows(text, file, POST_COLUMNS, faults), post_of)
    note_repeats([(post.value.id, post.at("id")) for post in posts], faults)
    return posts


def persons_of(text: str, file: str, faults: Faults) -> tuple[Placed[Person], ...]:
    """Every person, with what is wrong noted."""
    persons = each(read_rows(text, file, PERSON_COLUMNS, faults), person_of)
    note_repeats([(person.value.login, person.at("login")) for person in persons], faults)
    return persons


def holdings_of(text: str, file: str, faults: Faults) -> tuple[Placed[Holding], ...]:
    """Who holds which post and when, with what is wrong noted."""
    return each(
        read_rows(text, file, HOLDING_COLUMNS, faults, newer=("seconded_from",)), holding_of
    )


def certificates_of(text: str, file: str, faults: Faults) -> tuple[Placed[Certificate], ...]:
    """Every certificate, with what is wrong noted."""
    certificates = each(
        read_rows(text, file, CERTIFICATE_COLUMNS, faults, newer=("reviewed_until",)),
        certificate_of,
    )
    note_repeats([(one.value.number, one.at("number")) for one in certificates], faults)
    return certificates


def body_of(row: Row) -> Placed[Body]:
    """A body from its row."""
    parent, located_in = row.optional("parent"), row.optional("located_in")
    heir = row.optional("merged_into")
    body = Body(
        id=BodyId(row.key("id", BODY)),
        name=row.text("name"),
        name_en=row.text("name_en"),
        short_name=row.text("short_name"),
        kind=row.choice("kind", BodyKind),
        level=row.choice("level", Level),
        parent=BodyId(parent) if parent else None,
        located_in=BodyId(located_in) if located_in else None,
        fields=row.words("fields"),
        document_code=row.optional("document_code"),
        valid_from=row.day_or_none("valid_from"),
        valid_to=row.day_or_none("valid_to"),
        merged_into=BodyId(heir) if heir else None,
    )
    _check_order(row, body.valid_from, body.valid_to)
    return row.placed(body)


def post_of(row: Row) -> Placed[Post]:
    """A post from its row."""
    row.key("roles", f"{ROLE}(;{ROLE})*")
    post = Post(
        id=PostId(row.key("id", POST)),
        body=BodyId(row.text("body")),
        title=row.text("title"),
        title_en=row.text("title_en"),
        roles=frozenset(row.words("roles")),
        valid_from=row.day_or_none("valid_from"),
        valid_to=row.day_or_none("valid_to"),
    )
    _check_order(row, post.valid_from, post.valid_to)
    return row.placed(post)


def person_of(row: Row) -> Placed[Person]:
    """A person from its row."""
    login = row.key("login", POST)
    return row.placed(
        Person(
            id=PersonId(subject_named("person", login)),
            login=login,
            name=row.text("name"),
            name_en=row.text("name_en"),
        )
    )


def holding_of(row: Row) -> Placed[Holding]:
    """A holding from its row."""
    lender = row.optional("seconded_from")
    holding = Holding(
        login=row.text("person"),
        post=PostId(row.text("post")),
        valid_from=row.day("valid_from"),
        valid_to=row.day_or_none("valid_to"),
        seconded_from=BodyId(lender) if lender else None,
    )
    _check_order(row, holding.valid_from, holding.valid_to)
    return row.placed(holding)


def certificate_of(row: Row) -> Placed[Certificate]:
    """A certificate from its row; why it doesn't count any more is to be said."""
    state = row.choice("state", CertificateState)
    certificate = Certificate(
        number=row.key("number", NUMBER),
        login=row.text("person"),
        kind=row.choice("kind", CertificateKind),
        issuer=row.text("issuer"),
        area=row.optional("area"),
        fields=row.words("fields"),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        state=state,
        note=row.optional("note") if state is CertificateState.VALID else row.text("note"),
        reviewed_until=row.day_or_none("reviewed_until"),
    )
    _check_order(row, certificate.valid_from, certificate.valid_to)
    return row.placed(certificate)


def _check_order(row: Row, begin: date | None, end: date | None) -> None:
    if begin and end and end < begin:
        row.faults.refuse(
            row.place("valid_to"),
            "早于 valid_from，请修改。",
            "Is earlier than valid_from. Change it.",
        )
