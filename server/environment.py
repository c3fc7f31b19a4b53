"""Single values out of the environment; each refuses what can't be used, and says the remedy."""

import re
from collections.abc import Mapping
from ipaddress import ip_network

PREFIX = "MUSTER_"
ADDRESS = re.compile(r"(https?://[^/?#\s]+)?(/[^/?#\s]+)*")
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*")


class WrongSetting(ValueError):  # refusals say what is wrong
    """A setting has a value that the server can't use."""

    def __init__(self, name: str, zh: str, en: str) -> None:
        """Name the variable and say the remedy in both languages."""
        super().__init__(f"{name}：{zh}\n{name}: {en}")
        self.name = name


def number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """A whole number within bounds."""
    written = environ.get(name)
    if not written:
        return default
    if written.isascii() and written.isdigit() and least <= int(written) <= most:
        return int(written)
    raise WrongSetting(
        name,
        f"应为 {least} 至 {most} 的整数，现为“{written}”。",
        f"must be a whole number from {least} to {most}, not {written!r}.",
    )


def switch(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    """``1`` or ``0``."""
    written = environ.get(name)
    if not written:
        return default
    if written in ("0", "1"):
        return written == "1"
    raise WrongSetting(name, f"应为 0 或 1，现为“{written}”。", f"must be 0 or 1, not {written!r}.")


def choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """The value, or the first of the choices."""
    written = environ.get(name) or choices[0]
    if written in choices:
        return written
    zh, en = " 或 ".join(choices), " or ".join(choices)
    raise WrongSetting(name, f"应为 {zh}，现为“{written}”。", f"must be {en}, not {written!r}.")


def address(environ: Mapping[str, str], name: str, example: str) -> str:
    """An address, or a path of this site, without a last slash."""
    written = (environ.get(name) or "").rstrip("/")
    if not written or ADDRESS.fullmatch(written):
        return written
    raise WrongSetting(
        name,
        f"应为网址，例如 {example}，现为“{written}”。",
        f"must be an address as in {example}, not {written!r}.",
    )


def places(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Hosts and networks, between commas."""
    written = (environ.get(name) or "").lower().split(",")
    found = tuple(filter(None, map(str.strip, written)))
    for each in found:
        if not (_is_network(each) if "/" in each else HOST.fullmatch(each)):
            raise WrongSetting(
                name,
                f"应为主机或网段，用逗号隔开，例如 oa.county.example,10.0.0.0/8；“{each}”不是。",
                f"must be hosts and networks as in oa.county.example,10.0.0.0/8; {each!r} is neither.",
            )
    return found


def _is_network(written: str) -> bool:
    try:
        ip_network(written)
    except ValueError:
        return False
    return True
