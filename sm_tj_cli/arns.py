"""ARNs: the text in, its parts out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arn:
    """`arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`; all parts are empty where a text is no ARN."""

    partition: str = ""
    service: str = ""
    region: str = ""
    account: str = ""
    resource: str = ""

    @classmethod
    def of(cls, text: object) -> Arn:
        """The parts of an ARN."""
        parts = text.split(":", 5) if isinstance(text, str) else []
        return cls(*parts[1:]) if len(parts) == 6 and parts[0] == "arn" else cls()

    @property
    def name(self) -> str:
        """The resource without its kind: of `training-job/train`, `train`."""
        return self.resource.rpartition("/")[2]
