from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests.fakes.clients import forget

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program

DEFINITIONS = r"""
    metric_definitions {
      name  = "loss"
      regex = "- loss: ([0-9.]+)"
    }
    metric_definitions {
      name  = "acc"
      regex = "accuracy: (\\S+)"
    }
"""


def measuring(program: Program, name: str, nodes: int = 1, definitions: str = DEFINITIONS) -> None:
    program.job(name)
    path = program.directory / f"{name}.tf"
    text = path.read_text()
    text = text.replace("training_input_mode", f"{definitions}\n    training_input_mode")
    path.write_text(text.replace("instance_count    = 1", f"instance_count    = {nodes}"))


@pytest.fixture
def applied(with_sandbox: Program) -> Program:
    measuring(with_sandbox, "small")
    measuring(with_sandbox, "large", nodes=2)
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    return with_sandbox


def test_a_table_and_plots(applied: Program) -> None:
    ended = applied("--sandbox", "metrics", "small")
    rows = ended.out.splitlines()
    assert ended.code == 0
    assert [row.split()[:2] for row in rows[:3]] == [
        ["METRIC", "POINTS"],
        ["loss", "40"],
        ["acc", "40"],
    ]
    assert sum("since its start" in row for row in rows) == 2
    assert ended.err == ""


def test_jobs_side_by_side_and_their_points(applied: Program) -> None:
    ended = applied("--sandbox", "metrics", "small", "large", "--json")
    small, large = ended.json()["jobs"]  # type: ignore[misc]
    names = [(it["name"], it["node"]) for it in large["metrics"]]
    assert names == [("loss", "algo-1"), ("loss", "algo-2"), ("acc", "algo-1"), ("acc", "algo-2")]
    assert small["address"] == "aws_sagemaker_training_job.small"
    loss = small["metrics"][0]
    times = [point["time"] for point in loss["points"]]
    assert (loss["count"], len(times), times) == (40, 40, sorted(times))
    rows = list(csv.DictReader(io.StringIO(applied("--sandbox", "metrics", "small", "--csv").out)))
    assert len(rows) == 80
    assert [float(row["value"]) for row in rows[:40]] == [it["value"] for it in loss["points"]]


def test_only_some_metrics_of_one_node(applied: Program) -> None:
    ended = applied("--sandbox", "metrics", "large", "--metric", "a*", "--node", "algo-2", "--json")
    (job,) = ended.json()["jobs"]  # type: ignore[misc]
    assert [(it["name"], it["node"]) for it in job["metrics"]] == [("acc", "algo-2")]
    wrong = applied("--sandbox", "metrics", "large", "--metric", "los")
    assert wrong.code == 1
    assert 'No metric is called "los". Did you mean "loss"?' in wrong.err


def test_charts_are_written_beside(applied: Program) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("plotly")
    ended = applied("--sandbox", "metrics", "small", "--png", "m.png", "--html", "m.html")
    assert (ended.code, "Wrote m.png.\nWrote m.html.\n") == (0, ended.err)
    assert (applied.directory / "m.png").stat().st_size > 1000
    nowhere = applied("--sandbox", "metrics", "small", "--png", "no/m.png")
    assert nowhere.code == 1
    assert "no/m.png: No such file or directory." in nowhere.err


def test_without_the_log_the_last_values_are_left(applied: Program, sandbox_admin: Admin) -> None:
    sandbox_admin.faults.add({"do": "denied", "operation": "DescribeLogStreams"})
    ended = applied("--sandbox", "metrics", "small", "--json")
    assert ended.code == 0
    (job,) = ended.json()["jobs"]  # type: ignore[misc]
    assert {(it["node"], it["source"], it["count"]) for it in job["metrics"]} == {
        (None, "final_metric_data_list", 1)
    }
    told = [it["summary"] for it in ended.json()["diagnostics"]]  # type: ignore[attr-defined]
    assert told == ["Log cannot be read", "Only last values are known"]


def test_the_metrics_of_built_in_algorithms(with_sandbox: Program) -> None:
    with_sandbox.sample("kmeans-2018")
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    ended = with_sandbox("--sandbox", "metrics", "my-training-job", "--json")
    (job,) = ended.json()["jobs"]  # type: ignore[misc]
    assert {"train:msd", "train:throughput"} <= {it["name"] for it in job["metrics"]}


def test_the_log_outlives_the_job(applied: Program, sandbox: SandboxAddress) -> None:
    forget(sandbox, "small")
    ended = applied("--sandbox", "metrics", "small", "--json")
    assert ended.code == 0
    (job,) = ended.json()["jobs"]  # type: ignore[misc]
    assert [(it["name"], it["count"]) for it in job["metrics"]] == [("loss", 40), ("acc", 40)]
    assert ended.json()["diagnostics"][0]["summary"] == "Training job is gone in AWS"  # type: ignore[index]


