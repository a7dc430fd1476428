"""Which mentions are of one thing: one key for a person, a country, or an organisation that the text abbreviates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache

from kirinuki.model.reading import Entity, Morphemes
from kirinuki.read.lexicons import rows
from kirinuki.read.names.glosses import gloss_of
from kirinuki.read.names.own import OwnNames

_JOINT = re.compile(r"[・=゠]")
_REIGN = re.compile(r"[\d一二三四五六七八九十]{1,3}世$")
_OTHER_NAME = re.compile(r"[^()\n]{0,8}\((?:本名|芸名|筆名|通称)[:=・、は]?")
_HIS_NAME = re.compile(
    r"(?:本名|実名|芸名|筆名|通称|別名|旧名|ペンネーム|リングネーム|四股名|俳号|雅号)(?:は|、|:|・|=|の)?[「『]?$"
)
_A_SENTENCE = 60
"""Behind the person spoken of, within so many characters: another name (…が死去した。本名、山川花子)."""
_ALSO_AS = re.compile(
    r"(?:\([^()\n]{1,16}\))?[」』]?(?:の?名義?で|の名前で|として)も?(?:活躍|活動|知られ|親しま|執筆|デビュー)[^。、「」\n]{0,14}"
)
"""Between two names of one person (海山太郎としても活躍した作家山川花子)."""
_REIGNS_AS = re.compile("[」』]?(?:として|を名乗|と名乗)")
_ABBREVIATES = re.compile(r"[」』]?\((?:以下、?|略称[:=・、は]?|通称[:=・、は]?)?[「『]?")
_LEGAL = re.compile(
    r"^(?:(?:株式|有限|合資|合同|合名)会社|(?:(?:公益|一般)?(?:財団|社団)|独立行政|学校|医療|宗教|社会福祉|NPO)法人)(?=.)"
    r"|(?<=.)(?:株式|有限|合資|合同|合名)会社$"
)


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
    """The same entities with `who`, and with the readings that brackets give them; a reading is no name.

    Of a person `who` is the fullest form of the name in this text. A short form is the person of that name last spoken of
    in full by the same title, else the last at all, so two persons of one surname stay two (大沢容疑者 and 大沢さん). A name in
    brackets that is said to be another name of the person before it (本名:…) is that person. Of anything else it is the
    key that `aliases.tsv` gives, the name before the brackets that abbreviate it, or the name itself; what `own` says
    goes before all.
    """
    meant: dict[str, str] = {}
    for name, shorter in forms.items():
        for form in shorter:
            meant.setdefault(form, name)
    titled: dict[tuple[str, str | None], str] = {}
    others: dict[str, str] = {}
    keys = known_keys()
    short: dict[str, str] = {}
    result: list[Entity] = []
    before: Entity | None = None
    behind = 0  # of the reading in brackets
    opened = -1  # where an abbreviation in brackets would start
    for e in entities:
        if e.start < behind:
            continue
        name = e.of(plain)
        gloss = e.gloss
        bracket = plain.startswith("(", e.end)
        if bracket or "(" in name:
            read, behind = gloss_of(plain, e)
            gloss = gloss or read
        if e.type == "PERSON":
            if before is not None and before.type == "PERSON" and _is_other_name(plain, before, e, name):
                others[name] = before.who or name
            key = others.get(name) or (name if name in forms else "")
            key = key or titled.get((name, e.title)) or meant.get(name, name)
            for form in forms.get(key, ()):
                meant[form] = key
                if name == key:
                    titled[form, e.title] = key
        else:
            if opened == e.start and before is not None and before.type == "ORGANIZATION":
                short[name] = before.who or name
            key = short.get(name) or keys.get(name) or _without_legal(name)
        row = own.names.get(key) or own.names.get(name) if own else None
        who = (row.who or row.name) if row else key
        before = Entity(e.start, e.end, e.type, e.why, e.title, who, gloss)
        opened = match.end() if (match := _ABBREVIATES.match(plain, e.end)) else -1
        result.append(before)
    return result


def _without_legal(name: str) -> str:
    """凪原電機 of 凪原電機株式会社; the name itself where no legal form is part of it, as of most."""
    return (_LEGAL.sub("", name) or name) if "会社" in name or "法人" in name else name


def _is_other_name(plain: str, before: Entity, e: Entity, name: str) -> bool:
    """Whether this is said to be another name of the person before it, or the one under which that person reigns."""
    if e.start - before.end < 20 and _OTHER_NAME.fullmatch(plain, before.end, e.start):
        return True
    if e.start - before.end < _A_SENTENCE and _HIS_NAME.search(plain, max(before.end, e.start - 12), e.start):
        return True
    if e.start - before.end < _A_SENTENCE and _ALSO_AS.fullmatch(plain, before.end, e.start):
        return True
    return name[-1] == "世" and bool(_REIGN.search(name) and _REIGNS_AS.match(plain, e.end))


@cache
def known_keys() -> dict[str, str]:
    """Names of countries and public bodies → their keys: territory codes, full names."""
    return territories() | {row[0]: row[1] for row in rows("aliases")}


@cache
def territories() -> dict[str, str]:
    """Names of countries and other territories → their codes in the CLDR, with official and short names."""
    named = {row[0]: row[1] for row in rows("territories")}
    return named | {row[0]: row[1] for row in rows("aliases") if row[2] == "country"}
