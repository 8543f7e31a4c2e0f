from __future__ import annotations

from sm_tj_cli.render.rows import JobRow
from sm_tj_cli.render.tables import print_jobs, print_table
from tests.unit.render.samples import JOB, Screen, address

ROWS = [JobRow.of(address("a"), JOB), JobRow(address("b"), "other", "InProgress", "Training")]


def test_elsewhere_columns_are_aligned_and_whole() -> None:
    screen = Screen()
    print_jobs(screen.terminal, ROWS)
    assert screen.out.getvalue().splitlines() == [
        "ADDRESS                             NAME             STATUS                 DURATION  LAST METRIC",
        'aws_sagemaker_training_job.tj["a"]  my-training-job  Completed              1h10m     loss = 0.25',
        'aws_sagemaker_training_job.tj["b"]  other            InProgress (Training)  –         –',
    ]


def test_a_terminal_gets_a_drawn_table_that_fits() -> None:
    for width in (60, 80, 160):
        screen = Screen(width=width, is_terminal=True, color=False)
        print_jobs(screen.terminal, ROWS)
        assert max(map(len, screen.out.getvalue().splitlines())) <= width
        assert "─" in screen.out.getvalue()


def test_narrow_terminals_get_the_short_addresses() -> None:
    screen = Screen(width=80, is_terminal=True, color=False)
    print_jobs(screen.terminal, ROWS)
    assert 'tj["a"]' in screen.out.getvalue()
    assert "aws_sagemaker" not in screen.out.getvalue()


def test_the_last_columns_go_before_a_word_is_broken() -> None:
    screen = Screen(width=40, is_terminal=True, color=False)
    metric = ("validation:loss", 0.25)
    row = JobRow(address("a"), "x", "Completed", "Completed", 5.0, metric)
    print_jobs(screen.terminal, [row])
    headings, _, line = screen.out.getvalue().splitlines()
    assert headings.split() == ["ADDRESS", "STATUS", "DURATION"]
    assert line.split() == ['tj["a"]', "Completed", "5s"]


def test_jobs_that_no_state_knows_show_when_they_were_made() -> None:
    screen = Screen()
    print_jobs(screen.terminal, [JobRow(None, "x", "Failed", created="2026-01-01T10:00:00Z")])
    assert screen.out.getvalue().splitlines()[1].startswith("2026-01-01 10:00:00 UTC  x ")


def test_names_cannot_act_on_the_terminal() -> None:
    screen = Screen()
    print_jobs(screen.terminal, [JobRow(None, "x\x1b[2J\ny", "Failed")])
    assert "x\\ny" in screen.out.getvalue()


def test_a_table_without_rows_is_its_headings() -> None:
    screen = Screen()
    print_table(screen.terminal, ["A", "B"], [])
    assert screen.out.getvalue() == "A  B\n"


def test_what_does_not_fit_leaves_the_names_out_that_have_an_address() -> None:
    rows = [
        JobRow(address("a"), "resnet50-imagenet-20260101000000-e4e1c609", "Failed", seconds=5),
        JobRow(None, "resnet50-imagenet-20260101000000-00000000", "Stopped"),
    ]
    screen = Screen(width=80, is_terminal=True, color=False)
    print_jobs(screen.terminal, rows)
    shown = screen.out.getvalue().splitlines()
    assert len(shown) == 4
    assert shown[2].startswith('tj["a"]')
    assert shown[3].startswith("resnet50-imagenet-20260101000000-00000000 ")


def test_jobs_of_others_leave_their_time_out() -> None:
    row = JobRow(None, "resnet50-imagenet-20260101000000-e4e1c609", "Failed", created="2026-01-01T10:00:00Z")  # fmt: skip
    screen = Screen(width=80, is_terminal=True, color=False)
    print_jobs(screen.terminal, [row])
    assert screen.out.getvalue().startswith("NAME ")
