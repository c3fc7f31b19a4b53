"""Files with personal data are kept back from who does not handle the matter, until they are shown for a reason."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.acts import Act
from server.domain.errors import FileKeptBack, NoSuchDocument
from server.domain.moves import Complete
from server.domain.people import SYSTEM
from server.services import asking, attaching, pictures, working
from server.services.fetching import document_for
from server.services.matters import read_matter
from server.services.revealing import show_beside, show_personal_data
from server.services.working import Answer
from tests.builders import FORM as PLAIN
from tests.builders import a_nobody, a_seat, an_actor, sources, work_for
from tests.fakes.stage import Stage, ended, moved
from tests.services.asides import asked, lawyer
from tests.services.office import Office

if TYPE_CHECKING:
    from server.domain.ids import DocumentId
    from server.domain.people import Actor

AUDITOR = an_actor(a_seat("sjj", "auditor"), login="auditor")


def picker(key: str, **properties: str) -> dict[str, object]:
    return {"type": "filepicker", "key": key, "label": key, "properties": properties}


FORM = {"components": [picker("identity", personal="file"), picker("photos")]}
MADE = sources(forms={"repair/start": PLAIN, "repair/mend": json.dumps(FORM).encode()})


@dataclass(frozen=True)
class Desk:
    """Work on which two files lie: a picture of an identity card, and one of a place."""

    office: Office
    card: DocumentId
    photo: DocumentId

    @property
    def stage(self) -> Stage:
        return self.office.stage

    def gives(self, actor: Actor, document: DocumentId) -> bool:
        """Whether the actor gets a file."""
        try:
            document_for(self.stage.tools, actor, document)
        except FileKeptBack:
            return False
        return True

    def complete(self) -> None:
        """The clerk names the files in the answer; another waits at the same desk."""
        files = {"identity": [f"doc:{self.card}"], "photos": [f"doc:{self.photo}"]}
        self.stage.engine.on(Complete, "t1", ended())
        answer = Answer(values=files)
        working.complete(self.stage.tools, self.office.clerk, self.office.item, answer)


@pytest.fixture
def desk() -> Desk:
    stage = Stage.with_process(MADE)
    clerk, colleague = stage.person(login="chen"), stage.person(login="liu")
    head = stage.person(a_seat("zjj", "dept_head"), login="wang")
    office = Office(stage, head, clerk, colleague, stage.offered(clerk))
    working.claim(stage.tools, clerk, office.item)
    card, photo = (
        attaching.attach(stage.tools, clerk, office.item, name=name, content=name.encode()).document
        for name in ("a.png", "b.png")
    )
    return Desk(office, card, photo)


def test_who_handles_it_and_who_attached_it_get_it(desk: Desk) -> None:
    assert desk.gives(desk.office.clerk, desk.card)

    desk.complete()

    assert desk.gives(desk.office.clerk, desk.card)


def test_others_get_only_what_the_answer_calls_nobodys_own(desk: Desk) -> None:
    desk.complete()

    for actor in (desk.office.head, desk.office.colleague, AUDITOR):
        assert desk.gives(actor, desk.photo)
        assert not desk.gives(actor, desk.card)


def test_what_no_answer_names_yet_is_kept_back(desk: Desk) -> None:
    assert not desk.gives(desk.office.head, desk.photo)


def test_the_page_says_which_are_kept_back(desk: Desk) -> None:
    desk.complete()
    case = desk.stage.state.items[desk.office.item].root

    theirs = pictures.case(desk.stage.tools, desk.office.head, case)
    own = pictures.case(desk.stage.tools, desk.office.clerk, case)

    assert {row.document: row.is_hidden for row in theirs.documents} == {
        desk.card: True,
        desk.photo: False,
    }
    assert (theirs.hides, own.hides) == (True, False)


def test_it_is_given_for_a_reason_on_that_day(desk: Desk) -> None:
    desk.complete()
    case = desk.stage.state.items[desk.office.item].root

    show_personal_data(desk.stage.tools, AUDITOR, case, "核实")

    assert desk.gives(AUDITOR, desk.card)
    desk.stage.clock.moment += timedelta(days=1)
    assert not desk.gives(AUDITOR, desk.card)


def test_to_who_is_asked_it_is_given_for_a_reason_too(desk: Desk) -> None:
    other = lawyer(desk.office)
    [aside] = asked(desk.office, Act.CONSULT, other)
    assert not desk.gives(other, desk.card)
    assert asking.page(desk.stage.tools, other, aside.id).hides

    show_beside(desk.stage.tools, other, aside.id, "核对身份")

    assert desk.gives(other, desk.card)
    assert not asking.page(desk.stage.tools, other, aside.id).hides


def test_who_takes_part_gets_it_without_a_look_at_what_they_were_asked(desk: Desk) -> None:
    desk.complete()
    head, database = desk.office.head, desk.stage.database
    taken = []
    for _ in range(2):
        before = database.units
        assert desk.gives(head, desk.photo)
        taken.append(database.units - before)
        asked(replace(desk.office, item=desk.stage.offered(desk.office.clerk)), Act.COPY, head)

    assert taken[0] == taken[1]


def test_no_files_are_looked_for_where_nothing_is_masked(desk: Desk) -> None:
    with desk.stage.tools.unit() as unit:
        root = desk.stage.state.items[desk.office.item].root
        told = [
            read_matter(desk.stage.tools, actor, unit, root).mask.files
            for actor in (SYSTEM, desk.office.head)
        ]

    assert told == [frozenset(), {f"doc:{desk.card}", f"doc:{desk.photo}"}]


def test_a_stranger_is_told_of_no_file(desk: Desk) -> None:
    desk.complete()

    with pytest.raises(NoSuchDocument):
        document_for(desk.stage.tools, a_nobody(), desk.card)


def test_where_no_form_asks_for_such_files_none_is_kept_back() -> None:
    stage = Stage.with_process()
    clerk = stage.person()
    head = stage.person(a_seat("zjj", "dept_head"), login="wang")
    item = stage.offered(clerk)
    row = attaching.attach(stage.tools, clerk, item, name="a.png", content=b"a")

    assert document_for(stage.tools, head, row.document)


def test_a_file_stays_kept_back_though_a_later_answer_copies_its_name(desk: Desk) -> None:
    stage, office = desk.stage, desk.office
    both = {"identity": [f"doc:{desk.card}"], "photos": [f"doc:{desk.card}"]}
    stage.engine.on(Complete, "t1", moved(work_for("t2")))

    working.complete(stage.tools, office.clerk, office.item, Answer(values=both))

    assert not desk.gives(AUDITOR, desk.card)
