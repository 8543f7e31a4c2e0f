"""The functions that a module may call: those of the language, and Terraform's built-in provider's where it is required."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.functions.terraform_provider import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sm_tj_cli.configuration.decode_terraform import RequiredProvider
    from sm_tj_cli.values.call import Function, FunctionTable

BUILT_IN = "terraform.io/builtin/terraform"
PREFIX = "provider::"


class ModuleFunctions:
    """All functions by the names that they have in a module with these required providers."""

    def __init__(self, functions: FunctionTable, required: Mapping[str, RequiredProvider]) -> None:
        self._functions = functions
        self._namespaces = [
            f"{PREFIX}{name}::"
            for name, provider in required.items()
            if provider.source == BUILT_IN
        ]

    def get(self, name: str) -> Function | None:
        """The function, None where there is none of that name."""
        if not name.startswith(PREFIX):
            return self._functions.get(name)
        for namespace in self._namespaces:
            if name.startswith(namespace):
                return self._functions.get(NAMESPACE + name.removeprefix(namespace))
        return None

    def names(self) -> Iterable[str]:
        """All names, for suggestions."""
        for name in self._functions.names():
            if name.startswith(PREFIX):
                yield from (it + name.removeprefix(NAMESPACE) for it in self._namespaces)
            else:
                yield name
