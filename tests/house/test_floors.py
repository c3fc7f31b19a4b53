"""What each floor may take from outside; that imports go down only is import-linter's part."""

import sys
from collections.abc import Iterator

import pytest

from tests.house.sources import imported, named, python_files, tree_of
from tests.places import ROOT

STANDARD = sys.stdlib_module_names | {"__future__"}
# Floors that may import nothing but the standard library and the names here.
CLOSED = {
    "server/domain": {"server.domain"},
    "server/services": {"server.domain", "server.services"},
    "server/settings.py": {"server.environment"},
    "server/environment.py": set(),
    "server/assets.py": set(),
    "server/starter.py": set(),
    "server/__main__.py": set(),
    "server/store/embedded_watch.py": set(),
}
# Libraries that belong to some floors only.
KEPT_AT_HOME = {
    "SpiffWorkflow": ("server/engine/",),
    "sqlalchemy": ("server/store/",),
    "psycopg": ("server/store/",),
    "alembic": ("server/store/",),
    "flask": ("server/web/", "server/app.py"),
    "server.engine": ("server/engine/", "server/wiring.py"),
    "server.store": (
        "server/store/",
        "server/wiring.py",
        "server/ground.py",
        "server/footing.py",
        "server/migrating.py",
    ),
}
LARK = "server/domain/feel/"


@pytest.mark.parametrize("place", sorted(CLOSED))
def test_a_closed_floor_takes_nothing_from_outside(place: str) -> None:
    strange = [
        f"{place_of} imports {name}"
        for place_of, name in _imports(place)
        if name.split(".")[0] not in STANDARD
        and not _within(name, CLOSED[place])
        and not (place_of.startswith(LARK) and _within(name, {"lark"}))
    ]

    assert not strange, "give it as a value or through domain/ports.py:\n" + "\n".join(strange)


@pytest.mark.parametrize("library", sorted(KEPT_AT_HOME))
def test_a_library_stays_on_its_floor(library: str) -> None:
    homes = KEPT_AT_HOME[library]

    strange = [
        f"{place_of} imports {name}"
        for place_of, name in _imports("server")
        if _within(name, {library}) and not place_of.startswith(homes)
    ]

    assert not strange, f"only {', '.join(homes)} may import it:\n" + "\n".join(strange)


def _imports(place: str) -> Iterator[tuple[str, str]]:
    files = [ROOT / place] if place.endswith(".py") else python_files(place)
    for file in files:
        for name, line in imported(tree_of(file)):
            yield named(file, line), name


def _within(name: str, allowed: set[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in allowed)
