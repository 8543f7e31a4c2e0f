from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from sm_tj_cli.cli.arguments import normalise
from sm_tj_cli.cli.options import (
    DURATION,
    GlobalOptions,
    global_options,
    lock_options,
    paths_argument,
    places_in,
    target_options,
    variable_options,
    with_global_options,
)

if TYPE_CHECKING:
    from pathlib import Path


def parse(command: click.Command, *words: str) -> object:
    arguments = normalise(words)
    with command.make_context("verb", arguments) as context:
        return command.invoke(context)


@click.command
@variable_options
@paths_argument
@target_options
@lock_options
def everything(**parameters: object) -> object:
    return parameters


def test_defaults() -> None:
    assert parse(everything) == {
        "variables": (),
        "paths": (".",),
        "target": (),
        "exclude": (),
        "replace": (),
        "rerun": (),
        "global_lock": None,
        "lock_timeout": 0.0,
    }


def test_variables_keep_the_order_of_the_command_line() -> None:
    found = parse(
        everything, "-var", "a=1", "--var-file=f", "x.tf", "--var=b=2=3", "--var-file", "g"
    )
    assert isinstance(found, dict)
    assert found["variables"] == (("var", "a=1"), ("file", "f"), ("var", "b=2=3"), ("file", "g"))
    assert found["paths"] == ("x.tf",)


def test_a_variable_needs_a_value() -> None:
    with pytest.raises(click.BadParameter, match="not of the form name=value"):
        parse(everything, "--var", "x")


def test_targets_and_locks() -> None:
    found = parse(everything, "-target=a", "--target", "b", "-lock=false", "-lock-timeout=90s")
    assert isinstance(found, dict)
    assert (found["target"], found["global_lock"], found["lock_timeout"]) == (
        ("a", "b"),
        False,
        90.0,
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90),
        ("1.5", 1.5),
        ("2h", 7200),
        ("1h30m", 5400),
        ("500ms", 0.5),
        ("1d", 86400),
        ("0s", 0),
    ],
)
def test_durations(text: str, seconds: float) -> None:
    assert DURATION.convert(text, None, None) == seconds


@pytest.mark.parametrize("text", ["", "h", "2 h", "-5s", "2x", "1h30"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(click.BadParameter, match="not a duration such as"):
        DURATION.convert(text, None, None)


@pytest.mark.parametrize("text", ["1000000000000", "9" * 400, "36501d"])
def test_a_duration_that_no_calendar_has(text: str) -> None:
    with pytest.raises(click.BadParameter, match="longer than a hundred years"):
        DURATION.convert(text, None, None)


@click.command
@click.option("--state-id")
@click.pass_context
def verb(context: click.Context, state_id: str | None) -> object:
    return state_id, global_options(context)


@click.group
def group() -> None:
    pass


group.add_command(verb)


def test_global_options_stand_anywhere_and_the_last_wins() -> None:
    whole = with_global_options(group, lambda call: call())
    found = parse(whole, "--region=a", "--json", "verb", "--state-id", "x", "--region", "b")
    assert found == ("x", GlobalOptions(region="b", json=True))


def test_the_verb_itself_is_left_as_it_was() -> None:
    with_global_options(verb, lambda call: call())
    assert [parameter.name for parameter in verb.params] == ["state_id"]


def test_asking_can_be_refused() -> None:
    whole = with_global_options(verb, lambda call: call())
    assert parse(whole, "-input=false") == (None, GlobalOptions(input=False))


def test_a_command_that_comes_back_looks_in_the_same_place() -> None:
    options = GlobalOptions(state="my state", region="eu-west-1", sandbox=True, json=True)
    assert options.whereabouts == " --state 'my state' --region eu-west-1 --sandbox"
    assert GlobalOptions().whereabouts == ""


@pytest.mark.parametrize(
    ("options", "path", "told"),
    [
        (GlobalOptions(), ".", ""),
        (GlobalOptions(), "main.tf", ""),
        (GlobalOptions(), "sub/", " --chdir sub"),
        (GlobalOptions(), "sub/main.tf", " --chdir sub"),
        (GlobalOptions(chdir="a"), "./sub", " --chdir a/sub"),
        (GlobalOptions(chdir="a"), "/", " --chdir /"),
        (GlobalOptions(chdir="a"), ".", " --chdir a"),
        (GlobalOptions(state="s"), "sub", " --chdir sub --state ../s"),
        (GlobalOptions(state="/s"), "sub", " --chdir sub --state /s"),
        (
            GlobalOptions(terraform_state="s3://b/k"),
            "sub",
            " --chdir sub --terraform-state s3://b/k",
        ),
    ],
)
def test_a_command_that_takes_no_path_works_where_the_path_was(
    options: GlobalOptions, path: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    assert options.for_paths((path,)).whereabouts == told


def test_where_the_jobs_are_is_found_in_a_line_that_is_not_understood() -> None:
    words = ["--chdir=a b", "aply", "--state", "s", "--sandbox", "--region"]
    assert places_in(words).whereabouts == " --chdir 'a b' --state s --region '' --sandbox"
    assert places_in(["apply", "-x"]) == GlobalOptions()
