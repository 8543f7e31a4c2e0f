"""What a shell completes a word with: from the state file, the text of the configuration and the schema alone.

Each public function is a click `shell_complete`. Nothing is evaluated, and AWS is not asked: a person waits between
two keys.
"""

from __future__ import annotations

import json
import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.cli.contexts import given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import click
    from click.shell_completion import CompletionItem

    from sm_tj_cli.state.model import State

Completion: TypeAlias = "Callable[[click.Context, click.Parameter, str], list[str]]"
FileCompletion: TypeAlias = (
    "Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]"
)

_BLOCK = re.compile(
    rf'^[ \t]*(?:resource[ \t]+"?{TRAINING_JOB}"?|module)[ \t]+"?([\w-]+)"?', re.MULTILINE
)


def _words(find: Callable[[click.Context, str], Iterable[str]]) -> Completion:
    """Of the words that `find` knows, those that begin with what was typed."""

    def complete(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        words = [word for word in find(context, incomplete) if word.startswith(incomplete)]
        # Other shells quote what they insert themselves.
        is_bash = os.environ.get("_SMTJ_COMPLETE", "").startswith("bash")
        return [shlex.quote(word) for word in words] if is_bash else words

    return complete


def _names(context: click.Context, incomplete: str) -> Iterator[str]:
    """Addresses and names of the recorded jobs; labels, the short form of addresses, once one is begun."""
    from sm_tj_cli.plan.record import job_name

    for address, record in _state(context).jobs():
        yield str(address)
        if incomplete and address.label != str(address):
            yield address.label
        yield job_name(record.attributes)


def _addresses(context: click.Context, incomplete: str) -> Iterable[str]:
    """Addresses of jobs that are recorded or declared, and their labels once one is begun."""
    recorded = [(str(address), address.label) for address, _ in _state(context).jobs()]
    found = [*recorded, *_declared(context)]
    labels = (label for _, label in found) if incomplete else ()
    return dict.fromkeys((*(address for address, _ in found), *labels))


def _declared(context: click.Context) -> Iterator[tuple[str, str]]:
    """Addresses and labels of the resources and modules that the files here name, without keys."""
    for file in sorted(_directory(context).glob("*.tf*")):
        if file.name.endswith((".tf", ".tf.json")) and file.is_file():
            yield from _in_text(file.read_text(encoding="utf-8", errors="replace"), file.suffix)


def _in_text(text: str, suffix: str) -> Iterator[tuple[str, str]]:
    if suffix == ".json":
        yield from _in_json(text)
        return
    for found in _BLOCK.finditer(text):
        is_module = found[0].lstrip().startswith("module")
        yield (f"{'module' if is_module else TRAINING_JOB}.{found[1]}", found[1])


def _in_json(text: str) -> Iterator[tuple[str, str]]:
    try:
        document = json.loads(text)
        yield from (
            (f"{TRAINING_JOB}.{label}", label) for label in document["resource"][TRAINING_JOB]
        )
    except (ValueError, LookupError, TypeError):
        # What is wrong with it is told by the verb.
        return


def _paths(_context: click.Context, incomplete: str) -> list[str]:
    """Paths of arguments and attributes, one level at a time."""
    from sm_tj_cli.aws.service_model import load_training_job_model
    from sm_tj_cli.request.explain import paths
    from sm_tj_cli.request.schema import Schema

    found = dict.fromkeys(paths(Schema.from_model(load_training_job_model())))
    begun = [path for path in found if path.startswith(incomplete)]
    level = [path for path in begun if "." not in path[len(incomplete) :]]
    return level if len(level) > 1 else begun


def _phases(_context: click.Context, _incomplete: str) -> list[str]:
    from sm_tj_cli.watch.verdict import KNOWN_STATUSES
    from sm_tj_cli.watch.wait import PHASES

    return sorted({*KNOWN_STATUSES, *PHASES})


def _statuses(_context: click.Context, _incomplete: str) -> list[str]:
    from sm_tj_cli.watch.verdict import SELECTABLE

    return SELECTABLE


def _outputs(context: click.Context, _incomplete: str) -> list[str]:
    return sorted(_state(context).outputs)


def _metrics(context: click.Context, _incomplete: str) -> Iterable[str]:
    """The metrics that recorded jobs define, or measured."""
    from sm_tj_cli.plan.record import block, text

    found: dict[str, None] = {}
    for _, record in _state(context).jobs():
        algorithm = block(record.attributes, "algorithm_specification")
        measured = record.attributes.get("final_metric_data_list")
        for listed, name in (
            (algorithm.get("metric_definitions"), "name"),
            (measured, "metric_name"),
        ):
            for metric in listed if isinstance(listed, list) else ():
                if isinstance(metric, dict):
                    found[text(metric, name)] = None
    return filter(None, found)


def _state(context: click.Context) -> State:
    """What the state file says; an empty state where there is none to be read."""
    from sm_tj_cli.state.backends import FILE
    from sm_tj_cli.state.durable import read_regular
    from sm_tj_cli.state.format import decode_state
    from sm_tj_cli.state.model import State

    place = _directory(context) / str(given(context, "state") or FILE)
    try:
        content = read_regular(place)
    except OSError:
        content = None
    state, _ = decode_state(content or b"", str(place))
    return state or State("")


def _directory(context: click.Context) -> Path:

    return Path(str(given(context, "chdir") or "."))


def _left_to_the_shell(kind: str) -> FileCompletion:
    def complete(
        _context: click.Context, _parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type=kind)]

    return complete


files = _left_to_the_shell("file")
directories = _left_to_the_shell("dir")
recorded_words = _words(_names)
addresses = _words(_addresses)
attribute_paths = _words(_paths)
phases = _words(_phases)
statuses = _words(_statuses)
output_names = _words(_outputs)
metric_names = _words(_metrics)
