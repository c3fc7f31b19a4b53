"""The files of a process, as they are handed in."""

from pathlib import Path

from lxml import etree

from server.services import process_folders
from tests.house.drawing import NS
from tests.places import ROOT

FORMS = ROOT / "forms"


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a process as they are handed in."""
    return process_folders.files_of(folder, FORMS)


def forms_of(diagram: bytes) -> set[str]:
    """Return the forms that a diagram names."""
    found = etree.fromstring(diagram).iterfind(".//spiff:property[@name='form']", NS)
    return {one.get("value", "") for one in found}
