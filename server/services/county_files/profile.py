"""Reads ``county.toml``: name, hours, functions and the headings of the whistle list."""

from __future__ import annotations

from datetime import time
from itertools import pairwise
from typing import TYPE_CHECKING

from server.domain.county import CountyProfile, Missed, WhistleCategory
from server.domain.county_time import COUNTY_TIME
from server.domain.ids import BodyId
from server.domain.workdays import Session
from server.services.county_files.faults import each
from server.services.county_files.toml_keys import read_table
from server.services.county_files.unique import note_repeats

if TYPE_CHECKING:
    from server.services.county_files.faults import Faults, Placed
    from server.services.county_files.toml_keys import Table

KEY = r"[a-z][a-z0-9_]*"


def profile_of(text: str, file: str, faults: Faults) -> Placed[CountyProfile]:
    """The county's particulars, with what is wrong noted."""
    paper = read_table(text, file, faults)
    categories = each(paper.headed("whistle_category"), _category)
    note_repeats([(c.value.key, c.at("key")) for c in categories], faults)
    profile = CountyProfile(
        name=paper.need("name", str),
        name_en=paper.need("name_en", str),
        region_code=paper.key("region_code", r"\d{12}"),
        sessions=_sessions(paper),
        functions=_functions(paper),
        whistle_categories=tuple(category.value for category in categories),
        missed=paper.choice("missed", Missed, Missed.ONCE),
    )
    _check_time(paper)
    paper.close()
    return paper.placed(profile)


def _check_time(paper: Table) -> None:
    name = paper.need("time_zone", str)
    if name != COUNTY_TIME.key:
        paper.faults.note(
            paper.place("time_zone"),
            f"时区“{name}”不能用，全国统一用北京时间，请写 {COUNTY_TIME.key}。",
            f"The time zone “{name}” can't be used: counties go by Beijing time. Write {COUNTY_TIME.key}.",
        )


def _sessions(paper: Table) -> tuple[Session, ...]:
    sessions = each(paper.headed("session"), _session)
    for before, after in pairwise(sessions):
        if before.value.closes >= after.value.opens:
            paper.faults.note(
                after.at("opens"),
                "与前一时段重叠，请按先后排列。",
                "Overlaps the session before. Put them in order.",
            )
    if not sessions and not paper.faults:
        paper.faults.refuse(
            paper.place("session"),
            "缺少工作时间，请至少写一个 [[session]]。",
            "No working hours. Write at least one [[session]].",
        )
    return tuple(session.value for session in sessions)


def _session(table: Table) -> Placed[Session]:
    session = Session(opens=table.need("opens", time), closes=table.need("closes", time))
    if session.opens >= session.closes:
        table.faults.refuse(
            table.place("closes"), "应晚于 opens，请修改。", "Must be later than opens. Change it."
        )
    table.close()
    return table.placed(session)


def _functions(paper: Table) -> dict[str, BodyId]:
    table = paper.section("functions")
    return {key: BodyId(table.need(key, str)) for key in table.values}


def _category(table: Table) -> Placed[WhistleCategory]:
    category = WhistleCategory(
        key=table.key("key", KEY),
        name=table.need("name", str),
        name_en=table.need("name_en", str),
    )
    table.close()
    return table.placed(category)
