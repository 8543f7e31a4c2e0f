"""The short form of `make torture`: a sample of every misfortune."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.torture.answers import garbled_all
from tests.torture.caught import CATCHES, catch
from tests.torture.disk import failing_disk, mutated_files, orderly
from tests.torture.kills import interrupted, killed_anywhere, killed_at_lines, killed_in
from tests.torture.rivals import contended, robbed, unanswered
from tests.torture.workshop import Report, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.sandbox.server import Server

pytestmark = pytest.mark.crash

# Where one step is done and the next is not.
PLACES = (
    ("begin", 1),
    ("append_durably", 7),
    ("submit", 6),
    ("_confirm", 1),
    ("_first_sight", 1),
    ("record", 2),
    ("replace_file", 12),
    ("settle", 1),
    ("compact", 1),
    ("release", 1),
)


@pytest.fixture
def shop(sandbox_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with Workshop(sandbox_server, tmp_path_factory.mktemp("torture"), lanes=1) as made:
        yield made


def sound(report: Report) -> None:
    assert report.wrong == [], str(report)
    assert report.hits, f"nothing struck: {report}"


def test_killed_at_some_lines(shop: Workshop) -> None:
    sound(killed_at_lines(shop, sample=6))


def test_killed_at_some_lines_with_the_state_in_s3(shop: Workshop) -> None:
    sound(killed_at_lines(shop, sample=4, in_s3=True))


def test_interrupted_at_random_moments(shop: Workshop) -> None:
    sound(interrupted(shop, rounds=2))


def test_killed_between_two_steps(shop: Workshop) -> None:
    report = killed_in(shop, PLACES)
    sound(report)
    assert report.missed == []


def test_killed_at_random_moments(shop: Workshop) -> None:
    sound(killed_anywhere(shop, rounds=3, jobs=20))


def test_answers_that_do_not_come_or_say_nothing(shop: Workshop) -> None:
    sound(garbled_all(shop))


@pytest.mark.parametrize("in_s3", [False, True])
def test_one_of_several_applies_does_everything(shop: Workshop, in_s3: bool) -> None:
    sound(contended(shop, rounds=1, in_s3=in_s3))


def test_writes_to_s3_without_an_answer(shop: Workshop) -> None:
    sound(unanswered(shop, rounds=1))


def test_a_lock_in_s3_that_was_forced_open(shop: Workshop) -> None:
    sound(robbed(shop))


@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "EINTR", "SHORT"])
def test_a_file_system_call_fails(shop: Workshop, kind: str) -> None:
    sound(failing_disk(shop, [kind], range(3, 100, 20)))


def test_nothing_is_built_on_what_a_power_failure_takes_away(shop: Workshop) -> None:
    sound(orderly(shop))


@pytest.mark.parametrize("part", [0, 1])
def test_files_that_were_changed(shop: Workshop, part: int) -> None:
    sound(mutated_files(shop, cases=40, chunk=40, seed=part))


@pytest.mark.parametrize("mutant", CATCHES)
def test_a_fault_of_our_own_is_noticed(shop: Workshop, mutant: str) -> None:
    sane, faulty = catch(shop, mutant)
    assert sane.wrong == []
    assert faulty.wrong, f"{mutant} was not noticed"
