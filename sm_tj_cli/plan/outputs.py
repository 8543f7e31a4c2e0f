"""The root outputs before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.plan.change import OutputChange
from sm_tj_cli.state.model import OutputState
from sm_tj_cli.values.json_values import to_json as value_to_json
from sm_tj_cli.values.types import to_json as type_to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sm_tj_cli.configuration.model import OutputValue


def known_outputs(outputs: Iterable[OutputValue]) -> dict[str, OutputState]:
    """The outputs that are wholly known, as the state writes them. Null ones are left out, as Terraform does."""
    return {
        output.name: OutputState(
            value_to_json(output.value.unmarked_deep()),
            type_to_json(output.value.type),
            output.sensitive,
        )
        for output in outputs
        if output.value.is_wholly_known and not output.value.is_null
    }


def output_changes(
    outputs: Iterable[OutputValue], recorded: Mapping[str, OutputState]
) -> tuple[OutputChange, ...]:
    """One change for every output that is declared or recorded, by name."""
    declared = {output.name: output for output in outputs}
    known = known_outputs(declared.values())
    changes = []
    for name in sorted(declared.keys() | recorded.keys()):
        before, after = recorded.get(name), known.get(name)
        output = declared.get(name)
        unknown = output is not None and not output.value.is_wholly_known
        changes.append(
            OutputChange(
                name,
                before.value if before else None,
                after.value if after else None,
                after.type if after else before.type if before else "dynamic",
                _actions(before, after, unknown=unknown),
                sensitive=bool((output and output.sensitive) or (before and before.sensitive)),
                after_unknown=unknown,
            )
        )
    return tuple(
        change for change in changes if change.before is not None or change.actions != ("no-op",)
    )


def _actions(
    before: OutputState | None, after: OutputState | None, *, unknown: bool
) -> tuple[str, ...]:
    if before is None:
        return ("create",) if unknown or after is not None else ("no-op",)
    if unknown:
        return ("update",)
    if after is None:
        return ("delete",)
    return (
        ("no-op",)
        if (before.value, before.sensitive) == (after.value, after.sensitive)
        else ("update",)
    )
