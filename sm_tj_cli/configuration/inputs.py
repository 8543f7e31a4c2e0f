"""The values of the root module's variables, from every source, in Terraform's precedence.

Later wins: `TF_VAR_x`, `terraform.tfvars`, `terraform.tfvars.json`, `*.auto.tfvars[.json]` by name, then `--var` and
`--var-file` in the order of the command line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.configuration.blocks import literal_value
from sm_tj_cli.diagnostics import Diagnostics, Findings, SourceFile, did_you_mean
from sm_tj_cli.syntax.allowance import MOST_TOKENS, Allowance
from sm_tj_cli.syntax.parse import parse_expression, parse_file
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, Value, string

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.configuration.module import Variable
    from sm_tj_cli.configuration.ports import Files
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Block

PREFIX = "TF_VAR_"
SHOWN_STRANGERS = 2


@dataclass(frozen=True, slots=True)
class VariableSources:
    """Where values come from.

    Attributes:
        arguments: `("var", "name=value")` and `("file", path)` in the order of the command line.
        environment: the process's.
        ask: asks a person for a missing one by name, description and secrecy; None where nobody is there.
        answers: what was answered, by name. A run evaluates more than once, and nobody is to be asked twice.
        are_settled: whether a saved plan says what was given, so that the environment counts for what it keeps no value
            of, the ephemeral variables, as in Terraform.
    """

    arguments: tuple[tuple[str, str], ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    ask: Callable[[str, str, bool], str] | None = None
    answers: dict[str, str] = field(default_factory=dict)
    are_settled: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A value that was given, and where."""

    value: Value
    origin: str
    range: SourceRange | None = None


def gather(
    sources: VariableSources,
    directory: str,
    variables: Mapping[str, Variable],
    files: Files,
    texts: dict[str, SourceFile],
    tokens: int = MOST_TOKENS,
) -> tuple[Mapping[str, Given], Diagnostics]:
    """What was given for each declared variable; files read, of `tokens` together, are added to `texts`."""
    gatherer = _Gatherer(variables, files, texts, tokens)
    for name, variable in variables.items():
        counts = variable.ephemeral or not sources.are_settled
        if counts and f"{PREFIX}{name}" in sources.environment:
            gatherer.text(name, sources.environment[f"{PREFIX}{name}"], f"{PREFIX}{name}")
    for path in gatherer.automatic(directory):
        gatherer.file(path)
    for kind, text in sources.arguments:
        if kind == "file":
            gatherer.file(text)
        else:
            gatherer.argument(text)
    return gatherer.given, gatherer.result()


def text_value(
    variable: Variable,
    text: str,
    origin: str,
    texts: dict[str, SourceFile],
    findings: Findings,
) -> Given:
    """A value as text: as it is for a variable without a type or of a simple one, else an expression."""
    if variable.takes_text:
        return Given(string(text), origin)
    source = SourceFile(f"<value for var.{variable.name}>", text)
    expression, problems = parse_expression(source)
    if not variable.sensitive:
        # An error quotes what is found here.
        texts[source.name] = source
    if expression is None:
        findings.add(problems)
        # It was given, so that nobody is told to give one.
        return Given(DYNAMIC_UNKNOWN, origin)
    return Given(literal_value(expression, findings), origin)


def unwritten(
    sources: VariableSources,
    directory: str,
    variables: Mapping[str, Variable],
    files: Files,
    tokens: int = MOST_TOKENS,
) -> tuple[tuple[str, str], ...]:
    """The values from the environment and the terminal, as arguments that say the same to a later run.

    Ephemeral ones are left out: they are kept nowhere, as in Terraform.
    """
    given, _ = gather(sources, directory, variables, files, {}, tokens)
    found: list[tuple[str, str]] = []
    for name, variable in variables.items():
        if variable.ephemeral:
            continue
        if name not in given:
            if name in sources.answers:
                found.append(("var", f"{name}={sources.answers[name]}"))
        elif given[name].origin == f"{PREFIX}{name}":
            found.append(("var", f"{name}={sources.environment[f'{PREFIX}{name}']}"))
    return tuple(found)


