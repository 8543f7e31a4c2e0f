"""The page about the functions says what their declarations say."""

from __future__ import annotations

from tests.architecture.function_docs import PAGE, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text() == page(), "run: python -m tests.architecture.function_docs"
