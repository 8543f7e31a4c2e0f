"""`smtj completion`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_obj
def command(session: Session, shell: str) -> None:
    """Print the script that makes a shell complete verbs, options and recorded jobs.

    \b
    bash:  source <(smtj completion bash)
    zsh:   source <(smtj completion zsh)
    fish:  smtj completion fish | source
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    script = kind(click.Command("smtj"), {}, "smtj", "_SMTJ_COMPLETE").source()
    session.terminal.out(script.rstrip("\n"))
