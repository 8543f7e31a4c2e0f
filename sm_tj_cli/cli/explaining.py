"""The explanation that a path of `explain` means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.aws.service_model import load_whole_model
from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.request.dialects import todays_path
from sm_tj_cli.request.explain import Explainer, paths

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.request.explain import Explanation


def explainer(session: Session, *, is_markdown: bool) -> Explainer:
    """Knows everything that can be explained."""
    return Explainer(session.schema, load_whole_model(), is_markdown)


def look_up(session: Session, path: str, *, is_markdown: bool = False) -> Explanation:
    """The explanation; the names of 2018 are understood. Raises Stopped where there is none of that path."""
    wanted = todays_path(path.removeprefix(TRAINING_JOB).strip("."))
    explain = explainer(session, is_markdown=is_markdown)
    if not wanted:
        return explain.whole()
    found = explain.find(wanted)
    if found is None:
        near = _elsewhere(session, wanted) or did_you_mean(wanted, paths(session.schema))
        raise stop(
            "No such attribute",
            f'A training job has no argument or attribute "{path}".{near} "smtj explain" lists them.',
        )
    return found


def _elsewhere(session: Session, wanted: str) -> str:
    """The places of an argument that was named without its block."""
    last = wanted.rpartition(".")[2]
    known = [path for path in paths(session.schema) if path.rpartition(".")[2] == last]
    return f" Did you mean {' or '.join(known[:3])}?" if known else ""
