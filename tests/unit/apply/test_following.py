from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from sm_tj_cli.apply.following import Following, service_of
from sm_tj_cli.apply.ledger import Ledger
from sm_tj_cli.apply.model import ApplyOptions
from sm_tj_cli.configuration.model import ProviderSettings
from sm_tj_cli.plan.change import Action, Change
from tests.fakes.jobs import address, record, training_job
from tests.fakes.sagemaker import FakeSageMaker, FakeServices
from tests.fakes.worlds import Scene, state_of

RUNNING = record(status="InProgress")


def following(scene: Scene, options: ApplyOptions = ApplyOptions()) -> tuple[Following, Ledger]:  # noqa: B008 - frozen
    world = scene.world()
    ledger = Ledger(scene.state, world.writer, world.journal, world.clock)
    declared = Change(address(), Action.NO_OP, before=RUNNING, job=training_job())
    return Following(world, options, ledger, {address(): declared}), ledger


def scene_of(status: str = "InProgress") -> Scene:
    sagemaker = FakeSageMaker(lives=60)
    sagemaker.add("a-1", CreationTime=str(RUNNING["creation_time"]))
    return Scene(sagemaker, state_of(a=record(status=status)))


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (ApplyOptions(), False),
        (ApplyOptions(wait=True), True),
        (ApplyOptions(max_running=1), True),
        (ApplyOptions(wait_for_quota=True), True),
    ],
)
def test_a_submitted_job_is_followed_where_its_end_matters(
    options: ApplyOptions, wanted: bool
) -> None:
    found, _ = following(scene_of(), options)
    assert found.wants(address()) is wanted
    found.must_complete.add(address())
    assert found.wants(address())


@pytest.mark.parametrize(
    ("status", "changing", "wait", "count"),
    [
        ("InProgress", (), True, 1),
        ("InProgress", (), False, 0),
        ("InProgress", (address(),), True, 0),
        ("Completed", (), True, 0),
    ],
)
def test_what_ran_before_is_followed_unless_it_is_changed(
    status: str, changing: tuple[object, ...], wait: bool, count: int
) -> None:
    found, _ = following(scene_of(status), ApplyOptions(wait=wait))
    found.begin(changing)  # type: ignore[arg-type]
    assert found.count == count


def test_an_end_goes_into_the_ledger() -> None:
    scene = scene_of()
    found, ledger = following(scene)
    found.follow(address())
    assert found.active
    assert found.poll() == ()
    scene.clock.advance(120)
    (final,) = found.poll()
    assert final.status == "Completed"
    item = ledger.state.job(address())
    assert item is not None
    assert item.attributes["status"] == "Completed"
    assert not found.active


def test_giving_up_follows_nothing() -> None:
    found, _ = following(scene_of())
    found.follow(address())
    found.follow(address("unrecorded"))
    found.give_up()
    assert not found.active


@dataclass(frozen=True)
class Asked(FakeServices):
    """Keeps whose jobs were asked for, and where."""

    places: list[tuple[str | None, str | None]] = field(default_factory=list)

    def training_jobs(self, provider: ProviderSettings, region: str | None) -> FakeSageMaker:
        self.places.append((provider.alias, region))
        return self.sagemaker


DECLARED = replace(training_job(provider=ProviderSettings("x", "us-east-1")), region="us-west-2")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (Change(address(), Action.CREATE, job=DECLARED), ("x", "us-west-2")),
        (
            Change(address(), Action.NEW_GENERATION, before=RUNNING, job=DECLARED),
            ("x", "us-west-2"),
        ),
        (Change(address(), Action.DELETE, before=RUNNING, job=DECLARED), ("x", "eu-west-1")),
        (Change(address(), Action.UPDATE, before=RUNNING, job=DECLARED), ("x", "eu-west-1")),
        (Change(address(), Action.DELETE, before=RUNNING), (None, "eu-west-1")),
        (Change(address(), Action.NO_OP, after=RUNNING, job=DECLARED), ("x", "us-west-2")),
    ],
)
def test_a_new_job_is_where_it_is_declared_another_one_where_it_is_recorded(
    change: Change, place: tuple[str | None, str]
) -> None:
    services = Asked(FakeSageMaker())
    service_of(change, replace(Scene().world(), services=services))
    assert services.places == [place]
