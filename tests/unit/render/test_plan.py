from __future__ import annotations

import io

import pytest

from sm_tj_cli.plan.change import Action, Change, OutputChange, Plan, Reason
from sm_tj_cli.render.console import plain
from sm_tj_cli.render.plan import plan_lines, print_plan
from sm_tj_cli.state.model import State
from tests.unit.render.samples import JOB, Screen, address


def shown(
    *changes: Change, outputs: tuple[OutputChange, ...] = (), width: int | None = None
) -> str:
    plan = Plan(changes, outputs, State("lineage"))
    return "\n".join(plain(line) for line in plan_lines(plan, width))


def test_a_submission() -> None:
    change = Change(
        address(),
        Action.CREATE,
        after={"training_job_name": "x", "arn": None},
        unknown=frozenset({("arn",)}),
    )
    assert shown(change) == (
        "smtj will do what these symbols say:\n"
        "    + submit\n"
        "\n"
        "  # aws_sagemaker_training_job.tj will be submitted\n"
        '  + resource "aws_sagemaker_training_job" "tj" {\n'
        "      + arn               = (known after apply)\n"
        '      + training_job_name = "x"\n'
        "    }\n"
        "\n"
        "Plan: 1 to submit, 0 to update, 0 to destroy."
    )


@pytest.mark.parametrize(
    ("action", "reason", "symbol", "sentence"),
    [
        (Action.UPDATE, Reason.CHANGED_IN_PLACE, "  ~ resource", "will be updated in-place"),
        (Action.NEW_GENERATION, Reason.CANNOT_UPDATE, "+/. resource", "as a new generation"),
        (Action.NEW_GENERATION, Reason.RERUN, "+/. resource", "will be run again, as requested"),
        (Action.REPLACE, Reason.BY_REQUEST, "-/+ resource", "will be replaced, as requested"),
        (Action.DELETE, Reason.PRUNED, "  - resource", "is no longer in the configuration"),
        (Action.DELETE, Reason.NONE, "  - resource", "has ended, and will be forgotten"),
        (Action.FORGET, Reason.REMOVED, "  . resource", "the job itself is left as it is"),
    ],
)
def test_each_change_says_why(action: Action, reason: Reason, symbol: str, sentence: str) -> None:
    text = shown(Change(address(), action, reason, before=JOB, after=JOB))
    assert f"\n{symbol} " in text
    assert sentence in text


def test_a_job_that_goes_is_named_not_spelled_out() -> None:
    text = shown(Change(address(), Action.DELETE, Reason.PRUNED, before=JOB))
    assert '- training_job_name = "my-training-job" -> null' in text
    assert "hyper_parameters" not in text


def test_a_job_left_alone_is_only_noted() -> None:
    note = "The job Failed. It is not run again unless you ask: smtj apply --rerun x."
    text = shown(Change(address(), Action.NO_OP, before=JOB, after=JOB, note=note))
    assert text == (
        f"! aws_sagemaker_training_job.tj: {note}\n\nNo changes. Nothing will be submitted or changed."
    )


def test_moves_and_imports_are_told() -> None:
    moved = Change(address("new"), Action.NO_OP, previous_address=address("old"))
    adopted = Change(address("i"), Action.NO_OP, Reason.IMPORTED)
    text = shown(moved, adopted)
    assert (
        '# aws_sagemaker_training_job.tj["old"] has moved to aws_sagemaker_training_job.tj["new"]'
        in text
    )
    assert '# aws_sagemaker_training_job.tj["i"] will be imported' in text
    assert "Plan: 1 to import, 0 to submit" in text


def test_a_job_that_runs_will_be_stopped() -> None:
    text = shown(Change(address(), Action.DELETE, before={**JOB, "status": "InProgress"}))
    assert "will be stopped if it runs, and forgotten" in text


def test_nothing_to_do() -> None:
    text = shown(Change(address(), Action.NO_OP, before=JOB, after=JOB))
    assert text.startswith("No changes. The training jobs match the configuration.")


def test_nothing_there() -> None:
    assert shown() == "No changes. There are no training jobs."


def test_outputs() -> None:
    text = shown(
        outputs=(
            OutputChange("arn", None, None, "string", ("create",), after_unknown=True),
            OutputChange("list", ["a"], [{"b": 1}], "dynamic", ("update",)),
            OutputChange("same", 1, 1, "number", ("no-op",)),
            OutputChange("secret", "old", "new", "string", ("update",), sensitive=True),
        )
    )
    assert "Changes to Outputs:\n  + arn    = (known after apply)" in text
    assert "~ secret = (sensitive value)" in text
    assert "same" not in text
    assert "Plan:" not in text
    assert "No changes" not in text


def test_headers_and_notes_fit_a_narrow_terminal() -> None:
    note = "A note that is long enough to be wrapped at eighty columns, and then wrapped once more to be sure of it."
    change = Change(
        address(), Action.NEW_GENERATION, Reason.CANNOT_UPDATE, before={}, after={}, note=note
    )
    assert max(map(len, shown(change, width=80).splitlines())) <= 80


def test_it_goes_to_standard_output() -> None:
    screen = Screen()
    print_plan(screen.terminal, Plan((), (), State("lineage")))
    assert screen.out.getvalue().startswith("No changes.")
    assert isinstance(screen.error, io.StringIO)
    assert screen.error.getvalue() == ""


def test_a_new_generation_shows_what_changed_and_not_that_it_is_another_job() -> None:
    change = Change(
        address(),
        Action.NEW_GENERATION,
        Reason.CANNOT_UPDATE,
        before=JOB,
        after={"training_job_name": "new", "hyper_parameters": {"k": "11"}},
        differing=(("hyper_parameters", "k"),),
        unknown=frozenset({("arn",), ("status",), ("creation_time",)}),
    )
    text = shown(change)
    assert '~ "k" = "10" -> "11" # needs a new job' in text
    assert '~ training_job_name = "my-training-job" -> "new"' in text.replace("   =", " =")
    for other in ("arn", "status", "creation_time"):
        assert f" {other} " not in text
