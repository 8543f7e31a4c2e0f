"""Terraform's lock object: one holder, whatever answers get lost, and only its own holder removes it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.service import ServiceError
from sm_tj_cli.state.backends.s3.lock import LockObject, holder_of
from sm_tj_cli.state.lock import LockInfo, Surroundings
from sm_tj_cli.state.store import LockLost, StateLocked, StateNotSaved
from tests.fakes.objects import FORBIDDEN, LOST, OUTAGE, Bucket, Fault, Stored, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.diagnostics import Diagnostic

KEY = "k.tflock"


@dataclass
class Scene:
    """A bucket, what was slept and told, and locks of several holders."""

    bucket: Bucket = field(default_factory=Bucket)
    slept: list[float] = field(default_factory=list)
    told: list[Diagnostic] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def lock(self, holder: str = "ours") -> LockObject:
        around = Surroundings(
            lambda: datetime(2026, 1, 1, tzinfo=UTC), self._sleep, str, "", "", self.told.append
        )
        info = LockInfo(holder, "apply", "", f"{holder}@host", "1.0", "2026-01-01T00:00:00Z", "b/k")
        return LockObject(self.bucket, KEY, "s3://b/k", info, around)

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.meanwhile()


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_it_is_terraforms_object(scene: Scene) -> None:
    scene.lock().take(0)
    assert json.loads(scene.bucket.stored[KEY].content) == {
        "ID": "ours",
        "Operation": "apply",
        "Info": "",
        "Who": "ours@host",
        "Version": "1.0",
        "Created": "2026-01-01T00:00:00Z",
        "Path": "b/k",
    }


def test_one_holder_at_a_time(scene: Scene) -> None:
    scene.lock("theirs").take(0)
    with pytest.raises(StateLocked, match="held by theirs@host") as caught:
        scene.lock().take(0)
    assert caught.value.info.id == "theirs"
    scene.lock("theirs").release()
    scene.lock().take(0)
    assert scene.told == []


def test_waiting_pauses_as_terraform_does(scene: Scene) -> None:
    scene.lock("theirs").take(0)
    with pytest.raises(StateLocked):
        scene.lock().take(50)
    assert scene.slept == [1, 2, 4, 8, 16, 16, 3]


def test_a_lock_that_is_given_back_meanwhile_is_taken(scene: Scene) -> None:
    scene.lock("theirs").take(0)
    scene.meanwhile = scene.lock("theirs").release
    scene.lock().take(10)
    assert scene.slept == [1]
    assert b"ours" in scene.bucket.stored[KEY].content


def test_a_lock_that_is_gone_when_it_is_looked_at_is_tried_again(scene: Scene) -> None:
    scene.lock("theirs").take(0)
    scene.bucket.on_call = lambda call: (
        scene.bucket.stored.clear() if call == f"get {KEY}" else None
    )
    scene.lock().take(0)
    assert b"ours" in scene.bucket.stored[KEY].content


@pytest.mark.parametrize("sent_again", [False, True])
def test_our_own_lock_is_known_though_its_answer_was_lost(scene: Scene, sent_again: bool) -> None:
    scene.bucket.faults.append(Fault(f"put {KEY}", LOST, after=True, sent_again=sent_again))
    scene.lock().take(0)
    scene.lock().release()
    assert scene.bucket.stored == {}


def test_another_ones_lock_is_never_removed(scene: Scene) -> None:
    scene.lock().take(0)
    scene.bucket.stored.clear()
    scene.lock("theirs").take(0)
    scene.lock().release()
    assert b"theirs" in scene.bucket.stored[KEY].content
    assert [told.summary for told in scene.told] == ["State lock was taken away"]


def test_a_lock_that_cannot_be_released_is_told_with_the_way_out(scene: Scene) -> None:
    scene.lock().take(0)
    scene.bucket.faults.append(Fault(f"delete {KEY}", FORBIDDEN))
    scene.lock().release()
    assert "smtj force-unlock ours" in scene.told[0].detail


def test_an_interrupt_while_it_is_taken_leaves_no_lock(scene: Scene) -> None:
    def interrupt(call: str) -> None:
        if call == f"get {KEY}":
            scene.bucket.on_call = lambda _: None
            raise KeyboardInterrupt

    scene.bucket.on_call = interrupt
    scene.bucket.faults.append(Fault(f"put {KEY}", LOST, after=True))
    with pytest.raises(KeyboardInterrupt):
        scene.lock().take(0)
    assert scene.bucket.stored == {}


def test_an_outage_leaves_no_lock(scene: Scene) -> None:
    scene.bucket.faults += [Fault(f"put {KEY}", LOST, after=True), Fault(f"get {KEY}", OUTAGE)]
    scene.bucket.faults += [Fault(f"put {KEY}", OUTAGE), Fault(f"get {KEY}", OUTAGE)] * 4
    with pytest.raises(ServiceError):
        scene.lock().take(0)
    assert scene.bucket.stored == {}


def test_what_is_forbidden_is_told_once(scene: Scene) -> None:
    scene.bucket.faults.append(Fault(f"put {KEY}", FORBIDDEN))
    with pytest.raises(ServiceError):
        scene.lock().take(0)
    assert scene.bucket.calls == [f"put {KEY}"]
    assert scene.told == []


def test_a_store_that_honours_conditions_proves_it(scene: Scene) -> None:
    lock = scene.lock()
    lock.take(0)
    lock.prove()
    lock.release()
    assert scene.told == []


def test_a_store_that_ignores_conditions_is_refused_with_the_ways_out(scene: Scene) -> None:
    scene.bucket.honours_conditions = False
    lock = scene.lock()
    lock.take(0)
    with pytest.raises(StateNotSaved, match="use_lockfile = false"):
        lock.prove()


def test_a_store_that_does_not_know_conditions_is_refused(scene: Scene) -> None:
    scene.bucket.faults.append(Fault(f"put {KEY}", refused("NotImplemented")))
    with pytest.raises(StateNotSaved, match="does not honour"):
        scene.lock().take(0)


def test_a_proof_that_cannot_be_made_is_told(scene: Scene) -> None:
    lock = scene.lock()
    lock.take(0)
    scene.bucket.faults.append(Fault(f"put {KEY}", FORBIDDEN))
    with pytest.raises(ServiceError):
        lock.prove()


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"Who": "x"}'])
def test_a_lock_that_cannot_be_read_can_be_named_all_the_same(content: bytes) -> None:
    assert holder_of(Stored(content, '"tag"')).id == "tag"


def test_a_lock_that_is_held_is_ours(scene: Scene) -> None:
    lock = scene.lock()
    lock.take(0)
    lock.check()


@pytest.mark.parametrize(
    ("content", "told"), [(None, "force-unlock"), (b'{"Who": "ann@far"}', "held by ann@far")]
)
def test_a_lock_that_was_taken_away_is_noticed(
    scene: Scene, content: bytes | None, told: str
) -> None:
    lock = scene.lock()
    lock.take(0)
    del scene.bucket.stored[KEY]
    if content is not None:
        scene.bucket.put(KEY, content, None)
    with pytest.raises(LockLost, match=told):
        lock.check()
