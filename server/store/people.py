"""Who works in the county, and who is signed in."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from server.domain.county_time import day_of
from server.domain.errors import NoSuchPerson
from server.domain.ids import BodyId, PersonId, PostId
from server.domain.people import Actor, Body, BodyKind, Level, Person, Post, Seat
from server.store.gathered import Gathered
from server.store.people_rows import (
    BodyRow,
    HoldingRow,
    PersonRow,
    PostRow,
    SessionRow,
    TokenRow,
)
from server.store.wire import Wire

SEATS = """p.id, p.login, p.name, p.name_en, o.id AS post, o.body, o.title, o.title_en, o.roles,
  b.name AS body_name, b.name_en AS body_name_en"""
HELD = """LEFT JOIN (holdings h JOIN posts o ON o.id = h.post JOIN bodies b ON b.id = o.body)
  ON h.person = p.id AND h.valid_from <= %(day)s AND coalesce(h.valid_to >= %(day)s, true)
    AND coalesce(o.valid_from <= %(day)s, true) AND coalesce(o.valid_to >= %(day)s, true)"""
ORDER = "ORDER BY h.valid_from, o.id"
OF_SESSION = f"""SELECT {SEATS} FROM sessions s JOIN persons p ON p.id = s.person {HELD}
WHERE s.id = %(key)s AND s.until > %(now)s {ORDER}"""  # noqa: S608  # texts of ours
OF_TOKEN = f"""SELECT {SEATS} FROM tokens t JOIN persons p ON p.id = t.person {HELD}
WHERE t.token = %(key)s AND t.until > %(now)s {ORDER}"""  # noqa: S608  # texts of ours
OF_LOGIN = f"SELECT {SEATS} FROM persons p {HELD} WHERE p.login = %(key)s {ORDER}"  # noqa: S608  # texts of ours
OF_PERSON = f"SELECT {SEATS} FROM persons p {HELD} WHERE p.id = %(key)s {ORDER}"  # noqa: S608  # texts of ours


class SqlPeopleBook:
    """Bodies, posts, persons and who is signed in."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, write particulars through what is gathered."""
        self._wire = wire
        self._gathered = gathered

    def actor_of_session(self, session: str, now: datetime) -> Actor | None:
        """Who this session belongs to, with today's seats; one statement."""
        return self._actor(OF_SESSION, {"key": session, "now": now, "day": day_of(now)})

    def actor_of_token(self, token_hash: str, now: datetime) -> Actor | None:
        """Who this bearer token belongs to; one statement."""
        return self._actor(OF_TOKEN, {"key": token_hash, "now": now, "day": day_of(now)})

    def actor(self, login: str, day: date) -> Actor:
        """A person with the seats of that day; refused with ``NoSuchPerson``."""
        found = self._actor(OF_LOGIN, {"key": login, "day": day})
        if found is None:
            raise NoSuchPerson(login=login)
        return found

    def actor_of(self, person: PersonId, day: date) -> Actor | None:
        """A person with the seats of that day, by their id."""
        return self._actor(OF_PERSON, {"key": person, "day": day})

    def _actor(self, text: str, values: Mapping[str, Any]) -> Actor | None:
        self._gathered.settle(PersonRow, PostRow, HoldingRow)
        rows = self._wire.all(text, values)
        if not rows:
            return None
        first = rows[0]
        seats = tuple(_seat(row) for row in rows if row.post is not None)
        return Actor(
            person=PersonId(first.id),
            name=first.name,
            name_en=first.name_en,
            login=first.login,
            seats=seats,
        )

    # --- signing in ---------------------------------------------------------------------------

    def secret(self, login: str) -> tuple[PersonId, str, int, datetime | None] | None:
        """For signing in: person, password hash, wrong tries in a row, closed until."""
        self._gathered.settle(PersonRow)
        wanted = select(
            PersonRow.id, PersonRow.password, PersonRow.wrong_tries, PersonRow.closed_until
        )
        row = self._wire.run(wanted.where(PersonRow.login == login)).first()
        if row is None or row.password is None:
            return None
        return PersonId(row.id), row.password, row.wrong_tries, row.closed_until

    def count_wrong(self, person: PersonId, *, reset: bool = False) -> int:
        """Count a wrong password (or start again from zero)."""
        tries = 0 if reset else PersonRow.wrong_tries + 1
        counted = update(PersonRow).where(PersonRow.id == person).values(wrong_tries=tries)
        number: int = self._wire.run(counted.returning(PersonRow.wrong_tries)).scalar_one()
        return number

    def set_password(self, person: PersonId, hashed: str) -> None:
        """Keep a new password hash and end all sessions of the person."""
        self._gathered.settle(PersonRow)
        opened = {"password": hashed, "wrong_tries": 0, "closed_until": None}
        self._wire.run(update(PersonRow).where(PersonRow.id == person).values(opened))
        self._wire.run(delete(SessionRow).where(SessionRow.person == person))

    def open_session(self, session: str, person: PersonId, now: datetime, until: datetime) -> None:
        """Begin a session, known by the hash of its id."""
        row = {"id": session, "person": person, "opened_at": now, "until": until}
        self._wire.run(insert(SessionRow.__table__), [row])  # type: ignore[arg-type]

    def close_session(self, session: str) -> None:
        """End a session."""
        self._wire.run(delete(SessionRow).where(SessionRow.id == session))

    def keep_token(self, token: UUID, token_hash: str, person: PersonId, until: datetime) -> None:
        """Keep a bearer token by its hash."""
        self._gathered.put(TokenRow, id=token, person=person, until=until, token=token_hash)

    # --- who there is -------------------------------------------------------------------------

    def put_body(self, body: Body) -> None:
        """Keep a body's particulars."""
        self._gathered.put(
            BodyRow,
            id=body.id,
            name=body.name,
            name_en=body.name_en,
            short_name=body.short_name,
            kind=body.kind.value,
            level=body.level.value,
            parent=body.parent,
            located_in=body.located_in,
            fields=list(body.fields),
            document_code=body.document_code,
            valid_from=body.valid_from,
            valid_to=body.valid_to,
        )

    def put_post(self, post: Post) -> None:
        """Keep a post's particulars."""
        self._gathered.put(
            PostRow,
            id=post.id,
            body=post.body,
            title=post.title,
            title_en=post.title_en,
            roles=sorted(post.roles),
            valid_from=post.valid_from,
            valid_to=post.valid_to,
        )

    def put_person(self, person: Person) -> None:
        """Keep a person's particulars."""
        self._gathered.put(
            PersonRow,
            id=person.id,
            login=person.login,
            name=person.name,
            name_en=person.name_en,
        )

    def bodies(self) -> tuple[Body, ...]:
        """All bodies."""
        self._gathered.settle(BodyRow)
        found = self._wire.run(select(BodyRow.__table__).order_by(BodyRow.id))
        return tuple(_body(row) for row in found)

    def posts(self) -> tuple[Post, ...]:
        """All posts."""
        self._gathered.settle(PostRow)
        found = self._wire.run(select(PostRow.__table__).order_by(PostRow.id))
        return tuple(_post(row) for row in found)

    def person_named(self, login: str) -> Person | None:
        """A person by login."""
        self._gathered.settle(PersonRow)
        wanted = select(PersonRow.id, PersonRow.login, PersonRow.name, PersonRow.name_en)
        row = self._wire.run(wanted.where(PersonRow.login == login)).first()
        if row is None:
            return None
        return Person(id=PersonId(row.id), login=row.login, name=row.name, name_en=row.name_en)


def _seat(row: Any) -> Seat:
    return Seat(
        post=PostId(row.post),
        body=BodyId(row.body),
        body_name=row.body_name,
        title=row.title,
        roles=frozenset(row.roles),
        body_name_en=row.body_name_en,
        title_en=row.title_en,
    )


def _body(row: Any) -> Body:
    kept = dict(row._mapping)  # noqa: SLF001  # the library's public name for it
    kept |= {"kind": BodyKind(row.kind), "level": Level(row.level), "fields": tuple(row.fields)}
    return Body(**kept)


def _post(row: Any) -> Post:
    kept = dict(row._mapping)  # noqa: SLF001  # the library's public name for it
    return Post(**kept | {"roles": frozenset(row.roles)})
