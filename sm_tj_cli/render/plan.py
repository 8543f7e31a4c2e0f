"""A plan in, Terraform's human form of it out."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import a_few
from sm_tj_cli.plan.change import Action, Change, Plan, Reason
from sm_tj_cli.plan.decide import COMPUTED
from sm_tj_cli.plan.record import job_status
from sm_tj_cli.render.console import Line, Piece, Terminal
from sm_tj_cli.render.differences import STYLES, Differences
from sm_tj_cli.render.expense import size_sentence, total_sentence
from sm_tj_cli.render.proposals import proposed
from sm_tj_cli.render.sanitise import one_line
from sm_tj_cli.render.summary import Summary
from sm_tj_cli.render.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.render.differences import Written
    from sm_tj_cli.request.training_job import AttributePath

_SYMBOLS = {
    Action.CREATE: "+",
    Action.UPDATE: "~",
    Action.NEW_GENERATION: "+/.",
    Action.REPLACE: "-/+",
    Action.DELETE: "-",
    Action.FORGET: ".",
}
_LEGEND = {
    Action.CREATE: "submit",
    Action.UPDATE: "update in-place",
    Action.NEW_GENERATION: "submit a new generation, keep the old one",
    Action.REPLACE: "delete the old record, then submit",
    Action.DELETE: "stop and forget",
    Action.FORGET: "forget",
}
_USUAL = {
    Action.NO_OP: "is as it should be",
    Action.CREATE: "will be submitted",
    Action.UPDATE: "will be updated in-place",
    Action.NEW_GENERATION: "changed and will be submitted as a new generation; the old job is kept",
    Action.REPLACE: "must be replaced: its record is deleted, then it is submitted again",
    Action.DELETE: "will be stopped if it runs, and forgotten",
    Action.FORGET: "will be forgotten; the job itself is left as it is",
}
_SPECIAL = {
    (Action.NEW_GENERATION, Reason.RERUN): "will be run again, as requested",
    (Action.NEW_GENERATION, Reason.TRIGGERED): (
        "will be run again, because a job of its replace_triggered_by is; the old job is kept"
    ),
    (Action.REPLACE, Reason.BY_REQUEST): (
        "will be replaced, as requested: its record is deleted, then it is submitted again"
    ),
    (Action.DELETE, Reason.PRUNED): (
        "is no longer in the configuration: it will be stopped if it runs, and forgotten"
    ),
}
_CHUNK = 1000
_IDENTITY = frozenset({"training_job_name", "name", "id"})
# Of a job that goes, what tells which one it is; its other attributes are no longer anybody's business.
# What every new job has of its own: that it is another one's afterwards says nothing.
_OWN = frozenset(COMPUTED) | {"name", "profiling_status", "warm_pool_status"}
_MANY = 3
_FAREWELL = ("training_job_name", "arn", "status", "creation_time")


def print_plan(terminal: Terminal, plan: Plan) -> None:
    """Writes the plan to standard output."""
    lines = plan_lines(plan, terminal.width, terminal.whereabouts)
    # The lines of ten thousand jobs are too many to hold at once.
    while chunk := list(islice(lines, _CHUNK)):
        terminal.out(*chunk)


def plan_lines(plan: Plan, width: int | None, whereabouts: str = "") -> Iterator[Line]:
    """Changes, notes, outputs and the summary. Diagnostics are told elsewhere.

    `whereabouts`: the options of this run that a proposed command needs too.
    """
    changes = [change for change in plan.changes if _is_shown(change)]
    if changes:
        yield from _introduction(changes)
        written: dict[AttributePath, Written] = {}
        for change in changes:
            yield from _change(change, width, written)
            yield ""
    yield from _notes(plan, width, whereabouts)
    if plan.refresh_only:
        yield from _drift(plan, width)
    yield from _conclusion(plan, width)
    yield from _outputs(plan)
    yield from _remarks(plan, width)


def _is_shown(change: Change) -> bool:
    return (
        change.action is not Action.NO_OP
        or change.reason is Reason.IMPORTED
        or change.previous_address is not None
    )


def _introduction(changes: list[Change]) -> Iterator[Line]:
    actions = [action for action in _SYMBOLS if any(item.action is action for item in changes)]
    if actions:
        yield "smtj will do what these symbols say:"
        for action in actions:
            yield (
                *_sign(action, indent=f"{'':{5 - len(_SYMBOLS[action])}}"),
                Piece(_LEGEND[action]),
            )
        yield ""


def _sign(action: Action, *, indent: str) -> tuple[Piece, ...]:
    symbol = _SYMBOLS[action]
    colored = (
        Piece(letter, STYLES.get(letter, "red" if letter == "." else "")) for letter in symbol
    )
    return (Piece(indent), *colored, Piece(" "))


def _change(
    change: Change, width: int | None, written: dict[AttributePath, Written]
) -> Iterator[Line]:
    for sentence in _header(change):
        for place, text in enumerate(wrap(sentence, width and width - 4)):
            yield (Piece("  # " if place == 0 else "  #   "), Piece(text, "bold"))
    for sentence in _particulars(change):
        for place, text in enumerate(wrap(sentence, width and width - 6)):
            yield "  # " + text if place == 0 else "  #   " + text
    if change.action is Action.NO_OP:
        return
    resource = change.address.resource
    opening = f'resource "{resource.type}" "{resource.name}" {{'
    symbol = _SYMBOLS[change.action]
    yield (*_sign(change.action, indent=" " * max(3 - len(symbol), 0)), Piece(opening))
    yield from _body(change, written)
    yield "    }"


def _body(change: Change, written: dict[AttributePath, Written]) -> Iterator[Line]:
    match change.action:
        case Action.CREATE:
            yield from Differences(change.unknown, change.sensitive, written=written).body(
                {}, _without_repetition(change.after or {}), (), 1
            )
        case Action.DELETE | Action.FORGET:
            before = change.before or {}
            kept = {name: before[name] for name in _FAREWELL if before.get(name) is not None}
            yield from Differences(sensitive=change.sensitive).body(kept, {}, (), 1)
        case _:
            yield from Differences(
                _telling(change),
                change.sensitive,
                touched=change.differing,
                remark=" # needs a new job" if change.action.submits else "",
                always=_IDENTITY,
            ).body(_comparable(change), change.after or {}, (), 1)


def _without_repetition(after: Mapping[str, JSON]) -> dict[str, JSON]:
    """`tags_all` is told where the provider's default tags make it another than `tags`."""
    repeats = after.get("tags_all") in ({}, after.get("tags"))
    return {name: value for name, value in after.items() if name != "tags_all" or not repeats}


