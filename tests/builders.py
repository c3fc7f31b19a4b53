"""A valid thing of each kind; a test changes what matters to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID

from server.domain.ids import (
    BodyId,
    CaseId,
    DocumentId,
    ItemId,
    PersonId,
    PostId,
    ProcessKey,
    Token,
    VersionId,
)
from server.domain.journal import Head
from server.domain.moves import Choice, Work
from server.domain.people import Actor, Body, BodyKind, Holding, Level, Person, Post, Seat
from server.domain.ports import HeldCase
from server.domain.process import Model, Sources, Step, Version
from server.domain.reading import DocumentRow
from server.domain.work import Matter, WorkItem, WorkState
from server.services.county_files import CountyFiles, read_county
from tests.places import COUNTY

if TYPE_CHECKING:
    from collections.abc import Mapping

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
"""Monday noon in the county: a working day, between the sessions."""

_numbers = count(1)


def an_id() -> UUID:
    """An identifier that no other thing has."""
    return UUID(int=next(_numbers))


@cache
def sample_county() -> CountyFiles:
    """The sample county as its files say."""
    return read_county(COUNTY)


# --- people -----------------------------------------------------------------------------------


def a_body(body: str = "zjj", **changed: Any) -> Body:
    """A department of the county."""
    return replace(
        Body(
            id=BodyId(body),
            name="住建局",
            name_en="Housing Bureau",
            short_name="住建",
            kind=BodyKind.DEPARTMENT,
            level=Level.COUNTY,
            parent=None,
            located_in=None,
        ),
        **changed,
    )


def a_post(post: str = "zjj.clerk", **changed: Any) -> Post:
    """A clerk's post in the department."""
    return replace(
        Post(
            id=PostId(post),
            body=BodyId(post.partition(".")[0]),
            title="科员",
            title_en="Clerk",
            roles=frozenset({"dept_clerk"}),
        ),
        **changed,
    )


def a_person(login: str = "chen", **changed: Any) -> Person:
    """Somebody who can sign in."""
    person = Person(id=PersonId(an_id()), login=login, name="陈某", name_en="A. Chen")
    return replace(person, **changed)


def a_holding(login: str = "chen", post: str = "zjj.clerk", **changed: Any) -> Holding:
    """The clerk's post, held since the new year."""
    return replace(Holding(login=login, post=PostId(post), valid_from=date(2026, 1, 1)), **changed)


def a_seat(body: str = "zjj", *roles: str) -> Seat:
    """A seat with these functions, a clerk's if none are named."""
    return Seat(
        post=PostId(f"{body}.seat"),
        body=BodyId(body),
        body_name="住建局",
        title="科员",
        roles=frozenset(roles or {"dept_clerk"}),
        is_head="dept_head" in roles,
    )


def an_actor(*seats: Seat, **changed: Any) -> Actor:
    """A person with these seats, a clerk's if none are given."""
    usual = Actor(person=PersonId(an_id()), name="陈某", name_en="A. Chen", login="chen")
    return replace(usual, **{"seats": seats or (a_seat(),), **changed})


def a_nobody() -> Actor:
    """A person without any post."""
    return Actor(person=PersonId(an_id()), name="路人")


def an_admin() -> Actor:
    """Who may administer."""
    return an_actor(a_seat("fgj", "admin"), name="管理员", login="admin")


# --- processes --------------------------------------------------------------------------------

FORM = (
    '{"components":[{"type":"textfield","key":"place","label":"地点"},{"type":"select","key":"grade",'
    '"label":"等级","values":[{"value":"high","label":"高"},{"value":"low","label":"低"}]}]}'
).encode()


def sources(**changed: Any) -> Sources:
    """What a small process is made of: a start form and one user task with a form."""
    return replace(
        Sources(
            key=ProcessKey("repair"),
            title="报修",
            title_en="Repair",
            diagram=b"<definitions/>",
            owner="command_centre",
            starter=("dept_clerk",),
            start_form="repair/start",
            number="BX",
            forms={"repair/start": FORM, "repair/mend": FORM},
        ),
        **changed,
    )


