"""Choices that are legal but often regretted: warnings, each with what it costs and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.request.attributes import MOST_TAGS
from sm_tj_cli.request.secrets import is_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.request.facts import Facts

SPOT = "enable_managed_spot_training"
WAIT = "stopping_condition.max_wait_time_in_seconds"
PENDING = "stopping_condition.max_pending_time_in_seconds"
RESOURCES = "resource_config"
GROUPS, PREFERENCES = f"{RESOURCES}.instance_groups", f"{RESOURCES}.instance_preferences"
KEEP_ALIVE = "resource_config.keep_alive_period_in_seconds"
# "Managed Spot Training": built-in and marketplace algorithms that do not checkpoint.
LONGEST_WAIT_WITHOUT_CHECKPOINTS = 3600


def risks(facts: Facts) -> Iterator[Diagnostic]:
    """What is worth a warning."""
    yield from _no_limit(facts)
    yield from _spot(facts)
    yield from _pending(facts)
    yield from _secrets(facts)
    yield from _no_place_for_our_tag(facts)


def _no_limit(facts: Facts) -> Iterator[Diagnostic]:
    # StoppingCondition: "The default value is 1 day."
    if facts.lacks("stopping_condition.max_runtime_in_seconds") and facts.lacks(
        "serverless_job_config"
    ):
        yield facts.warning(
            "No limit to the run time",
            "stopping_condition.max_runtime_in_seconds is not given, so SageMaker stops the job after its default of "
            "86400 seconds (1 day), whatever that costs. Write the limit that this job needs.",
            "stopping_condition",
        )


def _spot(facts: Facts) -> Iterator[Diagnostic]:
    # "Managed Spot Training" and "SageMaker managed warm pools" (developer guide)
    if facts.value(SPOT) is not True:
        return
    if facts.lacks("checkpoint_config"):
        yield facts.warning("Spot training without checkpoints", _without_checkpoints(facts), SPOT)
    if (facts.number(KEEP_ALIVE) or 0) > 0:
        yield facts.warning(
            "Warm pool with spot instances",
            "keep_alive_period_in_seconds is given together with enable_managed_spot_training; the developer guide's "
            "page on warm pools says that spot instances are not supported there. Remove one of them.",
            KEEP_ALIVE,
        )


def _without_checkpoints(facts: Facts) -> str:
    text = (
        "SageMaker may take a spot instance back at any time. Without checkpoint_config the training then starts again "
        "from the beginning."
    )
    if (facts.number(WAIT) or 0) > LONGEST_WAIT_WITHOUT_CHECKPOINTS:
        text += (
            " Built-in and marketplace algorithms that do not checkpoint are refused a max_wait_time_in_seconds above "
            f"{LONGEST_WAIT_WITHOUT_CHECKPOINTS}."
        )
    return text


def _pending(facts: Facts) -> Iterator[Diagnostic]:
    # StoppingCondition: "It has no effect on jobs that request CPU-only instance types."
    blocks = (RESOURCES, *facts.blocks(GROUPS), *facts.blocks(PREFERENCES))
    paths = [f"{block}.instance_type" for block in blocks]
    kinds = [facts.text(path) for path in paths if not facts.lacks(path)]
    if facts.is_given(PENDING) and kinds and all(kind and _is_cpu_only(kind) for kind in kinds):
        yield facts.warning(
            "Limit has no effect",
            f"max_pending_time_in_seconds has no effect on CPU-only instance types such as {kinds[0]}.",
            PENDING,
        )


def _is_cpu_only(kind: str) -> bool:
    # "instances in the ml.p, ml.g, and ml.trn families" are the accelerated ones.
    return not kind.removeprefix("ml.").startswith(("p", "g", "trn"))


def _secrets(facts: Facts) -> Iterator[Diagnostic]:
    # HyperParameters, Environment: "Do not include any security-sensitive information"
    for path, what in (
        ("hyper_parameters", "hyperparameter"),
        ("environment", "environment variable"),
    ):
        entries = facts.value(path)
        for key, text in entries.items() if isinstance(entries, dict) else ():
            if is_secret(key, str(text or "")):
                yield Diagnostic.warning(
                    "Secret in plain text",
                    f'The {what} "{key}" looks like a secret. Everyone who may describe the job can read it: pass the '
                    "name of a secret in AWS Secrets Manager and let the training script fetch it. smtj hides the value "
                    "in what it prints.",
                    facts.place_of((path, key)),
                )


def _no_place_for_our_tag(facts: Facts) -> Iterator[Diagnostic]:
    # Tags: "Maximum number of 50 items"
    tags = facts.value("tags_all")
    if isinstance(tags, dict) and len(tags) == MOST_TAGS:
        yield facts.warning(
            "No place for smtj's own tag",
            f"The job has {MOST_TAGS} tags, the most that are allowed, so it is submitted without the tag by which smtj "
            "knows its own jobs. Should a run be cut off, the next one takes the job of that name for its own only where "
            "it was made since and everything that can be compared is as it was asked for; should the state be lost, "
            "nothing tells whose the job is. Leave one tag out to be sure.",
            "tags",
        )
