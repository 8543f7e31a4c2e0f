from __future__ import annotations

import pytest

from tests.unit.request.written import built, minimal


@pytest.mark.parametrize(
    ("written", "summary", "end"),
    [
        ("hyperparameters = {}", "Unsupported argument", 'Did you mean "hyper_parameters"?'),
        ("HyperParameters = {}", "Unsupported argument", 'Did you mean "hyper_parameters"?'),
        ("job_name = 1", "Unsupported argument", 'Did you mean "training_job_name"?'),
        ("role = 1", "Unsupported argument", 'Did you mean "role_arn"?'),
        ("zzz = 1", "Unsupported argument", 'named "zzz" is not expected here.'),
        ("zzz {}", "Unsupported block type", 'of type "zzz" are not expected here.'),
        ("vpc_configs {}", "Unsupported block type", 'Did you mean "vpc_config"?'),
        ("max_runtime_in_seconds = 1", "Unsupported argument", "It belongs in stopping_condition."),
        (
            "instance_group_name = 1",
            "Unsupported argument",
            "It belongs in resource_config.instance_groups.",
        ),
        ("kms_key_id = 1", "Unsupported argument", "It belongs in output_data_config."),
        ("retry_strategy { role_arn = 1 }", "Unsupported argument", "outside of this block."),
        (
            "retry_strategy { limit = 1 }",
            "Unsupported argument",
            "Expected here: maximum_retry_attempts.",
        ),
        ("timeouts { creat = 1 }", "Unsupported argument", 'Did you mean "create"?'),
        ("arn = 1", "Value for unconfigurable attribute", "Remove it."),
        ("warm_pool_status = 1", "Value for unconfigurable attribute", "Remove it."),
        ("tags_all = {}", "Value for unconfigurable attribute", "Remove it."),
    ],
)
def test_what_was_probably_meant(written: str, summary: str, end: str) -> None:
    _, problems = built(minimal(x=written))
    (problem, *others) = problems
    assert (problem.summary, problem.detail[-len(end) :]) == (summary, end)
    # What is inside a wrong block may be missing beside.
    assert all(other.summary == "Missing required argument" for other in others)


def test_the_old_names_of_a_block_are_near_too() -> None:
    text = 'algorithm_specification {\nimages = "x"\ntraining_image = "x"\ntraining_input_mode = "File"\n}'
    _, problems = built(minimal(algorithm_specification=text))
    assert [problem.detail.rpartition(". ")[2] for problem in problems] == ['Did you mean "image"?']


def test_a_name_ends_like_the_right_one() -> None:
    text = 'resource_config {\ninstance_type = "ml.m5.large"\ninstance_count = 1\ntype = "x"\n}'
    _, problems = built(minimal(resource_config=text))
    assert [problem.detail.rpartition(". ")[2] for problem in problems] == [
        'Did you mean "instance_type"?'
    ]
