"""`required_version`: whether a configuration accepts the Terraform whose language smtj speaks."""

from __future__ import annotations

import operator as operators
import re
from typing import TYPE_CHECKING

from sm_tj_cli.configuration.blocks import literal_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.syntax.nodes import Attribute

# The Terraform whose answers the language's tests record.
SPOKEN = (1, 11, 4)
_CONSTRAINT = re.compile(
    r"\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+)*)(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?\s*"
)

_COMPARE: dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    "=": operators.eq,
    "!=": operators.ne,
    ">": operators.gt,
    ">=": operators.ge,
    "<": operators.lt,
    "<=": operators.le,
}


def check_core_version(attribute: Attribute, findings: Findings) -> None:
    """Tells a constraint that cannot be read, or that the spoken version does not meet."""
    text = literal_text(attribute, findings)
    where = attribute.expression.range
    for part in text.split(","):
        match = _CONSTRAINT.fullmatch(part)
        if match is None:
            findings.error(
                "Invalid version constraint",
                f'"{part.strip()}" is not a version constraint. Write an operator (=, !=, >, >=, <, <= or ~>) and a '
                'version, several of them with commas between them: ">= 1.5, < 2.0".',
                where,
            )
            return
        if match[3]:
            findings.error(
                "Invalid required_version constraint",
                f"Prerelease version constraints are not supported: {text}. Remove the prerelease information from the "
                "constraint. Prerelease versions of terraform will match constraints using their version core only.",
                where,
            )
            return
        numbers = tuple(int(number) for number in match[2].split("."))
        if not _holds(match[1] or "=", numbers):
            spoken = ".".join(map(str, SPOKEN))
            findings.error(
                "Unsupported Terraform Core version",
                f"This configuration requires Terraform {text}, and smtj speaks the language of Terraform {spoken}. "
                "Change required_version if the configuration means the same there.",
                where,
            )
            return


def _holds(operator: str, numbers: tuple[int, ...]) -> bool:
    wanted = numbers + (0,) * (len(SPOKEN) - len(numbers))
    spoken = SPOKEN + (0,) * (len(wanted) - len(SPOKEN))
    if operator == "~>":
        # Only the last number that is written may grow.
        fixed = len(numbers) - 1
        return spoken[:fixed] == numbers[:fixed] and spoken >= wanted
    return _COMPARE[operator](spoken, wanted)
