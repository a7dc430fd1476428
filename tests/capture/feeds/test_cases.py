"""The feeds by which parsers are compared (docs/quality.md): all are read right."""

from __future__ import annotations

import pytest

from evals.feeds import Case, cases, ours


@pytest.mark.parametrize("case", [*cases()], ids=lambda case: f"{case.group}-{case.name}"[:60])
def test_the_feed_is_read_right(case: Case) -> None:
    assert tuple(ours(case)) == case.entries
