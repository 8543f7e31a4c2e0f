"""A command line that cannot be understood: click's exception in, a diagnostic out."""

from __future__ import annotations

import click

from sm_tj_cli.diagnostics import Diagnostic


def usage_diagnostic(problem: click.ClickException) -> Diagnostic:
    """What is wrong with the command line, and where to read how it is meant."""
    detail = problem.format_message()
    if isinstance(problem, click.NoSuchOption) and problem.option_name == "--destroy":
        detail = f"{detail} Use smtj destroy; with --dry-run it only says what it would do."
    context = problem.ctx if isinstance(problem, click.UsageError) else None
    if context is not None:
        detail = (
            f"{_sentence(detail)}\n\nUsage: {_usage(context)}\nSee: {context.command_path} --help"
        )
    return Diagnostic.error(_summary(problem), detail)


def _summary(problem: click.ClickException) -> str:
    match problem:
        case click.NoSuchOption():
            return "Unknown option"
        case click.MissingParameter():
            return "Missing argument"
        case click.BadParameter():
            return "Invalid value on the command line"
        case click.FileError():
            return "Failed to read file"
        case _:
            return "Invalid command line"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", ")")) else f"{text}."


def _usage(context: click.Context) -> str:
    return " ".join([context.command_path, *context.command.collect_usage_pieces(context)])
