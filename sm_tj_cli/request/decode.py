"""The arguments of one resource, read by the schema: its attributes, and everything that is wrong with them.

An error leaves its member out and the reading goes on, so that one run tells every fault where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.diagnostics import Findings
from sm_tj_cli.request import overrides
from sm_tj_cli.request.dialects import DEFAULTS_OF_2018, is_from_2018, todays_name
from sm_tj_cli.request.given import GivenBlock, GivenValue, entries_of, items_of, opening
from sm_tj_cli.request.scalars import ABSENT, ScalarReader
from sm_tj_cli.request.schema import Kind
from sm_tj_cli.request.unexpected import unexpected
from sm_tj_cli.request.validate import choices_of, count_fault, text_fault
from sm_tj_cli.request.wording import MISSING_ARGUMENT, MISSING_BLOCK
from sm_tj_cli.values.value import SENSITIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.configuration.model import EvaluatedBody
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.given import Entries, Given
    from sm_tj_cli.request.schema import Member, Schema, Structure
    from sm_tj_cli.request.training_job import AttributePath

BLOCK_UNIT = ("block", "blocks")
ENTRY_UNIT = ("entry", "entries")
PAIRS = ({"key", "value"}, {"name", "value"})
# "Any property named // at the level of a body is ignored" (Terraform's JSON syntax).
JSON_COMMENT = "//"


Alike: TypeAlias = "dict[tuple[int, AttributePath], tuple[dict[str, JSON], Decoder, EvaluatedBody]]"
"""Bodies that jobs have in common, by identity and place: what they say, and the reader with what it met."""
LeftOut: TypeAlias = "tuple[AttributePath, Member, SourceRange, dict[str, JSON]]"
"""A required argument that is not there, where that is told, and the body that it belongs in."""


@dataclass(slots=True)
class Decoder:
    """Reads one resource; what it met on the way is in its fields (see `TrainingJob`)."""

    schema: Schema
    findings: Findings = field(default_factory=Findings)
    unknown: set[AttributePath] = field(default_factory=set)
    sensitive: set[AttributePath] = field(default_factory=set)
    ranges: dict[AttributePath, SourceRange] = field(default_factory=dict)
    is_from_2018: bool = False
    faulty: set[AttributePath] = field(default_factory=set)
    alike: Alike = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def structure(
        self, entries: Entries, structure: Structure, path: AttributePath, where: SourceRange
    ) -> dict[str, JSON]:
        """The attributes of a body; `where` is the place at which a missing argument is told."""
        collected = self._collect(entries, structure, path)
        found: dict[str, JSON] = {}
        for name, member in structure.members.items():
            given = collected.get(name)
            if not given and not member.is_required:
                continue
            inner = (*path, name)
            if given:
                self.ranges[inner] = given[0].range
            value = self._member(member, given, inner) if given else ABSENT
            if value is not ABSENT:
                found[name] = value  # type: ignore[assignment]  # ABSENT is excluded
            elif inner not in self.faulty:
                self.ranges.pop(inner, None)
                if member.is_required:
                    self.left_out.append((inner, member, where, found))
        return found

    def finish(self) -> None:
        """Fills in what 2018's dialect let one leave out, and tells what else is missing."""
        for _, member, where, body in self.left_out:
            default = DEFAULTS_OF_2018.get(member.path) if self.is_from_2018 else None
            if default is not None:
                body[member.name] = default
            elif member.kind.is_block:
                self.findings.error(
                    MISSING_BLOCK, f'At least 1 "{member.name}" block is required.', where
                )
            else:
                detail = f'The argument "{member.name}" is required, but no definition was found.'
                self.findings.error(
                    MISSING_ARGUMENT,
                    detail + overrides.ADVICE.get(member.path, "") + choices_of(member.limits),
                    where,
                )

    def excuse(self, path: AttributePath) -> None:
        """The argument at `path` is not required here."""
        self.left_out = [item for item in self.left_out if item[0] != path]

    def _collect(
        self, entries: Entries, structure: Structure, path: AttributePath
    ) -> dict[str, list[Given]]:
        collected: dict[str, list[Given]] = {}
        spelled: dict[str, tuple[str, Given]] = {}
        for name, given in entries.items():
            if name == JSON_COMMENT:
                continue
            today = todays_name(path, name)
            if today not in structure.members:
                self.findings.add([unexpected(name, given[0], structure, path, self.schema)])
                continue
            self.is_from_2018 = self.is_from_2018 or is_from_2018(path, name)
            other = spelled.get(today)
            if other is not None:
                self.findings.error(
                    "Argument is given under two names",
                    f'"{name}" and "{other[0]}" ({other[1].name_range.label}) are the same argument; '
                    "write one of them.",
                    given[0].name_range,
                )
                continue
            spelled[today] = (name, given[0])
            collected[today] = given
        return collected

    def _member(self, member: Member, given: list[Given], path: AttributePath) -> object:
        match member.kind:
            case Kind.BLOCK:
                return self._block(member, given, path)
            case Kind.BLOCKS:
                return self._blocks(member, given, path)
            case Kind.MAP | Kind.TAGS:
                return self._map(member, given, path)
            case _:
                return self._argument(member, given, path)

    def _argument(self, member: Member, given: list[Given], path: AttributePath) -> object:
        for block in given:
            if isinstance(block, GivenBlock):
                detail = (
                    f'Blocks of type "{member.name}" are not expected here. Did you mean to define argument '
                    f'"{member.name}"? If so, use the equals sign to assign it a value.'
                )
                self._fault("Unsupported block type", detail, block.name_range, path)
        values = [one for one in given if isinstance(one, GivenValue)]
        if not values:
            return ABSENT
        one = values[0]
        if member.kind is not Kind.LIST:
            return self._scalars().read(member, one, path)
        if not self._is_usable(one, path):
            return None if path in self.unknown else ABSENT
        if not isinstance(one.value.raw, tuple):
            self._wrong_type(member, "list of string required", one.range, path)
            return ABSENT
        return self._texts(member, items_of(one), path)

    def _texts(
        self, member: Member, items: Sequence[GivenValue], path: AttributePath
    ) -> list[JSON]:
        self._tell(count_fault(member.path, len(items), member.limits, ENTRY_UNIT), path)
        found: list[JSON] = []
        for index, item in enumerate(items):
            inner = (*path, index)
            self.ranges[inner] = item.range
            if item.value.is_null:
                detail = (
                    f"{member.path} holds null, which no list of texts may. Leave the entry out."
                )
                self._fault("Invalid attribute value", detail, item.range, inner)
                continue
            text = self._scalars().text(f"{member.path}[{index}]", item, member.element, inner)
            found.append(None if text is ABSENT else text)
        return found

    def _block(self, member: Member, given: list[Given], path: AttributePath) -> object:
        objects = self._objects(member, given, path)
        if objects is None:
            return None if path in self.unknown else ABSENT
        certain = [one for one in objects if not one.is_open]
        if len(certain) > 1:
            detail = (
                f'No more than 1 "{member.name}" block is allowed; the first is at '
                f"{certain[0].place.label}."
            )
            self._fault(f"Too many {BLOCK_UNIT[1]}", detail, certain[1].place, path)
        bodies = [self._body(member, one, (*path, 0)) for one in objects[:1]]
        return self._unless_open(objects, bodies, path)

    def _blocks(self, member: Member, given: list[Given], path: AttributePath) -> object:
        objects = self._objects(member, given, path)
        if objects is None:
            return None if path in self.unknown else ABSENT
        most = member.limits.maximum
        if most is not None and sum(not one.is_open for one in objects) > most:
            fault = count_fault(member.path, len(objects), member.limits, BLOCK_UNIT)
            excess = objects[int(most)]
            self._fault("Invalid attribute value", str(fault), excess.place, path)
        bodies = [self._body(member, one, (*path, at)) for at, one in enumerate(objects)]
        return self._unless_open(objects, bodies, path)

    def _unless_open(
        self, objects: list[Given], bodies: list[dict[str, JSON]], path: AttributePath
    ) -> object:
        """The bodies; None where it is not known yet how many there will be."""
        if any(one.is_open for one in objects):
            self.unknown.add(path)
            return None
        return bodies or ABSENT

    def _body(self, member: Member, given: Given, path: AttributePath) -> dict[str, JSON]:
        if not (isinstance(given, GivenBlock) and given.body.is_common):
            return self._read_body(member, given, path)
        place = (id(given.body), path)
        if place not in self.alike:
            reader = Decoder(self.schema, alike=self.alike)
            self.alike[place] = (reader._read_body(member, given, path), reader, given.body)
        found, reader, _ = self.alike[place]
        if reader.left_out:
            # What is left out is put in later, of each job by itself.
            return self._read_body(member, given, path)
        self._take_over(reader)
        return found

    def _take_over(self, reader: Decoder) -> None:
        """What another reader met."""
        self.findings.add(reader.findings.result())
        self.unknown |= reader.unknown
        self.sensitive |= reader.sensitive
        self.faulty |= reader.faulty
        self.ranges.update(reader.ranges)
        self.is_from_2018 = self.is_from_2018 or reader.is_from_2018

    def _read_body(self, member: Member, given: Given, path: AttributePath) -> dict[str, JSON]:
        assert member.structure is not None
        self.ranges[path] = given.range
        where = opening(given.body.range if isinstance(given, GivenBlock) else given.range)
        if isinstance(given, GivenValue) and given.value.is_sensitive:
            self.sensitive.add(path)
        return self.structure(entries_of(given), member.structure, path, where)

    def _objects(
        self, member: Member, given: list[Given], path: AttributePath
    ) -> list[Given] | None:
        """The blocks, and the objects that stand for blocks; None where the whole is absent, unknown or wrong."""
        found: list[Given] = []
        for one in given:
            if isinstance(one, GivenBlock):
                self._refuse_labels(one)
                found.append(one)
                continue
            if not self._is_usable(one, path):
                return None
            items = items_of(one) if isinstance(one.value.raw, tuple) else [one]
            for item in items:
                if not self._is_usable(item, path):
                    return None
                if not isinstance(item.value.raw, dict):
                    wanted = "object" if member.kind.is_block else "map of string"
                    self._wrong_type(member, f"{wanted} required", item.range, path)
                    return None
                found.append(item)
        return found

    def _refuse_labels(self, block: GivenBlock) -> None:
        if block.labels:
            detail = f'No labels are expected for this block; remove "{block.labels[0]}".'
            self.findings.error("Extraneous label", detail, block.range)

    def _map(self, member: Member, given: list[Given], path: AttributePath) -> object:
        objects = self._objects(member, given, path)
        if objects is None:
            return None if path in self.unknown else ABSENT
        found: dict[str, JSON] = {}
        for one in objects:
            if isinstance(one, GivenValue) and one.value.is_sensitive:
                self.sensitive.add(path)
            entries = entries_of(one)
            if one not in given and {name.lower() for name in entries} in PAIRS:
                # The API and other resources have lists of these, HCL1 a list of maps.
                wanted = f'map of string required, {member.name} = {{ name = "value" }}'
                self._wrong_type(member, wanted, one.range, path)
                continue
            for key, values in entries.items():
                self._entry(member, key, values[0], path, found)
        self._tell(count_fault(member.path, len(found), member.limits, ENTRY_UNIT), path)
        return found

    def _entry(
        self, member: Member, key: str, given: Given, path: AttributePath, found: dict[str, JSON]
    ) -> None:
        inner = (*path, key)
        if key in found:
            detail = f'{member.path} has the key "{key}" already ({self.ranges[inner].label}).'
            self._fault("Duplicate key", detail, given.name_range, inner)
        self.ranges[inner] = given.range
        if isinstance(given, GivenBlock):
            self._wrong_type(member, f'element "{key}": string required', given.range, inner)
            return
        fault = text_fault(f"A key of {member.path}", key, member.key)
        if fault is not None:
            self._fault("Invalid attribute value", fault, given.name_range, inner)
        value = self._scalars().text(
            f'{member.path}["{key}"]',
            given,
            member.element,
            inner,
            attribute=member.name,
        )
        if value is not ABSENT:
            found[key] = value

    def _is_usable(self, given: GivenValue, path: AttributePath) -> bool:
        """Whether there is anything to read: not null, and known."""
        if given.value.is_null:
            return False
        if not given.value.is_known:
            self.unknown.add(path)
            if SENSITIVE in given.value.marks:
                self.sensitive.add(path)
            return False
        return True

    def _scalars(self) -> ScalarReader:
        return ScalarReader(self.findings, self.unknown, self.sensitive, self.faulty)

    def _wrong_type(
        self, member: Member, wanted: str, where: SourceRange, path: AttributePath
    ) -> None:
        detail = f'Inappropriate value for attribute "{member.name}": {wanted}.'
        if member.kind.is_block:
            detail += f" It is a block: {member.name} {{ … }}."
        self._fault("Incorrect attribute value type", detail, where, path)

    def _tell(self, fault: str | None, path: AttributePath) -> None:
        if fault is not None:
            self._fault("Invalid attribute value", fault, self.ranges[path], path)

    def _fault(self, summary: str, detail: str, where: SourceRange, path: AttributePath) -> None:
        self.faulty.add(path)
        self.findings.error(summary, detail, where)
