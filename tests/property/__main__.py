"""`python -m tests.property [FACTOR]`: every property with FACTOR times (30) the normal run's examples, new ones each time."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.property import VARIABLE

if __name__ == "__main__":
    os.environ[VARIABLE] = sys.argv[1] if len(sys.argv) > 1 else "30"
    sys.exit(pytest.main(["-q", "-n", "auto", str(Path(__file__).parent)]))
