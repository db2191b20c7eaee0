"""Windows for tests, and what the offscreen platform may say of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.window import OFFSCREEN, desk, desk_maker

__all__ = ["desk", "desk_maker"]

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore(*OFFSCREEN))
