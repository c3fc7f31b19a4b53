"""Every diagram in workflows/ is drawn as a person would draw it, and deploys."""

import csv
import tomllib
from pathlib import Path

import pytest
from SpiffWorkflow.spiff.parser.process import VALIDATOR, SpiffBpmnParser

from server.domain.lettering import broken
from server.domain.ports import Known
from server.domain.process import Model
from server.engine.adapter import SpiffEngine
from server.services.operations.registry import OPERATIONS
from server.services.process_files import read_sources
from server.web.drawings import read_drawing
from tests.house.drawing import NS, Drawing
from tests.house.folders import FORMS, files_of, forms_of
from tests.places import COUNTY, ROOT

DIAGRAMS = sorted((ROOT / "workflows").glob("*/*.bpmn"))
TASKS = ("userTask", "scriptTask", "serviceTask", "businessRuleTask")
TASK_WIDTH, NAME_SIZE, TWO = 90, 13, 2
TASK_LINE = 6
"""Chinese characters of 13 px that a task of 100 px takes on one line."""

each_diagram = pytest.mark.parametrize("file", DIAGRAMS, ids=lambda file: file.stem)


def known() -> Known:
    """Return what exists in the sample county."""
    clocks = tomllib.loads((COUNTY / "clocks.toml").read_text(encoding="utf-8"))["clock"]
    county = tomllib.loads((COUNTY / "county.toml").read_text(encoding="utf-8"))
    with (COUNTY / "posts.csv").open(encoding="utf-8", newline="") as lines:
        roles = {role for post in csv.DictReader(lines) for role in post["roles"].split(";")}
    return Known(
        operations=frozenset(OPERATIONS),
        clocks=frozenset(
            name
            for clock in clocks
            for name in (clock["id"], *(f"{clock['id']}/{span['name']}" for span in clock["spans"]))
        ),
        functions=frozenset(county["functions"]),
        bodies=frozenset(county["functions"].values()),
        roles=frozenset(roles),
        processes={},
    )


def checked(file: Path) -> Model:
    """Return what the engine finds in a diagram; it refuses what it doesn't execute."""
    return SpiffEngine().check(read_sources(files_of(file.parent)), known())


def test_there_are_diagrams_to_look_at() -> None:
    assert {file.stem for file in DIAGRAMS} >= {"whistle", "bench_four_tasks"}


@each_diagram
def test_a_diagram_deploys_without_a_warning(file: Path) -> None:
    assert not checked(file).warnings


@each_diagram
def test_a_diagram_opens_in_other_tools_for_the_library(file: Path) -> None:
    parser = SpiffBpmnParser(validator=VALIDATOR)
    parser.add_bpmn_file(str(file))
    for table in file.parent.glob("*.dmn"):
        parser.add_dmn_file(str(table))

    assert parser.get_spec(file.stem).task_specs
    assert all(spec.task_specs for spec in parser.get_subprocess_specs(file.stem).values())


@each_diagram
def test_the_language_of_a_diagram_is_feel(file: Path) -> None:
    assert "/FEEL/" in (Drawing(file).root.get("expressionLanguage") or "")


@each_diagram
def test_everything_in_a_diagram_is_drawn_once(file: Path) -> None:
    drawing = Drawing(file)
    drawn = [*drawing.boxes, *(line.name for line in drawing.lines)]

    assert sorted(drawn) == sorted(drawing.drawn_kinds())


@each_diagram
@pytest.mark.parametrize(
    "fault",
    [
        "overlaps",
        "crossings",
        "slants",
        "loose_ends",
        "lines_through_shapes",
        "covered_words",
        "out_of_lane",
    ],
)
def test_a_diagram_is_tidy(file: Path, fault: str) -> None:
    found = getattr(Drawing(file), fault)()

    assert not found, f"move it in {file.relative_to(ROOT)}:\n" + "\n".join(found)


