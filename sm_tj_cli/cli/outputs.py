"""One output of the state."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.state.model import OutputState


def find_output(outputs: Mapping[str, OutputState], name: str) -> OutputState:
    """The output of this name. Raises Stopped where there is none."""
    if name not in outputs:
        raise stop(
            "Output not found",
            f'The state has no output "{name}".{did_you_mean(name, outputs)} Outputs are recorded by smtj apply, once '
            "they are known.",
        )
    return outputs[name]


def raw_text(name: str, output: OutputState) -> str:
    """The output as `--raw` prints it: strings, numbers and bools only. Raises Stopped for others."""
    match output.value:
        case str() as text:
            return text
        case bool() | int() | float():
            return json.dumps(output.value)
        case _:
            raise stop(
                "Unsupported value for raw output",
                f'The output "{name}" is not a string, a number or a bool. Use --json instead.',
            )
