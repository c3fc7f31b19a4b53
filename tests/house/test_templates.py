"""A template names at its top what it uses, and nothing besides."""

from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.places import ROOT

TEMPLATES = ROOT / "server" / "web" / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
READER = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def imported(tree: nodes.Template) -> set[str]:
    """By which names a template calls what it imports."""
    single = [name for one in tree.find_all(nodes.FromImport) for name in one.names]
    whole = {one.target for one in tree.find_all(nodes.Import)}
    return whole | {name if isinstance(name, str) else name[1] for name in single}


def used(tree: nodes.Template) -> set[str]:
    """The names that a template reads."""
    return {one.name for one in tree.find_all(nodes.Name) if one.ctx == "load"}


def unused(text: str, folder: Path = TEMPLATES) -> list[str]:
    """What a template imports and neither uses nor lends to a part that it includes."""
    tree = READER.parse(text)
    idle = imported(tree) - used(tree)
    for one in tree.find_all(nodes.Include):
        if isinstance(one.template, nodes.Const):
            part = READER.parse((folder / one.template.value).read_text(encoding="utf-8"))
            idle -= used(part) - imported(part)
    return sorted(idle)


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_a_template_uses_what_it_imports(file: Path) -> None:
    idle = unused(file.read_text(encoding="utf-8"))

    assert not idle, f"{file.relative_to(ROOT)}: take {', '.join(idle)} out of its imports"


@pytest.mark.parametrize(
    ("written", "idle"),
    [
        ('{% from "parts.html" import note, lamp %}{{ lamp(1) }}', ["note"]),
        ('{% from "parts.html" import note as told with context %}', ["told"]),
        ('{% import "parts.html" as parts %}', ["parts"]),
        ('{% from "parts.html" import note %}{% call note() %}{% endcall %}', []),
        ('{% from "parts.html" import note %}{% include "row.html" %}', []),
        ('{% from "parts.html" import lamp %}{% include "row.html" %}', ["lamp"]),
        ('{% from "parts.html" import note %}<p class="note">note()</p>', ["note"]),
    ],
)
def test_an_import_that_nothing_uses_is_found(
    tmp_path: Path, written: str, idle: list[str]
) -> None:
    (tmp_path / "row.html").write_text("{{ note(1) }}", encoding="utf-8")

    assert unused(written, tmp_path) == idle