@each_diagram
def test_every_name_on_a_task_fits_on_one_line(file: Path) -> None:
    tasks = [one for kind in TASKS for one in Drawing(file).named(kind)]

    assert not [name for one in tasks if not 0 < len(name := one.get("name", "")) <= TASK_LINE]


@each_diagram
def test_a_diagram_says_everything_in_english(file: Path) -> None:
    english, model = read_sources(files_of(file.parent)).english, checked(file)
    drawing = read_drawing(file.read_bytes())
    written = {node.id for node in drawing.nodes if node.name}
    written |= {edge.id for edge in drawing.edges if edge.name}
    named = {key for key, said in english.items() if said.name}
    asked = {key for key, step in model.steps.items() if step.instructions}
    told = {key for key, said in english.items() if said.instructions}

    assert named == written
    assert told == asked


@each_diagram
def test_the_english_of_a_diagram_is_english(file: Path) -> None:
    said = read_sources(files_of(file.parent)).english.values()

    assert not [text for one in said for text in (one.name, one.instructions) if not text.isascii()]


@each_diagram
def test_every_english_name_on_a_task_fits_on_two_lines(file: Path) -> None:
    names = {key: said.name for key, said in read_sources(files_of(file.parent)).english.items()}
    tasks = [
        names[key]
        for kind in TASKS
        for one in Drawing(file).named(kind)
        if (key := one.get("id", ""))
    ]

    assert not [name for name in tasks if len(broken(name, TASK_WIDTH, NAME_SIZE)) > TWO]


@each_diagram
def test_every_lane_has_a_seat_and_every_seat_a_lane(file: Path) -> None:
    seats = read_sources(files_of(file.parent)).lanes

    assert {lane.get("name") for lane in Drawing(file).named("lane")} == set(seats)


@each_diagram
def test_every_user_task_has_a_form(file: Path) -> None:
    steps = checked(file).steps

    assert not [key for key, step in steps.items() if step.form is None]


@each_diagram
def test_a_process_is_named_like_its_folder_and_file(file: Path) -> None:
    sources = read_sources(files_of(file.parent))
    process = Drawing(file).root.find("bpmn:process", NS)

    assert process is not None
    assert {sources.key, file.stem, file.parent.name} == {process.get("id")}


def test_every_form_is_used_by_a_process() -> None:
    used = {name for file in DIAGRAMS for name in forms_of(file.read_bytes())}
    starts = {read_sources(files_of(file.parent)).start_form for file in DIAGRAMS}
    there = {str(file.relative_to(FORMS).with_suffix("")) for file in FORMS.glob("*/*.json")}

    assert there == used | {name for name in starts if name}


@pytest.mark.parametrize(
    ("fault", "good", "spoilt"),
    [
        ("overlaps", '<dc:Bounds x="510" y="110"', '<dc:Bounds x="510" y="250"'),
        ("crossings", '<di:waypoint x="790" y="360" />', '<di:waypoint x="520" y="200" />'),
        ("slants", '<di:waypoint x="790" y="360" />', '<di:waypoint x="795" y="360" />'),
        ("loose_ends", '<di:waypoint x="270" y="235" />', '<di:waypoint x="260" y="235" />'),
        (
            "lines_through_shapes",
            '<di:waypoint x="790" y="360" />',
            '<di:waypoint x="560" y="320" />',
        ),
        ("covered_words", '<dc:Bounds x="860" y="342"', '<dc:Bounds x="860" y="355"'),
        ("out_of_lane", '<dc:Bounds x="1122" y="217"', '<dc:Bounds x="1122" y="400"'),
    ],
)
def test_an_untidy_drawing_is_noticed(tmp_path: Path, fault: str, good: str, spoilt: str) -> None:
    tidy = (ROOT / "workflows/bench_four_tasks/bench_four_tasks.bpmn").read_text(encoding="utf-8")
    file = tmp_path / "untidy.bpmn"
    file.write_text(tidy.replace(good, spoilt), encoding="utf-8")

    assert good in tidy
    assert getattr(Drawing(file), fault)()
