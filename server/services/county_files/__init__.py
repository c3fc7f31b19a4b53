"""A county as a folder of files: tables (CSV) for people and items, papers (TOML) for the rules."""

from server.services.county_files.folder import CountyFiles, read_county
from server.services.county_files.papers import (
    read_catalogue,
    read_clocks,
    read_profile,
    read_year,
)

__all__ = [
    "CountyFiles",
    "read_catalogue",
    "read_clocks",
    "read_county",
    "read_profile",
    "read_year",
]
