"""Which mentions are of one person: one key, the fullest form of the name that the text gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kirinuki.model.reading import Entity

_JOINT = re.compile(r"[・=゠]")


def name_parts(name: str, surname: int) -> tuple[str, ...]:
    """The parts a person may be called by: a foreign name's between its dots, else surname and given name.

    `surname` is the length of the surname, 0 where the text does not tell.
    """
    if surname:
        return name[:surname], name[surname:]
    return tuple(part for part in _JOINT.split(name) if part)


def identify(entities: Iterable[Entity], plain: str, surnames: dict[int, int]) -> list[Entity]:
    """The same entities, persons with `who`. `surnames`: start of a full name → length of its surname.

    A short form is the person of that name spoken of last; so two persons of one surname stay two.
    """
    entities = list(entities)
    people = [(e, plain[e.start : e.end]) for e in entities if e.type == "PERSON"]
    parts = {name: name_parts(name, surnames.get(e.start, 0)) for e, name in people}
    full: dict[str, list[str]] = {}
    for name, of in parts.items():
        if len(of) > 1:
            for part in of:
                full.setdefault(part, []).append(name)
    whole = [name for name, of in parts.items() if len(of) == 1 and len(name) > 2]
    latest: dict[str, int] = {}
    keys: dict[int, str] = {}
    for i, (e, name) in enumerate(people):
        candidates = full.get(name) or [
            w for w in whole if w != name and len(parts[name]) == 1 and _begins(w, name)
        ]
        key = max(candidates, key=lambda c: latest.get(c, -1)) if candidates else name
        latest[key] = i
        keys[e.start] = key
    return [replace(e, who=keys[e.start]) if e.type == "PERSON" else e for e in entities]


def _begins(whole: str, name: str) -> bool:
    """Whether a kanji name written in one piece starts with this surname (石橋湛 with 石橋)."""
    return len(whole) - len(name) in (1, 2) and whole.startswith(name) and not "ァ" <= whole[0] <= "ヺ"
