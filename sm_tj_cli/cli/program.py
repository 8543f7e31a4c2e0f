"""The command `smtj` itself: finds its verbs in the table and loads one only when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.commands import ELSEWHERE, MAIN_VERBS, OTHER_VERBS, VERBS
from sm_tj_cli.cli.options import GLOBAL_OPTIONS, with_global_options

if TYPE_CHECKING:
    from collections.abc import Callable

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_ABOUT = """Declare, submit, watch and remember SageMaker training jobs from Terraform-style files.

`smtj VERB --help` explains a verb. The global options may stand before the verb or after it."""


_EXIT_CODES = """\b
Exit codes:
  0 done                  1 error                   2 changes (plan --detailed-exitcode)
  3 partly applied        4 job failed              5 job stopped
  6 timeout, job runs on  7 state locked            8 outcome of a submission unknown
  9 credentials           10 state could not be saved"""


class Program(click.Group):
    """The verbs of the table as click's commands.

    `call` runs a verb's function once the whole command line is understood.
    """

    def __init__(self, version: str, call: Callable[[Callable[[], object]], object]) -> None:
        super().__init__(
            "smtj",
            help=_ABOUT,
            context_settings=SETTINGS,
            params=[*GLOBAL_OPTIONS, _version_option(version)],
            subcommand_metavar="VERB [ARGUMENTS]",
            epilog=_EXIT_CODES,
        )
        self._call = call

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the verbs, the main ones first."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The verb, loaded now."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"sm_tj_cli.cli.commands.{VERBS[cmd_name].module}")
        return with_global_options(module.command, self._call)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that the command line names."""
        if args[0] not in VERBS and not ctx.resilient_parsing:
            from sm_tj_cli.diagnostics import did_you_mean

            elsewhere = ELSEWHERE.get(args[0])
            hint = f" Use {elsewhere}." if elsewhere else did_you_mean(args[0], VERBS)
            raise click.UsageError(f'There is no verb "{args[0]}".{hint}', ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The table of verbs, without loading any."""
        width = max(map(len, VERBS))
        for title, verbs in (("Main verbs", MAIN_VERBS), ("Other verbs", OTHER_VERBS)):
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), verb.help) for name, verb in verbs.items()])


def _version_option(version: str) -> click.Option:
    def show(context: click.Context, _parameter: click.Parameter, is_set: bool) -> None:  # noqa: FBT001 - click's signature
        if is_set and not context.resilient_parsing:
            click.echo(f"smtj {version}")
            context.exit()

    return click.Option(
        ["-v", "--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help="Show the version and exit.",
    )
