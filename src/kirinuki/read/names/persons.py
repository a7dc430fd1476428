"""Which mentions are of one person: one key, the fullest form of the name that the text gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kirinuki.model.reading import Entity, Morphemes
from kirinuki.read.names.own import OwnNames

_JOINT = re.compile(r"[・=゠]")
_REIGN = re.compile(r"[\d一二三四五六七八九十]{1,3}世$")
_OTHER_NAME = re.compile(r"[^()\n]{0,8}\((?:本名|芸名|筆名|通称)[:=・、は]?")


def short_forms(
    entities: Iterable[Entity], plain: str, m: Morphemes, own: OwnNames | None = None
) -> dict[str, tuple[str, ...]]:
    """Each full name of a person in the text → the forms it may be shortened to.

    A foreign name is full where it has parts with dots between them, and each part is a form; a Japanese one
    where surname and given name are morphemes, the forms in that order. A kanji name of one morpheme (習近平)
    does not tell where its surname ends: its first character and its first two are forms. A ruler is called
    with the number and without it. Of a person's own names it is told where the surname ends.
    """
    forms: dict[str, tuple[str, ...]] = {}
    for e in entities:
        name = e.of(plain)
        if e.type != "PERSON" or name in forms:
            continue
        if own and (row := own.names.get(name)) and row.parts:
            forms[name] = row.parts
            continue
        first = bisect_left(m.starts, e.start)
        if _JOINT.search(name):
            alone = _REIGN.sub("", name)
            parts = (part for part in _JOINT.split(alone) if part)
            forms[name] = (alone, *parts) if alone != name else tuple(parts)
        elif "ァ" <= name[0] <= "ヺ":
            continue  # cut in pieces or not: a part of a name
        elif m.ends[first] < e.end and not m.tags[first].endswith("名-名"):
            surname = m.ends[first] - e.start
            forms[name] = name[:surname], name[surname:]
        elif len(name) > 2 and m.tags[first].endswith("人名-一般"):
            forms[name] = name[:2], name[:1]
    for name in [name for name in forms if _REIGN.search(name)]:
        forms.pop(forms[name][0], None)  # ヨハネ・パウロ is not full where ヨハネ・パウロ2世 is
    return forms


def identify(
    entities: Sequence[Entity], plain: str, forms: dict[str, tuple[str, ...]], own: OwnNames | None = None
) -> list[Entity]:
    """The same entities, persons with `who`: the fullest form of the name in this text, or what `own` calls them.

    A short form is the person of that name spoken of last, so two persons of one surname stay two. A name in
    brackets that is said to be another name of the person before it (本名:…) is that person.
    """
    meant: dict[str, str] = {}
    for name, shorter in forms.items():
        for form in shorter:
            meant.setdefault(form, name)
    others: dict[str, str] = {}
    result: list[Entity] = []
    before: Entity | None = None
    for e in entities:
        if e.type == "PERSON":
            name = e.of(plain)
            if before and before.who and _OTHER_NAME.fullmatch(plain, before.end, e.start):
                others[name] = before.who
            key = others.get(name) or (name if name in forms else meant.get(name, name))
            for form in forms.get(key, ()):
                meant[form] = key
            row = own.names.get(key) if own else None
            before = e = replace(e, who=(row.who or row.name) if row else key)
        result.append(e)
    return result
