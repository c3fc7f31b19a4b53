"""Who stands in for some processes only: whom others choose, and whom mails reach, on a real database."""

import pytest

from server.domain import facts as f
from server.domain.ids import BodyId, NoticeId, PersonId, ProcessKey
from server.domain.notice import Notice
from tests.store.stage import NO_DIGEST, TODAY, Stage, person_of
from tests.store.test_substitutions import away, officer


@pytest.mark.parametrize(("process", "is_there"), [("whistle", True), ("other", False)])
def test_who_stands_in_for_one_process_is_at_the_desk_for_that_process(
    stage: Stage, process: str, *, is_there: bool
) -> None:
    away(stage, processes=("whistle",))
    wang, zjj = stage.officer.person, BodyId("zjj")
    key = ProcessKey(process)

    with stage.unit() as unit:
        at_desk = unit.people.at_desk(zjj, "dept_head", TODAY, key)
        in_body = unit.people.in_body(zjj, TODAY, key)
        holders = unit.people.holders([(zjj, "dept_head")], TODAY, key)
        seated = unit.people.seated([person_of(stage.officer)], TODAY, key)
    for found in (at_desk, in_body):
        assert [each.person == wang for each in found].count(True) == int(is_there)
    assert [(each.name, each.absent) for each in holders] == [
        ("李小红", ""),
        *([("王小明", "李小红")] if is_there else []),
    ]
    assert [each.person for each in seated] == [wang]


def test_who_sits_only_at_anothers_desk_for_one_process_sits_nowhere_for_another(
    stage: Stage,
) -> None:
    with stage.unit() as unit:
        zhao = stage.enter(unit, "zhao", "赵小兰", ())
        unit.commit()
    away(stage, substitute=zhao, processes=("whistle",))

    with stage.unit() as unit:
        there = unit.people.seated([zhao], TODAY, ProcessKey("whistle"))
        elsewhere = unit.people.seated([zhao], TODAY, ProcessKey("other"))
    assert ([each.person for each in there], elsewhere) == ([zhao], ())


@pytest.mark.parametrize("body", ["zjj", None])
@pytest.mark.parametrize("process", ["", "whistle", "other"])
def test_a_mail_goes_to_whom_the_list_shows_the_notice_and_to_nobody_else(
    stage: Stage, process: str, body: str | None
) -> None:
    away(stage, processes=(process,) if process else ())
    person = person_of(stage.officer)
    wants_mail(stage, person)
    notice = NoticeId(stage.id())
    told = Notice(
        id=notice,
        kind="WorkEscalated/red",
        case=stage.case(),
        at=stage.now,
        body=BodyId(body) if body else None,
        role="dept_head",
    )
    with stage.unit() as unit:
        unit.tell([told])
        unit.commit()

    actor = officer(stage)
    with stage.unit() as unit:
        listed = [row.id for row in unit.views.notices(actor, None, stage.now).rows]
        mailed = [each.person for each in unit.mails.told([notice], TODAY)]
        about = unit.mails.told_of(notice)
    assert about is not None
    sees = not process or (process == "whistle" and body is not None)
    assert (listed, mailed, about.reaches(actor)) == (
        ([str(notice)], [person], True) if sees else ([], [], False)
    )


def wants_mail(stage: Stage, person: PersonId) -> None:
    """This person wants some kind of notice by mail."""
    chosen = f.MailChosen(
        person=person,
        groups=("due",),
        rhythm="at_once",
        quiet_from="",
        quiet_to="",
        workdays=False,
        language="zh",
        digest=NO_DIGEST,
    )
    stage.happen(person, chosen)
