from __future__ import annotations

import click
import pytest

from sm_tj_cli.cli.commands import ELSEWHERE, VERBS
from sm_tj_cli.cli.exit_codes import ExitCode
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
    assert "--sandbox" in [name for option in command.params for name in option.opts]
    with click.Context(program, info_name="smtj") as context:
        text = command.get_help(click.Context(command, parent=context))
    assert "--endpoint-url" not in text
    assert "The global options" in text


def test_unknown_verbs_get_a_suggestion() -> None:
    program = Program("1.2.3", lambda call: call())
    with (
        program.make_context("smtj", ["aply"]) as context,
        pytest.raises(click.UsageError, match='There is no verb "aply". Did you mean "apply"?'),
    ):
        program.invoke(context)


def test_help_lines_are_short() -> None:
    assert all(len(verb.help) <= 45 for verb in VERBS.values())


def test_verbs_of_other_tools_lead_to_ours() -> None:
    program = Program("1.2.3", lambda call: call())
    assert set(ELSEWHERE).isdisjoint(VERBS)
    with (
        program.make_context("smtj", ["init"]) as context,
        pytest.raises(click.UsageError, match="Use smtj validate"),
    ):
        program.invoke(context)


def test_help_names_every_exit_code() -> None:
    program = Program("1.2.3", lambda call: call())
    with click.Context(program, info_name="smtj") as context:
        codes = program.get_help(context).split("Exit codes:")[1]
    numbers = [word for word in codes.split() if word.isdigit()]
    assert numbers == [str(code.value) for code in ExitCode if code < ExitCode.INTERRUPTED]
