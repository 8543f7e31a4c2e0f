"""Each gap of plain moto: it falls short of SageMaker there, and the sandbox does not.

A probe that moto passes one day says that our own answer can go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import Client

from sm_tj_cli.sandbox.server import assemble
from sm_tj_cli.sandbox.store import JobStore
from tests.unit.sandbox.gaps import GAPS, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOW = 1767225600.0

each_gap = pytest.mark.parametrize("gap", GAPS, ids=[gap.__name__ for gap in GAPS])


@pytest.fixture(scope="module")
def moto_application() -> DomainDispatcherApplication:
    return DomainDispatcherApplication(create_backend_app)


@pytest.fixture
def moto(moto_application: DomainDispatcherApplication) -> Iterator[Service]:
    yield Service(moto_application, lambda _: None, is_settable=False)
    Client(moto_application).post("/moto-api/reset", base_url="http://localhost:1")


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Service]:
    store = JobStore(tmp_path / "jobs.jsonl")
    application = assemble(store, lambda: NOW)
    yield Service(application, application.admin.clock.advance, is_settable=True)
    application.admin.artifacts.reset()
    store.close()


@each_gap
def test_plain_moto_falls_short(gap: Callable[[Service], bool], moto: Service) -> None:
    assert not gap(moto)


@each_gap
def test_the_sandbox_does_as_sagemaker_does(
    gap: Callable[[Service], bool], sandbox: Service
) -> None:
    assert gap(sandbox)
