"""What is wrong with a decision model, or with a decision that was asked for."""

from dataclasses import dataclass

from server.engine.hardening.stuck import Stuck


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, at an element."""

    element: str
    line: int
    message_zh: str
    message_en: str


class DecisionRefused(Exception):  # refusals say what is wrong, without a suffix
    """A decision model is not accepted; says every reason at once."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{one.element}: {one.message_en}" for one in findings))
        self.findings = findings


class ReadTooLong(DecisionRefused):
    """Reading a model took too long; it is given up at once, whatever else may be wrong."""


class DecisionUndecided(Stuck):
    """A decision table contradicts itself for these inputs."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(
            "；".join(f"{one.element}：{one.message_zh}" for one in findings),
            "; ".join(f"{one.element}: {one.message_en}" for one in findings),
        )
        self.findings = findings
