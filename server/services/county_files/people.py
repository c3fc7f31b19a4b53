"""Reads the tables of bodies, posts, persons and who holds which post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.ids import BodyId, PersonId, PostId, subject_named
from server.domain.people import Body, BodyKind, Holding, Level, Person, Post
from server.services.county_files.faults import each
from server.services.county_files.tables import read_rows
from server.services.county_files.unique import note_repeats

if TYPE_CHECKING:
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
)
POST_COLUMNS = ("id", "body", "title", "title_en", "roles", "valid_from", "valid_to")
PERSON_COLUMNS = ("login", "name", "name_en")
HOLDING_COLUMNS = ("person", "post", "valid_from", "valid_to")


def bodies_of(text: str, file: str, faults: Faults) -> tuple[Placed[Body], ...]:
    """Every body, with what is wrong noted."""
    bodies = each(read_rows(text, file, BODY_COLUMNS, faults), _body)
    note_repeats([(body.value.id, body.at("id")) for body in bodies], faults)
    return bodies


def posts_of(text: str, file: str, faults: Faults) -> tuple[Placed[Post], ...]:
    """Every post, with what is wrong noted."""
    posts = each(read_rows(text, file, POST_COLUMNS, faults), _post)
    note_repeats([(post.value.id, post.at("id")) for post in posts], faults)
    return posts


def persons_of(text: str, file: str, faults: Faults) -> tuple[Placed[Person], ...]:
    """Every person, with what is wrong noted."""
    persons = each(read_rows(text, file, PERSON_COLUMNS, faults), _person)
    note_repeats([(person.value.login, person.at("login")) for person in persons], faults)
    return persons


def holdings_of(text: str, file: str, faults: Faults) -> tuple[Placed[Holding], ...]:
    """Who holds which post and when, with what is wrong noted."""
    return each(read_rows(text, file, HOLDING_COLUMNS, faults), _holding)


def _body(row: Row) -> Placed[Body]:
    parent, located_in = row.optional("parent"), row.optional("located_in")
    return row.placed(
        Body(
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
        )
    )


def _post(row: Row) -> Placed[Post]:
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
    if post.valid_from and post.valid_to and post.valid_to < post.valid_from:
        _refuse_order(row)
    return row.placed(post)


def _person(row: Row) -> Placed[Person]:
    login = row.key("login", POST)
    return row.placed(
        Person(
            id=PersonId(subject_named("person", login)),
            login=login,
            name=row.text("name"),
            name_en=row.text("name_en"),
        )
    )


def _holding(row: Row) -> Placed[Holding]:
    holding = Holding(
        login=row.text("person"),
        post=PostId(row.text("post")),
        valid_from=row.day("valid_from"),
        valid_to=row.day_or_none("valid_to"),
    )
    if holding.valid_to and holding.valid_to < holding.valid_from:
        _refuse_order(row)
    return row.placed(holding)


def _refuse_order(row: Row) -> None:
    row.faults.refuse(
        row.place("valid_to"), "早于 valid_from，请修改。", "Is earlier than valid_from. Change it."
    )
