"""What was typed so far, and what came too late to be done."""

from __future__ import annotations

import pytest

from server.domain.errors import CaseMovedOn, DraftKeptElsewhere
from server.domain.ids import ItemId
from server.domain.people import Actor
from server.services.drafting import Upon, save_draft
from server.services.working import Answer, complete
from tests.builders import NOON
from tests.fakes import Stage


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def kept(stage: Stage, item: ItemId, clerk: Actor) -> object:
    assert clerk.person is not None
    return stage.state.drafts[item, clerk.person][0]


def test_a_draft_goes_on_from_the_one_it_was_typed_upon(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)

    first = save_draft(stage.tools, clerk, item, {"place": "半"}, Upon(at=None))
    save_draft(stage.tools, clerk, item, {"place": "半桥"}, Upon(at=first))

    assert kept(stage, item, clerk) == {"place": "半桥"}


def test_a_draft_kept_elsewhere_is_never_written_over(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    save_draft(stage.tools, clerk, item, {"place": "东"}, Upon(at=None))

    with pytest.raises(DraftKeptElsewhere) as refused:
        save_draft(stage.tools, clerk, item, {"place": "西"}, Upon(at=None))

    assert (refused.value.typed, refused.value.at) == ({"place": "东"}, NOON)
    assert kept(stage, item, clerk) == {"place": "东"}


def test_the_same_draft_twice_is_no_conflict(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    save_draft(stage.tools, clerk, item, {"place": "东"}, Upon(at=None))

    save_draft(stage.tools, clerk, item, {"place": "东"}, Upon(at=None))

    assert kept(stage, item, clerk) == {"place": "东"}


def test_what_comes_too_late_takes_the_place_of_the_draft_it_was_typed_upon(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    seen = Upon(at=save_draft(stage.tools, clerk, item, {"place": "东"}))

    with pytest.raises(CaseMovedOn):
        complete(stage.tools, clerk, item, Answer(values={"place": "西"}, revision=7, upon=seen))

    assert kept(stage, item, clerk) == {"place": "西"}


def test_what_comes_too_late_takes_the_place_of_no_draft_kept_elsewhere(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    save_draft(stage.tools, clerk, item, {"place": "东"}, Upon(at=None))
    late = Answer(values={"place": "西"}, revision=7, upon=Upon(at=None))

    with pytest.raises(DraftKeptElsewhere) as refused:
        complete(stage.tools, clerk, item, late)

    assert refused.value.typed == {"place": "东"}
    assert kept(stage, item, clerk) == {"place": "东"}
