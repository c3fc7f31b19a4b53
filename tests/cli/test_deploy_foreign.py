"""Diagrams of other tools by the shell: refused or changed, one file alone, and kept in the store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from server.cli.muster import main
from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.services.importing import imported
from tests.web.test_api_importing import FOREIGN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import House

SETTINGS = 'key = "stranger"\ntitle = "外来"\ntitle_en = "Stranger"\nstarter = ["designer"]\n'


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """One diagram of another tool, in a folder of its own."""
    file = tmp_path / "stranger" / "stranger.bpmn"
    file.parent.mkdir()
    file.write_bytes(FOREIGN)
    return file


def deploy(house: House, place: Path, *more: str) -> Result:
    words = ["deploy", str(place), "--forms", str(place.parent), *more]
    return CliRunner().invoke(main, words, env=house.environment)


def told(result: Result) -> dict[str, Any]:
    [one] = json.loads(result.stdout)
    found: dict[str, Any] = one
    return found


@pytest.mark.parametrize("mode", [(), ("--strict",)])
def test_a_strangers_folder_is_refused_with_what_would_change(
    house: House, alone: Path, mode: tuple[str, ...]
) -> None:
    (alone.parent / "process.toml").write_text(SETTINGS)

    said = deploy(house, alone.parent, "--json", *mode)

    assert said.exit_code == 1
    changes = [(one["element"], one["was"], one["now"]) for one in told(said)["changes"]]
    assert ("A", "task", "userTask") in changes
    with house.tools.unit() as unit:
        assert unit.processes.newest(ProcessKey("stranger")) is None


def test_a_strangers_folder_is_changed_and_each_change_is_a_line(house: House, alone: Path) -> None:
    (alone.parent / "process.toml").write_text(SETTINGS)

    said = deploy(house, alone.parent, "--lenient")

    assert said.exit_code == 0
    assert said.stdout.startswith("✓ stranger v1\n")
    assert "isExecutable=false → isExecutable=true" in said.stdout
    assert deploy(house, alone.parent, "--lenient").stdout.startswith("= stranger v1\n")


def test_one_diagram_alone_is_enough_leniently(house: House, alone: Path) -> None:
    refused = deploy(house, alone, "--json")
    taken = deploy(house, alone, "--lenient", "--json")

    assert refused.exit_code == 1
    assert [one["element"] for one in told(refused)["problems"]] == ["process.toml", "stranger"]
    assert (told(taken)["process"], told(taken)["version"]) == ("stranger", 1)


def test_another_server_reads_the_original_and_the_changes_back(house: House, alone: Path) -> None:
    changes = told(deploy(house, alone, "--lenient", "--json"))["changes"]

    found = imported(house.tools, SYSTEM, ProcessKey("stranger"))

    assert found.original == FOREIGN
    assert found.diagram != FOREIGN
    assert [(one.element, one.line, one.was, one.now, one.sentence) for one in found.changes] == [
        (one["element"], one["line"], one["was"], one["now"], one["zh"]) for one in changes
    ]
