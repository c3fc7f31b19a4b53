"""Decision models as the services see them: files read together, what may be asked, an answer."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from server.domain.decision import Decidable, Decided, RulesMatched
from server.domain.errors import DecisionsRefused, Undecided
from server.domain.feel.limits import checked_whole
from server.domain.feel.refusals import FeelLimit
from server.domain.feel.values import inward, text_of
from server.domain.process import Problem
from server.domain.values import Values
from server.engine.decisions import Decisions, TableMatch, read_together
from server.engine.dmn_findings import Finding
from server.engine.dmn_inputs import inputs_of, read_inputs
from server.engine.dmn_model import Decision, Service


class FileDecisions:
    """Decision models by file; nothing in them changes, so threads may share them."""

    def __init__(self, files: Mapping[str, bytes], *, lenient: bool) -> None:
        """Read the files; all that is wrong with them comes back in one ``DecisionsRefused``."""
        self._read, refused = read_together(files, lenient=lenient)
        problems = [
            problem
            for name, refusal in refused.items()
            for problem in _problems(name, refusal.findings)
        ]
        self.decidables = tuple(_decidables(self._read))
        self.warnings = tuple(
            problem
            for name, decisions in self._read.items()
            for problem in _problems(name, decisions.model.passed)
        )
        if not self.decidables and not problems:
            problems = [
                Problem(
                    element="*.dmn",
                    sentence="没有任何决策。请提交含有决策的 DMN 文件。",
                    sentence_en="There is no decision. Send a DMN file with one.",
                )
            ]
        if problems:
            raise DecisionsRefused(problems)

    def decide(self, asked: Decidable, inputs: Values, now: datetime) -> Decided:
        """Decide by inputs as JSON has them; refused with ``Undecided`` when over a limit."""
        try:
            return self._decided(asked, checked_whole(inputs), now)
        except FeelLimit as limit:
            raise Undecided(cause=(limit.message_zh, limit.message_en)) from limit

    def _decided(self, asked: Decidable, inputs: Values, now: datetime) -> Decided:
        decisions = self._read[asked.file]
        given = read_inputs(decisions.model, inputs)
        result = decisions.evaluate(asked.id, given, now=now, strict=False)
        matches = tuple(_matched(match) for match in result.matches)
        checked_whole([dict(match.inputs) for match in matches])
        outputs = inward(result.outputs)
        return Decided(
            decision=asked.id,
            outputs=outputs,
            outputs_feel=text_of(outputs),
            matches=matches,
            inputs={name: inward(value) for name, value in result.inputs},
            notices=result.notices,
            violations=tuple(_problems(asked.file, result.violations)),
        )


def _matched(match: TableMatch) -> RulesMatched:
    return RulesMatched(
        decision=match.decision,
        table=match.table,
        rules=match.rules,
        rule_ids=match.rule_ids,
        inputs=dict(match.inputs),
    )


def _decidables(read: Mapping[str, Decisions]) -> Iterator[Decidable]:
    """What may be asked, each once: a model that imports another without a name holds it as well."""
    seen: set[int] = set()
    for file, decisions in read.items():
        for one in decisions.model.elements.values():
            if isinstance(one, Decision | Service) and id(one) not in seen:
                seen.add(id(one))
                yield Decidable(
                    file=file,
                    id=one.id,
                    name=one.name,
                    kind="decision" if isinstance(one, Decision) else "service",
                    inputs=inputs_of(decisions.model, one),
                )


def _problems(file: str, findings: Iterable[Finding]) -> Iterator[Problem]:
    for one in findings:
        yield Problem(
            element=f"{file}#{one.element}" if one.element else file,
            sentence=f"{one.message_zh}。",
            sentence_en=f"{one.message_en[:1].upper()}{one.message_en[1:]}.",
            line=one.line or None,
        )
