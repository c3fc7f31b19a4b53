"""Certificates of officers, on a real database."""

from dataclasses import replace
from datetime import date, timedelta

from server.domain import facts as f
from server.domain.certificates import WARNED, Certificate, CertificateKind, CertificateState
from server.domain.ids import subject_named
from tests.store.stage import TODAY, Stage, person_of


def kept(stage: Stage, number: str = "1499-1", last: date | None = None) -> Certificate:
    """A certificate of the officer."""
    certificate = Certificate(
        number=number,
        login=stage.officer.login,
        kind=CertificateKind.ENFORCEMENT,
        issuer="示例省人民政府",
        area="示例县",
        fields=("建设", "城管"),
        valid_from=date(2024, 6, 1),
        valid_to=last or TODAY + WARNED,
    )
    with stage.unit() as unit:
        unit.certificates.put(certificate, person_of(stage.officer))
        unit.commit()
    return certificate


def ending(stage: Stage, day: date = TODAY) -> list[str]:
    with stage.unit() as unit:
        return [one.number for _, one in unit.certificates.ending(day)]


def test_a_certificate_is_read_back_as_it_was_kept(stage: Stage) -> None:
    first, second = kept(stage, "1499-2"), kept(stage, "1499-1")

    with stage.unit() as unit:
        assert unit.certificates.every() == (second, first)
        person = person_of(stage.officer)
        assert unit.certificates.of([person, person_of(stage.head)]) == {person: (second, first)}


def test_one_that_ends_soon_is_found_until_its_holder_was_told(stage: Stage) -> None:
    certificate = kept(stage)
    assert ending(stage, TODAY - timedelta(days=1)) == []
    assert ending(stage) == ["1499-1"]

    told = f.CertificateEnding(
        certificate="1499-1", person=person_of(stage.officer), valid_to=certificate.valid_to
    )
    stage.happen(subject_named("certificate", "1499-1"), told)

    assert ending(stage) == []
    kept(stage, last=certificate.valid_to - timedelta(days=5))
    assert ending(stage) == ["1499-1"]


def test_neither_what_is_over_nor_what_is_suspended_ends_soon(stage: Stage) -> None:
    certificate = kept(stage)
    assert ending(stage, certificate.valid_to + timedelta(days=1)) == []
    with stage.unit() as unit:
        stopped = replace(certificate, state=CertificateState.SUSPENDED)
        unit.certificates.put(stopped, person_of(stage.officer))
        unit.commit()

    assert ending(stage) == []


def test_one_whose_review_is_due_soon_is_found_too(stage: Stage) -> None:
    certificate = kept(stage, last=TODAY + timedelta(days=400))
    assert ending(stage) == []
    with stage.unit() as unit:
        due = replace(certificate, reviewed_until=TODAY + timedelta(days=3))
        unit.certificates.put(due, person_of(stage.officer))
        unit.commit()
    assert ending(stage) == ["1499-1"]

    told = f.CertificateEnding(
        certificate="1499-1", person=person_of(stage.officer), valid_to=due.last_day
    )
    stage.happen(subject_named("certificate", "1499-1"), told)

    assert ending(stage) == []
    with stage.unit() as unit:
        assert unit.certificates.every() == (due,)
