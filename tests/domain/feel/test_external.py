"""Functions of Java that models call: the pure ones are known, and nothing else is."""

from decimal import Decimal

import pytest

from tests.domain.feel.asking import ask, why


def java(place: str, signature: str, call: str, names: str = "a, b") -> str:
    said = f'{{java: {{class: "java.lang.{place}", method signature: "{signature}"}}}}'
    return f"{{f: function({names}) external {said}, r: f({call})}}.r"


@pytest.mark.parametrize(
    ("place", "signature", "call", "result"),
    [
        ("Math", "max(int, int)", "123, 456", 456),
        ("Math", "max(long, java.lang.Long)", "123, 45", 123),
        ("Math", "max(double,double)", "0.5, 1.5", Decimal("1.5")),
        ("Math", "pow(double,double)", "2, 10", 1024),
        ("Math", "floorMod(int,int)", "-7, 3", 2),
        ("Integer", "compare(int,int)", "1, 2", -1),
        ("String", "format(java.lang.String, [Ljava.lang.Object;)", '"foo %s", "bar"', "foo bar"),
        ("String", "format(java.lang.String, java.lang.Object...)", '"%5d|%-3s|%%", [7, "x"]', "    7|x  |%"),
        ("String", "format(String, Object[])", '"%.2f%n%s", [1.005, {a: 1}]', "1.00\n{a: 1}"),
    ],
)  # fmt: skip
def test_two_arguments(place: str, signature: str, call: str, result: object) -> None:
    assert ask(java(place, signature, call)) == result


@pytest.mark.parametrize(
    ("place", "signature", "call", "result"),
    [
        ("Math", "abs(java.math.BigDecimal)", "-1.5", Decimal("1.5")),
        ("Math", "abs(java.math.BigInteger)", "-2", 2),
        ("Math", "round(double)", "2.5", 3),
        ("Math", "round(double)", "-2.5", -2),
        ("Math", "rint(double)", "2.5", 2),
        ("Math", "floor(float)", "-2.5", -3),
        ("Math", "ceil(double)", "2.1", 3),
        ("Math", "signum(double)", "-3", -1),
        ("Integer", "valueOf(java.lang.String)", '"12"', 12),
        ("Double", "valueOf(java.lang.String)", '"1.5"', Decimal("1.5")),
        ("Boolean", "valueOf(boolean)", "true", True),
        ("Boolean", "valueOf(java.lang.String)", '"TRUE"', True),
        ("Boolean", "parseBoolean(java.lang.String)", '"x"', False),
        ("Character", "valueOf(char)", '"x"', "x"),
        ("String", "valueOf(java.lang.Object)", "1.50", "1.5"),
    ],
)
def test_one_argument(place: str, signature: str, call: str, result: object) -> None:
    assert ask(java(place, signature, call, "a")) == result


def test_an_angle() -> None:
    assert ask(f"decimal({java('Math', 'cos(double)', '123', 'a')}, 6)") == Decimal("-0.887969")


@pytest.mark.parametrize(
    ("place", "signature", "call"),
    [
        ("System", "exit(int)", "1"),
        ("Math", "exit(int)", "1"),
        ("Math", "abs", "1"),
        ("Math", "abs(int, int)", "1"),
    ],
)
def test_what_is_not_known_is_no_function(place: str, signature: str, call: str) -> None:
    assert why(java(place, signature, call, "a")) == [
        "there is no such external function: only pure ones of Java's library are known",
        "this is no function",
    ]


@pytest.mark.parametrize("said", ["1", "{java: 1}", "{}"])
def test_what_names_no_method_is_no_function(said: str) -> None:
    assert ask(f"function(a) external {said}") is None


@pytest.mark.parametrize(
    ("place", "signature", "call", "reason"),
    [
        ("Math", "abs(byte)", "300", "the number is too large for the Java type"),
        ("Math", "abs(foo)", "1", "this type of a Java parameter is not supported"),
        ("Math", "abs(int)", '"x"', "an argument has the wrong type"),
        ("Math", "sqrt(double)", "-1", "the arguments don't fit"),
        ("Math", "exp(double)", "1000", "the arguments don't fit"),
        ("Integer", "valueOf(java.lang.String)", "1", "an argument has the wrong type"),
        ("Boolean", "valueOf(boolean)", "1", "an argument has the wrong type"),
        ("Character", "valueOf(char)", '"xy"', "an argument has the wrong type"),
        ("Math", "max(int)", "1", "an argument has the wrong type"),
        ("Boolean", "parseBoolean(java.lang.Object)", "1", "an argument has the wrong type"),
    ],
)
def test_arguments_that_do_not_fit(place: str, signature: str, call: str, reason: str) -> None:
    assert why(java(place, signature, call, "a")) == [reason]


def test_a_mask_with_other_letters_is_refused() -> None:
    assert why(java("String", "format(String, Object...)", '"%x", 1')) == [
        "this format is not supported"
    ]


def test_what_is_no_number_is_null() -> None:
    assert ask(java("Double", "valueOf(java.lang.String)", '"NaN"', "a")) is None
