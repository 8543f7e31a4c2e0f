"""State file text to `State` and back: Terraform's version 4 and no other."""

from sm_tj_cli.state.format.exact import ExactNumber
from sm_tj_cli.state.format.reading import (
    NEWER_FORMAT,
    NOT_READABLE,
    OTHER_FORMATS,
    decode_state,
    read_state,
)
from sm_tj_cli.state.format.writing import StateText, write_state

__all__ = [
    "NEWER_FORMAT",
    "NOT_READABLE",
    "OTHER_FORMATS",
    "ExactNumber",
    "StateText",
    "decode_state",
    "read_state",
    "write_state",
]