class _Gatherer:
    def __init__(
        self,
        variables: Mapping[str, Variable],
        files: Files,
        texts: dict[str, SourceFile],
        tokens: int,
    ) -> None:
        self.findings = Findings()
        self.given: dict[str, Given] = {}
        self._variables, self._files, self._texts = variables, files, texts
        self._strangers = 0
        self._allowance = Allowance(tokens)

    def automatic(self, directory: str) -> list[str]:
        try:
            names = self._files.list_directory(directory)
        except OSError:
            # A directory that cannot be read was told when the configuration was loaded.
            return []
        first = [name for name in ("terraform.tfvars", "terraform.tfvars.json") if name in names]
        then = [name for name in names if name.endswith((".auto.tfvars", ".auto.tfvars.json"))]
        return [
            name if directory == "." else f"{directory.rstrip('/')}/{name}"
            for name in (*first, *then)
        ]

    def argument(self, text: str) -> None:
        """`name=value` from the command line."""
        name, equals, value = text.partition("=")
        if not equals or name != name.strip():
            why = (
                f'The variable name "{name}" has a space beside it.'
                if equals
                else f'The given option "{text}" is not correctly specified. It must be a variable name and value '
                "separated by an equals sign."
            )
            self.findings.error("Invalid -var option", f'{why} Write --var "key=value".')
        elif name in self._variables:
            self.text(name, value, f"--var {name}")
        else:
            self.findings.error(
                "Value for undeclared variable",
                f'A variable named "{name}" was assigned on the command line, but the root module does not declare a '
                f'variable of that name.{did_you_mean(name, self._variables)} To use this value, add a "variable" block '
                "to the configuration.",
            )

    def text(self, name: str, text: str, origin: str) -> None:
        variable = self._variables[name]
        self.given[name] = text_value(variable, text, origin, self._texts, self.findings)

    def file(self, path: str) -> None:
        try:
            source = SourceFile(path, self._files.read_text(path))
        except (OSError, UnicodeDecodeError) as problem:
            self.findings.error(
                "Failed to read variables file",
                f"Given variables file {path} cannot be read: {problem}.",
            )
            return
        self._texts[path] = source
        body, problems = parse_file(source, templates=False, allowance=self._allowance)
        self.findings.add(problems)
        if problems.has_errors:
            # What could not be read may have been given, so that nobody is told to give it.
            for name, variable in self._variables.items():
                if variable.default is None:
                    self.given.setdefault(name, Given(DYNAMIC_UNKNOWN, path))
        for block in body.blocks:
            self._block(block)
        for name, attribute in body.attributes.items():
            if name not in self._variables:
                self._undeclared(name, path, attribute.range)
                continue
            value = literal_value(attribute.expression, self.findings)
            self.given[name] = Given(value, path, attribute.range)

    def _block(self, block: Block) -> None:
        if block.type == "variable" and block.labels:
            self.findings.error(
                "Variable declaration in .tfvars file",
                "A .tfvars file is used to assign values to variables that have already been declared in .tf files, not "
                f'to declare new variables. To declare variable "{block.labels[0]}", place this block in one of your .tf '
                "files, such as variables.tf. To set a value for this variable, write: "
                f"{block.labels[0]} = <value>",
                block.type_range,
            )
            return
        self.findings.error(
            f'Unexpected "{block.type}" block', "Blocks are not allowed here.", block.type_range
        )

    def _undeclared(self, name: str, path: str, where: SourceRange) -> None:
        """Files may be shared between configurations, so that a few lines are enough to tell a typing mistake."""
        self._strangers += 1
        if self._strangers > SHOWN_STRANGERS:
            return
        self.findings.warning(
            "Value for undeclared variable",
            f'The root module does not declare a variable named "{name}" but a value was found in file "{path}".'
            f'{did_you_mean(name, self._variables)} If you meant to use this value, add a "variable" block to the '
            "configuration.",
            where,
        )

    def result(self) -> Diagnostics:
        """What is wrong with all of it."""
        more = self._strangers - SHOWN_STRANGERS
        if more > 0:
            self.findings.warning(
                "Values for undeclared variables",
                f"In addition to the other similar warnings shown, {more} other variable(s) defined without being "
                "declared.",
            )
        return self.findings.result()
