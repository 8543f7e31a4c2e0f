"""A plan in, the members of `terraform show -json PLAN` out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.plan.change import Reason
from sm_tj_cli.plan.record import job_name
from sm_tj_cli.render.expense import total
from sm_tj_cli.render.json_output import Document, diagnostics_json
from sm_tj_cli.render.masking import mask, masked
from sm_tj_cli.render.summary import Summary
from sm_tj_cli.state.model import AWS_PROVIDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sm_tj_cli.addresses import InstanceAddress, ModuleInstance
    from sm_tj_cli.diagnostics import Diagnostic, SourceFile
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.plan.change import Change, OutputChange, Plan
    from sm_tj_cli.request.training_job import AttributePath

_Tree: TypeAlias = "dict[str | int, _Tree]"

# The version of Terraform's own format that these members are taken from.
PLAN_FORMAT_VERSION = "1.2"

_PROVIDER = AWS_PROVIDER.removeprefix('provider["').removesuffix('"]')


def plan_document(
    plan: Plan, diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]
) -> Document:
    """The plan with the diagnostics of the whole run.

    It is written on one line, as Terraform does: that of ten thousand jobs takes long to indent.
    """
    found = list(diagnostics)
    preflight = {} if plan.preflight is None else {"preflight": asdict(plan.preflight)}
    return {
        "format_version": PLAN_FORMAT_VERSION,
        "terraform_version": plan.prior.terraform_version,
        "variables": {name: {"value": value} for name, value in plan.variables.items()},
        "planned_values": {
            "outputs": {output.name: _planned_output(output) for output in plan.outputs},
            "root_module": _planned_module((), plan.changes),
        },
        "resource_drift": [_resource_change(change) for change in plan.drift],
        "resource_changes": [_resource_change(change) for change in plan.changes],
        "output_changes": {output.name: _output_change(output) for output in plan.outputs},
        "applyable": plan.has_changes,
        "complete": not plan.left_out,
        "errored": any(item.is_error for item in found),
        "instances": [asdict(one) for one in total(plan.changes)],
        "summary": Summary.of(plan.changes).as_json(),
        **preflight,
        "diagnostics": diagnostics_json(found, sources),
    }


def _resource_change(change: Change) -> Document:
    document = _identity(change.address)
    if change.previous_address is not None:
        document["previous_address"] = str(change.previous_address)
    before, hidden_before = _mask(change.before, change.sensitive)
    after, hidden_after = _mask(change.after, change.sensitive)
    document["change"] = {
        "actions": list(change.action.value),
        "before": before,
        "after": _without_unknown(after, change.unknown),
        "after_unknown": marks(change.after, change.unknown) if change.after is not None else {},
        "before_sensitive": marks(change.before, hidden_before),
        "after_sensitive": marks(change.after, hidden_after),
        **_replace_paths(change),
        **_importing(change),
    }
    if change.reason:
        document["action_reason"] = change.reason.value
    if change.note:
        document["note"] = change.note
    return document


def _importing(change: Change) -> Document:
    if change.reason is not Reason.IMPORTED:
        return {}
    return {"importing": {"id": job_name(change.after or {})}}


def _replace_paths(change: Change) -> Document:
    if not change.action.submits or not change.differing:
        return {}
    return {"replace_paths": [list(path) for path in change.differing]}


def _identity(address: InstanceAddress) -> Document:
    resource = address.resource
    module = str(address).removesuffix(str(_local(address))).removesuffix(".")
    document: Document = {"address": str(address)}
    if module:
        document["module_address"] = module
    document |= {
        "mode": "data" if resource.is_data else "managed",
        "type": resource.type,
        "name": resource.name,
    }
    if address.key is not None:
        document["index"] = address.key
    return {**document, "provider_name": _PROVIDER}


def _local(address: InstanceAddress) -> InstanceAddress:
    resource = address.resource
    return type(resource)(resource.type, resource.name, (), resource.is_data).instance(address.key)


def _output_change(output: OutputChange) -> Document:
    return {
        "actions": list(output.actions),
        "before": _shown(output, output.before),
        "after": None if output.after_unknown else _shown(output, output.after),
        "after_unknown": output.after_unknown,
        "before_sensitive": output.sensitive,
        "after_sensitive": output.sensitive,
    }


def _planned_output(output: OutputChange) -> Document:
    known: Document = {} if output.after_unknown else {"type": output.type}
    if not output.after_unknown:
        known["value"] = _shown(output, output.after)
    return {"sensitive": output.sensitive, **known}


def _shown(output: OutputChange, value: JSON) -> JSON:
    return masked(value, {()} if output.sensitive else ())


def _planned_module(path: tuple[ModuleInstance, ...], changes: Iterable[Change]) -> Document:
    inside = [change for change in changes if change.address.resource.module[: len(path)] == path]
    own = [change for change in inside if len(change.address.resource.module) == len(path)]
    resources = [_planned_resource(change) for change in own if change.after is not None]
    deeper = dict.fromkeys(
        change.address.resource.module[: len(path) + 1]
        for change in inside
        if len(change.address.resource.module) > len(path)
    )
    document: Document = {"address": ".".join(map(str, path))} if path else {}
    if resources:
        document["resources"] = resources
    if deeper:
        document["child_modules"] = [_planned_module(child, inside) for child in deeper]
    return document


def _planned_resource(change: Change) -> Document:
    identity = _identity(change.address)
    identity.pop("module_address", None)
    after, hidden = _mask(change.after, change.sensitive)
    return {
        **identity,
        "schema_version": 0,
        "values": _without_unknown(after, change.unknown),
        "sensitive_values": marks(change.after, hidden),
    }


def _mask(
    content: Mapping[str, JSON] | None, sensitive: frozenset[AttributePath]
) -> tuple[dict[str, JSON] | None, frozenset[AttributePath]]:
    """The content without its secrets, and where they are; a secret that is not known yet is marked too."""
    if content is None:
        return None, frozenset()
    shown, hidden = mask(dict(content), sensitive)
    assert isinstance(shown, dict)
    return shown, hidden | sensitive


def _without_unknown(content: Mapping[str, JSON] | None, unknown: frozenset[AttributePath]) -> JSON:
    return None if content is None else _known(dict(content), _tree(unknown))


def _known(value: JSON, unknown: _Tree) -> JSON:
    """The value without the parts that the tree leads to; parts off the tree are not copied."""
    match value:
        case dict() if unknown:
            return {
                name: _known(item, unknown.get(name, {}))
                for name, item in value.items()
                if unknown.get(name) != {}
            }
        case list() if unknown:
            return [_known(item, unknown.get(place, {})) for place, item in enumerate(value)]
        case _:
            return value


def marks(content: Mapping[str, JSON] | None, paths: frozenset[AttributePath]) -> JSON:
    """`true` at each of the paths, in the shape of `content`; false where there is no content."""
    return False if content is None else _marks(dict(content), _tree(paths))


def _marks(value: JSON, tree: _Tree) -> JSON:
    match value:
        case list():
            blank: JSON = {} if value and isinstance(value[0], dict) else False
            return [
                _marked(item, tree[place]) if place in tree else blank
                for place, item in enumerate(value)
            ]
        case dict():
            return {str(step): _marked(value.get(str(step)), tree[step]) for step in tree}
        case _:
            return False


def _marked(value: JSON, tree: _Tree) -> JSON:
    return _marks(value, tree) if tree else True


def _tree(paths: Iterable[AttributePath]) -> _Tree:
    """The paths as one tree; an empty branch is the end of a path."""
    root: _Tree = {}
    for path in sorted(paths, key=str):
        branch = root
        for step in path:
            branch = branch.setdefault(step, {})
    return root
