"""What the parts of a module's evaluation ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceKey, ModuleInstance
    from sm_tj_cli.configuration.expand import Repetition
    from sm_tj_cli.configuration.model import EvaluatedBody, ProviderSettings
    from sm_tj_cli.configuration.module import Module, Resource
    from sm_tj_cli.configuration.shared import Shared
    from sm_tj_cli.diagnostics import Diagnostics, SourceRange
    from sm_tj_cli.syntax.nodes import Expression, Step
    from sm_tj_cli.values.scope import Scope
    from sm_tj_cli.values.value import Value


class Evaluating(Protocol):
    """One module instance."""

    module: Module
    path: tuple[ModuleInstance, ...]
    shared: Shared

    def evaluate(self, expression: Expression, scope: Scope | None = None) -> Value:
        """The value of an expression; what is wrong with it is told."""
        ...

    def providers(self) -> Mapping[str, ProviderSettings]:
        """The provider configurations by alias."""
        ...

    def resolve(
        self, root: str, steps: tuple[Step, ...], where: SourceRange
    ) -> tuple[Value, int, Diagnostics]:
        """The value of a reference."""
        ...

    def scope(self, repetition: Repetition = ..., itself: Value | None = None) -> Scope:
        """The scope of a block with this repetition; `itself` is what `self` means in it."""
        ...

    def instances(self, resource: Resource) -> Mapping[InstanceKey, Repetition]:
        """The resource's instances by key."""
        ...

    def body(self, resource: Resource, key: InstanceKey) -> EvaluatedBody:
        """The evaluated arguments of one instance."""
        ...

    def output(self, name: str) -> Value:
        """An output of this module."""
        ...

    def provider_of(self, resource: Resource) -> ProviderSettings:
        """The provider configuration that a resource uses."""
        ...
