from __future__ import annotations

import json

import pytest

from sm_tj_cli.diagnostics import Diagnostic, SourceFile
from sm_tj_cli.render.job import Background
from sm_tj_cli.render.json_output import (
    diagnostic_json,
    failure_document,
    fit,
    list_document,
    output_document,
    show_document,
    state_change_document,
    validate_document,
    write_document,
    write_line,
)
from sm_tj_cli.render.rows import JobRow
from sm_tj_cli.state.model import InstanceState, OutputState
from sm_tj_cli.watch.outlook import Outlook
from tests.unit.render.samples import ARN, JOB, Screen, address

FAMILY = "👩\u200d👩\u200d👧"
SOURCE = SourceFile(
    "main.tf",
    f'locals {{\n  a = "é{FAMILY}" + nope.x\n}}\n\noutput "o" {{\n  value = [\n    1,\n    foo(2),\n  ]\n}}\n',
)


# The answers of `terraform validate -json` 1.11 for this very file.
@pytest.mark.parametrize(
    ("fault", "where", "highlight", "context"),
    [
        ("nope.x", ((2, 14, 40), (2, 20, 46)), (31, 37), "locals"),
        ("foo", ((8, 5, 86), (8, 8, 89)), (4, 7), 'output "o"'),
    ],
)
def test_diagnostics_have_terraforms_shape(
    fault: str,
    where: tuple[tuple[int, int, int], tuple[int, int, int]],
    highlight: tuple[int, int],
    context: str,
) -> None:
    start = SOURCE.text.index(fault)
    subject = SOURCE.range(start, start + len(fault))
    found = diagnostic_json(Diagnostic.error("Bad", "It is bad.", subject), {"main.tf": SOURCE})
    names = ("line", "column", "byte")
    assert found == {
        "severity": "error",
        "summary": "Bad",
        "detail": "It is bad.",
        "range": {
            "filename": "main.tf",
            "start": dict(zip(names, where[0], strict=True)),
            "end": dict(zip(names, where[1], strict=True)),
        },
        "snippet": {
            "context": context,
            "code": SOURCE.line(subject.start.line),
            "start_line": subject.start.line,
            "highlight_start_offset": highlight[0],
            "highlight_end_offset": highlight[1],
            "values": [],
        },
    }


def test_the_end_of_a_file_is_told_as_terraform_tells_it() -> None:
    source = SourceFile("main.tf", "locals {\n  a = [1,\n")
    subject = source.range(19, 19)
    found = diagnostic_json(
        Diagnostic.error("Missing expression", "", subject), {"main.tf": source}
    )
    assert found["range"] == {
        "filename": "main.tf",
        "start": {"line": 3, "column": 1, "byte": 19},
        "end": {"line": 3, "column": 2, "byte": 20},
    }
    assert found["snippet"] == {
        "context": "locals",
        "code": "",
        "start_line": 3,
        "highlight_start_offset": 0,
        "highlight_end_offset": 0,
        "values": [],
    }


def test_a_diagnostic_without_a_place_has_neither_range_nor_snippet() -> None:
    found = diagnostic_json(Diagnostic.warning("Old", "", address="aws_x.y"), {})
    assert found == {"severity": "warning", "summary": "Old", "detail": "", "address": "aws_x.y"}


def test_validate_counts() -> None:
    found = validate_document([Diagnostic.error("Bad"), Diagnostic.warning("Old")], {})
    assert (found["valid"], found["error_count"], found["warning_count"]) == (False, 1, 1)
    assert validate_document([Diagnostic.warning("Old")], {})["valid"] is True
    assert failure_document([], {}) == {"format_version": "1.0", "diagnostics": []}


def test_documents_are_indented_and_lines_are_lines() -> None:
    screen = Screen()
    write_document(screen.terminal, {"a": "é"})
    write_line(screen.terminal, {"a": [1]})
    assert screen.out.getvalue() == '{\n  "a": "é"\n}\n{"a": [1]}\n'


def test_commands_are_made_whole_in_diagnostics_alone() -> None:
    told = diagnostic_json(Diagnostic.error("X", "Run smtj list."), {})
    theirs = {"detail": "smtj list"}
    document = {"diagnostics": [told, theirs], "diagnostic": told, "value": theirs}
    fitting = {**told, "detail": "Run smtj --sandbox list."}
    whole = {"diagnostics": [fitting, theirs], "diagnostic": fitting, "value": theirs}
    assert fit(document, " --sandbox") == whole
    assert fit(document, "") == document
    assert fit("smtj list", " --sandbox") == "smtj list"


def test_a_change_of_the_state_says_whether_it_was_made() -> None:
    told = state_change_document({"removed": ["a"]}, dry_run=True)
    assert told == {"format_version": "1.0", "dry_run": True, "removed": ["a"]}


def test_list_document() -> None:
    document = list_document([JobRow.of(address("a"), JOB), JobRow(None, "x", "InProgress")])
    first, second = json.loads(json.dumps(document))["jobs"]
    assert first == {
        "address": 'aws_sagemaker_training_job.tj["a"]',
        "name": "my-training-job",
        "arn": ARN,
        "status": "Completed",
        "secondary_status": "Completed",
        "verdict": "completed",
        "creation_time": "2026-01-01T10:00:00Z",
        "duration_seconds": 4205.0,
        "last_metric": {"name": "loss", "value": 0.25},
    }
    assert second["address"] is None
    assert second["last_metric"] is None


def test_show_document_is_the_whole_job() -> None:
    old = InstanceState({"training_job_name": "old", "status": "Failed"})
    document = show_document(address(), JOB, Background([old]))
    hidden = {"k": "10", "token": "(sensitive value)"}
    assert document["attributes"] == {**JOB, "hyper_parameters": hidden}
    assert document["verdict"] == "completed"
    assert document["history"] == [
        {"name": "old", "status": "Failed", "attributes": dict(old.attributes)}
    ]


def test_show_document_of_a_running_job_says_how_far_it_is() -> None:
    known = Background(outlook=Outlook(0.5, 60.0, 100.0, 1))
    document = show_document(None, {**JOB, "status": "InProgress"}, known)
    assert document["progress"] == {
        "share": 0.5,
        "remaining_seconds": 60.0,
        "limit_seconds": 100.0,
        "interruptions": 1,
    }
    assert str(document["console_url"]).endswith("#/jobs/my-training-job")
    assert show_document(None, {}, Background())["logs_url"] is None


def test_output_document_is_terraforms() -> None:
    outputs = {"b": OutputState("x", "string", sensitive=True), "a": OutputState(1, "number")}
    assert list(output_document(outputs).items()) == [
        ("a", {"sensitive": False, "type": "number", "value": 1}),
        ("b", {"sensitive": True, "type": "string", "value": "x"}),
    ]