def a_version(**changed: Any) -> Version:
    """The first version of that process."""
    return replace(
        Version(
            id=VersionId(an_id()),
            key=ProcessKey("repair"),
            number=1,
            digest="00" * 32,
            title="报修",
            title_en="Repair",
        ),
        **changed,
    )


def a_step(element: str = "mend", **changed: Any) -> Step:
    """The user task as the diagram draws it."""
    return replace(
        Step(
            element=element,
            name="维修",
            name_en="Mend",
            lane="主办部门",
            lane_en="Lead body",
            form="repair/mend",
            law="示例办法第三条",
            clock=None,
            choices=(Choice(flow="to_end", name="同意", name_en="Agree"),),
        ),
        **changed,
    )


def a_model(*steps: Step, **changed: Any) -> Model:
    """What the engine found in the diagram."""
    known = steps or (a_step(),)
    return replace(
        Model(
            steps={step.element: step for step in known},
            names={"begin": ("开始", "Start"), "end": ("结束", "End")}
            | {step.element: (step.name, step.name_en) for step in known},
        ),
        **changed,
    )


def work_for(place: str = "t1", **changed: Any) -> Work:
    """A user task that waits for a clerk of the department."""
    return replace(
        Work(
            token=Token(place),
            element="mend",
            name="维修",
            lane="主办部门",
            body="zjj",
            role="dept_clerk",
            form="repair/mend",
        ),
        **changed,
    )


# --- cases and work ---------------------------------------------------------------------------


def a_held_case(**changed: Any) -> HeldCase:
    """A running case, as the store hands it over."""
    case = CaseId(an_id())
    return replace(
        HeldCase(
            id=case,
            root=case,
            parent=None,
            fan_out=None,
            index=0,
            scope=None,
            version=VersionId(an_id()),
            newest=VersionId(an_id()),
            process=ProcessKey("repair"),
            number="BX-2026-00001",
            title="报修",
            body=BodyId("zjj"),
            status="running",
            revision=1,
            saved=b"state",
            data={},
            outer={},
            head=Head(),
            matter=Matter(root=case, process=ProcessKey("repair"), body=BodyId("zjj")),
        ),
        **changed,
    )


def a_work_item(**changed: Any) -> WorkItem:
    """A piece of work on the clerk's desk, not signed for."""
    case = CaseId(an_id())
    return replace(
        WorkItem(
            id=ItemId(an_id()),
            case=case,
            root=case,
            token=Token("t1"),
            element="mend",
            name="维修",
            body=BodyId("zjj"),
            role="dept_clerk",
            form="repair/mend",
            state=WorkState.OPEN,
            offered_at=NOON,
        ),
        **changed,
    )


def a_document(**changed: Any) -> DocumentRow:
    """An attached picture."""
    return replace(
        DocumentRow(
            document=DocumentId(an_id()),
            item=ItemId(an_id()),
            name="现场.png",
            size=9,
            media_type="image/png",
            sha256="ab" * 32,
            by="陈某",
            by_en="A. Chen",
            at=NOON,
        ),
        **changed,
    )


def process_files(**changed: bytes | None) -> Mapping[str, bytes]:
    """The files of a small process as they are handed in; None takes one away."""
    settings = (
        'key = "repair"\ntitle = "报修"\ntitle_en = "Repair"\nstarter = ["dept_clerk"]\n'
        'start_form = "repair/start"\nnumber = "BX"\nlaw = ["示例办法"]\nowner = "command_centre"\n'
        "title_value = 'place'\n"
        '[lanes."主办部门"]\norg = \'"zjj"\'\nrole = "dept_clerk"\n'
    )
    files: dict[str, bytes | None] = {
        "process.toml": settings.encode(),
        "repair.bpmn": b"<definitions/>",
        "grade.dmn": b"<dmn/>",
        "repair/start.json": FORM,
    }
    files.update({name.replace("__", "."): content for name, content in changed.items()})
    return {name: content for name, content in files.items() if content is not None}
