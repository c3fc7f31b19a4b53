"""A fact has four places: the list of facts, the tables, the replay, the notices."""

from server.domain.facts import FACTS
from server.domain.notice import CONCERNING
from server.domain.replay import TELLING
from server.store.projecting import PROJECTING

REMEDY = "add a small function for it, or the one that says it has no part there, to {place}"


def test_every_fact_has_its_place_in_the_tables() -> None:
    assert set(PROJECTING) == set(FACTS.values()), REMEDY.format(place="server/store/projecting")


def test_every_fact_has_its_place_in_the_replay() -> None:
    assert set(TELLING) == set(FACTS.values()), REMEDY.format(place="server/domain/replay.py")


def test_every_fact_has_its_place_in_the_notices() -> None:
    assert set(CONCERNING) == set(FACTS.values()), REMEDY.format(place="server/domain/notice.py")
