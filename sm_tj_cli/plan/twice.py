"""Training jobs that a state records at several addresses: nobody could say which of them decides what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.plan.record import job_arn, job_name

if TYPE_CHECKING:
    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.state.model import State


def recorded_twice(state: State) -> Diagnostics:
    """An error for each current job that stands at a second address."""
    found: dict[str, InstanceAddress] = {}
    errors = []
    for address, record in state.jobs():
        # The ARN tells jobs of one name in several regions apart; records of long ago have none.
        identity = (job_arn(record.attributes) or job_name(record.attributes)).lower()
        if identity and identity in found:
            errors.append(_twice(found[identity], address, job_name(record.attributes)))
        found.setdefault(identity, address)
    return Diagnostics(tuple(errors))


def _twice(first: InstanceAddress, second: InstanceAddress, name: str) -> Diagnostic:
    return Diagnostic.error(
        "Training job is recorded twice",
        f'The state has the training job "{name}" at {first} and at {second}. Forget one of them, which leaves the job '
        f"as it is: smtj state rm '{second}'",
        address=str(second),
    )
