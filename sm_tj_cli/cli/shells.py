"""What a shell asks, in the environment; the completions of a word, printed as that shell reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import BashComplete, add_completion_class, shell_complete

from sm_tj_cli.cli.arguments import normalise
from sm_tj_cli.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    import click


def complete(program: click.Command, variable: str, instruction: str) -> int:
    """Answers the shell; the exit code."""
    add_completion_class(_Bash)
    try:
        return shell_complete(program, {}, "smtj", variable, instruction)
    except Exception:  # noqa: BLE001 - a boundary: nothing can be told in the middle of a line that is being typed
        return ExitCode.ERROR


class _Bash(BashComplete):
    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one to be completed, and that one."""
        words, incomplete = super().get_completion_args()
        # Bash takes --target=A apart at the sign, and gives the sign for a word.
        return normalise([word for word in words if word != "="]), incomplete
