from __future__ import annotations

import click
import pytest

from sm_tj_cli.cli.commands import VERBS
from sm_tj_cli.cli.program import Program


def test_help_lists_every_verb_without_loading_one(monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program("1.2.3", lambda call: call())
    monkeypatch.setattr(program, "get_command", lambda *_: pytest.fail("a verb was loaded"))
    with click.Context(program, info_name="smtj") as context:
        text = program.get_help(context)
    for name, verb in VERBS.items():
        assert f"\n  {name} " in text
        assert verb.help in text


def test_a_verb_takes_the_global_options() -> None:
    program = Program("1.2.3", lambda call: call())
    with click.Context(program) as context:
        command = program.get_command(context, "version")
    assert command is not None
    assert "--sandbox" in command.get_help(click.Context(command))


def test_unknown_verbs_get_a_suggestion() -> None:
    program = Program("1.2.3", lambda call: call())
    with (
        program.make_context("smtj", ["aply"]) as context,
        pytest.raises(click.UsageError, match='There is no verb "aply". Did you mean "apply"?'),
    ):
        program.invoke(context)


def test_help_lines_are_short() -> None:
    assert all(len(verb.help) <= 45 for verb in VERBS.values())
