"""What we depend on may be passed on with Muster: no licence of it binds the whole."""

import json
import re
from importlib.metadata import Distribution, distribution

import pytest

from server.assets import SOURCES, TARGET
from tests.places import ROOT

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,-]+\])?==", re.MULTILINE)
FREE = re.compile(
    r"\b(?:MIT|BSD|Apache|ISC|PSF|MPL|Python Software Foundation|Mozilla|Zlib|Unlicense|0BSD)\b"
    r"|\b(?:MIT|BSD|MPL|PSF)-",
)
BINDING = re.compile(r"\bA?GPL|Affero|GNU General Public", re.IGNORECASE)
LESSER = re.compile(r"\bLGPL|Lesser General Public", re.IGNORECASE)
# Imported as they come and replaceable by whoever installs, as their licence asks.
TAKEN_AS_THEY_COME = frozenset({"psycopg", "psycopg-binary", "psycopg-pool", "spiffworkflow"})
NOTICES = TARGET / "THIRD_PARTY_LICENSES.txt"
BUNDLED = re.compile(r"^(@?[\w./-]+) (\d[\w.-]*) \((.+)\)$", re.MULTILINE)
BPMN_IO = "SEE LICENSE IN LICENSE"  # MIT with the mark of bpmn.io kept in sight


def licence_of(package: Distribution) -> str:
    """Return all that a package says of its licence in its metadata."""
    said = package.metadata
    classifiers = [
        one.removeprefix("License :: ")
        for one in said.get_all("Classifier") or []
        if one.startswith("License ::")
    ]
    named = (said.get_all("License-Expression") or []) + (said.get_all("License") or [])
    return "; ".join([*named, *classifiers])[:200]


def fault_of(name: str, licence: str) -> str | None:
    """Return why a package may not be depended on, or nothing."""
    if BINDING.search(licence):
        return f"{name} ({licence}) would bind the whole of Muster"
    if LESSER.search(licence):
        return (
            None if name in TAKEN_AS_THEY_COME else f"{name} ({licence}): decide and name it here"
        )
    return None if FREE.search(licence) else f"{name}: its licence {licence!r} is not known here"


def test_every_locked_package_may_be_passed_on() -> None:
    names = LOCKED.findall((ROOT / "requirements.lock").read_text(encoding="ascii"))
    licences = {name: licence_of(distribution(name)) for name in names}

    faults = [fault for name, said in licences.items() if (fault := fault_of(name, said))]

    assert not faults, "choose another package:\n" + "\n".join(faults)
    assert len(licences) > 20, "the lock was not read"


def test_lesser_licences_are_still_depended_on() -> None:
    names = LOCKED.findall((ROOT / "requirements.lock").read_text(encoding="ascii"))

    assert set(names) >= TAKEN_AS_THEY_COME, "take away what is no longer locked"


@pytest.mark.parametrize(
    "licence",
    ["AGPL-3.0-only", "GPL-2.0-or-later", "OSI Approved :: GNU Affero General Public License v3"],
)
def test_a_binding_licence_is_refused(licence: str) -> None:
    assert fault_of("anything", licence) is not None


@pytest.mark.parametrize("licence", ["LGPL-3.0-only", "lGPLv3", "", "Proprietary"])
def test_a_licence_that_nobody_decided_on_is_refused(licence: str) -> None:
    assert fault_of("anything", licence) is not None


def test_the_bundles_bring_the_licences_of_what_is_in_them() -> None:
    if not TARGET.exists():
        pytest.skip("the pages' scripts are not built; `muster test` builds them")
    wanted = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))["dependencies"]

    said = {name: licence for name, _, licence in BUNDLED.findall(NOTICES.read_text("utf-8"))}

    assert set(wanted) <= set(said), "server/web/frontend/build/licences.mjs leaves some out"
    strange = [
        f"{name}: {licence}"
        for name, licence in said.items()
        if licence != BPMN_IO and (BINDING.search(licence) or not FREE.search(licence))
    ]
    assert not strange, "choose another package:\n" + "\n".join(strange)
