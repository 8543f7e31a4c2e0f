"""The options that several verbs share, as click decorators, and the global ones as one value."""

from __future__ import annotations

import copy
import os
import re
import shlex
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Literal, ParamSpec, TypeAlias, TypeVar

import click

from sm_tj_cli.cli.arguments import Argument
from sm_tj_cli.cli.completions import FileCompletion, addresses, directories, files
from sm_tj_cli.cli.contexts import PREFIX, chain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

VariableSource: TypeAlias = tuple[Literal["var", "file"], str]

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """The options that every verb takes, before it or after it.

    `input` false: nothing is asked for, even on a terminal. `lock`: of the verbs that write the state alone.
    `configuration`: the directory that a verb's PATH names, which is no option.
    """

    chdir: str | None = None
    state: str | None = None
    terraform_state: str | None = None
    region: str | None = None
    profile: str | None = None
    endpoint_url: str | None = None
    json: bool = False
    no_color: bool = False
    debug: bool = False
    sandbox: bool = False
    input: bool = True
    lock: bool = True
    configuration: str = "."

    def for_paths(self, paths: Sequence[str]) -> GlobalOptions:
        """The same for a run whose configuration is at these paths: its jobs are found from that directory alone."""
        directory = paths[0] if os.path.isdir(paths[0]) else os.path.dirname(paths[0])  # noqa: PTH112, PTH120 - as written
        return replace(self, configuration=os.path.normpath(directory))

    @property
    def whereabouts(self) -> str:
        """What a later command needs to find the same jobs: ` --sandbox`, empty where nothing was given.

        Most verbs take no PATH: what was given for one is where they work.
        """
        chdir, inner = self.chdir, self.configuration
        if inner != ".":
            chdir = os.path.normpath(os.path.join(chdir or "", inner))  # noqa: PTH118 - "." stays
        named = {
            "--chdir": chdir,
            "--state": _seen_from(inner, self.state),
            "--terraform-state": _seen_from(inner, self.terraform_state),
            "--region": self.region,
            "--profile": self.profile,
            "--endpoint-url": self.endpoint_url,
        }
        words = [word for name, it in named.items() if it is not None for word in (name, it)]
        return "".join(f" {shlex.quote(word)}" for word in [*words, *["--sandbox"] * self.sandbox])


def _seen_from(directory: str, file: str | None) -> str | None:
    """A file's name for a command that works in the directory."""
    if file is None or directory == "." or os.path.isabs(file) or "://" in file:  # noqa: PTH117 - as written
        return file
    return os.path.relpath(file, directory)


def places_in(words: Sequence[str]) -> GlobalOptions:
    """The options that say where the jobs are, of a command line that may not have been understood."""
    found: dict[str, str] = {}
    given = iter(words)
    for word in given:
        name, sign, text = word.partition("=")
        if name in _PLACES:
            found[name] = text if sign else next(given, "")
    chdir, state, terraform_state, region, profile, endpoint_url = map(found.get, _PLACES)
    return GlobalOptions(
        chdir, state, terraform_state, region, profile, endpoint_url, sandbox="--sandbox" in words
    )


_PLACES = ("--chdir", "--state", "--terraform-state", "--region", "--profile", "--endpoint-url")


