from __future__ import annotations

import pytest

from sm_tj_cli.configuration.model import OutputValue
from sm_tj_cli.plan.outputs import known_outputs, output_changes
from sm_tj_cli.state.model import OutputState
from sm_tj_cli.values.types import STRING
from sm_tj_cli.values.value import Value, null, string, unknown

OLD = OutputState("old", "string", False)


def output(value: Value, *, sensitive: bool = False) -> OutputValue:
    return OutputValue("o", value, sensitive)


KNOWN, UNKNOWN, NULL = string("new"), unknown(STRING), null(STRING)


@pytest.mark.parametrize(
    ("declared", "recorded", "actions"),
    [
        (KNOWN, None, ("create",)),
        (UNKNOWN, None, ("create",)),
        (KNOWN, OLD, ("update",)),
        (UNKNOWN, OLD, ("update",)),
        (NULL, OLD, ("delete",)),
        (None, OLD, ("delete",)),
        (string("old"), OLD, ("no-op",)),
    ],
)
def test_each_output_has_its_action(
    declared: Value | None, recorded: OutputState | None, actions: tuple[str, ...]
) -> None:
    outputs = [output(declared)] if declared else []
    (change,) = output_changes(outputs, {"o": recorded} if recorded else {})
    assert change.actions == actions
    assert change.after_unknown is (declared is UNKNOWN)


def test_what_was_and_is_null_is_no_change() -> None:
    assert output_changes([output(NULL)], {}) == ()


def test_a_secret_stays_one() -> None:
    secret = OutputState("old", "string", True)
    (change,) = output_changes([output(KNOWN)], {"o": secret})
    assert change.sensitive


def test_the_state_has_what_is_wholly_known() -> None:
    assert known_outputs([output(KNOWN)]) == {"o": OutputState("new", "string", False)}
    assert known_outputs([output(UNKNOWN), output(NULL)]) == {}
