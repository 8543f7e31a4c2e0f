"""Rules between arguments: what the service, its documentation or the provider refuse, told before anything is sent.

Each rule cites where it comes from. What is not known yet breaks no rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.request.attributes import MOST_TAGS, OWNERSHIP_TAG
from sm_tj_cli.request.channel_rules import channel_rules
from sm_tj_cli.request.facts import Facts
from sm_tj_cli.request.resource_rules import resource_rules
from sm_tj_cli.request.risks import risks
from sm_tj_cli.request.wording import COMBINATION, MISSING_ARGUMENT, MISSING_BLOCK, excludes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sm_tj_cli.request.training_job import TrainingJob

Rule: TypeAlias = "Callable[[Facts], Iterator[Diagnostic]]"

DEFAULT_RUNTIME = 86400

# terraform-provider-aws, training_job.go: `listvalidator.ConflictsWith` of serverless_job_config.
SERVERLESS_EXCLUDES = (
    "algorithm_specification", "enable_managed_spot_training", "environment", "retry_strategy", "checkpoint_config",
    "debug_hook_config", "experiment_config", "profiler_config", "profiler_rule_configurations",
    "tensor_board_output_config",
)  # fmt: skip

# Blocks of one list that are told apart by an argument, and why it has to be unique.
UNIQUE = (
    ("input_data_config", "channel_name", "every channel has a directory of its own"),
    ("resource_config.instance_groups", "instance_group_name", "channels refer to groups by name"),
    (
        "resource_config.instance_preferences",
        "instance_type",
        "an instance type can appear only once in the list",
    ),
    (
        "debug_rule_configurations",
        "rule_configuration_name",
        "the results of a rule go by its name",
    ),
    (
        "profiler_rule_configurations",
        "rule_configuration_name",
        "the results of a rule go by its name",
    ),
    (
        "debug_hook_config.collection_configurations",
        "collection_name",
        "tensors are saved by the name of their collection",
    ),
)


def check(job: TrainingJob) -> Diagnostics:
    """Every rule that the job breaks."""
    facts = Facts(job)
    return Diagnostics(tuple(found for rule in RULES for found in rule(facts)))


def _algorithm(facts: Facts) -> Iterator[Diagnostic]:
    # AlgorithmSpecification: "TrainingImage … mutually exclusive with AlgorithmName"
    path = "algorithm_specification"
    name, image = f"{path}.algorithm_name", f"{path}.training_image"
    if facts.lacks(path):
        # Only serverless jobs do without (CreateTrainingJob's model).
        if facts.lacks("serverless_job_config"):
            yield facts.error(
                MISSING_BLOCK,
                'At least 1 "algorithm_specification" block is required: it says which image or algorithm trains. Only '
                "jobs with a serverless_job_config do without.",
                "",
            )
    elif facts.is_given(name) and facts.is_given(image):
        yield facts.error(
            COMBINATION,
            f'"algorithm_name" and "training_image" ({facts.place(image).label}) exclude each other. Keep the image of '
            "your own or a built-in algorithm, or the name of an algorithm resource.",
            name,
        )
    elif facts.lacks(name) and facts.lacks(image):
        yield facts.error(
            COMBINATION,
            'One of "training_image" ("image" in the 2018 dialect) and "algorithm_name" is required; neither is given.',
            path,
        )


def _image_access(facts: Facts) -> Iterator[Diagnostic]:
    # "Use a private Docker registry for training" (developer guide)
    path = "algorithm_specification.training_image_config"
    if facts.is_given(path) and facts.lacks("algorithm_specification.training_image"):
        yield facts.error(
            COMBINATION,
            '"training_image_config" says how to fetch training_image, which is not given.',
            path,
        )
    mode = f"{path}.training_repository_access_mode"
    if facts.value(mode) == "Vpc" and facts.lacks("vpc_config"):
        yield facts.error(
            COMBINATION,
            'training_repository_access_mode = "Vpc" fetches the image from inside a VPC: it needs a vpc_config block.',
            mode,
        )


def _uniqueness(facts: Facts) -> Iterator[Diagnostic]:
    for block, name, why in UNIQUE:
        first: dict[str, str] = {}
        for body in facts.blocks(block):
            text = facts.text(f"{body}.{name}")
            if text is None:
                continue
            other = first.setdefault(text, body)
            if other != body:
                yield facts.error(
                    "Duplicate name",
                    f'The {name} "{text}" stands in another {block.rpartition(".")[2]} block already '
                    f"({facts.place(f'{other}.{name}').label}); it has to be unique, since {why}.",
                    f"{body}.{name}",
                )


def _spot(facts: Facts) -> Iterator[Diagnostic]:
    # "Managed Spot Training" (developer guide), StoppingCondition, and the service's own words
    spot = "enable_managed_spot_training"
    longest = "stopping_condition.max_wait_time_in_seconds"
    runtime = "stopping_condition.max_runtime_in_seconds"
    if facts.value(spot) is True and facts.lacks(longest):
        yield facts.error(
            COMBINATION,
            f"{spot} = true needs stopping_condition.max_wait_time_in_seconds: how long SageMaker may take altogether, "
            "waiting for spot capacity included. It must be at least max_runtime_in_seconds.",
            spot,
        )
    if facts.is_given(longest) and (facts.lacks(spot) or facts.value(spot) is False):
        yield facts.error(
            COMBINATION,
            f"max_wait_time_in_seconds is only supported with spot instances. Set {spot} = true, or remove it.",
            longest,
        )
        return
    wait, limit = facts.number(longest), facts.number(runtime)
    if wait is None or (limit is None and not facts.lacks(runtime)):
        return
    if wait < (limit or DEFAULT_RUNTIME):
        shown = f"{limit}" if limit is not None else f"{DEFAULT_RUNTIME}, since none is given"
        yield facts.error(
            COMBINATION,
            f"max_wait_time_in_seconds is {wait}, but must be at least max_runtime_in_seconds ({shown}): the time to "
            "wait includes the time to run.",
            longest,
        )


def _serverless(facts: Facts) -> Iterator[Diagnostic]:
    # ServerlessJobConfig's API page and the provider's validators
    path = "serverless_job_config"
    if facts.is_given(path):
        for other in SERVERLESS_EXCLUDES:
            yield from excludes(facts, other, path, "serverless jobs have none")
        kind = f"{path}.evaluation_type"
        if facts.value(f"{path}.job_type") == "Evaluation" and facts.lacks(kind):
            yield facts.error(
                MISSING_ARGUMENT,
                'The argument "evaluation_type" is required where job_type is "Evaluation".',
                path,
            )
    elif facts.lacks(path) and facts.is_given("model_package_config"):
        yield facts.error(
            COMBINATION,
            '"model_package_config" registers the model of a serverless job: it needs a serverless_job_config block.',
            "model_package_config",
        )


def _tag_count(facts: Facts) -> Iterator[Diagnostic]:
    # Tags: "Maximum number of 50 items"; the resource's own are counted where they are read.
    own, together = facts.value("tags"), facts.value("tags_all")
    count = len(together) if isinstance(together, dict) else 0
    if count > MOST_TAGS >= (len(own) if isinstance(own, dict) else 0):
        yield facts.error(
            "Invalid attribute value",
            f"With the provider's default_tags the job has {count} tags; at most {MOST_TAGS} are allowed.",
            "tags",
        )


def _own_tag(facts: Facts) -> Iterator[Diagnostic]:
    # A request has a key once (tagging rules of AWS), and whose a job is must not be said by a configuration.
    own, together = facts.value("tags"), facts.value("tags_all")
    if not isinstance(together, dict) or OWNERSHIP_TAG not in together:
        return
    is_own = isinstance(own, dict) and OWNERSHIP_TAG in own
    which = "" if is_own else " of the provider's default_tags"
    yield Diagnostic.error(
        "Invalid attribute value",
        f'The tag "{OWNERSHIP_TAG}"{which} is smtj\'s own: it says which state submitted the job. Remove it, or give '
        "it another key.",
        facts.place_of(("tags", OWNERSHIP_TAG)),
    )


RULES: Sequence[Rule] = (
    _algorithm,
    _image_access,
    resource_rules,
    _uniqueness,
    channel_rules,
    _spot,
    _serverless,
    _tag_count,
    _own_tag,
    risks,
)
