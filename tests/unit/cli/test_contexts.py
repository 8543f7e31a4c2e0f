from __future__ import annotations

import click

from sm_tj_cli.cli.contexts import given


def test_the_verbs_own_option_goes_before_the_programs() -> None:
    program = click.Context(click.Command("smtj"))
    verb = click.Context(click.Command("plan"), parent=program)
    assert given(verb, "state") is None
    program.params = {"global_state": "a", "global_json": True}
    verb.params = {"global_state": "b", "global_json": None, "chdir": "c"}
    assert given(verb, "state") == "b"
    assert given(verb, "json") is True
    assert given(verb, "chdir") is None
