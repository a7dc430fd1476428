"""Names: who, which organisation, which place, which facility.

Each morpheme is one code point of a kind (`words`), a grammar runs over them (`grammar`), and
what it finds is then looked at as a text: names learnt in one place hold in the others, and all
mentions of one person get one key (`identity`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, reduce
from itertools import compress, pairwise

from kirinuki.model.reading import Entity, EntityType, Morphemes
from kirinuki.model.text import replace
from kirinuki.read.agencies import agency_names
from kirinuki.read.names.coded import CodedText
from kirinuki.read.names.finder import find_by_grammar
from kirinuki.read.names.glosses import aged_people, glossed_people
from kirinuki.read.names.identity import identify, short_forms
from kirinuki.read.names.own import OwnNames, WordIndex
from kirinuki.read.names.patterns import found_in_words, honoured, rulers
from kirinuki.read.names.settled import settled
from kirinuki.read.names.taught import places_taught
from kirinuki.read.names.words import codes_of, lexicon

_NO_NAMES = OwnNames()
_AGAIN: dict[EntityType, str] = {
    "PERSON": "前に出た人の姓、名、姓名の再出",
    "ORGANIZATION": "前に出た組織の再出",
    "FACILITY": "前に出た施設の再出",
    "PLACE": "前に出た場所の再出",
}


_NO_ADVERB = re.compile("[はがも」』)・紙]|によ")
"""What stands behind 毎日 the newspaper and not behind 毎日 every day."""


def find_names(text: str, plain: str, morphemes: Morphemes, own: OwnNames = _NO_NAMES) -> tuple[Entity, ...]:
    """The names in `plain`, in text order, none inside or across another; titles as they stand in `text`.

    `own` names go before what the grammar finds, but for longer names that hold them.
    """
    codes = codes_of(morphemes.words, morphemes.tags)
    if taught := places_taught(plain):
        codes = "".join(map(taught.get, morphemes.words, codes))  # codes are the defaults
    coded = CodedText(codes, text, plain, morphemes)
    glossed = [replace(e, title=coded.title_behind(e.end)) for e in glossed_people(plain, morphemes, codes)]
    glossed = _merged(glossed, list(aged_people(plain)))
    shown = {(e.start, e.end) for e in glossed}
    names = [e for e in find_by_grammar(coded) if e.type == "PERSON" or (e.start, e.end) not in shown]
    in_words = found_in_words(plain)
    if listed := in_words[1]:  # モルガン・スタンレー is nobody
        names = [e for e in names if e.type != "PERSON" or not any(firm.holds(e) for firm in listed)]
    known = {e.end: e.start for e in names if e.type == "PERSON"}
    found = settled(
        reduce(_merged, (*in_words, honoured(plain, known), rulers(plain, known), glossed), names), coded
    )
    if own:
        found = _with_own(coded, found, own)
    forms = short_forms(found, plain, morphemes, own)
    found = _outside_titles(_merged(found, _further_mentions(coded, found, forms)), text)
    return tuple(identify(found, plain, forms, own))


def _merged(found: Iterable[Entity], mentions: Sequence[Entity]) -> list[Entity]:
    """`found` with `mentions`, both in text order. A mention takes the place of what lies inside it, except
    of just these words, and of a person that is not part of a longer name of one; elsewhere what was found stays.
    """
    waiting = list(found)
    if not mentions:
        return waiting
    result: list[Entity] = []
    i = 0
    for mention in mentions:
        while i < len(waiting) and waiting[i].end <= mention.start:
            result.append(waiting[i])
            i += 1
        j = i
        while j < len(waiting) and waiting[j].start < mention.end:
            j += 1
        if (result and result[-1].end > mention.start) or any(
            e.holds(mention) or not mention.holds(e) or (e.type == "PERSON" and mention.type != "PERSON")
            for e in waiting[i:j]
        ):
            continue
        result.append(mention)
        i = j
    return result + waiting[i:]


def _outside_titles(found: list[Entity], text: str) -> list[Entity]:
    """`found` without the country that belongs to the title before it: トランプ|米|大統領."""
    inside = {
        b
        for a, b in pairwise(found)
        if b.type == "PLACE" and a.end == b.start and a.title and a.title.startswith(b.of(text))
    }
    return [e for e in found if e not in inside] if inside else found


def _with_own(coded: CodedText, found: Sequence[Entity], own: OwnNames) -> list[Entity]:
    """`found` and a person's own names: these win, but inside a longer name there is no other."""
    result: list[Entity] = []
    waiting = list(found)
    i = 0
    for start, end, row in own.found_in(coded.plain):
        title = coded.title_behind(end) if row.type == "PERSON" else None
        name = Entity(start, end, row.type, "自分の名簿にある名前", title, row.who, row.reading)
        while i < len(waiting) and waiting[i].end <= start:
            result.append(waiting[i])
            i += 1
        if (
            i < len(waiting)
            and waiting[i].holds(name)
            and name.end - name.start < waiting[i].end - waiting[i].start
        ):
            continue
        result.append(name)
        while i < len(waiting) and waiting[i].start < end:
            i += 1
    return result + waiting[i:]


def _further_mentions(
    coded: CodedText, found: Sequence[Entity], forms: dict[str, tuple[str, ...]]
) -> list[Entity]:
    """Where the text says again, with less to show it, what was found: a surname alone, 読売 for 読売新聞."""
    plain, m = coded.plain, coded.morphemes
    learnt = _learnt(coded, found, forms)
    index = WordIndex(learnt)
    heads = index.heads
    taken = {e.start: e.end - e.start for e in found}
    mentions: list[Entity] = []
    position = 0
    for start in compress(m.starts, map(heads.__contains__, map(plain.__getitem__, m.starts))):
        if start < position:
            continue
        found_here = taken.get(start, 0)
        for length in index.lengths_at(plain, start):
            if length <= found_here:
                break
            end = start + length
            name = plain[start:end]
            last = bisect_left(m.ends, end)
            if name not in learnt or last == len(m.ends) or m.ends[last] != end:
                continue
            if name in _short_outlets() and not coded.stands_alone(last):
                continue
            if name == "毎日" and not _NO_ADVERB.match(plain, end):
                continue
            type_ = learnt[name]
            title = coded.title_at(last + 1) if type_ == "PERSON" else None
            if length == 1 and title is None:
                continue  # one character is a surname before a title only: 尹大統領
            position = end
            mentions.append(Entity(start, end, type_, _AGAIN[type_], title))
            break
    return mentions


def _learnt(
    coded: CodedText, found: Sequence[Entity], forms: dict[str, tuple[str, ...]]
) -> dict[str, EntityType]:
    """Names that the text has shown, and the forms it may call them by later, with their types."""
    learnt: dict[str, EntityType] = {}
    for name, shorter in forms.items():
        # a given name alone is too often another word (勝利); a surname of one piece is not sure to be one
        for form in shorter if "・" in name else shorter[:1]:
            if len(form) > 1:
                learnt[form] = "PERSON"
        if name[0] in shorter:
            learnt[name[0]] = "PERSON"
    for e in found:
        name = e.of(coded.plain)
        if e.type == "PERSON":
            if len(name) > 1:
                learnt.setdefault(name, "PERSON")
        elif e.type != "PLACE" and len(name) > 2:
            learnt.setdefault(name, e.type)
            if name.startswith(_short_outlets()):
                short = next(filter(name.startswith, _short_outlets()))
                learnt.setdefault(short, "ORGANIZATION")
    return learnt


@cache
def _short_outlets() -> tuple[str, ...]:
    return tuple(word for word, kind in (agency_names() | lexicon("outlets")).items() if kind == "short")
