"""The forms among the files of a process: form-js JSON, as ``.json`` or as ``.form``, as Camunda keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.services.process_settings import problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.process import Problem

ENDINGS = (".json", ".form")


def forms_among(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Problem]]:
    """Form name -> form; and a problem for each name that two files have."""
    forms: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in sorted(name for name in files if name.endswith(ENDINGS)):
        stem = name.rpartition(".")[0]
        if stem in forms:
            zh = f"表单“{stem}”有两个文件（.form 与 .json）。请只提交一个。"
            en = f"There are two files for the form {stem!r} (.form and .json). Hand in one."
            problems.append(problem(name, zh, en))
        forms[stem] = files[name]
    return forms, problems
