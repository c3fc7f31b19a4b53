"""Publishing versions of a process."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import facts as f
from server.domain.errors import DiagramRefused, NotAllowed
from server.domain.ids import ProcessKey, subject_named
from server.domain.people import SYSTEM
from server.domain.process import English, LaneSeat, Problem
from server.services.deploying import deploy
from server.services.process_files import read_sources
from server.services.process_folders import digest_of_files
from tests.builders import FORM, a_model, a_post, an_actor, process_files
from tests.fakes import Stage

PROBLEM = Problem(element="t1", sentence="名称缺失。", sentence_en="No name.")


@pytest.fixture
def stage() -> Stage:
    return Stage.in_county()


def test_a_new_process_becomes_version_one(stage: Stage) -> None:
    deployed = deploy(stage.tools, SYSTEM, process_files())

    assert deployed.is_new
    assert (deployed.version.key, deployed.version.number) == ("repair", 1)
    assert stage.state.sources[deployed.version.id] == read_sources(process_files())
    [fact] = stage.facts(subject_named("process", "repair"))
    assert isinstance(fact, f.ProcessDeployed)
    assert fact.digest == digest_of_files(process_files())


def test_what_was_published_before_is_published_again_as_the_newest(stage: Stage) -> None:
    good, bad = process_files(), {**process_files()}
    bad["process.toml"] += b"\n"
    first = deploy(stage.tools, SYSTEM, good)
    deploy(stage.tools, SYSTEM, bad)

    again = deploy(stage.tools, SYSTEM, good)

    assert (again.is_new, again.version.number) == (True, 3)
    assert again.version.digest == first.version.digest


def test_the_same_content_again_changes_nothing(stage: Stage) -> None:
    first = deploy(stage.tools, SYSTEM, process_files())

    again = deploy(stage.tools, SYSTEM, process_files())

    assert not again.is_new
    assert again.version.id == first.version.id
    assert stage.database.commits == 1


def test_other_content_becomes_the_next_version(stage: Stage) -> None:
    deploy(stage.tools, SYSTEM, process_files())

    deployed = deploy(stage.tools, SYSTEM, process_files(repair__bpmn=b"<other/>"))

    assert deployed.is_new
    assert deployed.version.number == 2


def test_warnings_are_handed_on(stage: Stage) -> None:
    stage.engine.accepted = replace(a_model(), warnings=(PROBLEM,))

    assert deploy(stage.tools, SYSTEM, process_files()).warnings == (PROBLEM,)


def test_only_who_may_deploy_does(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        deploy(stage.tools, an_actor(), process_files())


def test_problems_of_diagram_and_forms_are_told_at_once(stage: Stage) -> None:
    stage.engine.problems = (PROBLEM,)
    stage.forms.faulty = {FORM: (("缺少键。", "A key is missing."),)}

    with pytest.raises(DiagramRefused) as refused:
        deploy(stage.tools, SYSTEM, process_files())
    form = Problem(element="repair/start", sentence="缺少键。", sentence_en="A key is missing.")
    assert refused.value.problems == (form, PROBLEM)
    assert not stage.state.versions


def test_a_faulty_form_alone_is_refused_too(stage: Stage) -> None:
    stage.forms.faulty = {FORM: (("缺少键。", "A key is missing."),)}

    with pytest.raises(DiagramRefused):
        deploy(stage.tools, SYSTEM, process_files())


def test_the_engine_is_told_what_the_county_has(stage: Stage) -> None:
    stage.operations["whistle.close"] = lambda _scene, values: values
    post = a_post()
    stage.state.posts[post.id] = post
    deploy(stage.tools, SYSTEM, process_files())

    deploy(stage.tools, SYSTEM, process_files(repair__bpmn=b"<other/>"))

    known = stage.engine.known
    assert known is not None
    assert known.operations == {"whistle.close"}
    assert known.roles == {"dept_clerk"}
    assert known.processes == {ProcessKey("repair"): 1}
    assert "T41" in known.clocks
    assert "command_centre" in known.functions


# --- the files --------------------------------------------------------------------------------


def test_the_files_become_the_sources() -> None:
    sources = read_sources(process_files())

    assert (sources.key, sources.title_en, sources.number) == ("repair", "Repair", "BX")
    assert sources.starter == ("dept_clerk",)
    assert sources.law == ("示例办法",)
    assert sources.lanes == {"主办部门": LaneSeat(org='"zjj"', role="dept_clerk")}
    assert sources.diagram == b"<definitions/>"
    assert sources.decisions == {"grade.dmn": b"<dmn/>"}
    assert sources.forms == {"repair/start": FORM}


def test_english_words_belong_to_the_diagram_or_to_a_form() -> None:
    own = b'[mend]\nname = "Mend"\n[to_end]\nname = "Agree"\n[x]\ninstructions = "Do it."\n'
    form = b'title = "Start"\n'
    files = {**process_files(), "repair.en.toml": own, "repair/start.en.toml": form}

    sources = read_sources(files)

    assert sources.english == {
        "mend": English(name="Mend"),
        "to_end": English(name="Agree"),
        "x": English(instructions="Do it."),
    }
    assert sources.words == {"repair/start": form}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("repair.en.toml", b"[mend", "can't be read"),
        ("repair/start.en.toml", b"\xff", "can't be read"),
        ("repair.en.toml", b'mend = "Mend"', "[mend] takes name and instructions alone"),
        ("repair.en.toml", b'[mend]\nnmae = "Mend"', "[mend] takes name and instructions alone"),
        ("repair.en.toml", b'[mend]\nname = ""', "which must be text"),
        (
            "repair.en.toml",
            b'[mend]\nname = "' + b"x" * 201 + b'"',
            "The name of [mend] may have 200 characters",
        ),
        ("mend.en.toml", b"", "The diagram's English stands in repair.en.toml"),
        ("repair/end.en.toml", b"", "There is no form to repair/end.en.toml"),
    ],
)
def test_english_words_that_cannot_be_used_are_refused(name: str, text: bytes, words: str) -> None:
    with pytest.raises(DiagramRefused) as refused:
        read_sources({**process_files(), name: text})
    [problem] = refused.value.problems
    assert problem.element == name
    assert words in problem.sentence_en
    assert problem.sentence


def test_without_a_key_the_settings_alone_are_at_fault() -> None:
    files = {**process_files(process__toml=None), "repair.en.toml": b'[mend]\nname = "Mend"'}

    with pytest.raises(DiagramRefused) as refused:
        read_sources(files)
    assert [problem.element for problem in refused.value.problems] == ["process.toml"]


def test_three_settings_are_enough() -> None:
    settings = 'key = "repair"\ntitle = "报修"\ntitle_en = "Repair"\n'.encode()

    sources = read_sources(process_files(process__toml=settings))

    assert (sources.number, sources.starter, sources.start_form) == ("RE", (), None)


@pytest.mark.parametrize(
    ("files", "element", "words"),
    [
        (process_files(process__toml=None), "process.toml", "missing"),
        (process_files(process__toml=b"key ="), "process.toml", "can't be read"),
        (process_files(process__toml=b"\xff"), "process.toml", "can't be read"),
        (process_files(repair__bpmn=None), "*.bpmn", "exactly one"),
        ({**process_files(), "b.bpmn": b""}, "*.bpmn", "exactly one"),
    ],
    ids=["no settings", "no TOML", "no UTF-8", "no diagram", "two diagrams"],
)
def test_files_that_are_not_whole_are_refused(
    files: dict[str, bytes], element: str, words: str
) -> None:
    with pytest.raises(DiagramRefused) as refused:
        read_sources(files)
    [problem] = refused.value.problems
    assert problem.element == element
    assert words in problem.sentence_en


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('title = " "', "title must be text"),
        (f'title = "{"名" * 201}"', "title must be text of at most 200 characters"),
        ("number = 7", "number must be text"),
        ('starter = "dept_clerk"', "starter must be a list of texts"),
        ("law = [7]", "law must be a list of texts"),
        ('title_value = "place +"', "title_value must be a FEEL expression"),
        ("title_value = 7", "title_value must be a FEEL expression"),
        ("lanes = []", "lanes must give org"),
        ('lanes = { a = "zjj" }', "lanes must give org"),
        ('lanes = { a = { org = "zjj" } }', "lanes must give org"),
        ('lanes = { a = { org = "zjj", role = 7 } }', "lanes must give org"),
        ('starters = ["dept_clerk"]', "starters is unknown"),
    ],
)
def test_a_wrong_setting_is_named(line: str, words: str) -> None:
    settings = ['key = "repair"', 'title = "报修"', 'title_en = "Repair"']
    name = line.split(" ", maxsplit=1)[0]
    kept = [each for each in settings if not each.startswith(f"{name} ")]
    text = "\n".join([*kept, line]).encode()

    with pytest.raises(DiagramRefused) as refused:
        read_sources(process_files(process__toml=text))
    [problem] = refused.value.problems
    assert problem.sentence_en.startswith(words)


def test_all_that_is_wrong_is_told_at_once() -> None:
    files = process_files(process__toml=b'key = "a"\nnumber = 7\n', repair__bpmn=None)

    with pytest.raises(DiagramRefused) as refused:
        read_sources(files)
    assert [problem.sentence_en for problem in refused.value.problems] == [
        "title is missing.",
        "title_en is missing.",
        "number must be text of at most 200 characters.",
        "Give exactly one .bpmn file.",
    ]


def test_the_digest_is_that_of_names_and_contents_in_any_order() -> None:
    files = process_files()
    turned = {name: files[name] for name in reversed(list(files))}

    assert digest_of_files(turned) == digest_of_files(files)
    assert digest_of_files({"a": b"bc"}) != digest_of_files({"ab": b"c"})
