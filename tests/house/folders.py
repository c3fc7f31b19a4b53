"""The files of a process, as they are handed in."""

from pathlib import Path

from lxml import etree

from tests.house.drawing import NS
from tests.house.sources import ROOT

FORMS = ROOT / "forms"


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a process as they are handed in."""
    own = {file.name: file.read_bytes() for file in folder.iterdir()}
    diagram = next(text for name, text in own.items() if name.endswith(".bpmn"))
    wanted = {name.partition("/")[0] for name in forms_of(diagram)}
    forms = {
        str(file.relative_to(FORMS)): file.read_bytes()
        for name in wanted
        for file in (FORMS / name).glob("*.json")
    }
    return own | forms


def forms_of(diagram: bytes) -> set[str]:
    """Return the forms that a diagram names."""
    found = etree.fromstring(diagram).iterfind(".//spiff:property[@name='form']", NS)
    return {one.get("value", "") for one in found}
