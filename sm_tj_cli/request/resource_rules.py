"""Rules of `resource_config`: which machines a job runs on, said in one of three ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.request.overrides import LOCAL_STORAGE_FAMILIES
from sm_tj_cli.request.wording import COMBINATION, MISSING_ARGUMENT, MISSING_BLOCK, excludes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.diagnostics import Diagnostic
    from sm_tj_cli.request.facts import Facts

PATH = "resource_config"
GROUPS = f"{PATH}.instance_groups"
PREFERENCES = f"{PATH}.instance_preferences"
SERVERLESS = "serverless_job_config"
SPOT = "enable_managed_spot_training"


def resource_rules(facts: Facts) -> Iterator[Diagnostic]:
    """What is wrong with the machines."""
    if facts.lacks(PATH):
        if facts.lacks(SERVERLESS):
            yield facts.error(
                MISSING_BLOCK,
                'At least 1 "resource_config" block is required: it says on which instances the job runs. Only jobs '
                "with a serverless_job_config do without.",
                "",
            )
        return
    yield from _homogeneous(facts)
    yield from _groups(facts)
    yield from _preferences(facts)
    yield from _volume(facts)


def _homogeneous(facts: Facts) -> Iterator[Diagnostic]:
    # "For homogeneous cluster training, use the instance_type and instance_count argument pair"
    if not (facts.lacks(GROUPS) and facts.lacks(PREFERENCES) and facts.lacks(SERVERLESS)):
        return
    for name in ("instance_type", "instance_count"):
        if facts.lacks(f"{PATH}.{name}"):
            yield facts.error(
                MISSING_ARGUMENT,
                f'The argument "{name}" is required, but no definition was found. Only instance_groups or '
                "instance_preferences stand in its place.",
                PATH,
            )


def _groups(facts: Facts) -> Iterator[Diagnostic]:
    # "Train with a heterogeneous cluster" and "SageMaker managed warm pools" (developer guide)
    why = "every group has a type and a count of its own"
    yield from excludes(facts, f"{PATH}.instance_type", GROUPS, why)
    yield from excludes(facts, f"{PATH}.instance_count", GROUPS, why)
    warm = "warm pools do not work with heterogeneous clusters"
    yield from excludes(facts, f"{PATH}.keep_alive_period_in_seconds", GROUPS, warm)


def _preferences(facts: Facts) -> Iterator[Diagnostic]:
    # InstancePreferences, InstancePreference (API pages)
    why = "the list of preferences takes its place"
    for other in (f"{PATH}.instance_type", GROUPS, f"{PATH}.instance_placement_config"):
        yield from excludes(facts, other, PREFERENCES, why)
    if facts.value(SPOT) is True:
        why = "preferences support on-demand capacity and training plans only"
        yield from excludes(facts, SPOT, PREFERENCES, why)
    yield from _preferred_counts(facts)
    for block in facts.blocks(PREFERENCES):
        why = "a training plan is named either for the job or for each preference"
        plans = f"{block}.training_plan_arns"
        yield from excludes(facts, plans, f"{PATH}.training_plan_arn", why)


def _preferred_counts(facts: Facts) -> Iterator[Diagnostic]:
    whole = f"{PATH}.instance_count"
    counts = [f"{block}.instance_count" for block in facts.blocks(PREFERENCES)]
    given = [path for path in counts if facts.is_given(path)]
    missing = [path for path in counts if facts.lacks(path)]
    if not counts:
        return
    if given and facts.is_given(whole):
        yield from excludes(
            facts, given[0], whole, "the count stands either on the job or on every preference"
        )
    elif given and missing:
        yield facts.error(
            MISSING_ARGUMENT,
            'The argument "instance_count" stands in other instance_preferences blocks, so it is required in all of '
            "them. Or write it once, in resource_config.",
            missing[0],
        )
    elif len(missing) == len(counts) and facts.lacks(whole):
        yield facts.error(
            MISSING_ARGUMENT,
            'The argument "instance_count" is required: once in resource_config, or in every instance_preferences '
            "block.",
            PATH,
        )


def _volume(facts: Facts) -> Iterator[Diagnostic]:
    size, key = f"{PATH}.volume_size_in_gb", f"{PATH}.volume_kms_key_id"
    # VolumeSizeInGB: "SageMaker automatically selects the volume size for serverless training jobs."
    yield from excludes(facts, size, SERVERLESS, "SageMaker selects the size of the volume itself")
    # VolumeKmsKeyId: "You can't request a VolumeKmsKeyId when using an instance type with local storage."
    if not facts.is_given(key):
        return
    for block in (PATH, *facts.blocks(GROUPS), *facts.blocks(PREFERENCES)):
        kind = facts.text(f"{block}.instance_type")
        if kind is not None and kind.split(".")[1] in LOCAL_STORAGE_FAMILIES:
            yield facts.error(
                COMBINATION,
                f"volume_kms_key_id cannot be given with {kind}: its local storage is encrypted by the instance itself. "
                "Remove the key, or choose an instance type that has EBS storage only.",
                key,
            )
            return
