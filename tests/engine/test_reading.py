from __future__ import annotations

import pytest

from server.domain.errors import DiagramRefused
from server.engine import reading
from server.engine.adapter import SpiffEngine
from tests.engine.diagrams import end, four_tasks, line, process, start, user
from tests.engine.player import KNOWN, Player, sources

BOMB = "<!DOCTYPE b [<!ENTITY a 'x'>" + "".join(
    f"<!ENTITY {chr(98 + at)} '{('&' + chr(97 + at) + ';') * 10}'>" for at in range(9)
)


def refusal(diagram: bytes) -> str:
    with pytest.raises(DiagramRefused) as refused:
        SpiffEngine().check(sources(diagram), KNOWN)
    (problem,) = refused.value.problems
    assert problem.element == "whistle.bpmn"
    assert problem.sentence.endswith("。")
    return problem.sentence_en


def headed(doctype: str, inside: str = "") -> bytes:
    text = four_tasks().decode().replace("?>", f"?>{doctype}", 1)
    return text.replace('name="办A"', f'name="{inside}"').encode()


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE definitions>",
        '<!DOCTYPE definitions SYSTEM "http://elsewhere.example/x.dtd">',
        '<!DOCTYPE definitions [<!ENTITY a "x">]>',
        '<!DOCTYPE definitions [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_a_doctype_is_refused(doctype: str) -> None:
    assert "DOCTYPE" in refusal(headed(doctype))


def test_a_bomb_of_entities_does_no_harm() -> None:
    refusal(headed(f"{BOMB}]>", "&j;"))


def test_an_external_entity_is_not_fetched() -> None:
    assert "hostname" not in refusal(
        headed('<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>')
    )


def test_an_entity_that_is_not_declared_is_refused() -> None:
    assert "Not well-formed" in refusal(headed("", "&nowhere;"))


def test_an_encoding_that_does_not_fit_is_refused() -> None:
    assert "encoding" in refusal(four_tasks().decode().encode("gb18030"))
    assert "encoding" in refusal(four_tasks().replace(b'"UTF-8"', b'"KLINGON"'))
    assert "encoding" in refusal(four_tasks().replace(b'"UTF-8"', b'"GB18030"'))


def test_a_file_that_names_its_other_encoding_is_read() -> None:
    diagram = four_tasks().decode().replace('"UTF-8"', '"GB18030"').encode("gb18030")
    assert SpiffEngine().check(sources(diagram), KNOWN).names["A"][0] == "办A"


@pytest.mark.parametrize("diagram", [b"", b"BPMN", b"\x00\x01", b"<a>"])
def test_what_is_no_xml_is_refused(diagram: bytes) -> None:
    assert "Not well-formed" in refusal(diagram)


def test_what_is_no_bpmn_is_refused() -> None:
    assert "root is not definitions" in refusal(b"<html/>")
    assert "root is not definitions" in refusal(b"<definitions/>")


def test_a_file_that_is_too_large_is_refused() -> None:
    assert "larger than" in refusal(b"<a>" + b" " * reading.MAX_BYTES + b"</a>")


def test_a_file_that_is_too_deep_is_refused() -> None:
    deep = "<a>" * reading.MAX_DEPTH + "</a>" * reading.MAX_DEPTH
    assert "deeper than" in refusal(process(start(), end(), line("S", "E"), beside=deep))


def test_a_file_of_too_many_elements_is_refused() -> None:
    wide = "<a/>" * reading.MAX_ELEMENTS
    assert "elements" in refusal(process(start(), end(), line("S", "E"), beside=wide))


def test_a_comment_does_not_cut_an_expression_in_two() -> None:
    diagram = four_tasks().replace(b"amount &gt; 100", b"amount <!-- yuan --> &gt; 100")
    player = Player(diagram).start(amount=5).done("A").done("B").done("C")
    assert player.over


def test_comments_and_instructions_are_passed_over() -> None:
    drawn = "<!-- 说明 --><?editor x?>"
    diagram = process(drawn, start(), user("A", drawn), end(), line("S", "A", "E"))
    assert set(SpiffEngine().check(sources(diagram), KNOWN).names) == {"S", "A", "E"}
