"""The pinned Qt binding survives a long session.

PySide6-Essentials 6.12.0 on Python 3.11 loses one reference to None with every call that returns nothing, and aborts
the process after about 5,000 of them; pyproject.toml keeps that pair out.
"""

from __future__ import annotations

import subprocess
import sys

CODE = """
from PySide6.QtCore import QObject
thing = QObject()
for number in range(100_000):
    thing.setObjectName("x")
print("alive")
"""


def test_a_hundred_thousand_calls_that_return_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr[-500:]
