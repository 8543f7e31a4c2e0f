"""States as values: a change makes another version, and costs the same however many jobs there are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sm_tj_cli.addresses import InstanceAddress, parse_instance
from sm_tj_cli.state.model import InstanceState, OutputState, ResourceState, State, key_order
from tests.work import lines_of

JOB = "aws_sagemaker_training_job"


def at(text: str) -> InstanceAddress:
    return parse_instance(f"{JOB}.{text}")


def job(name: str) -> InstanceState:
    return InstanceState({"training_job_name": name})


def names(state: State, *places: str) -> list[object]:
    found = [state.job(at(place)) for place in places]
    return [item and item.attributes["training_job_name"] for item in found]


def test_jobs_are_found_where_they_were_put() -> None:
    state = State("l").with_job(at("a"), job("x")).with_job(at("b[0]"), job("y"))
    assert names(state, "a", "b[0]", "b[1]", 'b["0"]', "c") == ["x", "y", None, None, None]


def test_a_version_does_not_change_when_another_is_made_of_it() -> None:
    first = State("l").with_job(at("a"), job("x"))
    second = first.with_job(at("a"), job("y"))
    third = second.without_job(at("a"))
    assert [names(state, "a") for state in (first, second, third)] == [["x"], ["y"], [None]]


def test_two_versions_of_one_state_do_not_see_each_other() -> None:
    parent = State("l").with_job(at("a[0]"), job("x"))
    left, right = (
        parent.with_job(at("a[1]"), job("left")),
        parent.with_job(at("a[2]"), job("right")),
    )
    assert names(left, "a[1]", "a[2]") == ["left", None]
    assert names(right, "a[1]", "a[2]") == [None, "right"]
    assert names(parent, "a[1]", "a[2]") == [None, None]


def test_jobs_come_in_the_order_of_their_addresses() -> None:
    state = State("l")
    places = ['a["b"]', "a[10]", "a[9]", "a", "Z"]
    for place in places:
        state = state.with_job(at(place), job(place))
    inside = parse_instance(f'module.m["k"].{JOB}.a')
    state = state.with_job(inside, job("inside"))
    addresses = [address for address, _ in state.jobs()]
    assert addresses == sorted(addresses)
    assert len(addresses) == 6


def test_only_current_training_jobs_are_jobs() -> None:
    role = ResourceState("managed", "aws_iam_role", "r", "p", (InstanceState({}),))
    data = ResourceState("data", JOB, "r", "p", (InstanceState({}),))
    state = (
        State("l", resources=(role, data)).with_job(at("a"), job("x")).with_deposed(at("a"), "1")
    )
    assert list(state.jobs()) == []


def test_history_has_the_newest_first() -> None:
    state = State("l")
    for number in range(3):
        state = state.with_deposed(at("a"), f"{number:08x}").with_job(at("a"), job(str(number)))
    assert names(state, "a") == ["2"]
    assert [item.attributes["training_job_name"] for item in state.history(at("a"))] == ["1", "0"]
    assert [item.deposed for item in state.history(at("a"))] == ["00000002", "00000001"]


def test_deposing_where_nothing_is_changes_nothing() -> None:
    state = State("l").with_job(at("a[0]"), job("x"))
    assert state.with_deposed(at("a[1]"), "1") == state
    assert state.with_deposed(at("b"), "1") == state


def test_a_job_out_of_a_history_becomes_the_current_one_of_its_new_place() -> None:
    state = State("l").with_job(at("a"), replace(job("x"), deposed="1", index_key=7))
    found = state.job(at("a"))
    assert found is not None
    assert (found.deposed, found.index_key) == (None, None)


def test_removing_takes_the_history_along_and_leaves_the_others() -> None:
    state = State("l")
    for key in range(4):
        state = state.with_job(at(f"a[{key}]"), job(f"old{key}"))
        state = state.with_deposed(at(f"a[{key}]"), "1").with_job(at(f"a[{key}]"), job(f"new{key}"))
    state = state.without_job(at("a[1]")).without_job(at("a[9]"))
    assert names(state, "a[0]", "a[1]", "a[2]", "a[3]") == ["new0", None, "new2", "new3"]
    assert state.history(at("a[1]")) == ()
    assert [item.attributes["training_job_name"] for item in state.history(at("a[3]"))] == ["old3"]


def test_a_resource_without_instances_is_gone() -> None:
    state = State("l").with_job(at("a"), job("x")).with_job(at("b"), job("y"))
    assert [item.name for item in state.without_job(at("a")).resources] == ["b"]


def test_foreign_resources_stay() -> None:
    role = ResourceState("managed", "aws_iam_role", "r", "p", (InstanceState({}),))
    state = State("l", resources=(role,)).with_job(at("a"), job("x")).without_job(at("a"))
    assert state.resources == (role,)


def test_serial_and_outputs_change_nothing_else() -> None:
    state = State("l").with_job(at("a"), job("x"))
    outputs = {"o": OutputState("v", "string")}
    changed = state.with_serial(7).with_outputs(outputs)
    assert (changed.serial, changed.outputs, changed.resources) == (7, outputs, state.resources)
    assert names(changed, "a") == ["x"]


def test_what_versions_know_of_their_places_does_not_make_them_differ() -> None:
    looked = State("l").with_job(at("a"), job("x"))
    assert looked == State("l", resources=looked.resources)
    assert "places" not in repr(looked)


def test_numbers_stand_before_texts() -> None:
    assert sorted(["b", 10, None, 9, "a", "1"], key=key_order) == [None, 9, 10, "1", "a", "b"]


STEPS = st.lists(st.tuples(st.sampled_from(["put", "depose", "remove"]), st.integers(0, 5)))


@given(STEPS, st.booleans())
def test_a_state_is_what_a_table_of_addresses_would_be(
    steps: list[tuple[str, int]], spread: bool
) -> None:
    state = State("l")
    current: dict[int, str] = {}
    earlier: dict[int, list[str]] = {}
    for number, (what, key) in enumerate(steps):
        place = at(f"a{key}" if spread else f"a[{key}]")
        if what == "put":
            state = state.with_job(place, job(str(number)))
            current[key] = str(number)
        elif what == "depose":
            state = state.with_deposed(place, f"{number:08x}")
            if key in current:
                earlier.setdefault(key, []).insert(0, current.pop(key))
        else:
            state = state.without_job(place)
            current.pop(key, None)
            earlier.pop(key, None)
        for probe in range(6):
            there = at(f"a{probe}" if spread else f"a[{probe}]")
            found = state.job(there)
            assert (found and found.attributes["training_job_name"]) == current.get(probe)
            history = [item.attributes["training_job_name"] for item in state.history(there)]
            assert history == earlier.get(probe, [])


def lines_per_change(count: int, pattern: str) -> float:
    places = [at(pattern.format(number)) for number in range(count)]
    record = job("x")

    def change_all() -> None:
        state = State("l")
        for place in places:
            state = state.with_job(place, record).with_serial(state.serial + 1)
            assert state.job(place)
        for place in places:
            state = state.without_job(place)

    return lines_of(change_all) / count


def test_a_change_costs_nearly_the_same_in_a_large_state() -> None:
    for pattern in ("a[{}]", "a{}"):
        small, large = lines_per_change(100, pattern), lines_per_change(1000, pattern)
        # Looking through all jobs would be ten times as much.
        assert large < 2 * small
