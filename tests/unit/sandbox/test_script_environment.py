from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sm_tj_cli.sandbox.job import Job
from sm_tj_cli.sandbox.script_environment import (
    Folders,
    Node,
    arguments,
    command_line,
    config_files,
    hyperparameters,
    script_variables,
)
from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from sm_tj_cli.documents import JSON

NODE = Node(2, ["algo-1", "algo-2"], 4)
FOLDERS = Folders(Path("/runs/algo-2"))
CHANNEL = {
    "ChannelName": "train",
    "ContentType": "text/csv",
    "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://b/k"}},
}


def job(**members: object) -> Job:
    return Job("us-east-1", cast("dict[str, JSON]", training_job_request("Job", **members)), 0.0)


def test_hyperparameters_are_arguments_as_the_toolkit_makes_them() -> None:
    given = {
        "lr": "0.10",
        "k": "3",
        "name": "a b",
        "list": "[1, 2]",
        "map": '{"b": 1, "a": "x"}',
        "flag": "true",
        "none": "null",
        "sagemaker_program": "x.py",
        "SMTJ_SANDBOX_TIMELINE": "success",
    }
    found = arguments(job(HyperParameters=given))
    assert command_line(["train", *found]) == (
        "train --flag True -k 3 --list '[1, 2]' --lr 0.1 --map a=x,b=1 --name 'a b' --none ''"
    )
    assert hyperparameters(job(HyperParameters={"deep": "[" * 100_000})) == {"deep": "[" * 100_000}
    assert arguments(job()) == []


def test_variables_say_where_everything_is() -> None:
    made = job(
        HyperParameters={"epochs": "3", "name": "x"},
        Environment={"OWN": "1", "SM_LOG_LEVEL": "10"},
        InputDataConfig=[CHANNEL],
    )
    found = script_variables(made, NODE, FOLDERS, Path("/home/me/train.py"))
    assert found["SM_MODEL_DIR"] == "/runs/algo-2/model"
    assert found["SM_CHANNEL_TRAIN"] == "/runs/algo-2/input/data/train"
    assert found["SM_OUTPUT_DATA_DIR"] == "/runs/algo-2/output/data"
    assert found["SM_CHANNELS"] == '["train"]'
    assert found["SM_HPS"] == '{"epochs":3,"name":"x"}'
    assert (found["SM_HP_EPOCHS"], found["SM_HP_NAME"]) == ("3", "x")
    assert found["SM_USER_ARGS"] == '["--epochs","3","--name","x"]'
    assert (found["SM_CURRENT_HOST"], found["SM_HOSTS"]) == ("algo-2", '["algo-1","algo-2"]')
    assert (found["SM_USER_ENTRY_POINT"], found["SM_MODULE_NAME"]) == ("train.py", "train")
    assert (found["SM_NUM_CPUS"], found["SM_NUM_GPUS"]) == ("4", "0")
    assert (found["OWN"], found["SM_LOG_LEVEL"], found["TRAINING_JOB_NAME"]) == ("1", "10", "Job")
    whole = json.loads(found["SM_TRAINING_ENV"])
    assert whole["hps"] == {"epochs": 3, "name": "x"}
    assert whole["input_data_config"]["train"]["ContentType"] == "text/csv"


def test_the_config_files_are_the_containers() -> None:
    found = config_files(job(HyperParameters={"a": "1"}, InputDataConfig=[CHANNEL]), NODE)
    assert found["hyperparameters.json"] == {"a": "1"}
    resources = found["resourceconfig.json"]
    assert isinstance(resources, dict)
    assert resources["current_host"] == "algo-2"
    assert resources["current_instance_type"] == "ml.m5.large"
    assert found["inputdataconfig.json"] == {
        "train": {
            "ContentType": "text/csv",
            "RecordWrapperType": "None",
            "S3DistributionType": "FullyReplicated",
            "TrainingInputMode": "File",
        }
    }
