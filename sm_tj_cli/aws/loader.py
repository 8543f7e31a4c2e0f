"""botocore's loader of service models, with our trimmed ones in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.loaders import Loader

from sm_tj_cli.aws.service_model import TRIMMED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class TrainingJobLoader(Loader):  # type: ignore[misc]  # botocore has no types
    """Finds our models without listing the four hundred folders of the others.

    `trimmed` says where the trimmed model of a service is, None where it has none.
    """

    def __init__(self, trimmed: Callable[[str], Path | None]) -> None:
        super().__init__()
        self._trimmed = trimmed
        self._looked: set[str] = set()
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
        if self._only_ours and service_name not in self._looked:
            self._looked.add(service_name)
            folder = self._trimmed(service_name)
            if folder is not None:
                self.search_paths.insert(0, str(folder))
        return super().load_service_model(service_name, type_name, api_version)
