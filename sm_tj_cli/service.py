"""What can go wrong at a service, in the words that deciding needs: processed or not, and what kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Processed(Enum):
    """Whether the service may have acted on a request that failed."""

    NO = "no"
    MAYBE = "maybe"


class Kind(Enum):
    """The kinds of failure that call for different behaviour."""

    NOT_FOUND = "not found"
    NAME_TAKEN = "name taken"
    THROTTLED = "throttled"
    QUOTA = "quota"
    NOT_OFFERED = "not offered"
    INVALID = "invalid"
    PROPAGATION = "propagation"
    CREDENTIALS = "credentials"
    PERMISSION = "permission"
    STATUS = "status"
    UNAVAILABLE = "unavailable"
    OTHER = "other"


# Not frozen: leaving a `with` block writes an exception's traceback into it.
@dataclass(unsafe_hash=True)
class ServiceError(Exception):
    """A call that did not succeed.

    Attributes:
        operation: the API's name of the call, `CreateTrainingJob`.
        kind: what to do about it.
        processed: whether it may have taken effect all the same.
        code: the service's error code, or the exception's name where no answer came.
        message: the service's words.
        request_id: for AWS support; None where no answer came.
    """

    operation: str
    kind: Kind
    processed: Processed
    code: str
    message: str
    request_id: str | None = None

    @property
    def is_refusal(self) -> bool:
        """Whether credentials or a permission are missing."""
        return self.kind in {Kind.CREDENTIALS, Kind.PERMISSION}

    def __str__(self) -> str:
        request = f" (request {self.request_id})" if self.request_id else ""
        # Whoever tells it makes a sentence of it.
        return f"{self.operation}: {self.code}: {self.message.removesuffix('.')}{request}"
