"""What the build wrote, as the templates read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.web.bundles import Bundle, read_bundles

if TYPE_CHECKING:
    from pathlib import Path


def test_the_manifest_names_each_entry_s_files(tmp_path: Path) -> None:
    manifest = '{"shell": {"script": "shell-1.js", "style": null, "preload": ["chunk-2.js"]}}'
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")

    bundles = read_bundles(tmp_path)

    assert bundles == {"shell": Bundle(script="shell-1.js", style=None, preload=("chunk-2.js",))}
