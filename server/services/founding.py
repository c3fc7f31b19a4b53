"""Found a county from its files: papers, bodies, posts, people, through the ordinary acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import require
from server.domain.errors import SampleOverReal
from server.domain.ids import subject_named
from server.domain.registers import key_of
from server.services import peopling
from server.services.recording import Record
from server.services.registers.entries import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.county import Paper
    from server.domain.people import Actor
    from server.services.county_files import CountyFiles
    from server.services.tools import Tools


def load_papers(tools: Tools, actor: Actor, papers: Iterable[Paper]) -> int:
    """Puts papers of the county in force, word for word; gives how many were new or changed."""
    require(actor, "administer")
    loaded = 0
    with tools.unit() as unit:
        record = Record(tools, unit, actor)
        for paper in papers:
            if unit.county.paper(paper.kind, paper.name) == paper.text:
                continue
            subject = subject_named("paper", key_of(paper))
            digest = record.content(subject, cells_of(paper))
            unit.county.put_paper(paper.kind, paper.name, paper.text, digest)
            fact = f.CountyPaperLoaded(kind=paper.kind, name=paper.name, digest=digest)
            record.of_subject(subject, fact)
            loaded += 1
        record.write()
        unit.commit()
    tools.shelf.forget()
    return loaded


def found(tools: Tools, actor: Actor, files: CountyFiles, password: str) -> bool:
    """Founds a county in an empty database; False when it was founded before.

    Every person gets the same first password. Refused with ``SampleOverReal`` when the database
    holds another county.
    """
    text = next(paper.text for paper in files.papers if paper.kind == "county")
    with tools.unit() as unit:
        there = unit.county.paper("county")
        everybody = {person.login for person in files.persons}
        complete = all(unit.people.secret(login) for login in everybody) if there else False
    if there is not None and there != text:
        raise SampleOverReal
    if complete:
        return False
    load_papers(tools, actor, files.papers)
    peopling.register_bodies(tools, actor, files.bodies)
    peopling.register_posts(tools, actor, files.posts)
    peopling.register_people(tools, actor, files.persons)
    peopling.grant_posts(tools, actor, files.holdings)
    peopling.register_certificates(tools, actor, files.certificates)
    peopling.set_passwords(tools, actor, dict.fromkeys(sorted(everybody), password))
    return True
