"""`smtj metrics`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import files, metric_names, recorded_words

if TYPE_CHECKING:
    from sm_tj_cli.cli.exit_codes import ExitCode
    from sm_tj_cli.cli.wiring import Session


@click.command
@click.argument("names", nargs=-1, metavar="NAME…", shell_complete=recorded_words)
@click.option(
    "--metric",
    "metrics",
    multiple=True,
    metavar="NAME",
    shell_complete=metric_names,
    help="Only this metric; a quoted glob takes several.",
)
@click.option(
    "-f", "--follow", is_flag=True, help="Go on until the jobs end; how is the exit code."
)
@click.option("--node", metavar="algo-N", help="Only this node's values.")
@click.option("--csv", is_flag=True, help="Every point as CSV.")
@click.option("--png", metavar="FILE", shell_complete=files, help="Draw a picture as well.")
@click.option(
    "--html", metavar="FILE", shell_complete=files, help="Write a page with charts as well."
)
@click.option(
    "--test",
    metavar="FILE",
    shell_complete=files,
    help="Try the metric_definitions of NAME, a PATH or the files here on a log (-: standard input).",
)
@click.pass_obj
def command(
    session: Session,
    names: tuple[str, ...],
    metrics: tuple[str, ...],
    follow: bool,
    node: str | None,
    csv: bool,
    png: str | None,
    html: str | None,
    test: str | None,
) -> ExitCode:
    """Show the metrics of jobs: every value that their logs tell, drawn over time, several jobs side by side."""
    from sm_tj_cli.cli.measuring import Form, Wanted, show_metrics

    if test is not None:
        from sm_tj_cli.cli.trying import try_definitions

        return try_definitions(session, test, names, metrics)
    if not names:
        raise click.UsageError("Missing argument 'NAME…'.")
    wanted, form = Wanted(names, metrics, node), Form(csv, png, html)
    if follow:
        from sm_tj_cli.cli.metric_following import follow_metrics

        return follow_metrics(session, wanted, form)
    return show_metrics(session, wanted, form)
