"""What lies in the repository tells people what there is, and tells nothing of where it was made."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta, nodes

from server.cli.muster import COMMANDS
from server.settings import VARIABLES, Settings
from server.web.api import PREFIX
from server.web.api.description import described
from tests.house.sources import listed
from tests.places import ROOT
from tests.web.counter import Web

PAPERS = ("README.md", "CONTRIBUTING.md")
# Written apart, so that this file does not name what it forbids.
REGISTRIES = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry.npm" + "js.org",
    "deb.debian" + ".org",
)
# One letter after the slash names no folder; `/work/` begins addresses of our own pages as well.
MACHINE = re.compile(r"(?<![\w.:/~-])/(?:work|root|home|Users|tmp|mnt)/[\w.-]{2,}")
# Folders whose reader is not the reader of the whole.
OWN_PAPER = (
    "features",
    "forms",
    "migrations",
    "server",
    "server/county",
    "server/decisions",
    "server/web/frontend",
    "tests",
    "workflows",
)
FRONTEND = "server/web/frontend/README.md"
# A path that a paper names: a folder, or a file of a kind that we write; `<key>` and `*` stand for any name.
NAMED = re.compile(
    r"`(?:\.\./)*((?:[\w.*<>-]+/)+(?:[\w.*<>-]+\.(?:py|md|html|js|mjs|css|json|toml|po))?)`"
)
ANY = re.compile(r"<\w+>|\*|NNNN\w*")
IN_THE_DATA = frozenset({"attachments/"})
LONGEST_DECISION = 2600
LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
OTHERS = frozenset({"node_modules", "dist", "vendor", "third_party", "site-packages"})
BUILT = (".min.js", ".min.css", ".map", ".whl", ".gz", ".zip", ".woff", ".woff2", ".ttf", ".pyc")
SCRIPTS = (".js", ".mjs", ".css")
WIDEST_LINE = 500
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return Web(tmp_path_factory.mktemp("data")).app


def test_no_file_names_a_registry_or_a_folder_of_a_machine() -> None:
    found = [
        f"{name}:{number} {line.strip()[:80]}"
        for name, text in _committed().items()
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE.search(line) or any(host in line for host in REGISTRIES)
    ]

    assert not found, "write it without the host or the folder:\n" + "\n".join(found)


def test_the_locks_hold_versions_and_hashes_and_no_address() -> None:
    lines = [
        line
        for name in ("requirements.lock", "requirements-test.lock")
        for line in (ROOT / name).read_text(encoding="ascii").splitlines()
    ]

    strange = [
        line
        for line in lines
        if not re.fullmatch(r"[a-zA-Z0-9._-]+(\[[a-z,-]+\])?==[^/@]+", line)
        and not re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)
    ]

    assert not strange, "make the locks again as CONTRIBUTING.md says:\n" + "\n".join(strange)


@pytest.mark.parametrize(
    ("lock", "extras"),
    [("requirements.lock", ["bootstrap"]), ("requirements-test.lock", ["bootstrap", "test"])],
)
def test_a_lock_holds_what_the_project_asks_for(lock: str, extras: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    locked = dict(PINNED.findall((ROOT / lock).read_text(encoding="ascii")))

    missing = [one for one in wanted if locked.get(_plain(one)) != one.split("==")[1]]

    assert not missing, f"{lock} is older than pyproject.toml; make it again: {missing}"


def test_every_setting_is_explained_where_it_is_defined() -> None:
    explained = Settings.__doc__ or ""

    silent = [name for name in VARIABLES.values() if f"    {name}: " not in explained]

    assert {one.name for one in fields(Settings)} == set(VARIABLES)
    assert not silent, f"server/settings.py, docstring of Settings: explain {silent}"


def test_every_setting_and_command_is_in_the_papers() -> None:
    text = "\n".join((ROOT / paper).read_text(encoding="utf-8") for paper in PAPERS)

    silent = [name for name in VARIABLES.values() if name not in text]
    silent += [f"muster {name}" for name in COMMANDS if f"muster {name}" not in text]

    assert not silent, f"README.md or CONTRIBUTING.md: say a word about {silent}"


def test_every_page_is_in_the_papers(app: Flask) -> None:
    text = _nameless("\n".join(file.read_text(encoding="utf-8") for file in _papers()))

    silent = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not re.search(re.escape(_nameless(rule.rule)) + r"(?![\w/<])", text)
        and rule.rule.removeprefix(PREFIX) not in described(app)["paths"]
        and _in_openapi(rule.rule) not in described(app)["paths"]
    ]

    assert not silent, f"{FRONTEND}, table of addresses: say a word about {silent}"


def test_what_a_template_is_given_is_in_the_papers(app: Flask) -> None:
    table = dict(re.findall(r"^\| `([\w/]+\.html)` \| (.+) \|$", _read(FRONTEND), re.MULTILINE))
    with app.test_request_context():
        given: dict[str, object] = {**app.jinja_env.globals}
        app.update_template_context(given)

    silent = {
        name: sorted(wanted)
        for name in app.jinja_env.list_templates(filter_func=_is_page)
        if (wanted := _names_in(app, name) - {*given, *re.findall(r"`(\w+)", table.get(name, ""))})
    }

    assert not silent, f"{FRONTEND}, what the templates are given: say a word about {silent}"


@pytest.mark.parametrize("folder", OWN_PAPER)
def test_a_folder_has_a_paper_for_its_reader(folder: str) -> None:
    assert (ROOT / folder / "README.md").exists(), f"write {folder}/README.md for whoever opens it"


def test_every_file_that_the_papers_name_is_there() -> None:
    committed = _committed()
    known = {*committed, *(f"{one}/" for name in committed for one in Path(name).parents)}

    gone = [
        f"{name}: {named}"
        for name, text in committed.items()
        if name.endswith(".md")
        for named in NAMED.findall(text)
        if named not in IN_THE_DATA and not any(map(_place(named).fullmatch, known))
    ]

    assert not gone, "the papers name what is not there:\n" + "\n".join(gone)


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "server" / "decisions"
    table = (folder / "README.md").read_text(encoding="utf-8")

    missing = [file.name for file in folder.glob("0*.md") if f"]({file.name})" not in table]

    assert not missing, f"server/decisions/README.md: add {missing}"


def test_a_decision_says_context_decision_and_consequences_on_half_a_page() -> None:
    wrong = []
    for file in sorted((ROOT / "server" / "decisions").glob("0*.md")):
        text = file.read_text(encoding="utf-8")
        heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
        if heads != ["Context", "Decision", "Consequences"]:
            wrong.append(f"{file.name}: its headings are {heads}")
        if not text.startswith(f"# {file.name[:4]} "):
            wrong.append(f"{file.name}: begin with its number")
        if len(text) > LONGEST_DECISION:
            wrong.append(f"{file.name}: {len(text)} characters; keep to {LONGEST_DECISION}")

    assert not wrong, "see server/decisions/README.md:\n" + "\n".join(wrong)


def test_nothing_is_left_for_later_in_a_comment() -> None:
    found = [
        f"{name}:{number}"
        for name, text in _committed().items()
        for number, line in enumerate(text.splitlines(), 1)
        if LATER.search(line)
    ]

    assert not found, "do it, or write an issue:\n" + "\n".join(found)


def test_nothing_of_others_is_committed() -> None:
    strange = [
        name
        for name, text in _committed().items()
        if OTHERS & set(Path(name).parts)
        or name.endswith(BUILT)
        or (name.endswith(SCRIPTS) and max(map(len, text.splitlines()), default=0) > WIDEST_LINE)
    ]

    assert not strange, f"install or build it instead of committing it: {strange}"


def test_no_packed_file_is_committed() -> None:
    packed = [
        name for name in listed() if (ROOT / name).is_file() and b"\0" in (ROOT / name).read_bytes()
    ]

    assert not packed, f"commit sources, not bytes: {packed}"


def _papers() -> list[Path]:
    return [ROOT / name for name in listed() if name in PAPERS or name.endswith("README.md")]


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _is_page(name: str) -> bool:
    return name != "layout.html" and not name.startswith("components/")


def _names_in(app: Flask, name: str) -> set[str]:
    """What a template needs to be given, itself and for what it includes."""
    environment = app.jinja_env
    source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
    tree = environment.parse(source)
    # Jinja counts each block for itself: what the head of the template sets is no stranger there.
    own = {one.name for one in tree.find_all(nodes.Name) if one.ctx == "store"}
    own |= {one.name for one in tree.find_all(nodes.Macro)}
    own |= {str(one) for each in tree.find_all(nodes.FromImport) for one in each.names}
    names = meta.find_undeclared_variables(tree) - own
    for part in tree.find_all(nodes.Include):
        if isinstance(part.template, nodes.Const):
            names |= _names_in(app, part.template.value)
    return names


def _place(named: str) -> re.Pattern[str]:
    """What a path may stand for, in whatever folder the paper begins to count."""
    literal = "[^/]+".join(map(re.escape, ANY.split(named)))
    return re.compile(rf"(?:.*/)?{literal}")


def _nameless(text: str) -> str:
    """Addresses without the names of their variables, which papers and code may choose apart."""
    return re.sub(r"<[^<>\n]*>", "<>", text)


def _in_openapi(rule: str) -> str:
    return re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", rule)


def _plain(requirement: str) -> str:
    return requirement.split("==", maxsplit=1)[0].split("[", maxsplit=1)[0]


def _committed() -> dict[str, str]:
    texts = {}
    for name in listed():
        file = ROOT / name
        if file.is_file() and not file.is_symlink() and b"\0" not in file.read_bytes():
            texts[name] = file.read_bytes().decode("utf-8", errors="replace")
    return texts
