"""Persons named in the notices that Muster was made for stand in no file of it."""

import hashlib
import re

import pytest

from tests.house.sources import listed
from tests.places import ROOT

# The beginnings of the SHA-256 of the names, so that the list itself names nobody. One name is left
# out that is an everyday word too.
NAMED_IN_THE_NOTICES = frozenset(
    {
        "014727d92994",
        "0568ef6f24af",
        "102a54184417",
        "1d6e0f842215",
        "203bfbce9add",
        "2e40202276aa",
        "35111908824e",
        "404b150075eb",
        "5054964160be",
        "537135d46761",
        "614336a6530b",
        "62988169bb2a",
        "750235e8055f",
        "79ea091f4249",
        "8373192624e3",
        "8b23b02476b5",
        "8c2ce1d10e00",
        "8db4f377aadf",
        "8e55fbee253d",
        "a3ccf737e767",
        "a77b543a0073",
        "b3acab0108b7",
        "b5922162a9c9",
        "d32fc10766d5",
        "d39f083f8480",
        "d7b3f2504c33",
        "daf74d922725",
        "e09ad018ebed",
    }
)
DIGITS = 12
CHINESE = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]?[\u4e00-\u9fff])*")
LENGTHS = (2, 3)


def digest_of(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:DIGITS]


def persons_in(text: str, digests: frozenset[str]) -> set[str]:
    """Return every run of two or three characters whose digest is listed, spaces put aside."""
    runs = {re.sub(r"[ \u3000]", "", found) for found in CHINESE.findall(text)}
    pieces = {
        run[at : at + length]
        for run in runs
        for length in LENGTHS
        for at in range(len(run) - length + 1)
    }
    return {piece for piece in pieces if digest_of(piece) in digests}


@pytest.mark.parametrize("written", ["局长赵例甲到场", "局长赵 例 甲到场", "赵例甲"])
def test_a_name_is_found_inside_a_sentence(written: str) -> None:
    assert persons_in(written, frozenset({digest_of("赵例甲")})) == {"赵例甲"}


def test_no_file_names_a_person_of_the_notices() -> None:
    found = {
        name: persons
        for name in listed()
        if (ROOT / name).is_file()
        and (
            persons := persons_in(
                (ROOT / name).read_text(encoding="utf-8", errors="replace"), NAMED_IN_THE_NOTICES
            )
        )
    }

    assert not found, f"invent somebody else: {found}"
