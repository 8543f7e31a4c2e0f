"""Whoever writes between is noticed, and what took effect counts, whatever was answered."""

from __future__ import annotations

import pytest

from sm_tj_cli.service import ServiceError
from sm_tj_cli.state.backends.s3.slot import TRIES, Overtaken, Slot
from tests.fakes.objects import CONFLICT, FORBIDDEN, LOST, OUTAGE, Bucket, Fault, refused


def slot_in(bucket: Bucket) -> Slot:
    return Slot(bucket, "k", lambda _: None)


@pytest.fixture
def bucket() -> Bucket:
    return Bucket()


def test_each_version_stands_on_the_one_before(bucket: Bucket) -> None:
    slot = slot_in(bucket)
    assert slot.read() is None
    slot.write(b"1")
    slot.write(b"2")
    assert slot_in(bucket).read() == b"2"
    assert slot.remove()
    assert slot_in(bucket).read() is None


def test_the_first_version_is_written_where_nothing_is(bucket: Bucket) -> None:
    slot_in(bucket).write(b"theirs")
    with pytest.raises(Overtaken):
        slot_in(bucket).write(b"ours")
    assert bucket.stored["k"].content == b"theirs"


def test_what_another_wrote_is_not_overwritten(bucket: Bucket) -> None:
    ours, theirs = slot_in(bucket), slot_in(bucket)
    ours.write(b"1")
    theirs.read()
    theirs.write(b"theirs")
    with pytest.raises(Overtaken):
        ours.write(b"2")
    assert not ours.remove()
    assert bucket.stored["k"].content == b"theirs"


def test_what_another_removed_is_not_written_anew(bucket: Bucket) -> None:
    ours = slot_in(bucket)
    ours.write(b"1")
    del bucket.stored["k"]
    with pytest.raises(Overtaken):
        ours.write(b"2")
    assert "k" not in bucket.stored


@pytest.mark.parametrize("sent_again", [False, True])
def test_a_write_whose_answer_was_lost_is_done(bucket: Bucket, sent_again: bool) -> None:
    # Sent again by the SDK, the second request is refused because of the first one.
    slot = slot_in(bucket)
    slot.write(b"1")
    bucket.faults.append(Fault("put k", LOST, after=True, sent_again=sent_again))
    slot.write(b"2")
    slot.write(b"3")
    assert bucket.stored["k"].content == b"3"
    assert bucket.calls.count("put k") == 3


@pytest.mark.parametrize("error", [OUTAGE, CONFLICT, refused("SlowDown")], ids=str)
def test_what_passes_is_tried_again(bucket: Bucket, error: ServiceError) -> None:
    if error.code == "SlowDown":
        error = refused("SlowDown", OUTAGE.kind)
    bucket.faults += [Fault("put k", error)] * (TRIES - 1)
    slot_in(bucket).write(b"1")
    assert bucket.stored["k"].content == b"1"


def test_an_outage_ends_in_the_stores_words(bucket: Bucket) -> None:
    bucket.faults += [Fault("put k", OUTAGE)] * TRIES
    with pytest.raises(ServiceError) as caught:
        slot_in(bucket).write(b"1")
    assert caught.value == OUTAGE


def test_what_is_forbidden_is_not_tried_again(bucket: Bucket) -> None:
    bucket.faults.append(Fault("put k", FORBIDDEN))
    with pytest.raises(ServiceError):
        slot_in(bucket).write(b"1")
    assert bucket.calls == ["put k"]


def test_a_lost_answer_that_cannot_be_looked_up_is_a_failure_after_all_tries(
    bucket: Bucket,
) -> None:
    bucket.faults += [Fault("put k", LOST), Fault("get k", OUTAGE)] * TRIES
    with pytest.raises(ServiceError) as caught:
        slot_in(bucket).write(b"1")
    assert caught.value == LOST


def test_a_removal_whose_answer_was_lost_is_done(bucket: Bucket) -> None:
    slot = slot_in(bucket)
    slot.write(b"1")
    bucket.faults.append(Fault("delete k", LOST, after=True))
    assert slot.remove()
    slot.write(b"2")
    assert bucket.stored["k"].content == b"2"


def test_after_a_removal_that_found_another_version_theirs_is_not_overwritten(
    bucket: Bucket,
) -> None:
    ours, theirs = slot_in(bucket), slot_in(bucket)
    ours.write(b"1")
    theirs.read()
    theirs.write(b"theirs")
    assert not ours.remove()
    with pytest.raises(Overtaken):
        ours.write(b"2")
    assert bucket.stored["k"].content == b"theirs"


def test_a_removal_that_fails_is_told(bucket: Bucket) -> None:
    slot = slot_in(bucket)
    slot.write(b"1")
    bucket.faults.append(Fault("delete k", FORBIDDEN))
    with pytest.raises(ServiceError):
        slot.remove()


def test_a_store_without_conditional_deletes(bucket: Bucket) -> None:
    slot = slot_in(bucket)
    slot.write(b"1")
    bucket.faults.append(Fault("delete k", refused("NotImplemented")))
    assert slot.remove()
    assert "k" not in bucket.stored


def test_nothing_is_removed_where_nothing_is_known(bucket: Bucket) -> None:
    assert not slot_in(bucket).remove()
    assert bucket.calls == []
