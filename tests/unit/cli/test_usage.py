from __future__ import annotations

import click
import pytest

from sm_tj_cli.cli.options import Count
from sm_tj_cli.cli.usage import usage_diagnostic


@click.command("verb")
@click.option("--region")
@click.option("--number", type=Count(1))
@click.argument("name")
def verb(**_parameters: object) -> None:
    pass


@pytest.mark.parametrize(
    ("words", "summary", "detail"),
    [
        (["--regoin", "x"], "Unknown option", "Did you mean '--region'?"),
        ([], "Missing argument", "Missing argument 'NAME'."),
        (
            ["x", "--number", "y"],
            "Invalid value on the command line",
            "'y' is not a valid number.",
        ),
        (["x", "y"], "Invalid command line", "Got unexpected extra argument (y)"),
    ],
)
def test_every_fault_says_how_it_is_meant(words: list[str], summary: str, detail: str) -> None:
    with pytest.raises(click.ClickException) as caught:
        verb.make_context("smtj verb", words)
    found = usage_diagnostic(caught.value)
    assert found.summary == summary
    assert detail in found.detail
    assert "\n\nUsage: smtj verb [OPTIONS] NAME\nSee: smtj verb --help" in found.detail


def test_a_file_that_cannot_be_opened() -> None:
    found = usage_diagnostic(click.FileError("x.tf", "no such file"))
    assert found.summary == "Failed to read file"
    assert "x.tf" in found.detail


def test_a_fault_without_a_verb_is_told_all_the_same() -> None:
    found = usage_diagnostic(click.BadOptionUsage("--region", "Option requires an argument."))
    assert found.summary == "Invalid command line"
    assert found.detail == "Option requires an argument."


def test_terraforms_way_to_plan_a_destruction_leads_to_ours() -> None:
    found = usage_diagnostic(click.NoSuchOption("--destroy"))
    assert "Use smtj destroy; with --dry-run" in found.detail
