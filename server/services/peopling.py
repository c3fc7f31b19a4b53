"""Enter bodies, posts and people, and who holds which post from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import require
from server.domain.errors import NoSuchPerson
from server.domain.ids import SubjectId, subject_named
from server.services.recording import Record
from server.services.registers.entries import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from server.domain.certificates import Certificate
    from server.domain.people import Actor, Body, Holding, Person, Post
    from server.services.tools import Tools


def register_bodies(tools: Tools, actor: Actor, bodies: Iterable[Body]) -> None:
    """Enters bodies, or changes them; a parent comes before what is below it."""
    require(actor, "administer")
    with tools.unit() as unit:
        record = Record(tools, unit, actor)
        for body in bodies:
            unit.people.put_body(body)
            subject = subject_named("body", body.id)
            digest = record.content(subject, cells_of(body))
            record.of_subject(subject, f.BodyRegistered(body=body.id, digest=digest))
        record.write()
        unit.commit()
    tools.shelf.forget()


def register_posts(tools: Tools, actor: Actor, posts: Iterable[Post]) -> None:
    """Enters posts, or changes them."""
    require(actor, "administer")
    with tools.unit() as unit:
        record = Record(tools, unit, actor)
        for post in posts:
            unit.people.put_post(post)
            subject = subject_named("post", post.id)
            fact = f.PostRegistered(
                post=post.id,
                body=post.body,
                roles=tuple(sorted(post.roles)),
                digest=record.content(subject, cells_of(post)),
            )
            record.of_subject(subject, fact)
        record.write()
        unit.commit()
    tools.shelf.forget()


def register_people(tools: Tools, actor: Actor, people: Iterable[Person]) -> None:
    """Enters persons, or changes their names; the login is for ever."""
    require(actor, "administer")
    with tools.unit() as unit:
        record = Record(tools, unit, actor)
        for person in people:
            unit.people.put_person(person)
            digest = record.content(person.id, cells_of(person))
            fact = f.PersonRegistered(person=person.id, digest=digest)
            record.of_subject(SubjectId(person.id), fact)
        record.write()
        unit.commit()


def grant_posts(tools: Tools, actor: Actor, holdings: Iterable[Holding]) -> None:
    """Lets persons hold posts for a time; what is past stays as it was."""
    require(actor, "administer")
    with tools.unit() as unit:
        record = Record(tools, unit, actor)
        for holding in holdings:
            person = unit.people.person_named(holding.login)
            if person is None:
                raise NoSuchPerson(login=holding.login)
            fact = f.PostGranted(
                person=person.id,
                post=holding.post,
                valid_from=holding.valid_from,
                valid_to=holding.valid_to,
                seconded_from=holding.seconded_from,
            )
            record.of_subject(SubjectId(person.id), fact)
        record.write()
        unit.commit()
    tools.shelf.forget()


def register_certificates(tools: Tools, actor: Actor, certificates: Iterable[Certificate]) -> None:
    """Enters certificates of officers, or changes them."""
    require(actor, "administer")
    with tools.unit() as unit:
        record = Record(tools, unit, actor)
        for one in certificates:
            person = unit.people.person_named(one.login)
            if person is None:
                raise NoSuchPerson(login=one.login)
            unit.certificates.put(one, person.id)
            subject = subject_named("certificate", one.number)
            fact = f.CertificateRegistered(
                certificate=one.number,
                person=person.id,
                state=one.state.value,
                valid_from=one.valid_from,
                valid_to=one.valid_to,
                digest=record.content(subject, cells_of(one)),
            )
            record.of_subject(subject, fact)
        record.write()
        unit.commit()


def set_passwords(tools: Tools, actor: Actor, passwords: Mapping[str, str]) -> None:
    """Sets the passwords of persons by login; all their sessions and tokens end.

    People who get the same password in one act (a county's first) share its hash: they know it of
    each other anyway, and hashing is made to be slow.
    """
    require(actor, "administer")
    hashes = {password: tools.hasher.hash(password) for password in {*passwords.values()}}
    with tools.unit() as unit:
        record = Record(tools, unit, actor)
        for login, password in passwords.items():
            person = unit.people.person_named(login)
            if person is None:
                raise NoSuchPerson(login=login)
            unit.people.set_password(person.id, hashes[password])
            record.of_subject(SubjectId(person.id), f.PasswordSet(person=person.id))
        record.write()
        unit.commit()
