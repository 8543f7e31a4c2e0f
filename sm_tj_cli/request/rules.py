"""Rules between arguments: what the service, its documentation or the provider refuse, told before anything is sent.

Each rule cites where it comes from. What is not known yet breaks no rule.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.request.channel_rules import channel_rules
from sm_tj_cli.request.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sm_tj_cli.request.training_job import TrainingJob

Rule: TypeAlias = "Callable[[Facts], Iterator[Diagnostic]]"

SERVERLESS_EXCLUDES = (
    "algorithm_specification", "enable_managed_spot_training", "environment", "retry_strategy", "checkpoint_config",
    "debug_hook_config", "experiment_config", "profiler_config", "profiler_rule_configurations",
    "tensor_board_output_config",
)  # fmt: skip
DEFAULT_RUNTIME = 86400


def check(job: TrainingJob) -> Diagnostics:
    """Every rule that the job breaks."""
    facts = Facts(job)
    return Diagnostics(tuple(found for rule in RULES for found in rule(facts)))


def duplicate_names(jobs: Iterable[TrainingJob]) -> Diagnostics:
    """Jobs of one configuration that want the same name, which is unique in an account and region."""
    first: dict[tuple[str, str | None], TrainingJob] = {}
    found = []
    for job in jobs:
        if job.name is None:
            continue
        other = first.setdefault((job.name.lower(), job.region), job)
        if other is not job:
            found.append(_duplicate(job, other))
    return Diagnostics(tuple(found))


def _duplicate(job: TrainingJob, other: TrainingJob) -> Diagnostic:
    return Diagnostic.error(
        "Duplicate training job name",
        f'{other.address} and {job.address} both want the name "{job.name}", and a name can be used only once in an '
        'account and region. With count or for_each, make it from each.key or count.index: "train-${each.key}".',
        Facts(job).place("training_job_name"),
        address=str(job.address),
    )


def _algorithm(facts: Facts) -> Iterator[Diagnostic]:
    # AlgorithmSpecification: "TrainingImage … mutually exclusive with AlgorithmName"
    path = "algorithm_specification"
    if facts.has("serverless_job_config"):
        return
    if not facts.has(path):
        # Only serverless jobs do without (CreateTrainingJob's model).
        yield facts.error(
            "Missing block", 'At least 1 "algorithm_specification" block is required.', ""
        )
        return
    given = [name for name in ("algorithm_name", "training_image") if facts.has(f"{path}.{name}")]
    if len(given) != 1:
        what = "both are given" if given else "neither is given"
        yield facts.error(
            "Invalid attribute combination",
            f"algorithm_specification needs exactly one of training_image (image in the 2018 dialect) and "
            f"algorithm_name; {what}.",
            f"{path}.algorithm_name" if given else path,
        )


def _image_access(facts: Facts) -> Iterator[Diagnostic]:
    # "Use a private Docker registry for training" (developer guide)
    path = "algorithm_specification.training_image_config"
    if facts.has(path) and not facts.has("algorithm_specification.training_image"):
        yield facts.error(
            "Invalid attribute combination", "training_image_config needs training_image.", path
        )
    mode = f"{path}.training_repository_access_mode"
    if facts.value(mode) == "Vpc" and not facts.has("vpc_config"):
        yield facts.error(
            "Invalid attribute combination",
            'training_repository_access_mode = "Vpc" needs a vpc_config block.',
            mode,
        )


def _instances(facts: Facts) -> Iterator[Diagnostic]:
    # ResourceConfig's API page; "Train with a heterogeneous cluster": mutually exclusive
    path = "resource_config"
    if not facts.has(path):
        if not facts.has("serverless_job_config"):
            yield facts.error(
                "Missing block", 'At least 1 "resource_config" block is required.', ""
            )
        return
    yield from _which_instances(facts, path)
    if facts.has("serverless_job_config"):
        yield from _excludes(facts, f"{path}.volume_size_in_gb", "serverless_job_config")


def _which_instances(facts: Facts, path: str) -> Iterator[Diagnostic]:
    groups, preferences = f"{path}.instance_groups", f"{path}.instance_preferences"
    if facts.has(groups):
        for name in ("instance_type", "instance_count", "keep_alive_period_in_seconds"):
            yield from _excludes(facts, f"{path}.{name}", groups)
        yield from _excludes(facts, preferences, groups)
    elif facts.has(preferences):
        for name in ("instance_type", "instance_placement_config"):
            yield from _excludes(facts, f"{path}.{name}", preferences)
    elif not facts.has("serverless_job_config"):
        for name in ("instance_type", "instance_count"):
            if not facts.has(f"{path}.{name}") and not facts.is_faulty(f"{path}.{name}"):
                yield facts.error(
                    "Missing required argument",
                    f'The argument "{name}" is required, but no definition was found. Only instance_groups '
                    "stands in its place.",
                    path,
                )


def _unique_groups(facts: Facts) -> Iterator[Diagnostic]:
    for block, name in (
        ("resource_config.instance_groups", "instance_group_name"),
        ("resource_config.instance_preferences", "instance_type"),
        ("input_data_config", "channel_name"),
        ("debug_rule_configurations", "rule_configuration_name"),
        ("profiler_rule_configurations", "rule_configuration_name"),
        ("debug_hook_config.collection_configurations", "collection_name"),
    ):
        names = Counter(text for text in facts.each(block, name) if isinstance(text, str))
        for text, count in names.items():
            if count > 1:
                yield facts.error(
                    "Duplicate name",
                    f'{count} blocks of {block} have the {name} "{text}"; it has to be unique.',
                    block,
                )


def _spot(facts: Facts) -> Iterator[Diagnostic]:
    # "Managed Spot Training" (developer guide) and the service's own words
    longest, limit = "stopping_condition.max_wait_time_in_seconds", "enable_managed_spot_training"
    runtime = facts.value("stopping_condition.max_runtime_in_seconds") or DEFAULT_RUNTIME
    wait = facts.value(longest)
    spot = facts.value(limit)
    if spot is True and not facts.has(longest):
        yield facts.error(
            "Invalid attribute combination",
            "enable_managed_spot_training = true needs stopping_condition.max_wait_time_in_seconds, the time to wait "
            "for spot capacity and train together.",
            limit,
        )
    if wait is not None and spot is not True and not _is_open(facts, limit):
        yield facts.error(
            "Invalid attribute combination",
            "max_wait_time_in_seconds is only supported when enable_managed_spot_training is true.",
            longest,
        )
    if isinstance(wait, int) and isinstance(runtime, int) and wait < runtime:
        yield facts.error(
            "Invalid attribute combination",
            f"max_wait_time_in_seconds ({wait}) must be at least max_runtime_in_seconds ({runtime}).",
            longest,
        )
    kept = facts.value("resource_config.keep_alive_period_in_seconds")
    if spot is True and isinstance(kept, int) and kept > 0:
        yield Diagnostic.warning(
            "Warm pools do not work with spot instances",
            "keep_alive_period_in_seconds is given together with enable_managed_spot_training; the developer guide's "
            "page on warm pools says that these exclude each other.",
            facts.place("resource_config.keep_alive_period_in_seconds"),
        )


def _is_open(facts: Facts, path: str) -> bool:
    """Whether nothing can be said of it: not known, or wrong, which was told already."""
    return facts.is_unknown(path) or facts.is_faulty(path)


def _serverless(facts: Facts) -> Iterator[Diagnostic]:
    path = "serverless_job_config"
    if facts.has(path):
        for other in SERVERLESS_EXCLUDES:
            yield from _excludes(facts, other, path)
        kind = facts.value(f"{path}.job_type")
        if kind == "Evaluation" and not facts.has(f"{path}.evaluation_type"):
            yield facts.error(
                "Missing required argument",
                'The argument "evaluation_type" is required where job_type is "Evaluation".',
                path,
            )
    elif facts.has("model_package_config"):
        yield facts.error(
            "Invalid attribute combination",
            "model_package_config needs a serverless_job_config block.",
            "model_package_config",
        )


def _tags(facts: Facts) -> Iterator[Diagnostic]:
    tags = facts.value("tags")
    for key in tags if isinstance(tags, dict) else ():
        if key.lower().startswith("aws:"):
            yield Diagnostic.error(
                "Invalid attribute value",
                f'The tag "{key}" begins with aws:, which is reserved for AWS.',
                facts.job.ranges.get(("tags", key), facts.place("tags")),
            )


def _excludes(facts: Facts, path: str, other: str) -> Iterator[Diagnostic]:
    if facts.has(path):
        yield facts.error(
            "Invalid attribute combination",
            f'"{path.rpartition(".")[2]}" cannot be given together with "{other.rpartition(".")[2]}".',
            path,
        )


RULES: Sequence[Rule] = (
    _algorithm,
    _image_access,
    _instances,
    _unique_groups,
    channel_rules,
    _spot,
    _serverless,
    _tags,
)
