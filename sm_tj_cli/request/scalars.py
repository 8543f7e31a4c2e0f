"""Single values: converted as Terraform converts them, and checked against their limits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from sm_tj_cli.request.overrides import GUIDE_MAXIMUM
from sm_tj_cli.request.schema import Kind
from sm_tj_cli.request.secrets import is_secret
from sm_tj_cli.request.validate import number_fault, text_fault
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.json_values import to_json
from sm_tj_cli.values.types import BOOL, NUMBER, STRING
from sm_tj_cli.values.value import EPHEMERAL

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.given import GivenValue
    from sm_tj_cli.request.schema import Limits, Member
    from sm_tj_cli.request.training_job import AttributePath
    from sm_tj_cli.values.types import Primitive


class Absent(Enum):
    """Nothing is given: no argument, or null."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
Read: TypeAlias = "JSON | Literal[Absent.ABSENT]"

_TYPES: dict[Kind, Primitive] = {
    Kind.STRING: STRING,
    Kind.INTEGER: NUMBER,
    Kind.NUMBER: NUMBER,
    Kind.BOOL: BOOL,
}
_WANTED = {STRING: "string required", NUMBER: "a number is required", BOOL: "a bool is required"}


@dataclass(frozen=True, slots=True)
class ScalarReader:
    """Reads single values into plain ones; findings and paths are noted in the sets that it is given."""

    findings: Findings
    unknown: set[AttributePath]
    sensitive: set[AttributePath]
    faulty: set[AttributePath]

    def read(self, member: Member, given: GivenValue, path: AttributePath) -> Read:
        """The value of a scalar argument; None where it is not known or wrong."""
        if member.kind is Kind.STRING:
            return self.text(member.path, given, member.limits, path, attribute=member.name)
        value = self._converted(given, _TYPES[member.kind], member.name, path)
        if value is None or isinstance(value, Absent | bool):
            return value
        assert isinstance(value, int | float)
        if member.kind is Kind.INTEGER and value != int(value):
            self._fault(f"{member.path} must be a whole number; it is {value}.", given, path)
            return None
        number = int(value) if member.kind is Kind.INTEGER else value
        fault = number_fault(member.path, number, member.limits)
        if fault is not None:
            self._fault(fault, given, path)
        elif member.path in GUIDE_MAXIMUM and number > GUIDE_MAXIMUM[member.path][0]:
            detail = f"{member.path} is {number}, but {GUIDE_MAXIMUM[member.path][1]}."
            self.findings.warning("Value may be refused", detail, given.range)
        return number

    def text(
        self,
        what: str,
        given: GivenValue,
        limits: Limits,
        path: AttributePath,
        *,
        attribute: str = "",
    ) -> Read:
        """A string; `what` names it where a limit is broken, `attribute` where its type is wrong."""
        value = self._converted(given, STRING, attribute or what, path)
        if not isinstance(value, str):
            return value
        hidden = lambda: given.value.is_sensitive or is_secret(str(path[-1]), value)  # noqa: E731 - asked seldom
        if fault := text_fault(what, value, limits, hidden):
            self._fault(fault, given, path)
        return value

    def _converted(
        self, given: GivenValue, wanted: Primitive, attribute: str, path: AttributePath
    ) -> Read:
        value = given.value
        if value.is_sensitive:
            self.sensitive.add(path)
        if EPHEMERAL in value.marks:
            self.faulty.add(path)
            self.findings.error(
                "Invalid use of ephemeral value",
                f'"{attribute}" is stored in the state, so it cannot be made from an ephemeral value.',
                given.range,
            )
            return None
        if value.is_null:
            return ABSENT
        if not value.is_known:
            self.unknown.add(path)
            return None
        try:
            return to_json(convert(value.unmarked(), wanted))
        except ConversionError as problem:
            self._wrong_type(given, attribute, path, str(problem) or _WANTED[wanted])
            return None

    def _wrong_type(
        self, given: GivenValue, attribute: str, path: AttributePath, wanted: str
    ) -> None:
        inside = f'element "{path[-1]}": ' if path[-1] != attribute and attribute else ""
        nested = bool(inside) and isinstance(given.value.raw, tuple | dict)
        advice = " To pass a list or an object as text, wrap it in jsonencode(…)." if nested else ""
        self.faulty.add(path)
        self.findings.error(
            "Incorrect attribute value type",
            f'Inappropriate value for attribute "{attribute}": {inside}{wanted}.{advice}',
            given.range,
        )

    def _fault(self, detail: str, given: GivenValue, path: AttributePath) -> None:
        self.faulty.add(path)
        self.findings.error("Invalid attribute value", detail, given.range)
