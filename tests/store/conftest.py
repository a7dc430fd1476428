from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.store import Store, create_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new database."""
    with create_store(tmp_path / "kirinuki.db") as store:
        yield store
