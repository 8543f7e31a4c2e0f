from __future__ import annotations

from sm_tj_cli.render.console import plain
from sm_tj_cli.render.triage import triage_json, triage_lines
from sm_tj_cli.watch.causes import Cause
from sm_tj_cli.watch.triage import Triage
from sm_tj_cli.watch.verdict import Verdict

ARN = "arn:aws:sagemaker:eu-west-1:1:training-job/x"
WHY = Triage(
    Verdict.ALGORITHM_ERROR,
    "AlgorithmError:\nexit code: 1",
    Cause("k", "It broke", "Mend it."),
    1,
    "algo-2",
    ("Traceback (most recent call last):", "ValueError: ::set-output \x1b[31mred"),
    ("ValueError: ::set-output \x1b[31mred", "##vso[task.complete]"),
)


def test_for_people() -> None:
    assert [plain(line) for line in triage_lines(WHY, ARN)] == [
        "  Reason          AlgorithmError:",
        "                  exit code: 1",
        "  Cause           It broke",
        "  Fix             Mend it.",
        "  Died first      algo-2 (exit code 1)",
        "  Traceback of algo-2",
        "  | Traceback (most recent call last):",
        "  | ValueError: ::set-output red",
        "  Last lines of algo-2",
        "  | ValueError: ::set-output red",
        "  | \\u0023#vso[task.complete]",
        "  Console         https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/x",
        (
            "  Log             https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:"
            "log-groups/log-group/$252Faws$252Fsagemaker$252FTrainingJobs$3FlogStreamNameFilter$3Dx$252F"
        ),
    ]


def test_what_the_last_lines_show_is_not_shown_twice() -> None:
    both = Triage(
        Verdict.FAILED, "", node="algo-1", traceback=("T", "E"), last_lines=("a", "T", "E")
    )
    text = [plain(line) for line in triage_lines(both)]
    assert text[0] == "  Reason          (no reason given)"
    assert text.count("  | T") == 1


def test_a_reason_cannot_give_commands_to_a_build_server() -> None:
    why = Triage(Verdict.FAILED, "x\n::set-output name=a::b\n  ::error::no")
    lines = [plain(line) for line in triage_lines(why, width=80)]
    assert all(not line.lstrip().startswith("::") for line in lines)


def test_for_programs() -> None:
    document = triage_json(WHY, ARN)
    assert document["class"] == "algorithm_error"
    assert document["failure_reason"] == "AlgorithmError:\nexit code: 1"
    assert (document["cause"], document["fix"], document["exit_code"]) == ("k", "Mend it.", 1)
    assert document["traceback"] == list(WHY.traceback)
    assert str(document["console_url"]).endswith("#/jobs/x")
    bare = triage_json(Triage(Verdict.FAILED, "", log_problem="denied"))
    assert (bare["failure_reason"], bare["cause"], bare["console_url"]) == (None, None, None)
    assert bare["log_problem"] == "denied"
