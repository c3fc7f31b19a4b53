"""Changes of the registers, written: the fact, the entry, and how it was called before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.certificates import Certificate
from server.domain.county import Paper
from server.domain.hooks import Hook
from server.domain.ids import SubjectId, subject_named
from server.domain.people import Body, Holding, Person, Post
from server.domain.registers import Entry, Register, renames
from server.services.registers.entries import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from server.domain.facts import Fact
    from server.domain.ids import ProposalId
    from server.domain.registers import Change, Chart
    from server.services.recording import Record

_KINDS = {
    Register.BODIES: "body",
    Register.POSTS: "post",
    Register.PERSONS: "person",
    Register.CERTIFICATES: "certificate",
    Register.HOOKS: "hook",
    Register.PAPERS: "paper",
}


def subject_of(register: Register, key: str) -> SubjectId:
    """In whose journal an entry is told; who holds a post, in the person's."""
    if register is Register.HOLDINGS:
        return subject_named("person", key.partition("@")[0])
    return subject_named(_KINDS[register], key)


def write_changes(
    record: Record,
    changes: Iterable[Change],
    chart: Chart,
    day: date,
    proposal: ProposalId | None = None,
) -> None:
    """Makes changes that were checked; bodies before posts, persons before who holds what.

    What an entry was called until yesterday is kept beside it, so that earlier days can be shown
    as they were.
    """
    order = list(Register)
    for change in sorted(changes, key=lambda one: order.index(one.register)):
        subject = subject_of(change.register, change.key)
        cells = cells_of(change.after)
        digest = record.content(subject, cells)
        record.of_subject(subject, _fact(change.after, chart, digest, proposal))
        _put(change.after, chart, record, digest)
        if change.before is not None and renames(change):
            was = cells_of(change.before)
            record.unit.registers.keep_former(
                change.register, change.key, day - timedelta(days=1), was
            )


def _fact(entry: Entry, chart: Chart, digest: str, proposal: ProposalId | None) -> Fact:
    told: Fact
    match entry:
        case Body():
            told = f.BodyRegistered(body=entry.id, digest=digest, proposal=proposal)
        case Post():
            told = f.PostRegistered(
                post=entry.id,
                body=entry.body,
                roles=tuple(sorted(entry.roles)),
                digest=digest,
                proposal=proposal,
            )
        case Person():
            told = f.PersonRegistered(person=entry.id, digest=digest, proposal=proposal)
        case Holding():
            told = f.PostGranted(
                person=chart.persons[entry.login].id,
                post=entry.post,
                valid_from=entry.valid_from,
                valid_to=entry.valid_to,
                proposal=proposal,
                seconded_from=entry.seconded_from,
            )
        case Certificate():
            told = f.CertificateRegistered(
                certificate=entry.number,
                person=chart.persons[entry.login].id,
                state=entry.state.value,
                valid_from=entry.valid_from,
                valid_to=entry.valid_to,
                digest=digest,
                proposal=proposal,
            )
        case Hook():
            told = f.HookRegistered(
                hook=entry.id, state=entry.state.value, digest=digest, proposal=proposal
            )
        case _:
            told = f.CountyPaperLoaded(
                kind=entry.kind, name=entry.name, digest=digest, proposal=proposal
            )
    return told


def _put(entry: Entry, chart: Chart, record: Record, digest: str) -> None:
    """Who holds a post is told by the fact alone."""
    unit = record.unit
    match entry:
        case Body():
            unit.people.put_body(entry)
        case Post():
            unit.people.put_post(entry)
        case Person():
            unit.people.put_person(entry)
        case Certificate():
            unit.certificates.put(entry, chart.persons[entry.login].id)
        case Hook():
            unit.hooks.put(entry)
        case Paper():
            unit.county.put_paper(entry.kind, entry.name, entry.text, digest)
        case _:
            """Who holds a post."""
