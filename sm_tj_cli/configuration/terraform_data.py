"""`terraform_data`, which needs no provider: its output is its input, whether Terraform has it recorded or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.types import STRING
from sm_tj_cli.values.value import DECLARED, SENSITIVE, Value, null, object_of, unknown_not_null

if TYPE_CHECKING:
    from collections.abc import Mapping


ATTRIBUTES = ("id", "input", "output", "triggers_replace")


def terraform_data(given: Mapping[str, Value], recorded: Value | None) -> Value:
    """One instance's object; only Terraform's state knows its id."""
    known = recorded.raw if recorded is not None and isinstance(recorded.raw, dict) else {}
    put = given.get("input", null())
    # What the provider computes is not marked by Terraform; here it stays hidden all the same.
    output = put.with_marks({DECLARED}) if SENSITIVE in put.all_marks() else put
    return object_of(
        {
            "id": known.get("id", unknown_not_null(STRING)),
            "input": put,
            "output": output,
            "triggers_replace": given.get("triggers_replace", null()),
        }
    )
