"""botocore's loader of service models, with our trimmed ones in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.loaders import Loader

if TYPE_CHECKING:
    from collections.abc import Sequence

TRIMMED = frozenset({"sagemaker"})


class TrainingJobLoader(Loader):  # type: ignore[misc]  # botocore has no types
    """Finds SageMaker's model without listing the four hundred folders of the others."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(extra_search_paths=list(paths))
        self._only_ours = False

    def list_available_services(self, type_name: str) -> list[str]:
        """The services that have a file of this type; ours need no look."""
        if type_name == "service-2" and self._only_ours:
            return list(TRIMMED)
        found: list[str] = super().list_available_services(type_name)
        return found

    def load_service_model(
        self, service_name: str, type_name: str, api_version: str | None = None
    ) -> object:
        """The model of a service."""
        self._only_ours = service_name in TRIMMED
        return super().load_service_model(service_name, type_name, api_version)
