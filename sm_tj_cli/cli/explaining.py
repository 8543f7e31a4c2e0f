"""The explanation that a path of `explain` means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.aws.service_model import load_whole_model
from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.diagnostics import closest, did_you_mean
from sm_tj_cli.request.dialects import old_path, todays_path
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
        near = _meant(wanted, list(paths(session.schema)))
        raise stop(
            "No such attribute",
            f'A training job has no argument or attribute "{path}".{near} "smtj explain" lists them.',
        )
    return found


def _meant(wanted: str, known: list[str]) -> str:
    """What was meant, with its path: a name without its block or with another one, with a mistake in it or without."""
    by_name: dict[str, list[str]] = {}
    for path in known:
        by_name.setdefault(_last(path), []).append(path)
        if old_path(path):
            by_name.setdefault(_last(old_path(path)), []).append(path)
    name = _last(wanted)
    if name not in by_name:
        near = did_you_mean(wanted, known)
        if near:
            return near
        name = closest(name, by_name) or name
    places = [f'"{path}"' for path in by_name.get(name, ())[:3]]
    return f" Did you mean {' or '.join(places)}?" if places else ""


def _last(path: str) -> str:
    return path.rpartition(".")[2]
