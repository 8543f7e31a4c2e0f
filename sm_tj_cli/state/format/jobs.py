"""What the record of a training job must say in a state of smtj's own: which job it is.

A state in, half a sentence out. A job whose name is lost would be looked for in vain, then trained and paid for again;
Terraform takes such a record for one of nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB

if TYPE_CHECKING:
    from sm_tj_cli.state.model import InstanceState, State

BY_HAND = ". If somebody edited the file, mend it there"


def unknowable_job(state: State) -> str:
    """The first record that does not say which job it is, and what to do; empty where all do."""
    for at, resource in enumerate(state.resources):
        if resource.mode != "managed" or resource.type != TRAINING_JOB:
            continue
        for inside, item in enumerate(resource.instances):
            if fault := _fault(item):
                address = resource.address.instance(item.index_key)
                return f"resources[{at}].instances[{inside}].{fault} (it is the record of {address}){BY_HAND}"
    return ""


def _fault(item: InstanceState) -> str:
    if not item.attributes:
        return "attributes is not an object with the attributes of a training job"
    names = (item.attributes.get("training_job_name"), item.attributes.get("name"))
    if not any(name and isinstance(name, str) for name in names):
        return "attributes.training_job_name is not the name of a training job"
    return ""
