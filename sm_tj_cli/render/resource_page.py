"""Everything that can be explained in, the reference page of the resource out (`docs/resource.md`)."""

from __future__ import annotations

from importlib.metadata import version
from itertools import groupby
from typing import TYPE_CHECKING

from sm_tj_cli.render.resource_texts import ABOUT_DIALECTS, ATTRIBUTES, EXAMPLES, INTRODUCTION, REST
from sm_tj_cli.request.dialects import Since, todays_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.request.explain import Explainer, Explanation

FEW = 12
INSTANCE_TYPES = "instance-types"


def page_lines(explain: Explainer) -> Iterator[str]:
    """The page, line by line."""
    yield INTRODUCTION.format(version=version("botocore"))
    yield EXAMPLES
    yield ABOUT_DIALECTS
    yield "| today | 2018 |"
    yield "|---|---|"
    yield from (f"| `{today}` | `{old}` |" for old, today in todays_names())
    yield ""
    yield "## Arguments"
    yield ""
    whole = explain.whole()
    arguments = [member for member in whole.members if not member.is_exported]
    yield from _arguments(arguments)
    for block in _blocks(explain, arguments):
        yield from _section(block)
    yield from _instance_types(explain)
    yield ATTRIBUTES
    exported = [member for member in whole.members if member.is_exported]
    yield from (_attribute(member) for member in exported)
    yield ""
    yield REST.rstrip("\n")


def _blocks(explain: Explainer, members: list[Explanation]) -> Iterator[Explanation]:
    """The blocks among the members, each followed by those inside it."""
    for member in members:
        found = explain.find(member.path)
        if found is not None and found.members:
            yield found
            yield from _blocks(explain, list(found.members))


def _section(block: Explanation) -> Iterator[str]:
    yield f"### `{block.path}`"
    yield ""
    yield block.documentation.partition("\n\n")[0]
    yield ""
    yield from _arguments(list(block.members))


def _arguments(members: list[Explanation]) -> Iterator[str]:
    ordered = sorted(members, key=lambda member: not member.is_required)
    yield from map(_argument, ordered)
    yield ""


def _argument(member: Explanation) -> str:
    others = " or ".join(f"`{name}`" for name in member.unless.split(" or "))
    unless = f" unless {others} is given" if member.unless else ""
    required = f"required{unless}" if member.is_required else "optional"
    change = "; changed in place" if member.is_updatable else ""
    facts = [*member.limits, *_choices(member)]
    limits = f" *{_capital('; '.join(facts))}.*" if facts else ""
    default = f" Default: {_code(member.default)}." if member.default else ""
    block = f" See [below](#{_anchor(member.path)})." if member.kind.startswith("block") else ""
    name = f"`{member.name}`"
    return f"- {name} - ({required}, {member.kind}{_dialect(member)}{change}) {member.summary}{limits}{default}{block}"


def _code(text: str) -> str:
    return text if " " in text else f"`{text}`"


def _dialect(member: Explanation) -> str:
    if member.old_name:
        return f", 2018: `{member.old_name}`"
    return {Since.OF_2018: ", 2018", Since.OWN: ", smtj only"}.get(Since(member.since), "")


def _choices(member: Explanation) -> Iterator[str]:
    if len(member.choices) > FEW:
        yield f"one of [{len(member.choices)} instance types](#{INSTANCE_TYPES})"
    elif member.choices:
        yield f"one of {', '.join(f'`{choice}`' for choice in member.choices)}"


def _instance_types(explain: Explainer) -> Iterator[str]:
    """The instance types by their family, once for all arguments that take one."""
    yield "### Instance types"
    yield ""
    yield "What `resource_config`, its `instance_groups` and its `instance_preferences` take:"
    yield ""
    found = explain.find("resource_config.instance_type")
    choices = found.choices if found else ()
    for family, types in groupby(sorted(choices, key=_family), key=_family):
        sizes = ", ".join(f"`{kind.rpartition('.')[2]}`" for kind in types)
        yield f"- `{family}.` {sizes}"
    yield ""
    rules = explain.find("debug_rule_configurations.instance_type")
    yield (
        f"`debug_rule_configurations` and `profiler_rule_configurations` take {len(rules.choices) if rules else 0} "
        "types for processing; `smtj explain debug_rule_configurations.instance_type` lists them."
    )
    yield ""


def _family(kind: str) -> str:
    return kind.rpartition(".")[0]


def _attribute(member: Explanation) -> str:
    dialect = ", 2018" if member.since == Since.OF_2018 else ""
    inside = ", ".join(f"`{inner.name}`" for inner in member.members)
    parts = f" of {inside}" if inside else ""
    return f"- `{member.name}` - ({member.kind}{parts}{dialect}) {member.summary}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _anchor(path: str) -> str:
    """How Markdown's readers link to the heading of a block."""
    return path.replace(".", "")