def test_a_job_that_measures_nothing(with_sandbox: Program) -> None:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    ended = with_sandbox("--sandbox", "metrics", "train")
    assert (ended.code, ended.out) == (0, "")
    assert "its algorithm_specification has no metric_definitions" in ended.err.replace("\n", " ")


def test_a_job_whose_lines_do_not_fit(with_sandbox: Program) -> None:
    text = 'metric_definitions {\n name = "m"\n regex = "epoch (.*) - accuracy"\n}\n'
    measuring(with_sandbox, "odd", definitions=text)
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    ended = with_sandbox("--sandbox", "metrics", "odd", "--json")
    told = [it["summary"] for it in ended.json()["diagnostics"]]  # type: ignore[attr-defined]
    assert "Value of a metric is not a number" in told


def test_definitions_are_tried_before_a_run(smtj: Program) -> None:
    measuring(smtj, "train")
    (smtj.directory / "train.log").write_text("x - loss: 0.5 - accuracy: 0.9\n")
    ended = smtj("metrics", "--test", "train.log")
    assert ended.code == 0
    assert "✓ loss: 1 value, first 0.5, last 0.5" in ended.out
    (smtj.directory / "train.log").write_text("x - Loss: 0.5 - accuracy: 0.9\n")
    for words in ([], ["."], ["train.tf"]):
        ended = smtj("metrics", "--test", "train.log", *words, "--json")
        assert (ended.code, ended.json()["valid"]) == (1, False)
    loss, acc = ended.json()["metric_definitions"]  # type: ignore[misc]
    assert (loss["matches"], acc["matches"], acc["last"]) == (0, 1, 0.9)
    assert "capital and small letters" in loss["hints"][0]
    assert smtj("metrics", "--test", "train.log", "--metric", "acc").code == 0


def test_definitions_of_a_job_are_tried_on_standard_input(
    applied: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = io.TextIOWrapper(io.BytesIO(b"- loss: 1\naccuracy: 2 \xff\n"), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", log)
    ended = applied("--sandbox", "metrics", "--test", "-", "small")
    assert ended.code == 0
    assert "✓ acc: 1 value" in ended.out


def test_following_tells_each_value_once_and_ends_with_the_job(with_sandbox: Program) -> None:
    measuring(with_sandbox, "small")
    assert with_sandbox("--sandbox", "apply").code == 0
    ended = with_sandbox("--sandbox", "metrics", "-f", "small", "--json")
    assert ended.code == 0
    lines = ended.lines()
    seen = [
        (it["metric"], it["node"], it["time"], it["value"])
        for it in lines
        if it["type"] == "metric"
    ]
    whole = with_sandbox("--sandbox", "metrics", "small", "--json").json()["jobs"][0]["metrics"]  # type: ignore[index]
    assert sorted(seen) == sorted(
        (it["name"], it["node"], point["time"], point["value"])
        for it in whole
        for point in it["points"]
    )
    assert [it["type"] for it in lines[-2:]] == ["completed", "summary"]


def test_following_for_people_and_for_pipes(with_sandbox: Program) -> None:
    measuring(with_sandbox, "bad")
    (with_sandbox.directory / "bad.tf").write_text(
        (with_sandbox.directory / "bad.tf")
        .read_text()
        .replace(
            "hyper_parameters",
            'environment = { SMTJ_SANDBOX_TIMELINE = "failure" }\nhyper_parameters',
        )
    )
    assert with_sandbox("--sandbox", "apply").code == 0
    ended = with_sandbox("--sandbox", "metrics", "-f", "bad", "--metric", "loss")
    assert ended.code == 4
    assert len(ended.out.splitlines()) > 5
    assert all(line.startswith("bad/algo-1 | loss = ") for line in ended.out.splitlines())
    assert "The job failed" in ended.err
    rows = with_sandbox("--sandbox", "metrics", "-f", "bad", "--csv").out.splitlines()
    assert rows[0] == "job,metric,node,time,value"
    assert rows[1].startswith("bad,loss,algo-1,2")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Missing argument 'NAME…'"),
        (("--test", "none.log"), "none.log (--test): No such file or directory."),
        (("--test", "main.tf", "--metric", "x"), 'No metric is called "x". There are: acc, loss.'),
        (("--test", "main.tf", "bare.tf"), "There are no metric_definitions to try"),
    ],
)
def test_what_cannot_be_done_is_told(smtj: Program, words: tuple[str, ...], told: str) -> None:
    measuring(smtj, "main")
    smtj.job("bare")
    ended = smtj("metrics", *words)
    assert ended.code == 1
    assert told in ended.err.replace("\n  ", " ").replace("\n", " ")