class _GlobalOption(click.Option):
    """An option that only the page of `smtj` itself explains: a verb's page is about the verb."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        return super().get_help_record(ctx) if ctx.parent is None else None


def _global_option(
    name: str,
    help_text: str,
    metavar: str | None = None,
    shell_complete: FileCompletion | None = None,
) -> click.Option:
    declared = "--input/--no-input" if name == "input" else f"--{name.replace('_', '-')}"
    return _GlobalOption(
        [declared, f"{PREFIX}{name}"],
        is_flag=metavar is None,
        metavar=metavar,
        default=None,
        help=help_text,
        shell_complete=shell_complete,
    )


_EPILOG = "The global options (--json, --region, --sandbox and others) work here too: smtj --help."

GLOBAL_OPTIONS = (
    _global_option("chdir", "Work in this directory.", "DIR", directories),
    _global_option("state", "smtj's state file.", "FILE", files),
    _global_option(
        "terraform_state",
        "Terraform's state, which references are answered from.",
        "FILE|s3://…",
        files,
    ),
    _global_option("region", "AWS region.", "NAME"),
    _global_option("profile", "AWS profile.", "NAME"),
    _global_option("endpoint_url", "Send AWS calls to this address.", "URL"),
    _global_option("json", "Machine-readable output."),
    _global_option("no_color", "No colours."),
    _global_option("input", "Ask for what is missing (on a terminal)."),
    _global_option("debug", "Show the traceback of an internal error."),
    _global_option("sandbox", "Use the SageMaker on this machine, starting it if need be."),
)


def global_options(context: click.Context) -> GlobalOptions:
    """The global options of the whole command line; what stands further right wins."""
    options = GlobalOptions()
    names = [field.name for field in fields(GlobalOptions)]
    for level in chain(context):
        given = {name: level.params.get(f"{PREFIX}{name}") for name in names}
        options = replace(options, **{name: it for name, it in given.items() if it is not None})
    return options


def with_global_options(
    command: click.Command, call: Callable[[Callable[[], object]], object]
) -> click.Command:
    """A copy of `command`, and of its subcommands, that takes the global options as well.

    Args:
        command: as its module defines it.
        call: is given the verb's function, ready to be called, and calls it.
    """
    copied = copy.copy(command)
    copied.params = [*command.params, *GLOBAL_OPTIONS]
    copied.epilog = _EPILOG
    callback = command.callback
    if isinstance(copied, click.Group):
        copied.commands = {
            name: with_global_options(verb, call) for name, verb in copied.commands.items()
        }
        copied.callback = None
    elif callback is not None:

        def run(**parameters: object) -> object:
            own = {name: it for name, it in parameters.items() if not name.startswith(PREFIX)}
            return call(lambda: callback(**own))

        copied.callback = run
    return copied


class _Sourced(click.ParamType[VariableSource, str]):
    """The text of `--var` or `--var-file`, with its place where it came from the command line."""

    name = "text"

    def __init__(self, kind: Literal["var", "file"]) -> None:
        self.kind = kind

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> VariableSource:
        if self.kind == "var" and "=" not in value:
            self.fail(f'"{value}" is not of the form name=value.', param, ctx)
        return (self.kind, value)


def _in_order(
    context: click.Context, _parameter: click.Parameter, given: tuple[VariableSource, ...]
) -> None:
    sources: tuple[VariableSource, ...] = (*context.params.get("variables", ()), *given)
    context.params["variables"] = tuple(sorted(sources, key=_place))


def _place(source: VariableSource) -> int:
    text = source[1]
    return text.position if isinstance(text, Argument) else 0


def variable_options(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """`--var` and `--var-file`: the parameter `variables`, tuples of "var" or "file" and the text, in order."""
    for name, kind, metavar, help_text in (
        ("--var-file", "file", "FILE", "Set variables from a .tfvars file."),
        ("--var", "var", "NAME=VALUE", "Set a variable."),
    ):
        function = click.option(
            name,
            type=_Sourced("var" if kind == "var" else "file"),
            multiple=True,
            metavar=metavar,
            help=help_text,
            callback=_in_order,
            expose_value=False,
            shell_complete=files if kind == "file" else None,
        )(function)
    return function


def paths_argument(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """`[PATH…]`: the parameter `paths`, the working directory where none is given."""

    def default(
        _context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]
    ) -> tuple[str, ...]:
        return given or (".",)

    return click.argument(
        "paths", nargs=-1, metavar="[PATH…]", callback=default, shell_complete=files
    )(function)


def target_options(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """`--target --exclude --replace --rerun`: parameters of these names, tuples of selectors."""
    for name, help_text in (
        ("rerun", "Train this unchanged job again."),
        ("replace", "Delete this job's record, then train it again."),
        ("exclude", "Everything but this."),
        ("target", "Only this, and what it needs."),
    ):
        function = click.option(
            f"--{name}",
            multiple=True,
            metavar="ADDRESS",
            help=help_text,
            shell_complete=addresses,
        )(function)
    return function


def preflight_option(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """`--preflight/--no-preflight`: the parameter `preflight`, None where neither is given."""
    return click.option(
        "--preflight/--no-preflight",
        default=None,
        help="Look first whether roles, inputs, buckets and images exist (default where AWS itself is asked).",
    )(function)


_UNITS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_LONGEST = 100 * 365 * _UNITS["d"]
_DURATION = re.compile(r"(?:\d+(?:\.\d+)?(?:ms|[dhms]))+")
_DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|[dhms])")
_SECONDS = re.compile(r"\d+(?:\.\d+)?")


class Duration(click.ParamType[float, str | float]):
    """`2h`, `1h30m`, `90s`, or plain seconds; a number of seconds."""

    name = "duration"

    def convert(
        self, value: str | float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The seconds; fails as a usage error."""
        if not isinstance(value, str):
            return float(value)
        if _SECONDS.fullmatch(value):
            seconds = float(value)
        elif _DURATION.fullmatch(value):
            parts = _DURATION_PART.findall(value)
            seconds = sum(float(count) * _UNITS[unit] for count, unit in parts)
        else:
            self.fail(f'"{value}" is not a duration such as 90s, 5m, 1h30m or 2d.', param, ctx)
        if seconds > _LONGEST:
            self.fail(f'"{value}" is longer than a hundred years.', param, ctx)
        return seconds


DURATION = Duration()


class Count(click.IntRange):
    """A whole number that is not below the least one."""

    name = "number"


def lock_options(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """`--lock/--no-lock --lock-timeout`: the global option `lock`, and the parameter `lock_timeout` (seconds)."""
    function = click.option(
        "--lock-timeout", type=DURATION, default=0.0, help="How long to wait for the state's lock."
    )(function)
    return click.option(
        "--lock/--no-lock",
        f"{PREFIX}lock",
        default=None,
        help="Lock a state in S3 (a file always is locked).",
    )(function)
