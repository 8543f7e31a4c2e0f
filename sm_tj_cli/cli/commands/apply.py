"""`smtj apply`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.options import (
    DURATION,
    Count,
    lock_options,
    paths_argument,
    preflight_option,
    target_options,
    variable_options,
)

if TYPE_CHECKING:
    from sm_tj_cli.cli.exit_codes import ExitCode
    from sm_tj_cli.cli.wiring import Session


@click.command
@variable_options
@target_options
@lock_options
@click.option("--auto-approve", is_flag=True, help="Do not ask.")
@click.option("--wait", is_flag=True, help="Wait until the jobs ended; their end is the exit code.")
@click.option("--timeout", type=DURATION, help="With --wait: no longer than this.")
@click.option("--parallelism", type=Count(1), default=10, help="Requests at once (10).")
@click.option("--max-running", type=Count(1), help="Jobs that may run at once.")
@click.option("--wait-for-quota", is_flag=True, help="Wait for a quota that other jobs use up.")
@click.option("--fail-fast", is_flag=True, help="After the first failure begin nothing more.")
@click.option(
    "--max-jobs",
    type=Count(0),
    help="Refuse to submit more than this many jobs (1000 where nobody approves).",
)
@click.option("--prune", is_flag=True, help="Stop and forget what is no longer in the files.")
@preflight_option
@click.option("--refresh/--no-refresh", default=True, help="Ask AWS for the jobs' status first.")
@click.option("--refresh-only", is_flag=True, help="Only bring the records up to date.")
@click.option(
    "--on-interrupt",
    type=click.Choice(["detach", "stop"]),
    default="detach",
    help="What Ctrl-C does with the jobs of this run (detach: they go on).",
)
@click.option("--ownership-tags/--no-ownership-tags", default=True, help="Tag jobs as smtj's own.")
@paths_argument
@click.pass_obj
def command(
    session: Session,
    paths: tuple[str, ...],
    auto_approve: bool,
    wait: bool,
    timeout: float | None,
    parallelism: int,
    max_running: int | None,
    wait_for_quota: bool,
    fail_fast: bool,
    max_jobs: int | None,
    preflight: bool | None,
    prune: bool,
    refresh: bool,
    refresh_only: bool,
    on_interrupt: str,
    ownership_tags: bool,
    lock_timeout: float,
    target: tuple[str, ...],
    exclude: tuple[str, ...],
    replace: tuple[str, ...],
    rerun: tuple[str, ...],
    variables: tuple[tuple[str, str], ...] = (),
) -> ExitCode:
    """Submit and update what the files declare, or do what a saved PLAN says."""
    from sm_tj_cli.apply.model import ApplyOptions
    from sm_tj_cli.cli.applying import Manner, apply
    from sm_tj_cli.pipeline import Asked

    options = ApplyOptions(
        parallelism,
        max_running,
        wait,
        wait_for_quota,
        ownership_tags,
        timeout_seconds=timeout,
        fail_fast=fail_fast,
    )
    asked = Asked(target, exclude, replace, rerun, prune, refresh, refresh_only)
    manner = Manner(
        options, auto_approve, lock_timeout, on_interrupt == "stop", max_jobs, preflight
    )
    return apply(session, paths, variables, asked, manner)
