"""The map of the code leads to every module: a floor's list names what stands on it."""

import re
from fnmatch import fnmatchcase

import pytest

from tests.places import ROOT

MAP = (ROOT / "server" / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (?P<floor>[^|]*)\| (?P<files>[^|]*)\| (?P<there>[^|]*)\|$", re.MULTILINE)
NAMED = re.compile(r"`([\w*./]+)`")
FLOORS = ("web", "services", "engine", "store", "forms", "domain")


def named_on(floor: str) -> list[str]:
    """What the rows of a floor name; a row without a floor goes on with the one above."""
    found: list[str] = []
    here = ""
    for row in ROW.finditer(MAP):
        here = row["floor"].strip(" *") or here
        if here == f"{floor}/":
            names = NAMED.findall(row["files"] + row["there"])
            found += [name.removesuffix("/").removesuffix(".py") for name in names]
    return found


def modules_of(floor: str) -> list[str]:
    """Modules and packages that stand directly on a floor."""
    return sorted(
        each.stem
        for each in (ROOT / "server" / floor).iterdir()
        if (each.suffix == ".py" and each.stem != "__init__") or (each / "__init__.py").exists()
    )


@pytest.mark.parametrize("floor", FLOORS)
def test_every_module_is_on_the_map(floor: str) -> None:
    names = named_on(floor)

    lost = [
        module
        for module in modules_of(floor)
        if not any(fnmatchcase(module, name) for name in names)
    ]

    assert not lost, f"name them in the rows of {floor}/ of server/README.md"


@pytest.mark.parametrize("floor", FLOORS)
def test_the_map_names_nothing_that_is_gone(floor: str) -> None:
    there = {each.name.removesuffix(".py") for each in (ROOT / "server" / floor).rglob("*")}

    gone = [
        name
        for name in named_on(floor)
        if "/" not in name and not any(fnmatchcase(one, name) for one in there)
    ]

    assert not gone, f"take them out of the rows of {floor}/ of server/README.md"
