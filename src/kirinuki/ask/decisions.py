"""Decisions in form: a person may edit the file, and what is wrong in it is told with its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kirinuki.ask.corrections import read_correction
from kirinuki.errors import ArchiveError
from kirinuki.store import Decision, Decisions

_DECIDED: Mapping[str, Mapping[str, type]] = {
    "split": {"name": str, "begins": dict},
    "comment": {"item": str, "comment": str},
    "change": {"item": str, "called": str},
    "read": {"until": str},
    "repeat": {"one": str, "other": str, "verdict": str},
    "correction": {"item": str, "words": str, "layer": str},
    "withdrawal": {"correction": str},
}
"""What a decision of a kind must hold."""


def sound_decisions(decisions: Decisions) -> list[Decision]:
    """All decisions of the file. Raises `ArchiveError` with file, line and mend for one that is out of form."""
    sound = list(decisions)
    for decision in sound:
        for field, kind in _DECIDED.get(decision.kind, {}).items():
            if not isinstance(decision.fields.get(field), kind):
                raise _unreadable(decisions.path, decision, field)
        if decision.kind == "correction":
            try:
                read_correction(decision)
            except ValueError as e:
                raise _unreadable(decisions.path, decision, str(e)) from None
    return sound


def _unreadable(path: Path, decision: Decision, what: str) -> ArchiveError:
    return ArchiveError(
        f"{path}: {decision.line} 行目の {decision.kind} ({decision.at.isoformat()}) の {what} が決定として"
        "読めません。その行を直すか消してください (mend or delete that line)"
    )
