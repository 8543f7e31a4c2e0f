"""Whether the references of a module lead anywhere: checked where they are written, whether or not they are evaluated.

A module comes in, and what is wrong goes out, in Terraform's words. What a reference means is `evaluator`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import ResourceAddress
from sm_tj_cli.diagnostics import Diagnostic, did_you_mean
from sm_tj_cli.syntax.nodes import AttributeStep, IndexStep

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.configuration.module import Module, Resource
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Step

RESERVED = frozenset({"template", "lazy", "arg"})
_OBJECTS = frozenset({"var", "local", "path", "terraform", "module", "each", "count"})
_TYPE_NEEDS_NAME = "A reference to a resource type must be followed by at least one attribute access, specifying the resource name."
_EACH = 'The "each" object can be used only in "module" or "resource" blocks, and only when the "for_each" argument is set.'
_COUNT = (
    'The "count" object can only be used in "module", "resource", and "data" blocks, and only when the "count" argument '
    "is set."
)
_SELF = (
    'The "self" object is not available in this context. This object can be used only in resource provisioner, '
    "connection, and postcondition blocks."
)


@dataclass(frozen=True, slots=True)
class Place:
    """What a block's expressions may refer to besides the module's names.

    Attributes:
        itself: the resource or the local value that must not be referred to here, as it is referred to.
        scoped: the data source that only this check may refer to.
    """

    counts: bool = False
    repeats: bool = False
    has_self: bool = False
    itself: str = ""
    scoped: str = ""


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class References:
    """The names of one module; `label` is the module as messages call it.

    `is_recorded` says whether Terraform's state has a resource that is not declared, as where one file of a
    directory is the configuration.
    """

    module: Module
    label: str
    is_recorded: Callable[[ResourceAddress], bool]

    def check(
        self, root: str, steps: tuple[Step, ...], where: SourceRange, place: Place = NOWHERE
    ) -> Diagnostic | None:
        """What is wrong with a reference; None where nothing is."""
        if root in _OBJECTS:
            return self._object(root, steps, where, place)
        if root == "self":
            fault = Diagnostic.error('Invalid "self" reference', _SELF, where)
            return None if place.has_self else fault
        if root in RESERVED:
            return Diagnostic.error(
                "Reserved symbol name",
                f'The symbol name "{root}" is reserved for use in a future Terraform version. If you are using a provider '
                'that already uses this as a resource type name, add the prefix "resource." to force interpretation as a '
                "resource type name.",
                where,
            )
        return self._resource(root, steps, where, place)

    def _object(
        self, root: str, steps: tuple[Step, ...], where: SourceRange, place: Place
    ) -> Diagnostic | None:
        match root:
            case "each" if not place.repeats:
                return Diagnostic.error(
                    'Reference to "each" in context without for_each', _EACH, where
                )
            case "count" if not place.counts:
                return Diagnostic.error(
                    'Reference to "count" in non-counted context', _COUNT, where
                )
            case _:
                pass
        if not steps or not isinstance(steps[0], AttributeStep):
            return Diagnostic.error(
                "Invalid reference",
                f'The "{root}" object cannot be accessed directly. Instead, access one of its attributes.',
                where,
            )
        return self._attribute(root, steps[0].name, where, place)

    def _attribute(
        self, root: str, name: str, where: SourceRange, place: Place
    ) -> Diagnostic | None:
        if root in ("each", "count", "path", "terraform"):
            return _of_fixed(root, name, where)
        tables: Mapping[str, Mapping[str, object]] = {
            "var": self.module.variables,
            "local": self.module.locals,
            "module": self.module.calls,
        }
        declared = tables[root]
        if root == "local" and place.itself == f"local.{name}":
            detail = (
                f"Local value local.{name} cannot use its own result as part of its expression."
            )
            return Diagnostic.error("Self-referencing local value", detail, where)
        if name in declared:
            return None
        hint = did_you_mean(name, declared)
        match root:
            case "var":
                hint = (
                    hint or f' This variable can be declared with a variable "{name}" {{}} block.'
                )
                detail = f'An input variable with the name "{name}" has not been declared.{hint}'
                return Diagnostic.error("Reference to undeclared input variable", detail, where)
            case "local":
                detail = f'A local value with the name "{name}" has not been declared.{hint}'
                return Diagnostic.error("Reference to undeclared local value", detail, where)
            case _:
                detail = f'No module call named "{name}" is declared in {self.label}.{hint}'
                return Diagnostic.error("Reference to undeclared module", detail, where)

    def _resource(
        self, root: str, steps: tuple[Step, ...], where: SourceRange, place: Place
    ) -> Diagnostic | None:
        mode, kind, name, rest = split_resource(root, steps)
        if not name:
            detail = _TYPE_NEEDS_NAME
            if mode != "managed" or root == "resource":
                detail = (
                    f'The "{root}" object must be followed by two attribute names: the resource type and the '
                    "resource name."
                )
            return Diagnostic.error("Invalid reference", detail, where)
        prefix = "" if mode == "managed" else f"{mode}."
        address = f"{prefix}{kind}.{name}"
        resource = self.module.resources.get(address)
        if place.scoped == address:
            return None
        if resource is None:
            return self._undeclared(mode, kind, name, where)
        if place.itself == address:
            detail = f"Configuration for {address} may not refer to itself."
            return Diagnostic.error("Self-referential block", detail, where)
        return _of_key(resource, address, rest[0] if rest else None, where)

    def _undeclared(self, mode: str, kind: str, name: str, where: SourceRange) -> Diagnostic | None:
        address = ResourceAddress(kind, name, is_data=mode == "data")
        if mode != "ephemeral" and self.is_recorded(address):
            return None
        scoped = {
            f"data.{check.data.type}.{check.data.name}"
            for check in self.module.checks.values()
            if check.data is not None
        }
        if str(address) in scoped:
            return Diagnostic.error(
                "Reference to scoped resource",
                f'The referenced data resource "{kind}" "{name}" is not available from this context.',
                where,
            )
        others = [it.name for it in self.module.resources.values() if it.type == kind]
        word = {"data": "A data", "ephemeral": "An ephemeral"}.get(mode, "A managed")
        return Diagnostic.error(
            "Reference to undeclared resource",
            f'{word} resource "{kind}" "{name}" has not been declared in {self.label}.{did_you_mean(name, others)}',
            where,
        )


def split_resource(root: str, steps: tuple[Step, ...]) -> tuple[str, str, str, tuple[Step, ...]]:
    """Mode, type and name of a resource reference, and the steps behind it; an empty name where it has none."""
    mode = {"data": "data", "ephemeral": "ephemeral"}.get(root, "managed")
    if root not in ("data", "ephemeral", "resource"):
        first = steps[0] if steps else None
        name = first.name if isinstance(first, AttributeStep) else ""
        return mode, root, name, steps[1:]
    match steps[:2]:
        case (AttributeStep(kind), AttributeStep(name)):
            return mode, kind, name, steps[2:]
        case _:
            return mode, "", "", ()


def _of_fixed(root: str, name: str, where: SourceRange) -> Diagnostic | None:
    known = {
        "each": ("key", "value"),
        "count": ("index",),
        "path": ("module", "root", "cwd"),
        "terraform": ("workspace", "applying"),
    }[root]
    if name in known:
        return None
    why = {
        "each": " The supported attributes are each.key and each.value, the current key and value pair of the "
        '"for_each" attribute set.',
        "count": " The only supported attribute is count.index, which is the index of each instance of a resource block "
        'that has the "count" argument set.',
        "path": did_you_mean(name, known),
        "terraform": " The only supported attribute is terraform.workspace, the name of the currently-selected workspace.",
    }[root]
    return Diagnostic.error(
        f'Invalid "{root}" attribute',
        f'The "{root}" object does not have an attribute named "{name}".{why}',
        where,
    )


def _of_key(
    resource: Resource, address: str, step: Step | None, where: SourceRange
) -> Diagnostic | None:
    is_index = isinstance(step, IndexStep) or (
        isinstance(step, AttributeStep) and step.name.isdigit()
    )
    word, example = (
        ("count", "count.index") if resource.count is not None else ("for_each", "each.key")
    )
    if resource.count is None and resource.for_each is None:
        if not is_index:
            return None
        return Diagnostic.error(
            "Unexpected resource instance key",
            f'Because {address} does not have "count" or "for_each" set, references to it must not include an index key. '
            "Remove the bracketed index to refer to the single instance of this resource.",
            where,
        )
    if is_index or not isinstance(step, AttributeStep):
        return None
    return Diagnostic.error(
        "Missing resource instance key",
        f'Because {address} has "{word}" set, its attributes must be accessed on specific instances.\n\nFor example, to '
        f"correlate with indices of a referring resource, use:\n    {address}[{example}]",
        where,
    )
