"""Every row is about something that there is: what the model no longer has, no row speaks of."""

from __future__ import annotations

import pytest

from sm_tj_cli.request import overrides
from sm_tj_cli.request.schema import every_member
from tests.unit.request.written import schema

MEMBERS = {member.path: member for member in every_member(schema().request)}
KNOWN = {*MEMBERS, *schema().exported.values(), *overrides.COMPUTED, *overrides.READ_ONLY}
PATTERNS = {
    limits.pattern
    for member in MEMBERS.values()
    for limits in (member.limits, member.key, member.element)
}
TABLES = {
    "RANGES": overrides.RANGES,
    "CHOICES": overrides.CHOICES,
    "PATTERNS": overrides.PATTERNS,
    "GUIDE_MAXIMUM": overrides.GUIDE_MAXIMUM,
    "ADVICE": overrides.ADVICE,
    "SERVICE_FILLED": overrides.SERVICE_FILLED,
    "DEFAULTS": overrides.DEFAULTS,
    "DOCUMENTATION": overrides.DOCUMENTATION,
    "REQUIRED_UNLESS": overrides.REQUIRED_UNLESS,
    "EXPORTED_IN_2018": overrides.EXPORTED_IN_2018,
    "NOT_DESCRIBED": overrides.NOT_DESCRIBED,
    "UPDATABLE": overrides.UPDATABLE,
}


@pytest.mark.parametrize("name", TABLES)
def test_paths_are_known(name: str) -> None:
    assert set(TABLES[name]) <= KNOWN


def test_patterns_in_words_are_patterns_of_the_model() -> None:
    assert set(overrides.PATTERN_WORDS) <= PATTERNS


def test_other_spellings_lead_to_arguments() -> None:
    names = {path.rpartition(".")[2] for path in MEMBERS}
    assert set(overrides.OTHER_SPELLINGS.values()) <= names
    assert not set(overrides.OTHER_SPELLINGS) & names


def test_families_with_local_storage_are_families() -> None:
    kinds = MEMBERS["resource_config.instance_type"].limits.choices
    families = {str(kind).split(".")[1] for kind in kinds}
    assert families >= overrides.LOCAL_STORAGE_FAMILIES
