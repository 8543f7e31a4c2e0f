from __future__ import annotations

import io

import pytest

from sm_tj_cli.cli.explaining import look_up
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.wiring import Session
from sm_tj_cli.render.console import Terminal

SESSION = Session(GlobalOptions(), Terminal(io.StringIO(), io.StringIO()))


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("role_arn", "role_arn"),
        ("name", "training_job_name"),
        ("aws_sagemaker_training_job.input_data_config.name", "input_data_config.channel_name"),
        ("arn", "arn"),
        ("aws_sagemaker_training_job", ""),
        ("", ""),
    ],
)
def test_what_a_path_means(asked: str, path: str) -> None:
    assert look_up(SESSION, asked).path == path


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("volume_size_gb", 'Did you mean "resource_config.volume_size_in_gb" or "'),
        ("instnce_type", 'Did you mean "resource_config.instance_type" or "'),
        ("resource_confg.instance_type", 'Did you mean "resource_config.instance_type" or "'),
        ("rol_arn", 'Did you mean "role_arn"?'),
        ("image", 'Did you mean "algorithm_specification.training_image"?'),
        ("nothing_of_the_kind", '"nothing_of_the_kind". "smtj'),
        ("resource_config.volume_size_gb", 'Did you mean "resource_config.volume_size_in_gb"?'),
        ("kms_key_id", 'Did you mean "output_data_config.kms_key_id"?'),
        ("s3_output_path", 'Did you mean "output_data_config.s3_output_path" or '),
    ],
)
def test_what_there_is_not(asked: str, hint: str) -> None:
    with pytest.raises(Stopped) as stopped:
        look_up(SESSION, asked)
    (problem,) = stopped.value.diagnostics
    assert f'no argument or attribute "{asked}"' in problem.detail
    assert hint in problem.detail
