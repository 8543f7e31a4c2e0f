"""What no training job refers to is evaluated too, so that its faults are told, as Terraform tells them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sm_tj_cli.configuration.blocks import check_names
from sm_tj_cli.configuration.checks import evaluate_check
from sm_tj_cli.configuration.conditions import check_lifecycle
from sm_tj_cli.configuration.lifecycle import decode_lifecycle
from sm_tj_cli.configuration.outputs import check_output
from sm_tj_cli.configuration.terraform_data import ATTRIBUTES, terraform_data
from sm_tj_cli.configuration.triggers import check_triggers
from sm_tj_cli.syntax.nodes import AttributeStep

if TYPE_CHECKING:
    from sm_tj_cli.configuration.evaluator import ModuleEvaluator
    from sm_tj_cli.configuration.module import Resource
    from sm_tj_cli.diagnostics import SourceRange


def visit_unreferenced(root: ModuleEvaluator) -> None:
    """Evaluates what is left in the root module and in every module that it calls.

    Values that only Terraform's state could answer are unknown here: no job needs them, and a folder that smtj shares
    with Terraform must not fail for what is Terraform's alone.
    """
    root.shared.lenient = True
    _visit(root)
    root.shared.lenient = False


def _visit(module: ModuleEvaluator) -> None:
    written, sources = module.module, module.shared.world.data_sources
    for name, variable in written.variables.items():
        _resolve(module, "var", name, variable.range)
    for name, local in written.locals.items():
        _resolve(module, "local", name, local.range)
    for resource in written.resources.values():
        if resource.type == "terraform_data" and resource.mode == "managed":
            _visit_data(module, resource)
        elif resource.mode == "data" and sources.knows(resource.type):
            for key in module.instances(resource):
                module.shared.findings.add(sources.check(resource.type, module.body(resource, key)))
    for check in written.checks.values():
        evaluate_check(check, module)
    for child in module.children():
        _visit(child)
        for output in child.module.outputs.values():
            child.output(output.name)
            check_output(output, child)


def _resolve(module: ModuleEvaluator, kind: str, name: str, where: SourceRange) -> None:
    module.resolve(kind, (AttributeStep(name, where),), where)


def _visit_data(module: ModuleEvaluator, resource: Resource) -> None:
    check_names(resource.body, ("input", "triggers_replace"), (), module.shared.findings)
    decode_lifecycle(resource.lifecycle, ATTRIBUTES, module.shared.findings)
    check_triggers(resource, module)
    for key, repetition in module.instances(resource).items():
        itself = terraform_data(module.arguments(resource, key), None)
        check_lifecycle(
            resource.lifecycle,
            module,
            module.scope(repetition),
            partial(module.scope, repetition, itself),
        )
