"""The plan, complete and frozen: what would be done to each job, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.plan.record import has_ended

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.configuration.model import Dependency
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import AttributePath, TrainingJob
    from sm_tj_cli.state.model import State


class Action(Enum):
    """What is done to a job; the value is Terraform's `actions`."""

    NO_OP = ("no-op",)
    CREATE = ("create",)
    UPDATE = ("update",)
    NEW_GENERATION = ("create", "forget")
    REPLACE = ("delete", "create")
    DELETE = ("delete",)
    FORGET = ("forget",)

    @property
    def submits(self) -> bool:
        """Whether it calls CreateTrainingJob."""
        # Asked many times for each job: a set would hash its members each time.
        return self in (Action.CREATE, Action.NEW_GENERATION, Action.REPLACE)


class Reason(StrEnum):
    """Why: Terraform's `action_reason` where it has one, else our own word."""

    NONE = ""
    CHANGED_IN_PLACE = "update_in_place"
    CANNOT_UPDATE = "replace_because_cannot_update"
    BY_REQUEST = "replace_by_request"
    RERUN = "rerun_by_request"
    TRIGGERED = "replace_by_triggers"
    GONE = "gone_in_aws"
    PRUNED = "delete_because_no_resource_config"
    REMOVED = "forget_because_removed"
    IMPORTED = "import"


@dataclass(frozen=True, slots=True)
class Change:
    """What is to happen at one address.

    Attributes:
        before: the recorded attributes, None where there is no record.
        after: the attributes afterwards as far as known, None where nothing is left.
        differing: the paths that differ, where a change of the configuration is the reason.
        job: the declared job, None where it is no longer in the configuration.
        note: a sentence for people about a job that is left alone (Failed, Stopped, gone, kept).
        previous_address: where a `moved` block found its record.
        blocked_by: the jobs without which its submission cannot begin, and which this plan does not bring.
        earlier: the recorded attributes of the earlier generations that still run, which a DELETE stops too.
    """

    address: InstanceAddress
    action: Action
    reason: Reason = Reason.NONE
    before: Mapping[str, JSON] | None = None
    after: Mapping[str, JSON] | None = None
    differing: tuple[AttributePath, ...] = ()
    job: TrainingJob | None = None
    note: str = ""
    previous_address: InstanceAddress | None = None
    unknown: frozenset[AttributePath] = frozenset()
    sensitive: frozenset[AttributePath] = frozenset()
    blocked_by: tuple[InstanceAddress, ...] = ()
    earlier: tuple[Mapping[str, JSON], ...] = ()

    @property
    def does_anything(self) -> bool:
        """Whether applying does something here; adopting a job and moving a record are something, as in Terraform."""
        is_moved = self.previous_address is not None
        return self.action is not Action.NO_OP or self.reason is Reason.IMPORTED or is_moved

    @property
    def stops(self) -> bool:
        """Whether a job goes that had not ended when it was last seen."""
        ended = has_ended(self.before or {}) and not self.earlier
        return self.action is Action.DELETE and not ended

    @property
    def dependencies(self) -> tuple[Dependency, ...]:
        """The jobs that this one waits for."""
        return self.job.instance.dependencies if self.job else ()


@dataclass(frozen=True, slots=True)
class OutputChange:
    """A root output before and after; `after_unknown` where a job has to be submitted first."""

    name: str
    before: JSON
    after: JSON
    type: JSON
    actions: tuple[str, ...]
    sensitive: bool = False
    after_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Preflight:
    """What AWS was asked about the needs of the submissions, and what it was not asked or did not tell, in words."""

    checked: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What apply would do, and the version of the state that this was decided on.

    Attributes:
        preflight: what AWS said of the needs of the submissions, None where it was not asked.
        drift: what AWS says of recorded jobs by now that the state does not say yet.
        refresh_only: whether it is about bringing the records up to date and nothing else.
        left_out: how many jobs `--target` and `--exclude` left out.
    """

    changes: tuple[Change, ...]
    outputs: tuple[OutputChange, ...]
    prior: State
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    variables: Mapping[str, JSON] = field(default_factory=dict)
    preflight: Preflight | None = None
    drift: tuple[Change, ...] = ()
    left_out: int = 0
    refresh_only: bool = False

    @property
    def has_changes(self) -> bool:
        """Whether applying would do anything."""
        changed_output = any(output.actions != ("no-op",) for output in self.outputs)
        if self.refresh_only:
            return changed_output or bool(self.drift)
        return changed_output or any(change.does_anything for change in self.changes)

    @property
    def needs_consent(self) -> bool:
        """Whether it would stop, delete or forget something."""
        taking = {Action.REPLACE, Action.DELETE, Action.FORGET}
        return any(change.action in taking for change in self.changes)
