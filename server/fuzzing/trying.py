"""Does with a case what the house would do; anything but a refusal of ours is a fault."""

import json
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from server.domain.decision import Decidable
from server.domain.errors import Refusal, StepFailed
from server.domain.feel import FeelError, compile_expression, compile_unary_tests
from server.domain.ports import Engine, Known
from server.domain.process import TRIAL, Mode, Sources
from server.domain.values import Values, plain
from server.fuzzing.case import Case, Kind
from server.fuzzing.choosing import answer_to, some_value, some_values
from server.fuzzing.playing import Play
from server.fuzzing.worlds import COUNTY, StandingClock, TriedWorld
from server.services.importing import read_files
from server.services.operations.registry import OPERATIONS
from server.services.process_files import read_sources
from server.wiring import engine_alone, forms_alone

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
STEPS = 300
"""Automatic steps of one push: enough for every drawing, and an endless loop ends soon."""
MOST_ASKED = 6
KNOWN = Known(
    operations=frozenset(OPERATIONS),
    clocks=COUNTY.clocks.names,
    functions=frozenset(COUNTY.functions),
    bodies=frozenset(COUNTY.functions.values()),
    roles=frozenset({"clerk", "head", "dept_handler", "township_officer", TRIAL}),
    processes={},
)


class Strange(Exception):
    """A step failed for a reason that is none of ours, or what was imported is changed again."""


def attempt(case: Case) -> bool:
    """Try a case; tell whether it was accepted. What is refused is refused by a class of ours."""
    chance = random.Random(case.chance)  # noqa: S311  # what is tried, no secret
    return _TRYING[case.kind](case, chance)


def _process(case: Case, chance: random.Random) -> bool:
    engine, forms = engine_alone(STEPS), forms_alone(StandingClock(NOW))
    try:
        sources = read_sources(case.files)
    except Refusal:
        return False
    for form in sources.forms.values():
        forms.problems(form)
    with suppress(Refusal):
        engine.lay_out(sources.diagram)
    with suppress(Refusal):
        engine.check(sources, KNOWN)
    return _play(engine, sources, chance)


def _import(case: Case, chance: random.Random) -> bool:
    """What an import made is found in order by the next one, or refused."""
    engine, forms = engine_alone(STEPS), forms_alone(StandingClock(NOW))
    try:
        every = read_files(engine, case.files, KNOWN, Mode.LENIENT)
        for one in every:
            engine.check(one, KNOWN)
    except Refusal:
        return False
    for form in every[0].forms.values():
        forms.problems(form)
    again = engine.rewrite(every, KNOWN)
    if again is not every:
        raise Strange(again[0].changes)
    return _play(engine, every[0], chance)


def _play(engine: Engine, sources: Sources, chance: random.Random) -> bool:
    play = Play(engine, chance, TriedWorld(NOW))
    try:
        play.learn(sources)
    except Refusal:
        return False
    try:
        play.to_the_end()
    except StepFailed as failed:
        _look_at(failed)
    except Refusal:
        pass
    return True


def _look_at(failed: StepFailed) -> None:
    """A step may fail by a class of ours; a slip of the program is no reason that people can mend."""
    cause = failed.__cause__
    if cause is not None and not type(cause).__module__.startswith("server."):
        raise Strange(failed.values["element"]) from cause


def _decisions(case: Case, chance: random.Random) -> bool:
    engine = engine_alone(STEPS)
    accepted = False
    for lenient in (False, True):
        with suppress(Refusal):
            read = engine.read_decisions(case.files, lenient=lenient)
            accepted = True
            for asked in read.decidables[:MOST_ASKED]:
                with suppress(Refusal):
                    decided = read.decide(asked, _inputs(asked, chance), NOW)
                    _keep({"outputs": decided.outputs, "inputs": decided.inputs})
    return accepted


def _inputs(asked: Decidable, chance: random.Random) -> Values:
    return {one.name: some_value(chance) for one in asked.inputs}


def _form(case: Case, chance: random.Random) -> bool:
    forms = forms_alone(StandingClock(NOW))
    [form] = case.files.values()
    if forms.problems(form):
        return False
    for _ in range(MOST_ASKED):
        with suppress(Refusal):
            _keep(forms.check(form, answer_to(form, chance), some_values(chance)))
    return True


def _feel(case: Case, chance: random.Random) -> bool:
    [text] = case.files.values()
    source = text.decode(errors="replace")
    accepted = False
    for give in _givings(source, chance):
        with suppress(FeelError, Refusal):
            _keep({"value": plain(give())})
            accepted = True
    return accepted


def _givings(source: str, chance: random.Random) -> tuple[Callable[[], object], ...]:
    values, functions = some_values(chance), TriedWorld(NOW).functions
    return (
        lambda: compile_expression(source, values).evaluate(values, functions, NOW, []),
        lambda: compile_unary_tests(source, values).evaluate(
            some_value(chance), values, functions, NOW, []
        ),
    )


def _keep(values: Values) -> None:
    """As the store would: what can't be written as JSON in UTF-8 can't be kept."""
    json.dumps(plain(values), ensure_ascii=False).encode(errors="surrogatepass")


_TRYING = {
    Kind.PROCESS: _process,
    Kind.IMPORT: _import,
    Kind.DECISIONS: _decisions,
    Kind.FORM: _form,
    Kind.FEEL: _feel,
}
