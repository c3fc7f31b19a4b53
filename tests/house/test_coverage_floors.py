from tests.floors import judge


def _figures(covered: int, total: int) -> dict[str, object]:
    summary = {
        "covered_lines": covered,
        "num_statements": total,
        "percent_covered": 100 * covered / total,
    }
    return {"summary": summary, "missing_lines": [7]}


def test_the_domain_must_be_covered_whole_and_the_rest_nearly() -> None:
    files = {
        "server/domain/work.py": _figures(99, 100),
        "server/web/gate.py": _figures(96, 100),
        "server/app.py": _figures(94, 100),
    }

    floors, missing = judge(files)

    assert [one.name for one in floors if not one.enough] == ["domain", "server"]
    assert len(missing) == 2


def test_an_empty_floor_is_covered() -> None:
    files = {
        "server/engine/__init__.py": {
            "summary": {"covered_lines": 0, "num_statements": 0, "percent_covered": 100.0},
            "missing_lines": [],
        }
    }

    floors, missing = judge(files)

    assert floors[0].enough
    assert missing == []