def _comparable(change: Change) -> dict[str, JSON]:
    before = change.before or {}
    if not change.action.submits:
        return dict(before)
    return {name: value for name, value in before.items() if name not in _OWN}


def _telling(change: Change) -> frozenset[AttributePath]:
    """What is known later, without what every new job has anyway."""
    return frozenset(path for path in change.unknown if path[0] not in _OWN)


def _header(change: Change) -> Iterator[str]:
    address = one_line(str(change.address))
    if change.previous_address is not None:
        moved = one_line(str(change.previous_address))
        if change.action is Action.NO_OP and change.reason is not Reason.IMPORTED:
            yield f"{moved} has moved to {address}"
            return
        yield f"(moved from {moved})"
    yield f"{address} {_what(change)}"


def _particulars(change: Change) -> Iterator[str]:
    """How much it is, and what it waits for."""
    if not change.action.submits:
        return
    if size := size_sentence(change):
        yield size
    awaited = [item.address for item in change.dependencies if item.completed]
    if change.blocked_by:
        yield f"cannot begin, blocked by {_some(change.blocked_by)}"
    elif awaited:
        yield f"begins once {_some(awaited)} Completed"


def _some(addresses: Sequence[InstanceAddress]) -> str:
    return a_few(addresses, _MANY)


def _what(change: Change) -> str:
    if change.reason is Reason.IMPORTED:
        return "will be imported"
    if change.action is Action.DELETE and not change.stops:
        pruned = change.reason is Reason.PRUNED
        return f"{'is no longer in the configuration: it ' if pruned else ''}has ended, and will be forgotten"
    return _SPECIAL.get((change.action, change.reason)) or _USUAL[change.action]


