"""The explanation that a path of `explain` means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.aws.service_model import load_whole_model
from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.request.dialects import todays_path
from sm_tj_cli.request.explain import explain, paths

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.request.explain import Explanation


def look_up(session: Session, path: str) -> Explanation:
    """The explanation; the names of 2018 are understood. Raises Stopped where there is none of that path."""
    wanted = todays_path(path.removeprefix(TRAINING_JOB).strip("."))
    found = explain(wanted, session.schema, load_whole_model())
    if found is None:
        known = [*paths(session.schema.request), *session.schema.exported.values()]
        raise stop(
            "No such attribute",
            f'A training job has no argument or attribute "{path}".{did_you_mean(wanted, known)} "smtj explain" lists '
            "them.",
        )
    return found
