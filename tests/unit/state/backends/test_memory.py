from __future__ import annotations

import pytest

from sm_tj_cli.state.backends.memory import MemoryStore
from tests.unit.state.backends.contract import BackendContract


class TestMemoryStore(BackendContract):
    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore()
