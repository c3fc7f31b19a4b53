"""Pushes that failed, as the database keeps them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

import pytest

from server.domain import facts as f
from server.domain.errors import NoSuchIncident
from server.domain.ids import CaseId, IncidentId, ProcessKey, SubjectId, Token, subject_named
from tests.store.stage import digest_of, person_of

if TYPE_CHECKING:
    from tests.store.stage import Stage


def failed(stage: Stage, case: CaseId, place: str = "t9", **more: object) -> IncidentId:
    """An incident of this case."""
    incident = IncidentId(stage.id())
    with stage.unit() as unit:
        version = unit.cases.find(case).version
    given = {"push": "deliver", "version": version, "digest": "d"} | more
    fact = f.IncidentOpened(incident=incident, element="script", token=place, **given)  # type: ignore[arg-type]
    stage.happen(case, fact)
    return incident


def test_an_incident_is_read_with_its_case(stage: Stage) -> None:
    root, _, (branch, _) = stage.fanned_out(2)
    person = person_of(stage.head)
    incident = failed(stage, branch, inside=root, person=person)

    with stage.unit() as unit:
        held, case = unit.incidents.hold(incident)
        found = unit.incidents.find(incident)

    assert held == found
    assert [held.subject, held.root, held.inside] == [branch, root, root]
    assert held.token == Token("t9")
    assert (held.push, held.element, held.digest, held.person) == ("deliver", "script", "d", person)
    assert held.proposal is None
    assert case is not None
    assert (case.id, case.is_stuck) == (branch, True)


def unbegun(stage: Stage, process: ProcessKey) -> IncidentId:
    """An incident of a case that did not begin."""
    incident, subject = IncidentId(stage.id()), subject_named("process", process)
    with stage.unit() as unit:
        content = {"cause": "不行", "cause_en": "no"}
        unit.put_content(subject, digest_of(content), content)
        unit.commit()
    fact = f.IncidentOpened(
        incident=incident,
        element="script",
        push="begin",
        token="letter",
        version=stage.version,
        digest=digest_of(content),
        process=process,
    )
    stage.happen(subject, fact)
    return incident


def test_an_incident_of_a_case_that_did_not_begin_has_none(stage: Stage) -> None:
    with stage.unit() as unit:
        process = unit.processes.version(stage.version).key
    incident = unbegun(stage, process)
    subject = subject_named("process", process)

    with stage.unit() as unit:
        held, case = unit.incidents.hold(incident)
        [of_it] = unit.incidents.of_subject(subject)
        [row] = unit.incidents.open_ones(process, None, 9)

    assert case is None
    assert held == of_it
    assert [held.subject, held.root, held.inside] == [subject] * 3
    assert (held.process, held.push, held.token) == (process, "begin", Token("letter"))
    assert (row.incident, row.case, row.number, row.process) == (incident, None, "", process)
    assert (row.cause, row.cause_en) == ("不行", "no")


def test_who_mends_what_did_not_begin_waits_for_who_was_faster(stage: Stage) -> None:
    incident = unbegun(stage, ProcessKey("any"))
    waiting = Event()

    def second() -> type[Exception] | None:
        with stage.unit() as unit:
            waiting.set()
            try:
                unit.incidents.hold(incident)
            except NoSuchIncident:
                return NoSuchIncident
        return None

    with ThreadPoolExecutor(1) as pool, stage.unit() as unit:
        unit.incidents.hold(incident)
        other = pool.submit(second)
        waiting.wait()
        closed = f.IncidentClosed(incident=incident)
        stage.record(unit, subject_named("process", "any"), closed)
        unit.commit()

        assert other.result() is NoSuchIncident


def test_what_is_mended_is_not_there_any_more(stage: Stage) -> None:
    case = stage.case()
    incident = failed(stage, case)
    stage.happen(case, f.IncidentClosed(incident=incident))

    with stage.unit() as unit:
        for read in (unit.incidents.hold, unit.incidents.find):
            with pytest.raises(NoSuchIncident):
                read(incident)
        assert not unit.cases.hold(case).is_stuck


def test_what_failed_is_found_in_every_branch_of_a_matter(stage: Stage) -> None:
    root, _, (branch, _) = stage.fanned_out(2)
    incidents = [failed(stage, branch), failed(stage, root)]
    failed(stage, stage.case())

    with stage.unit() as unit:
        assert [each.id for each in unit.incidents.of_matter(root)] == incidents
        assert [each.id for each in unit.incidents.of_subject(SubjectId(branch))] == incidents[:1]


def test_a_proposal_stands_until_it_is_taken_back(stage: Stage) -> None:
    case = stage.case()
    incident = failed(stage, case)
    person = person_of(stage.head)
    stage.happen(case, f.SkipProposed(incident=incident, person=person, digest="p", revision=3))

    with stage.unit() as unit:
        proposal = unit.incidents.find(incident).proposal
        assert unit.views.standing(case).incidents == {incident: person}
    assert proposal is not None
    assert (proposal.person, proposal.digest, proposal.revision) == (person, "p", 3)

    stage.happen(case, f.SkipWithdrawn(incident=incident))
    with stage.unit() as unit:
        assert unit.incidents.find(incident).proposal is None


def test_a_place_that_failed_hears_nothing(stage: Stage) -> None:
    case = stage.case()
    stage.happen(
        case, f.ListeningBegan(token="ear", element="e", kind="message", name="n", key="k")
    )
    incident = failed(stage, case, "ear")

    with stage.unit() as unit:
        assert unit.waits.listeners("message", "n", "k") == ()
    stage.happen(case, f.IncidentClosed(incident=incident))
    with stage.unit() as unit:
        assert unit.waits.listeners("message", "n", "k") == ((case, Token("ear")),)


def test_the_county_lists_what_failed_newest_first(stage: Stage) -> None:
    first, second, third = (failed(stage, stage.case()) for _ in range(3))

    with stage.unit() as unit:
        rows = unit.incidents.open_ones(None, None, 2)
        after = unit.incidents.open_ones(None, rows[-1].incident, 2)
        process = rows[0].process
        of_it = unit.incidents.open_ones(process, None, 9)
        of_none = unit.incidents.open_ones(ProcessKey("other"), None, 9)

    assert [row.incident for row in rows] == [third, second]
    assert [row.incident for row in after] == [first]
    assert len(of_it) == 3
    assert not of_none
    assert rows[0].number
    assert not rows[0].is_proposed


def test_the_list_goes_on_after_an_incident_that_was_mended_meanwhile(stage: Stage) -> None:
    case = stage.case()
    first, second = failed(stage, stage.case()), failed(stage, case)
    stage.happen(case, f.IncidentClosed(incident=second))

    with stage.unit() as unit:
        assert [row.incident for row in unit.incidents.open_ones(None, second, 2)] == [first]
