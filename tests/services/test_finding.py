"""Reading for pages: inbox, lists, organisation, what may be started."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from server.domain.errors import MayNotStart, NoSuchProcess, NotAllowed
from server.domain.ids import BodyId, NoticeId, ProcessKey
from server.domain.moves import Complete
from server.domain.reading import InboxQuery
from server.services import finding
from tests.builders import FORM, a_body, a_nobody, a_seat, an_actor, sources, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended

if TYPE_CHECKING:
    from server.domain.people import Actor


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.on(Complete, "t1", ended())
    return stage


def test_the_inbox_holds_the_work_of_ones_desks(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)

    assert [row.item for row in finding.inbox(stage.tools, clerk, InboxQuery()).rows] == [item]
    assert not finding.inbox(stage.tools, a_nobody(), InboxQuery()).rows


@pytest.mark.parametrize("look", [finding.started, finding.done])
def test_lists_of_cases_know_the_county_before_they_draw_lamps(stage: Stage, look: object) -> None:
    look(stage.tools, stage.person())  # type: ignore[operator]  # both take the same

    assert stage.tools.shelf.at_hand is not None


def test_the_frame_counts_the_inbox(stage: Stage) -> None:
    clerk = stage.person()
    stage.offered(clerk)

    assert finding.badge(stage.tools, clerk).inbox == 1
    assert finding.inbox_counts(stage.tools, clerk).open == 1


def test_the_inbox_is_narrowed_by_what_there_is(stage: Stage) -> None:
    stage.start(stage.person(), work_for())

    assert finding.inbox_choices(stage.tools, stage.person()).processes == (
        (ProcessKey("repair"), "repair", "repair"),
    )


def test_started_and_done_cases_are_listed(stage: Stage) -> None:
    starter, doer = stage.person(), stage.person(login="li")
    item = stage.offered(starter)
    stage.done(doer, item)
    case = stage.state.items[item].root

    assert [row.case for row in finding.started(stage.tools, starter).rows] == [case]
    assert [row.case for row in finding.done(stage.tools, doer).rows] == [case]
    assert not finding.started(stage.tools, doer).rows


def test_what_was_told_is_read(stage: Stage) -> None:
    clerk = stage.person()
    stage.done(clerk, stage.offered(clerk))

    [told] = finding.notices(stage.tools, clerk).rows
    assert told.sentence == "事项已办结"


def test_lists_of_cases_are_searched_by_their_words(stage: Stage) -> None:
    clerk = stage.person()
    stage.done(clerk, stage.offered(clerk))

    for look in (finding.started, finding.done):
        assert look(stage.tools, clerk, search="报修").rows
        assert not look(stage.tools, clerk, search="别的").rows


def test_what_was_seen_is_no_longer_new(stage: Stage) -> None:
    clerk = stage.person()
    for _ in range(2):
        stage.done(clerk, stage.offered(clerk))

    finding.saw_notices(stage.tools, clerk, _newest(stage, clerk))

    assert [told.is_read for told in finding.notices(stage.tools, clerk).rows] == [True, True]


def test_what_came_since_stays_new(stage: Stage) -> None:
    clerk = stage.person()
    stage.done(clerk, stage.offered(clerk))
    shown = _newest(stage, clerk)
    stage.done(clerk, stage.offered(clerk))

    finding.saw_notices(stage.tools, clerk, shown)

    assert [told.is_read for told in finding.notices(stage.tools, clerk).rows] == [False, True]


def test_nobody_has_seen_what_is_still_to_come(stage: Stage) -> None:
    clerk = stage.person()
    stage.done(clerk, stage.offered(clerk))

    finding.saw_notices(stage.tools, clerk, NoticeId(UUID(int=2**128 - 1)))
    stage.done(clerk, stage.offered(clerk))

    assert [told.is_read for told in finding.notices(stage.tools, clerk).rows] == [False, True]


def _newest(stage: Stage, actor: Actor) -> NoticeId:
    return NoticeId(UUID(finding.notices(stage.tools, actor).rows[0].id))


def test_where_nothing_was_told_nothing_is_kept(stage: Stage) -> None:
    finding.saw_notices(stage.tools, stage.person(), NoticeId(UUID(int=1)))

    assert stage.database.commits == 0


def test_who_oversees_lists_every_case(stage: Stage) -> None:
    clerk = stage.person()
    stage.done(clerk, stage.offered(clerk))
    running = stage.start(clerk, work_for())

    def cases(*, running: bool, limit: int = 9) -> list[object]:
        auditor = an_actor(a_seat("sfj", "auditor"))
        page = finding.all_cases(stage.tools, auditor, running=running, limit=limit)
        return [row.case for row in page.rows]

    assert len(cases(running=False)) == 2
    assert cases(running=True) == [running]
    assert cases(running=False, limit=1) == [running]


def test_every_case_is_found_by_words_of_its_number(stage: Stage) -> None:
    auditor = an_actor(a_seat("sfj", "auditor"))
    stage.start(stage.person(), work_for())

    one, none = (finding.all_cases(stage.tools, auditor, search=q) for q in ("00001", "00002"))

    assert (len(one.rows), len(none.rows)) == (1, 0)


def test_nobody_else_lists_every_case(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        finding.all_cases(stage.tools, stage.person(), running=True, limit=1)


def test_the_organisation_is_that_of_the_day_in_the_county(stage: Stage) -> None:
    stage.state.bodies[BodyId("new")] = a_body("new", valid_from=date(2026, 3, 3))
    stage.clock.moment = datetime(2026, 3, 2, 15, 59, tzinfo=UTC)
    before = {node.id for node in finding.organisation(stage.tools)}

    stage.clock.moment = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)  # midnight in the county

    assert {node.id for node in finding.organisation(stage.tools)} - before == {"new"}


def test_only_what_one_may_start_is_offered(stage: Stage) -> None:
    stage.deployed(sources(key=ProcessKey("other"), starter=("mayor",)))

    assert [card.key for card in finding.startable(stage.tools, stage.person())] == ["repair"]
    assert finding.startable(stage.tools, a_nobody()) == ()


def test_a_card_tells_about_the_newest_version(stage: Stage) -> None:
    newest = stage.deployed(sources(title="新报修", law=("示例办法",)))

    [card] = finding.processes(stage.tools)

    assert (card.key, card.version, card.steps) == ("repair", newest.number, 1)
    assert (card.owner, card.law) == ("示例县社会治理中心", ("示例办法",))


def test_a_process_without_an_owner_names_none(stage: Stage) -> None:
    stage.deployed(sources(owner=""))

    assert finding.processes(stage.tools)[0].owner == ""


def test_the_start_page_has_the_form_and_its_lists() -> None:
    form = FORM.replace(b'"values"', b'"valuesKey":"bodies","values"')
    stage = Stage.with_process(sources(forms={"repair/start": form}))

    page = finding.start_page(stage.tools, stage.person(), ProcessKey("repair"))

    assert page.form == form
    assert page.values["bodies"]
    assert page.card.key == "repair"
    assert page.card.diagram == b"<definitions/>"


def test_a_process_without_a_start_form_shows_none() -> None:
    stage = Stage.with_process(sources(start_form=None))

    page = finding.start_page(stage.tools, stage.person(), ProcessKey("repair"))

    assert (page.form, page.values) == (None, {})


def test_who_may_not_start_sees_no_form(stage: Stage) -> None:
    with pytest.raises(MayNotStart):
        finding.start_page(stage.tools, a_nobody(), ProcessKey("repair"))


def test_an_unknown_process_has_no_start_page(stage: Stage) -> None:
    with pytest.raises(NoSuchProcess):
        finding.start_page(stage.tools, stage.person(), ProcessKey("other"))


def test_the_county_is_named_in_both_languages(stage: Stage) -> None:
    assert finding.county_name(stage.tools, "zh") == "示例县"
    assert finding.county_name(stage.tools, "en") == "Demo County"


def test_reading_commits_nothing(stage: Stage) -> None:
    clerk = stage.person()
    stage.start(clerk, work_for())
    commits = stage.database.commits

    finding.inbox(stage.tools, clerk, InboxQuery())
    finding.startable(stage.tools, clerk)

    assert stage.database.commits == commits
