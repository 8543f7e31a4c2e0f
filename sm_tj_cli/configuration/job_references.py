"""References to training jobs: what is known of one before it was submitted, while it runs, and after it Completed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.configuration.gather import gathered
from sm_tj_cli.configuration.model import Dependency
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics, did_you_mean
from sm_tj_cli.syntax.nodes import AttributeStep, IndexStep, NumberLiteral, StringLiteral
from sm_tj_cli.values.traversal import StepError, attribute, index
from sm_tj_cli.values.types import STRING, ListType, ObjectType, TupleType
from sm_tj_cli.values.value import (
    DYNAMIC_UNKNOWN,
    NULL,
    Value,
    number,
    object_of,
    unknown_not_null,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.addresses import InstanceAddress, InstanceKey, ResourceAddress
    from sm_tj_cli.configuration.shared import Shared
    from sm_tj_cli.syntax.nodes import Step

# What is certain once a job was submitted; everything else that it exports can change until it ended.
KNOWN_ONCE_SUBMITTED = frozenset(
    {
        "arn",
        "creation_time",
        "id",
        "name",
        "tags",
        "tags_all",
        "training_job_arn",
        "training_job_name",
    }
)

# Every submitted job has these, as text.
_ALWAYS_TEXT = KNOWN_ONCE_SUBMITTED - {"tags", "tags_all"}


class JobReference:
    """One training-job resource, as others refer to it.

    `arguments` gives the evaluated arguments of the instance with a key; `keys` are its instances, which have keys of
    their own where it `repeats`, unless they are not known yet.
    """

    def __init__(
        self,
        address: ResourceAddress,
        keys: Mapping[InstanceKey, object],
        arguments: Callable[[InstanceKey], Mapping[str, Value]],
        shared: Shared,
        *,
        repeats: bool = False,
    ) -> None:
        self._address, self._keys, self._shared = address, keys, shared
        self._arguments = arguments
        self._repeats = repeats

    def resolve(self, steps: tuple[Step, ...]) -> tuple[Value, int, Diagnostics]:
        """The value behind `aws_sagemaker_training_job.name`, and how many of the steps it stands for."""
        if None in self._keys and self._repeats:
            self._note(None, completed=True)
            return DYNAMIC_UNKNOWN, 0, Diagnostics()
        if None in self._keys:
            return self._instance(None, steps, 0)
        key = _static_key(steps[0]) if steps else None
        if key is not None:
            if key not in self._keys:
                # Which instances there are depends on values, and so `try` forgives an index of one that is not there.
                return gathered(dict.fromkeys(self._keys, DYNAMIC_UNKNOWN)), 0, Diagnostics()
            return self._instance(key, steps[1:], 1)
        return self._shared.remembered(f"all of {self._address}", self._all), 0, Diagnostics()

    def whole(self, key: InstanceKey) -> Value:
        """One instance as an object with every attribute there is."""
        missing = {name: self._missing(key, name) for name in self._shared.world.job_attributes}
        return object_of({**missing, **self._known(key)})

    def _all(self) -> Value:
        for key in self._keys:
            self._note(key, completed=True)
        return gathered({key: self.whole(key) for key in self._keys})

    def _instance(
        self, key: InstanceKey, steps: tuple[Step, ...], consumed: int
    ) -> tuple[Value, int, Diagnostics]:
        if not steps or not isinstance(steps[0], AttributeStep):
            self._note(key, completed=True)
            return self.whole(key), consumed, Diagnostics()
        name = steps[0].name
        known = self._known(key)
        if name not in known and name not in self._shared.world.job_attributes:
            return (
                DYNAMIC_UNKNOWN,
                consumed + len(steps),
                Diagnostics.of(self._no_attribute(steps[0])),
            )
        is_argument = name in self._arguments(key)
        self._note(key, completed=not is_argument and name not in KNOWN_ONCE_SUBMITTED)
        value = known.get(name, self._missing(key, name))
        value, used = _flexible(value, steps[1:])
        return value, consumed + 1 + used, Diagnostics()

    def _known(self, key: InstanceKey) -> Mapping[str, Value]:
        record = self._record(key)
        arguments = self._arguments(key)
        if record is None:
            return arguments
        recorded = record.raw if isinstance(record.raw, dict) else {}
        if _is_final(recorded):
            return {**arguments, **recorded}
        stable = {
            name: value
            for name, value in recorded.items()
            if name in KNOWN_ONCE_SUBMITTED or name in arguments
        }
        return {**arguments, **stable}

    def _missing(self, key: InstanceKey, name: str) -> Value:
        record = self._record(key)
        if record is not None and isinstance(record.raw, dict) and _is_final(record.raw):
            return NULL
        return unknown_not_null(STRING) if name in _ALWAYS_TEXT else DYNAMIC_UNKNOWN

    def _record(self, key: InstanceKey) -> Value | None:
        return self._shared.world.records.attributes(self._instance_address(key))

    def _note(self, key: InstanceKey, *, completed: bool) -> None:
        self._shared.needs(Dependency(self._instance_address(key), completed))

    def _instance_address(self, key: InstanceKey) -> InstanceAddress:
        return self._address.instance(key)

    def _no_attribute(self, step: AttributeStep) -> Diagnostic:
        hint = did_you_mean(step.name, self._shared.world.job_attributes)
        return Diagnostic.error(
            "Unsupported attribute",
            f'This object has no argument, nested block, or exported attribute named "{step.name}".{hint}',
            step.range,
        )


def _is_final(recorded: Mapping[str, Value]) -> bool:
    status = recorded.get("status") or recorded.get("training_job_status")
    return status is not None and status.raw == "Completed"


def _flexible(value: Value, steps: tuple[Step, ...]) -> tuple[Value, int]:
    """Follows static steps; `x[0].a` and `x.a` mean the same where there is one `x` (a block or an object)."""
    for used, step in enumerate(steps):
        if not value.is_known or value.is_null:
            return (
                DYNAMIC_UNKNOWN if not value.is_known else value
            ), used if value.is_null else len(steps)
        is_list = isinstance(value.type, ListType | TupleType)
        try:
            if isinstance(step, AttributeStep) and is_list:
                value = attribute(index(value, number(0)), step.name)
            elif isinstance(step, AttributeStep):
                value = attribute(value, step.name)
            elif _static_key(step) == 0 and isinstance(value.type, ObjectType):
                continue
            elif isinstance(step, IndexStep) and _static_key(step) is not None:
                value = index(value, _key_value(step))
            else:
                return value, used
        except StepError:
            return value, used
    return value, len(steps)


def _static_key(step: Step) -> InstanceKey:
    match step:
        case IndexStep(NumberLiteral(text)) if text.isdigit():
            return int(text)
        case IndexStep(StringLiteral(text)):
            return text
        case _:
            return None


def _key_value(step: Step) -> Value:
    from sm_tj_cli.values.value import string

    key = _static_key(step)
    return number(key) if isinstance(key, int) else string(str(key))
