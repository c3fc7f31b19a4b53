"""Who works in the county, and who is signed in."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, delete, insert, literal, select, update

from server.domain.county_time import day_of
from server.domain.errors import NoSuchPerson
from server.domain.ids import BodyId, PersonId, PostId, ProcessKey
from server.domain.people import (
    Actor,
    Behalf,
    Body,
    BodyKind,
    Level,
    Person,
    Post,
    Seat,
    head_role,
)
from server.store.colleagues import SqlColleagues
from server.store.holders import HELD
from server.store.people_rows import (
    BodyRow,
    HoldingRow,
    PersonRow,
    PostRow,
    SessionRow,
    TokenRow,
)
from server.store.substitutions import SubstitutionRow

SEATS = """p.id, p.login, p.name, p.name_en, o.id AS post, o.body, o.title, o.title_en, o.roles,
  b.kind, b.name AS body_name, b.name_en AS body_name_en, h.since, h.until, h.processes,
  l.name AS lender, l.name_en AS lender_en,
  a.id AS absent, a.name AS absent_name, a.name_en AS absent_name_en"""
ORDER = "ORDER BY h.absent IS NOT NULL, h.since, o.id, h.absent"
OF_SESSION = f"""SELECT {SEATS} FROM sessions s JOIN persons p ON p.id = s.person {HELD}
WHERE s.id = %(key)s AND s.until > %(now)s {ORDER}"""  # noqa: S608  # texts of ours
OF_TOKEN = f"""SELECT {SEATS} FROM tokens t JOIN persons p ON p.id = t.person {HELD}
WHERE t.token = %(key)s AND t.until > %(now)s {ORDER}"""  # noqa: S608  # texts of ours
OF_LOGIN = f"SELECT {SEATS} FROM persons p {HELD} WHERE p.login = %(key)s {ORDER}"  # noqa: S608  # texts of ours
OF_PERSON = f"SELECT {SEATS} FROM persons p {HELD} WHERE p.id = %(key)s {ORDER}"  # noqa: S608  # texts of ours


class SqlPeopleBook(SqlColleagues):
    """Bodies, posts, persons and who is signed in."""

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
        self._gathered.settle(PersonRow, PostRow, HoldingRow, SubstitutionRow)
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

    def secret(self, login: str) -> tuple[PersonId, str] | None:
        """For signing in: the person and their password's hash."""
        self._gathered.settle(PersonRow)
        wanted = select(PersonRow.id, PersonRow.password)
        row = self._wire.run(wanted.where(PersonRow.login == login)).first()
        if row is None or row.password is None:
            return None
        return PersonId(row.id), row.password

    def tried(
        self, person: PersonId, now: datetime, *, is_right: bool
    ) -> tuple[int, datetime | None]:
        """Count a try to sign in: the wrong ones in a row, and until when the account is closed.

        While it is closed none is counted.
        """
        is_closed = PersonRow.closed_until > now
        counted = literal(0) if is_right else PersonRow.wrong_tries + 1
        tries = case((is_closed, PersonRow.wrong_tries), else_=counted)
        tried = update(PersonRow).where(PersonRow.id == person).values(wrong_tries=tries)
        row = self._wire.run(tried.returning(PersonRow.wrong_tries, PersonRow.closed_until)).one()
        return row.wrong_tries, row.closed_until

    def set_password(self, person: PersonId, hashed: str) -> None:
        """Keep a new password hash and end all sessions and tokens, which were had by the old one."""
        self._gathered.settle(PersonRow)
        opened = {"password": hashed, "wrong_tries": 0, "closed_until": None}
        self._wire.run(update(PersonRow).where(PersonRow.id == person).values(opened))
        self._wire.run(delete(SessionRow).where(SessionRow.person == person))
        self._wire.run(delete(TokenRow).where(TokenRow.person == person))

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

    def forget_ended(self, now: datetime) -> None:
        """Drop the sessions and tokens that are over by themselves."""
        self._wire.run(delete(SessionRow).where(SessionRow.until <= now))
        self._wire.run(delete(TokenRow).where(TokenRow.until <= now))

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
            merged_into=body.merged_into,
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
    behalf = None
    if row.absent is not None:
        behalf = Behalf(
            person=PersonId(row.absent),
            name=row.absent_name,
            name_en=row.absent_name_en,
            until=row.until,
            processes=frozenset(map(ProcessKey, row.processes)),
        )
    return Seat(
        post=PostId(row.post),
        body=BodyId(row.body),
        body_name=row.body_name,
        title=row.title,
        roles=frozenset(row.roles),
        body_name_en=row.body_name_en,
        title_en=row.title_en,
        is_head=head_role(BodyKind(row.kind)) in row.roles,
        since=row.since,
        behalf_of=behalf,
        until=row.until if behalf is None else None,
        lender=row.lender or "",
        lender_en=row.lender_en or "",
    )


def _body(row: Any) -> Body:
    kept = dict(row._mapping)  # noqa: SLF001  # the library's public name for it
    kept |= {"kind": BodyKind(row.kind), "level": Level(row.level), "fields": tuple(row.fields)}
    return Body(**kept)


def _post(row: Any) -> Post:
    kept = dict(row._mapping)  # noqa: SLF001  # the library's public name for it
    return Post(**kept | {"roles": frozenset(row.roles)})
