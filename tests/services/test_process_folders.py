"""A process as people keep it in folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.errors import DiagramRefused
from server.services.process_folders import files_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    for folder in ("repair", "shared"):
        (tmp_path / "forms" / folder).mkdir(parents=True)
        (tmp_path / "forms" / folder / "start.json").write_bytes(folder.encode())
    (tmp_path / "forms" / "repair" / "start.en.toml").write_bytes(b"words")
    return tmp_path / "forms"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "workflows" / "repair"
    folder.mkdir(parents=True)
    for name in ("repair.bpmn", "sla.dmn", "notes.md"):
        (folder / name).write_bytes(name.encode())
    (folder / "process.toml").write_bytes(b'key = "repair"')
    return folder


def test_diagram_decisions_settings_and_the_forms_of_its_name_belong_to_it(
    folder: Path, forms: Path
) -> None:
    assert files_of(folder, forms) == {
        "repair.bpmn": b"repair.bpmn",
        "sla.dmn": b"sla.dmn",
        "process.toml": b'key = "repair"',
        "repair/start.json": b"repair",
        "repair/start.en.toml": b"words",
    }


def test_forms_as_camunda_keeps_them_lie_beside_the_diagram_or_in_the_folder_of_forms(
    folder: Path, forms: Path
) -> None:
    (folder / "order.form").write_bytes(b"{}")
    (forms / "repair" / "more.form").write_bytes(b"{}")

    assert {"order.form", "repair/more.form", "repair/start.json"} <= files_of(folder, forms).keys()


def test_a_process_may_name_another_folder_of_forms(folder: Path, forms: Path) -> None:
    (folder / "process.toml").write_bytes(b'forms = "shared"')

    assert "shared/start.json" in files_of(folder, forms)
    assert "repair/start.json" not in files_of(folder, forms)


def test_a_folder_without_settings_still_brings_its_files(folder: Path, forms: Path) -> None:
    (folder / "process.toml").unlink()

    assert "repair/start.json" in files_of(folder, forms)


@pytest.mark.parametrize("settings", [b"key =", b"\xff"])
def test_unreadable_settings_are_refused(folder: Path, forms: Path, settings: bytes) -> None:
    (folder / "process.toml").write_bytes(settings)

    with pytest.raises(DiagramRefused):
        files_of(folder, forms)
