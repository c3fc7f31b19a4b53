"""The people of the features, by what features/README.md calls them."""

from __future__ import annotations

import csv
import re
from functools import cache

from tests.places import COUNTY, ROOT

LISTED = ROOT / "features" / "README.md"
PASSWORD = "whistle-2026"
_ACCOUNT = re.compile(r"^\| ([^|`]+?) \| ((?:`[a-z][\w.]*`、?)+) \|$", re.MULTILINE)
_REASON = re.compile(r"^\| (\S+) \| `([A-Z]\w+)` \|$", re.MULTILINE)

DESKS = {
    ("buguan", "township_officer"): "部官镇执法员",
    ("buguan", "township_lead"): "部官镇副镇长",
    ("buguan", "township_secretary"): "部官镇党委书记",
    ("buguan", "township_mayor"): "部官镇镇长",
    ("cmd", "cmd_officer"): "指挥中心值班员",
    ("gov", "county_leader"): "县领导",
    ("zjj", "dept_handler"): "住建局承办人",
    ("zrzy", "dept_handler"): "自然资源局承办人",
    ("scj", "dept_handler"): "市场监管局承办人",
}
"""Who usually does the work of a desk."""


@cache
def accounts() -> dict[str, str]:
    """Logins by what people are called."""
    pairs = [
        (names.split("、"), re.findall(r"`([\w.]+)`", logins))
        for names, logins in _ACCOUNT.findall(LISTED.read_text(encoding="utf-8"))
    ]
    return {
        name: login for names, logins in pairs for name, login in zip(names, logins, strict=True)
    }


@cache
def reasons() -> dict[str, str]:
    """Codes of refusals by what the features call them."""
    return {
        reason: re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
        for reason, name in _REASON.findall(LISTED.read_text(encoding="utf-8"))
    }


@cache
def names() -> dict[str, str]:
    """Names of persons by login."""
    return {row["login"]: row["name"] for row in _rows("persons")}


@cache
def bodies() -> dict[str, str]:
    """Ids of bodies by their short names."""
    return {row["short_name"]: row["id"] for row in _rows("bodies")}


@cache
def certificates() -> dict[str, str]:
    """Numbers of certificates by login."""
    return {row["person"]: row["number"] for row in _rows("certificates")}


def name_of(who: str) -> str:
    """The name of a person."""
    return names()[accounts()[who]]


def _rows(table: str) -> list[dict[str, str]]:
    with (COUNTY / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
