"""Models that import others (DMN 1.5, 6.3.3): their elements and types under the name of the import."""

import pytest

from server.engine.decisions import Decisions, read_together
from server.engine.dmn_findings import DecisionRefused
from tests.engine.dmn_models import (
    decision,
    definitions,
    imported,
    input_data,
    knowledge,
    written,
)

HELLO = definitions(
    '<itemDefinition name="tName"><typeRef>string</typeRef></itemDefinition>',
    '<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>tName</typeRef>'
    "</itemComponent></itemDefinition>",
    input_data("Person name", "tName"),
    input_data("person", "tPerson"),
    decision("hello", written('"Hello, " + Person name'), "?Person name"),
    knowledge(
        "twice",
        '<formalParameter name="n" typeRef="tName"/>' + written("n + n"),
        kind="tName",
    ),
    home="urn:hello",
)
HOUSE = definitions(
    imported("urn:hello", "the hello"),
    decision("greet", written('the hello.hello + "!"'), "urn:hello#hello"),
    home="urn:house",
)


def read(*files: bytes) -> tuple[dict[str, Decisions], dict[str, DecisionRefused]]:
    return read_together({f"{number}.dmn": xml for number, xml in enumerate(files)})


def last(*files: bytes) -> Decisions:
    found, refused = read(*files)
    assert not refused
    return found[f"{len(files) - 1}.dmn"]


@pytest.mark.parametrize("files", [(HELLO, HOUSE), (HOUSE, HELLO)])
def test_a_decision_of_another_model_is_seen_under_the_name_of_the_import(
    files: tuple[bytes, ...],
) -> None:
    found, refused = read(*files)
    house = next(one for one in found.values() if one.decisions == ("greet",))

    result = house.evaluate("greet", {"the hello": {"Person name": "Zhang"}})

    assert not refused
    assert result.outputs == "Hello, Zhang!"
    assert result.inputs == (("the hello.Person name", "Zhang"),)


def test_one_model_imported_by_two_is_asked_for_each() -> None:
    other = definitions(
        imported("urn:hello", "hi"),
        decision("greet", written("hi.hello"), "urn:hello#hello"),
        home="urn:other",
    )
    both = definitions(
        imported("urn:house", "one"),
        imported("urn:other", "two"),
        decision("all", written("[one.greet, two.greet]"), "urn:house#greet", "urn:other#greet"),
    )
    given = {"one": {"the hello": {"Person name": "A"}}, "two": {"hi": {"Person name": "B"}}}

    outputs = last(HELLO, HOUSE, other, both).evaluate("all", given).outputs

    assert outputs == ["Hello, A!", "Hello, B"]


def test_a_function_of_another_model_works_with_the_types_of_its_own() -> None:
    user = definitions(
        '<itemDefinition name="tName"><typeRef>number</typeRef></itemDefinition>',
        imported("urn:hello", "h"),
        decision("d", written('[h.twice("ab"), h.twice(1)]'), "!urn:hello#twice"),
    )

    assert last(HELLO, user).evaluate("d", {}).outputs == ["abab", None]


@pytest.mark.parametrize(("name", "seen"), [("Li", "Li"), (5, None)])
def test_types_of_another_model_are_used_under_the_name_of_the_import(
    name: object, seen: object
) -> None:
    user = definitions(
        imported("urn:hello", "h"),
        input_data("who", "h.tPerson"),
        decision("d", written("who.name"), "?who"),
    )

    assert last(HELLO, user).evaluate("d", {"who": {"name": name}}).outputs == seen


def test_a_value_given_to_another_model_may_be_asked_for_directly() -> None:
    user = definitions(
        imported("urn:hello", "h"),
        decision("d", written("h.Person name"), "?urn:hello#Person name"),
    )

    assert last(HELLO, user).evaluate("d", {"h": {"Person name": "Wu"}}).outputs == "Wu"
    assert last(HELLO, user).evaluate("d", {"h": "no context"}).outputs is None


def test_an_import_without_a_name_puts_everything_among_the_own() -> None:
    user = definitions(
        imported("urn:hello", ""),
        input_data("other", "tName"),
        decision(
            "d",
            written('hello + twice("x") + other'),
            "urn:hello#hello",
            "!urn:hello#twice",
            "?other",
        ),
    )

    given = {"Person name": "Wu", "other": "!"}
    assert last(HELLO, user).evaluate("d", given).outputs == "Hello, Wuxx!"


def test_a_service_may_decide_with_what_is_imported() -> None:
    service = (
        '<decisionService id="serve" name="serve"><outputDecision href="urn:hello#hello"/>'
        '<inputData href="urn:hello#Person name"/></decisionService>'
    )
    user = definitions(
        imported("urn:hello", "h"),
        service,
        decision("d", written('serve("Qian")'), "!serve"),
    )

    assert last(HELLO, user).evaluate("d", {}).outputs == "Hello, Qian"


def test_what_the_other_model_does_not_hold_is_told() -> None:
    user = definitions(
        imported("urn:hello", "h"), decision("d", written("h.x"), "urn:hello#nowhere")
    )

    _, refused = read(HELLO, user)

    assert "no element 'nowhere'" in str(refused["1.dmn"])


def test_models_that_import_each_other_are_refused() -> None:
    ring = [
        definitions(imported(f"urn:{other}", "o"), home=f"urn:{own}") for own, other in ("ab", "ba")
    ]

    found, refused = read(*ring)

    assert not found
    assert "no model of the namespace 'urn:b'" in str(refused["0.dmn"])


def test_a_file_that_can_not_be_read_does_not_hide_the_others() -> None:
    found, refused = read(b"<no", HELLO)

    assert found.keys() == {"1.dmn"}
    assert refused.keys() == {"0.dmn"}
