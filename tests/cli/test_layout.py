"""A file without layout comes out with one."""

from pathlib import Path

from click.testing import CliRunner

from server.cli.muster import main
from tests.engine.diagrams import end, flow, process, start, user


def test_a_file_is_written_anew_with_places(tmp_path: Path) -> None:
    file = tmp_path / "plain.bpmn"
    file.write_bytes(process(start(), "<!-- 说明 -->", end(), flow("S", "E")))

    said = CliRunner().invoke(main, ["layout", str(file)])

    assert said.exit_code == 0
    assert said.stdout.count("BPMNShape id=") == 2
    assert "<!-- 说明 -->" in said.stdout


def test_a_file_with_all_its_places_comes_back_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "plain.bpmn"
    file.write_bytes(process(start(), end(), flow("S", "E")))
    file.write_bytes(CliRunner().invoke(main, ["layout", str(file)]).stdout_bytes)

    assert CliRunner().invoke(main, ["layout", str(file)]).stdout_bytes == file.read_bytes()


def test_what_has_no_id_gets_one_and_its_place(tmp_path: Path) -> None:
    file = tmp_path / "plain.bpmn"
    nameless = flow("A", "E").replace(' id="A_E"', "")
    same = flow("A", "B").replace('"A_B"', '"S_A"')
    beside = "<bpmn:textAnnotation><bpmn:text>说明</bpmn:text></bpmn:textAnnotation>"
    drawn = (start(), flow("S", "A"), user("A"), user("B"), nameless, nameless, same, end(), beside)
    file.write_bytes(process(*drawn))

    said = CliRunner().invoke(main, ["layout", str(file)])

    assert said.exit_code == 0
    assert said.stdout.count("BPMNEdge id=") == 4
    for key in ("sequenceFlow", "sequenceFlow_2", "S_A_2", "textAnnotation"):
        assert f' id="{key}"' in said.stdout
        assert f'bpmnElement="{key}"' in said.stdout


def test_what_is_no_diagram_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "plain.bpmn"
    file.write_bytes(b"no diagram")

    said = CliRunner().invoke(main, ["layout", str(file)])

    assert said.exit_code == 1
    assert "XML" in said.output
