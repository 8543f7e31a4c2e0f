"""`yamlencode`: a value in the YAML that Terraform writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionContext,
    Parameter,
    function_of_context,
    number_of,
)
from sm_tj_cli.values.numbers import format_number
from sm_tj_cli.values.types import DYNAMIC, STRING
from sm_tj_cli.values.value import (
    Value,
    string,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import yaml

    from sm_tj_cli.values.budget import Budget

STEPS_PER_SCALAR = 4
CHARACTERS_PER_STEP = 4


@function_of_context(
    "yamlencode",
    Parameter("value", DYNAMIC, allow_null=True, allow_unknown=True, allow_dynamic=True),
    may_be_null=True,
    returns=STRING,
    examples=(('yamlencode({ a = ["b"] })', '<<EOT\n"a":\n- "b"\n\nEOT'),),
)
def yamlencode(arguments: Arguments, context: FunctionContext) -> Value:
    """The value as YAML, in block style."""
    if not arguments[0].is_wholly_known:
        return unknown(STRING)
    from sm_tj_cli.values.yaml_emitter import emit

    return string(emit(_affordable(_document(arguments[0]), context.budget)))


def _affordable(events: Iterable[yaml.Event], budget: Budget) -> Iterator[yaml.Event]:
    """The events, each paid for before it is written, since writing is slow."""
    import yaml

    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            budget.spend(STEPS_PER_SCALAR + len(event.value) // CHARACTERS_PER_STEP)
        yield event


def _document(value: Value) -> Iterator[yaml.Event]:
    import yaml

    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    yield from _events(value)
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _events(value: Value) -> Iterator[yaml.Event]:
    import yaml

    match value.raw:
        case tuple() as items:
            yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=not items)
            for item in items:
                yield from _events(item)
            yield yaml.SequenceEndEvent()
        case dict() as entries:
            yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=not entries)
            for key, item in entries.items():
                yield from _events(string(key))
                yield from _events(item)
            yield yaml.MappingEndEvent()
        case str() as text:
            style = "|" if "\n" in text else '"'
            yield yaml.ScalarEvent(None, None, (True, True), text, style=style)
        case None:
            yield yaml.ScalarEvent(None, None, (True, False), "null")
        case bool() as truth:
            yield yaml.ScalarEvent(None, None, (True, False), "true" if truth else "false")
        case _:
            text = format_number(number_of(value))
            yield yaml.ScalarEvent(None, None, (True, False), text)
