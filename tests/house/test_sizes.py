"""A module is one idea and a function one thought: both have a limit."""

from tests.house.sources import functions, named, python_files, tree_of

LONGEST_MODULE = 300
LONGEST_FUNCTION = 50


def test_no_module_is_longer_than_300_lines() -> None:
    files = python_files("server", "tests", "migrations")
    sizes = [(file, len(file.read_text(encoding="utf-8").splitlines())) for file in files]

    long = [f"{named(file)} has {size} lines" for file, size in sizes if size > LONGEST_MODULE]

    assert not long, "split by place or by subject, one idea a module:\n" + "\n".join(long)


def test_no_function_is_longer_than_50_lines() -> None:
    # A revision is a list of tables, and nobody reads it again: it may be as long as the list.
    files = python_files("server", "tests")

    long = [
        f"{named(file, one.lineno)} {one.name} has {(one.end_lineno or 0) - one.lineno + 1} lines"
        for file in files
        for one in functions(tree_of(file))
        if (one.end_lineno or 0) - one.lineno + 1 > LONGEST_FUNCTION
    ]

    assert not long, "give each thought of it a function with a name:\n" + "\n".join(long)
