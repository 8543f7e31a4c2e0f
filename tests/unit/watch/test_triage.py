from __future__ import annotations

from sm_tj_cli.service import Kind
from sm_tj_cli.watch.triage import LAST_LINES, first_traceback, triage, wants_triage
from sm_tj_cli.watch.verdict import Verdict
from tests.fakes.logs import FakeLogs, refusal

FAILED = {
    "TrainingJobName": "job",
    "TrainingJobStatus": "Failed",
    "SecondaryStatus": "Failed",
    "FailureReason": "AlgorithmError: , exit code: 1",
}
TRACEBACK = [
    "Traceback (most recent call last):",
    '  File "train.py", line 3, in <module>',
    "    import transformers",
    "ModuleNotFoundError: No module named 'transformers'",
]


def logs(**nodes: list[tuple[int, str]]) -> FakeLogs:
    found = FakeLogs()
    for node, lines in nodes.items():
        found.write(f"job/{node.replace('_', '-')}-1700000000", *lines)
    return found


def test_the_node_that_died_first_speaks() -> None:
    found = triage(
        FAILED,
        logs(
            algo_1=[(1, "start"), (90, "RuntimeError: NCCL error in: x.cpp:1"), (91, "bye")],
            algo_2=[(1, "start"), *((50 + at, text) for at, text in enumerate(TRACEBACK))],
            algo_3=[(1, "start"), (20, "waiting")],
        ),
    )
    assert found.node == "algo-2"
    assert found.traceback == tuple(TRACEBACK)
    assert found.last_lines == ("start", *TRACEBACK)
    assert found.cause is not None
    assert found.cause.key == "module_not_found"
    assert found.exit_code == 1
    assert found.failure_reason == "AlgorithmError: , exit code: 1"


def test_without_a_word_of_death_it_is_the_one_that_fell_silent_first() -> None:
    found = triage(FAILED, logs(algo_1=[(9, "x")], algo_2=[(5, "y")]))
    assert (found.node, found.last_lines, found.traceback) == ("algo-2", ("y",), ())
    assert found.cause is not None
    assert found.cause.key == "exit_code_1"


def test_after_a_restart_the_last_streams_count() -> None:
    source = logs(algo_1=[(1, "Traceback (most recent call last):"), (2, "OldError: gone")])
    source.write("job/algo-1-1700009999", (70, "ValueError: new"))
    assert triage(FAILED, source).last_lines == ("ValueError: new",)


def test_only_the_last_lines() -> None:
    found = triage(FAILED, logs(algo_1=[(at, f"line {at}") for at in range(500)]))
    assert len(found.last_lines) == LAST_LINES
    assert found.last_lines[-1] == "line 499"


def test_a_log_that_cannot_be_read_takes_nothing_from_the_rest() -> None:
    def denied(operation: str, stream: str) -> None:
        raise refusal(operation, Kind.PERMISSION)

    found = triage(FAILED, FakeLogs(trouble=denied))
    assert found.verdict is Verdict.ALGORITHM_ERROR
    assert "AccessDeniedException" in (found.log_problem or "")
    assert found.cause is not None


def test_without_capacity_there_is_no_log_to_read() -> None:
    source = logs(algo_1=[(1, "x")])
    found = triage({**FAILED, "FailureReason": "CapacityError: no"}, source)
    assert (source.calls, found.node) == (0, None)
    assert found.cause is not None
    assert found.cause.key == "capacity"


def test_no_reason_no_log() -> None:
    found = triage({**FAILED, "FailureReason": None}, logs())
    assert (found.verdict, found.failure_reason, found.cause) == (Verdict.FAILED, "", None)


def test_what_is_worth_explaining() -> None:
    assert not wants_triage(Verdict.COMPLETED)
    assert not wants_triage(Verdict.STOPPED)
    assert wants_triage(Verdict.MAX_RUNTIME_EXCEEDED)
    assert wants_triage(Verdict.FAILED)


def test_chained_exceptions_belong_together() -> None:
    chained = [
        *TRACEBACK,
        "",
        "During handling of the above exception, another exception occurred:",
        "",
        "Traceback (most recent call last):",
        '  File "a.py", line 1',
        "ValueError: second",
    ]
    assert first_traceback(["before", *chained, "after", *TRACEBACK]) == tuple(chained)
    assert first_traceback([*TRACEBACK, "after"]) == tuple(TRACEBACK)
    assert first_traceback(["no", "trouble"]) == ()


def test_a_launchers_prefix_is_taken_off() -> None:
    prefix = "[1,mpirank:1,algo-2]<stderr>:"
    lines = [f"{prefix}{line}" for line in TRACEBACK]
    mixed = [lines[0], "[1,mpirank:0,algo-1]<stderr>:still here", *lines[1:]]
    assert first_traceback(mixed) == tuple(TRACEBACK)


def test_an_endless_traceback_is_shortened_in_its_middle() -> None:
    long = [TRACEBACK[0], *(f"  frame {at}" for at in range(5000)), "RecursionError: deep"]
    found = first_traceback(long)
    assert len(found) == 201
    assert found[-1] == "RecursionError: deep"
    assert "lines ..." in found[100]
