"""Processes are published from their folders, or refused with every element that is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from server.cli.muster import main
from tests.engine.diagrams import end, flow, node, process, service, start, user
from tests.web.repair import DIAGRAM, FILES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import House

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'
BODY = DIAGRAM.removeprefix(HEAD)
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
COUNTS = ("journal", "versions", "sources", "contents", "cases")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The repair process as people keep it."""
    for name, content in FILES.items():
        place = tmp_path / ("forms" if "/" in name else "workflows/repair") / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return tmp_path / "workflows" / "repair"


def deploy(house: House, folder: Path, *more: str) -> Result:
    forms = str(folder.parents[1] / "forms")
    words = ["deploy", str(folder), "--forms", forms, *more]
    return CliRunner().invoke(main, words, env=house.environment)


def rows(house: House) -> list[int]:
    query = " UNION ALL ".join(f"SELECT count(*) FROM {name}" for name in COUNTS)  # noqa: S608  # names of ours
    with psycopg.connect(house.database.conninfo) as connection:
        return [row[0] for row in connection.execute(query.encode())]


def problems(result: Result) -> list[dict[str, Any]]:
    [told] = json.loads(result.stdout)
    found: list[dict[str, Any]] = told["problems"]
    return found


def test_a_changed_process_gets_a_new_version(house: House, folder: Path) -> None:
    (folder / "process.toml").write_bytes(FILES["process.toml"] + b"# changed\n")

    said = deploy(house, folder)

    assert (said.exit_code, said.stdout.splitlines()[0]) == (0, "✓ repair v2")


def test_the_same_content_changes_nothing(house: House, folder: Path) -> None:
    before = rows(house)

    said = deploy(house, folder)

    assert (said.exit_code, said.stdout.splitlines()[0]) == (0, "= repair v1")
    assert rows(house) == before


def test_version_and_warnings_are_told_to_scripts_and_to_people(house: House, folder: Path) -> None:
    [told] = json.loads(deploy(house, folder, "--json").stdout)

    [warning] = told["warnings"]
    assert (told["process"], told["version"], told["new"]) == ("repair", 1, False)
    assert warning["element"] == "repair.bpmn"
    assert (
        f"    ! repair.bpmn: {warning['zh']}\n      {warning['en']}" in deploy(house, folder).stdout
    )


def test_every_process_of_the_folder_is_deployed_when_none_is_named(
    house: House, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parents[1])

    said = CliRunner().invoke(main, ["deploy"], env=house.environment)

    assert said.stdout.splitlines()[0] == "= repair v1"


RUBBISH = {
    "a DOCTYPE": (HEAD + b"<!DOCTYPE definitions>" + BODY, "DOCTYPE", None),
    "an XML bomb": (
        HEAD + b'<!DOCTYPE x [<!ENTITY l0 "lol">' + LAUGHS + b"]>" + BODY,
        "DOCTYPE",
        None,
    ),
    "an external entity": (
        HEAD + b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + BODY,
        "DOCTYPE",
        None,
    ),
    "an encoding that is another": (
        b'<?xml version="1.0" encoding="GB18030"?>\n' + BODY,
        "encoding",
        None,
    ),
    "an encoding that nobody knows": (
        b'<?xml version="1.0" encoding="MARTIAN"?>\n' + BODY,
        "ncoding",
        None,
    ),
    "bytes that are no UTF-8": (DIAGRAM.replace("处置".encode(), b"\xb4\xa6"), "encoding", None),
    "half a file": (DIAGRAM[: len(DIAGRAM) // 2], "Not well-formed", None),
    "nothing": (b"", "Not well-formed", None),
    "a dangling flow": (
        process(start(), flow("S", "nowhere"), end(), key="repair"),
        "nowhere",
        "S_nowhere",
    ),
    "an unknown form": (
        process(
            start(),
            flow("S", "A"),
            user("A", org='"zjj"', role="dept_handler", form="repair/none"),
            flow("A", "E"),
            end(),
            key="repair",
        ),
        "repair/none",
        "A",
    ),
    "an unknown operation": (
        process(
            start(),
            flow("S", "A"),
            service("A", "moon.land"),
            flow("A", "E"),
            end(),
            key="repair",
        ),
        "moon.land",
        "A",
    ),
    "an element that is not carried out": (
        process(
            start(),
            flow("S", "A"),
            node("complexGateway", "A"),
            flow("A", "E"),
            end(),
            key="repair",
        ),
        "omplex",
        "A",
    ),
}


@pytest.mark.parametrize(("diagram", "words", "element"), RUBBISH.values(), ids=RUBBISH)
def test_rubbish_is_refused_with_its_element_and_changes_nothing(
    house: House, folder: Path, diagram: bytes, words: str, element: str | None
) -> None:
    (folder / "repair.bpmn").write_bytes(diagram)
    before = rows(house)

    said = deploy(house, folder, "--json")

    assert said.exit_code == 1
    found = [one for one in problems(said) if words in one["en"]]
    assert found, problems(said)
    assert found[0]["zh"]
    if element:
        assert element in {one["element"] for one in found}
    assert "root:" not in said.output
    assert rows(house) == before


def test_a_process_that_is_refused_is_told_line_by_line(house: House, folder: Path) -> None:
    (folder / "repair.bpmn").write_bytes(RUBBISH["an unknown operation"][0])

    said = deploy(house, folder)

    assert said.exit_code == 1
    assert said.stdout.startswith(f"✗ {folder}\n    A: ")
    assert "Traceback" not in said.output


def test_a_setting_that_can_not_be_read_is_told(house: House, folder: Path) -> None:
    (folder / "process.toml").write_bytes(b"key = ")

    said = deploy(house, folder, "--json")

    assert [one["element"] for one in problems(said)] == ["process.toml"]


@pytest.mark.parametrize("form", [b"{", b"[]", b'{"components": 7}', b"\xff"])
def test_a_form_that_is_none_is_refused(house: House, folder: Path, form: bytes) -> None:
    (folder.parents[1] / "forms" / "repair" / "report.json").write_bytes(form)
    before = rows(house)

    said = deploy(house, folder, "--json")

    assert said.exit_code == 1
    assert "repair/report" in {one["element"] for one in problems(said)}
    assert rows(house) == before
