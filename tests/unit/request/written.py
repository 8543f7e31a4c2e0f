"""Training jobs as they were written: text in, what `request` makes of it out.

In the text `unknown` is a value that is not known yet, `secret` one that is marked sensitive, `fleeting` an ephemeral one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import ResourceAddress
from sm_tj_cli.aws.service_model import load_training_job_model
from sm_tj_cli.configuration.block_schema import conform_file
from sm_tj_cli.configuration.blocks import NoContext
from sm_tj_cli.configuration.bodies import evaluate_body
from sm_tj_cli.configuration.decode import decode_module
from sm_tj_cli.configuration.model import JobInstance, ProviderSettings
from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.request.build import build
from sm_tj_cli.request.schema import Schema
from sm_tj_cli.syntax.parse import parse_file
from sm_tj_cli.values.evaluate import evaluate
from sm_tj_cli.values.functions import STANDARD
from sm_tj_cli.values.scope import NoReferences, Scope
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, EPHEMERAL, SENSITIVE, string

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.syntax.nodes import Expression
    from sm_tj_cli.values.value import Value

NAMES = {
    "unknown": DYNAMIC_UNKNOWN,
    "secret": string("hunter2").with_marks({SENSITIVE}),
    "fleeting": string("gone").with_marks({EPHEMERAL}),
}
SCOPE = Scope(NoReferences(), STANDARD, NoContext(), NAMES)
NOTHING_ELSE = ProviderSettings()


@cache
def schema() -> Schema:
    """The installed model's."""
    return Schema.from_model(load_training_job_model())


def instances(
    text: str, name: str = "main.tf", provider: ProviderSettings = NOTHING_ELSE
) -> list[JobInstance]:
    """The training jobs of a file that has nothing else; what is wrong before `request` is an error of the test."""
    findings = Findings()
    body, problems = parse_file(SourceFile(name, text))
    findings.add(problems)
    module = decode_module(".", [conform_file(body, findings)], findings)

    def value_of(expression: Expression, scope: Scope) -> Value:
        value, told = evaluate(expression, scope)
        findings.add(told)
        return value

    found = []
    for resource in module.resources.values():
        address = ResourceAddress(resource.type, resource.name).instance()
        evaluated = evaluate_body(resource.body, SCOPE, value_of, findings)
        found.append(JobInstance(address, evaluated, resource.range, provider=provider))
    assert not findings.result().has_errors, findings.items
    return found


def resource(arguments: str, label: str = "a") -> str:
    """A resource with these arguments and blocks."""
    return f'resource "aws_sagemaker_training_job" "{label}" {{\n{arguments}\n}}\n'


def built(
    arguments: str, provider: ProviderSettings = NOTHING_ELSE
) -> tuple[TrainingJob, Diagnostics]:
    """The job with these arguments."""
    (instance,) = instances(resource(arguments), provider=provider)
    return build(instance, schema())


def place(problem: Diagnostic) -> tuple[int, int]:
    """Line, without the resource's own, and column."""
    assert problem.subject is not None
    return problem.subject.start.line - 1, problem.subject.start.column


def minimal(**others: str) -> str:
    """The arguments of a job without faults; a keyword replaces the argument or block of its name."""
    written = {
        "training_job_name": 'training_job_name = "train"',
        "role_arn": 'role_arn = "arn:aws:iam::123456789012:role/training"',
        "algorithm_specification": 'algorithm_specification {\ntraining_image = "x"\ntraining_input_mode = "File"\n}',
        "resource_config": 'resource_config {\ninstance_type = "ml.m5.large"\ninstance_count = 1\n}',
        "output_data_config": 'output_data_config { s3_output_path = "s3://bucket/out" }',
        "stopping_condition": "stopping_condition { max_runtime_in_seconds = 60 }",
        **others,
    }
    return "\n".join(written.values())
