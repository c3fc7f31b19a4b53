"""What the mutations begin with: the processes, decisions, forms and expressions of folders."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from server.fuzzing.case import Kind
from server.services.process_folders import files_of

FOREIGN = "foreign"
"""The folder of diagrams as other tools draw them, each with what is a tool's own."""
ROOT = Path(__file__).parents[2]
SETTINGS = b'key = "whistle"\ntitle = "x"\ntitle_en = "x"\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """Files that are right as they are."""

    kind: Kind
    files: dict[str, bytes]


def gathered(folders: Iterable[Path] = ()) -> dict[Kind, tuple[Seed, ...]]:
    """The seeds of our own processes, those that lie beside this module, and more folders."""
    own = Path(__file__).with_name("seeds")
    found = [*_processes(), *(seed for folder in (own, *folders) for seed in _within(folder))]
    return {kind: tuple(seed for seed in found if seed.kind is kind) for kind in Kind}


def _processes() -> Iterator[Seed]:
    for settings in sorted((ROOT / "workflows").glob("*/process.toml")):
        files = files_of(settings.parent, ROOT / "forms")
        yield Seed(kind=Kind.PROCESS, files=files)
        for name, content in files.items():
            if name.endswith((".dmn", ".json")):
                yield Seed(kind=_KINDS[Path(name).suffix], files={name: content})


def _within(folder: Path) -> Iterator[Seed]:
    for path in sorted(folder.rglob("*")):
        match path.suffix:
            case ".bpmn" if path.parent.name == FOREIGN:
                yield Seed(kind=Kind.IMPORT, files={path.name: path.read_bytes()})
            case ".bpmn":
                files = {path.name: path.read_bytes(), "process.toml": SETTINGS}
                yield Seed(kind=Kind.PROCESS, files=files)
            case ".dmn" | ".json":
                yield Seed(kind=_KINDS[path.suffix], files={path.name: path.read_bytes()})
            case ".feel":
                for line in path.read_bytes().splitlines():
                    yield Seed(kind=Kind.FEEL, files={path.name: line})


_KINDS = {".dmn": Kind.DECISIONS, ".json": Kind.FORM}
