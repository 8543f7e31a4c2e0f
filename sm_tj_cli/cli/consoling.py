"""Expressions in, values out: the conversation of `console`."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from platformdirs import user_state_path

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.cli.project import open_project, store_of
from sm_tj_cli.configuration.load import LARGEST_FILE
from sm_tj_cli.configuration.records import RecordedJobs
from sm_tj_cli.configuration.resolve import evaluate_in
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics, SourceFile
from sm_tj_cli.render.diagnostics import tell
from sm_tj_cli.render.json_output import diagnostics_json
from sm_tj_cli.render.sanitise import sanitise, sanitise_json
from sm_tj_cli.state.model import State
from sm_tj_cli.syntax.nodes import FunctionCall
from sm_tj_cli.syntax.parse import parse_expression
from sm_tj_cli.values.display import hcl_text, type_text
from sm_tj_cli.values.json_values import encode_json, has_json, to_json
from sm_tj_cli.values.types import to_json as type_to_json
from sm_tj_cli.values.value import SENSITIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.pipeline import Project
    from sm_tj_cli.values.value import Value

INPUT = "<console-input>"
NO_JSON = "Value has no form in JSON"
NO_FILES = "No configuration files"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one expression. `type_name` where its type alone was asked for, as `type(x)` does."""

    value: Value | None
    diagnostics: Diagnostics
    source: SourceFile
    type_name: str | None = None


@dataclass(frozen=True, slots=True)
class Console:
    """A configuration in which expressions are evaluated."""

    project: Project

    def evaluate(self, text: str) -> Answer:
        """The value of the expression in `text`."""
        source = SourceFile(INPUT, text)
        expression, problems = parse_expression(source)
        if expression is None or problems.has_errors:
            return Answer(None, problems, source)
        asks_type = isinstance(expression, FunctionCall) and expression.name == "type"
        if isinstance(expression, FunctionCall) and asks_type and len(expression.arguments) == 1:
            expression = expression.arguments[0]
        project = self.project
        value, problems = evaluate_in(project.loaded, project.inputs, project.world, expression)
        if problems.has_errors:
            return Answer(None, problems, source)
        return Answer(value, problems, source, type_text(value.type) if asks_type else None)


def open_console(
    session: Session, paths: Sequence[str], variables: tuple[tuple[str, str], ...]
) -> Console:
    """The configuration at these paths, which may be none at all.

    Raises:
        Stopped: something is wrong with the text.
    """
    project, problems = open_project(session, paths, variables)
    faults = [item for item in problems.errors if item.summary != NO_FILES]
    if faults:
        raise Stopped(Diagnostics(tuple(faults)), project.loaded.sources)
    state = store_of(session, project).read() or State("")
    world = replace(project.world, records=RecordedJobs(state, frozenset()))
    return Console(replace(project, world=world))


def piped(*, by_null: bool) -> Iterator[str] | None:
    """The expressions on standard input; None where a person types there.

    Raises:
        Stopped: while they are read: one is longer than a file may be.
    """
    if sys.stdin.isatty():
        return None
    texts = sys.stdin.read().split("\0") if by_null else _lines()
    return (_not_too_long(text) for text in texts if text.strip())


def _lines() -> Iterator[str]:
    while line := sys.stdin.readline(LARGEST_FILE + 1):
        yield line.rstrip("\n")


def _not_too_long(text: str) -> str:
    if len(text) <= LARGEST_FILE:
        return text
    most = LARGEST_FILE // 1024 // 1024
    raise stop("Expression too long", f"An expression may be as long as a file: {most} MB.")


def evaluate_all(session: Session, console: Console, texts: Iterable[str]) -> ExitCode:
    """Answers every expression; without JSON the first fault ends it, as in Terraform."""
    code = ExitCode.DONE
    for text in texts:
        answer = console.evaluate(text)
        _answer(session, console, answer)
        if answer.value is None or (session.options.json and not has_json(answer.value)):
            code = ExitCode.ERROR
            if not session.options.json:
                break
    return code


def talk(session: Session, console: Console) -> ExitCode:
    """A prompt with history and completion, until the end of the input."""
    from sm_tj_cli.cli.completing import candidates
    from sm_tj_cli.cli.conversing import converse
    from sm_tj_cli.cli.line_editor import LineEditor

    history = user_state_path("smtj") / "console_history"
    editor = LineEditor(
        history,
        lambda text: candidates(console.project, lambda stem: console.evaluate(stem).value, text),
    )
    converse(
        editor,
        lambda text: _answer(session, console, console.evaluate(text)),
        lambda: session.terminal.out(""),
    )
    return ExitCode.DONE


def _answer(session: Session, console: Console, answer: Answer) -> None:
    sources = {**console.project.loaded.sources, INPUT: answer.source}
    if session.options.json:
        session.terminal.out(sanitise_json(_json(answer, sources)))
        return
    tell(session.terminal, answer.diagnostics, sources)
    if answer.value is not None:
        text = answer.type_name or hcl_text(answer.value)
        session.terminal.out(*map(sanitise, text.split("\n")))


def _json(answer: Answer, sources: dict[str, SourceFile]) -> str:
    value = answer.value
    if value is None:
        return json.dumps({"diagnostics": diagnostics_json(answer.diagnostics, sources)})
    kind = json.dumps(type_to_json(value.type))
    if answer.type_name is not None:
        return f'{{"value":{json.dumps(answer.type_name)},"type":"string"}}'
    if SENSITIVE in value.all_marks():
        return f'{{"value":null,"type":{kind},"sensitive":true}}'
    if not has_json(value):
        told = Diagnostic.error(NO_JSON, "An infinite number has no form in JSON.")
        return json.dumps({"diagnostics": diagnostics_json([told], sources)})
    if not value.is_wholly_known:
        return f'{{"value":{json.dumps(to_json(value))},"type":{kind},"unknown":true}}'
    return f'{{"value":{encode_json(value)},"type":{kind}}}'