def _drift(plan: Plan, width: int | None) -> Iterator[Line]:
    for change in plan.drift:
        address = one_line(str(change.address))
        if change.after is None:
            text = f"{address} is gone in AWS; its record is kept"
        else:
            text = f"{address} has another {', '.join(str(path[0]) for path in change.differing)}"
            before, after = job_status(change.before or {}), job_status(change.after)
            text += f" ({before} -> {after})" if before != after else ""
        for place, line in enumerate(wrap(one_line(text), width and width - 2)):
            yield (Piece("~ " if place == 0 else "  ", "yellow"), Piece(line))
    if plan.drift:
        yield ""


def _notes(plan: Plan, width: int | None, whereabouts: str) -> Iterator[Line]:
    for change in plan.changes:
        if change.note:
            text = f"{change.address}: {proposed(change.note, whereabouts)}"
            for place, line in enumerate(wrap(one_line(text), width and width - 2)):
                yield (Piece("! " if place == 0 else "  ", "yellow"), Piece(line))
            yield ""


def _conclusion(plan: Plan, width: int | None) -> Iterator[Line]:
    summary = Summary.of(plan.changes)
    if plan.refresh_only and plan.has_changes:
        count = len(plan.drift)
        yield (
            Piece("Plan:", "bold"),
            Piece(f" {count} {'record' if count == 1 else 'records'} to bring up to date."),
        )
        return
    if plan.has_changes or summary.adopt:
        if any(_is_shown(change) for change in plan.changes):
            yield (Piece("Plan:", "bold"), Piece(f" {summary.sentence()}."))
            if expense := total_sentence(plan.changes):
                yield from wrap(expense, width)
        return
    if not plan.changes:
        yield (Piece("No changes.", "bold green"), Piece(" There are no training jobs.", "bold"))
    elif any(change.note for change in plan.changes):
        yield (Piece("No changes.", "bold green"), Piece(" Nothing will be submitted or changed."))
    else:
        yield (
            Piece("No changes.", "bold green"),
            Piece(" The training jobs match the configuration.", "bold"),
        )
        yield ""
        yield from wrap(
            "smtj compared the configuration with the recorded jobs and found nothing to do.", width
        )


def _remarks(plan: Plan, width: int | None) -> Iterator[Line]:
    """What the plan is not about, and what AWS was asked."""
    told = []
    if plan.left_out:
        jobs = "job is" if plan.left_out == 1 else "jobs are"
        told.append(
            f"{len(plan.changes)} selected; {plan.left_out} {jobs} left out by --target and --exclude."
        )
    if plan.preflight is not None and plan.preflight.checked:
        told.append(f"Looked for in AWS: {', '.join(plan.preflight.checked)}.")
    if plan.preflight is not None and plan.preflight.unchecked:
        told.append(f"Not looked for: {', '.join(plan.preflight.unchecked)}.")
    for sentence in told:
        yield ""
        yield from ((Piece(line, "dim"),) for line in wrap(one_line(sentence), width))


def _outputs(plan: Plan) -> Iterator[Line]:
    changed = [output for output in plan.outputs if output.actions != ("no-op",)]
    if not changed:
        return
    yield ""
    yield "Changes to Outputs:"
    before = {output.name: output.before for output in changed}
    after = {output.name: output.after for output in changed}
    yield from Differences(
        unknown=frozenset((output.name,) for output in changed if output.after_unknown),
        sensitive=frozenset((output.name,) for output in changed if output.sensitive),
        always=frozenset(before),
        objects_are_values=True,
    ).body(before, after, (), 0)
