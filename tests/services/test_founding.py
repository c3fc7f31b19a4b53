"""Founding a county from its files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.county import Paper
from server.domain.errors import NotAllowed, SampleOverReal
from server.domain.ids import subject_named
from server.domain.people import SYSTEM
from server.services.county_files import CountyFiles
from server.services.founding import found, load_papers
from server.services.signing_in import sign_in
from tests.builders import an_actor, sample_county
from tests.fakes import Stage

CLOCKS = Paper(kind="clocks", name="", text="clock = []")


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def files() -> CountyFiles:
    return sample_county()


def test_a_founded_county_has_its_papers_bodies_posts_and_people(
    stage: Stage, files: CountyFiles
) -> None:
    assert found(stage.tools, SYSTEM, files, "demo")

    assert len(stage.state.papers) == len(files.papers)
    assert set(stage.state.bodies.values()) == set(files.bodies)
    assert set(stage.state.posts.values()) == set(files.posts)
    assert set(stage.state.persons) == {person.login for person in files.persons}
    assert len(stage.state.holdings) == len(files.holdings)


def test_everybody_can_sign_in_with_the_first_password(stage: Stage, files: CountyFiles) -> None:
    found(stage.tools, SYSTEM, files, "demo")

    for person in files.persons:
        assert sign_in(stage.tools, person.login, "demo")


def test_a_county_is_founded_once(stage: Stage, files: CountyFiles) -> None:
    found(stage.tools, SYSTEM, files, "demo")
    commits = stage.database.commits

    assert not found(stage.tools, SYSTEM, files, "other")
    assert stage.database.commits == commits


def test_a_founding_that_broke_off_is_finished(stage: Stage, files: CountyFiles) -> None:
    load_papers(stage.tools, SYSTEM, files.papers)

    assert found(stage.tools, SYSTEM, files, "demo")
    assert stage.state.passwords


def test_another_county_is_never_overwritten(stage: Stage, files: CountyFiles) -> None:
    stage.state.papers["county", ""] = "name = 'another'"

    with pytest.raises(SampleOverReal):
        found(stage.tools, SYSTEM, files, "demo")
    assert not stage.state.bodies


def test_only_administrators_load_papers(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        load_papers(stage.tools, an_actor(), [CLOCKS])


def test_a_paper_is_told_in_a_journal_of_its_own(stage: Stage) -> None:
    assert load_papers(stage.tools, SYSTEM, [CLOCKS]) == 1

    assert stage.kinds(subject_named("paper", "clocks/")) == ["CountyPaperLoaded"]


def test_only_papers_that_changed_are_loaded(stage: Stage) -> None:
    catalogue = Paper(kind="catalogue", name="", text="code")
    load_papers(stage.tools, SYSTEM, [CLOCKS, catalogue])

    changed = replace(catalogue, text="code,name")

    assert load_papers(stage.tools, SYSTEM, [CLOCKS, changed]) == 1
    assert stage.state.papers["catalogue", ""] == "code,name"
