"""What people typed is read to be shown in one place, where it is masked; who reads it elsewhere says why."""

from __future__ import annotations

import re

from tests.places import ROOT

SERVER = ROOT / "server"
READS = re.compile(r"journal\.contents?\(")
MASKED = re.compile(r"\bmasked(_as)?\(|\bmap\(masked|\bMask\(|\bmask\.|\.mask\b")
MASKS = {
    "services/matters.py": "read_answers: for everything that is made of a matter",
    "services/asking.py": "what is asked beside work, by the mask of its matter",
    "services/masking.py": "which files are somebody's own, by what answers name",
    "services/failures.py": "what failed, by what the forms say",
    "services/coming_back.py": "why work was returned, by the mask of its matter",
    "services/urging_sheets.py": "what a head says will be done, by format",
    "services/acts/extending.py": "why more time is asked for, by format",
    "services/acts/agreeing.py": "why something is to be done to a case, by format",
}
ACTS = {
    "services/submitting.py": "carries out what waits to be signed; the task page masks it",
    "services/retrying.py": "pushes again what failed",
    "services/giving_back.py": "hands a request on to what it becomes",
    "services/correcting.py": "writes what was corrected",
    "services/skipping.py": "writes what was agreed to",
    "services/certifying.py": "compares what an officer confirmed",
    "services/keeping.py": "gives a message to who waits for it",
    "services/delivering.py": "gives a message to who waits for it",
}
REGISTERS = {
    "services/registers/ahead.py",
    "services/registers/proposals.py",
    "services/registers/leaving.py",
    "services/registers/showing.py",
}
"""Officials and their posts, for administrators: no personal data of those who come to them."""


def test_whoever_reads_what_was_typed_masks_it_or_shows_it_to_nobody() -> None:
    reading = {
        str(path.relative_to(SERVER))
        for path in (SERVER / "services").rglob("*.py")
        if READS.search(path.read_text())
    }

    assert reading == {*MASKS, *ACTS, *REGISTERS}, (
        "read what was typed by read_answers (services/matters.py), or say here why it is shown to nobody"
    )


def test_who_shows_it_knows_the_mask() -> None:
    without = [name for name in MASKS if not MASKED.search((SERVER / name).read_text())]

    assert without == [], "put what was typed through the mask of its reader (domain/masking.py)"
