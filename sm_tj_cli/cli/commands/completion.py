"""`smtj completion`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


_PROFILES = """\
bash:  source <(smtj completion bash)   in ~/.bashrc
zsh:   source <(smtj completion zsh)    in ~/.zshrc, below compinit
fish:  smtj completion fish | source    in ~/.config/fish/config.fish"""


@click.command(
    help="Print the script that makes a shell complete verbs, options, jobs, addresses and attributes.\n\n"
    f"A line in the shell's profile has it always at hand:\n\n\b\n{_PROFILES}"
)
@click.argument("shell", required=False, type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_obj
def command(session: Session, shell: str | None) -> None:
    """The script for one shell. Raises Stopped where none is named."""
    from click.shell_completion import get_completion_class

    from sm_tj_cli.cli.outcome import stop

    if shell is None:
        lines = "\n".join(f"  {line}" for line in _PROFILES.splitlines())
        raise stop(
            "Missing argument",
            f"Name the shell whose script is wanted. A line in its profile has completion always at hand:\n\n{lines}",
        )
    kind = get_completion_class(shell)
    assert kind is not None
    script = kind(click.Command("smtj"), {}, "smtj", "_SMTJ_COMPLETE").source()
    session.terminal.out(script.rstrip("\n"))
