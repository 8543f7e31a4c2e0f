"""Outputs: their values, their preconditions, and what of them may leave the module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.configuration.conditions import check_condition
from sm_tj_cli.configuration.model import OutputValue
from sm_tj_cli.values.json_values import has_json
from sm_tj_cli.values.value import DECLARED, EPHEMERAL, SENSITIVE

if TYPE_CHECKING:
    from sm_tj_cli.configuration.evaluating import Evaluating
    from sm_tj_cli.configuration.module import Output
    from sm_tj_cli.values.value import Value

_SENSITIVE = (
    "To reduce the risk of accidentally exporting sensitive data that was intended to be only internal, Terraform requires "
    "that any root module output containing sensitive data be explicitly marked as sensitive, to confirm your intent.\n\n"
    "If you do intend to export this data, annotate the output value as sensitive by adding the following argument:\n"
    "    sensitive = true"
)


def output_value(output: Output, module: Evaluating) -> Value:
    """The value as others see it; one that may not be kept is told where the output does not say so."""
    value = module.evaluate(output.value)
    if EPHEMERAL in value.all_marks() and not output.ephemeral:
        module.shared.findings.error(
            "Ephemeral value not allowed",
            "This output value is not declared as returning an ephemeral value, so it cannot be set to a result derived "
            "from an ephemeral value.",
            output.value.range,
        )
    if output.ephemeral:
        value = value.with_marks({EPHEMERAL})
    return value.with_marks({SENSITIVE, DECLARED}) if output.sensitive else value


def root_output(output: Output, root: Evaluating) -> OutputValue:
    """An output of the root module, which is recorded: what may not be is told."""
    check_output(output, root)
    value = root.output(output.name)
    findings = root.shared.findings
    if output.ephemeral:
        findings.error(
            "Ephemeral output not allowed",
            "Ephemeral outputs are not allowed in context of a root module.",
            output.range,
        )
    marks = value.all_marks()
    if not output.sensitive and SENSITIVE in marks and DECLARED not in marks:
        findings.error("Output refers to sensitive values", _SENSITIVE, output.range)
    if not has_json(value):
        findings.error(
            "Output has no form in JSON",
            "This value is or contains an infinite number, which no state can keep.",
            output.value.range,
        )
    return OutputValue(output.name, value, SENSITIVE in marks, output.description)


def check_output(output: Output, module: Evaluating) -> None:
    """Tells the output's preconditions that do not hold."""
    for block in output.preconditions:
        check_condition(block, module, module.scope(), "Module output value precondition failed")
