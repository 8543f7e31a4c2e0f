"""What metric definitions found in a log in; lines for people, or a document, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.diagnostics import a_few
from sm_tj_cli.render.console import Line, Piece
from sm_tj_cli.render.json_output import FORMAT_VERSION
from sm_tj_cli.render.metrics import json_number
from sm_tj_cli.render.sanitise import foreign_line, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sm_tj_cli.render.console import Terminal
    from sm_tj_cli.watch.metric_trial import Trial

Found: TypeAlias = "Sequence[tuple[Sequence[str], Sequence[Trial]]]"
"""Jobs with the same definitions, and what those found."""

_LONGEST = 300
_MOST_NAMED = 3


def print_trials(terminal: Terminal, found: Found) -> None:
    """Writes what each definition found to standard output, by the jobs that have it."""
    for jobs, trials in found:
        terminal.out((Piece(one_line(a_few(jobs, _MOST_NAMED)), "bold"),))
        for trial in trials:
            terminal.out(*_trial_lines(trial))


def trial_document(log: str, found: Found) -> dict[str, object]:
    """`metrics --test --json`."""
    return {
        "format_version": FORMAT_VERSION,
        "log": log,
        "valid": all(trial.count for _, trials in found for trial in trials),
        "metric_definitions": [
            {"jobs": list(jobs), **_trial_json(trial)} for jobs, trials in found for trial in trials
        ],
        "diagnostics": [],
    }


def _trial_lines(trial: Trial) -> Iterator[Line]:
    name = one_line(trial.definition.name)
    if not trial.count:
        yield (Piece("  ✗ ", "red"), Piece(name, "bold"), Piece(": no values", "red"))
        yield f"      regex: {one_line(trial.definition.regex)}"
        yield from (f"      {_cut(hint)}" for hint in trial.hints)
        return
    lines = "1 value" if trial.count == 1 else f"{trial.count} values"
    figures = f": {lines}, first {trial.first:g}, last {trial.last:g}"
    yield (Piece("  ✓ ", "green"), Piece(name, "bold"), Piece(figures))
    yield f"      line {trial.line_number}: {_cut(trial.line or '')}"
    if trial.example is not None:
        line, text = trial.example
        what = "nothing" if text is None else f'"{_cut(text)}"'
        yield (
            Piece(f"      {trial.unreadable} more without a number, such as {what} in: ", "yellow"),
            Piece(_cut(line)),
        )


def _trial_json(trial: Trial) -> dict[str, object]:
    return {
        "name": trial.definition.name,
        "regex": trial.definition.regex,
        "matches": trial.count,
        "first": json_number(trial.first),
        "last": json_number(trial.last),
        "line_number": trial.line_number,
        "line": trial.line,
        "not_numbers": trial.unreadable,
        "hints": list(trial.hints),
    }


def _cut(text: str) -> str:
    shown = foreign_line(text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
