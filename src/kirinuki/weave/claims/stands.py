"""Where a speaker stands on what is spoken of, whatever the words: 判決は当然だ, 遺憾だ; 参拝すべきではない.

A stand is a word of judgement (`lexicon/judgements.tsv`), or what ought to be done or not (べきだ), at the end of what is said.
Two stands oppose each other where the one is for and the other against one thing: both name it, or both are short words on
what one report tells, side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kirinuki.model.text import Span
from kirinuki.read.lexicons import rows
from kirinuki.weave.claims.matters import Found, Matters, same_speaker
from kirinuki.weave.claims.propositions import one_word
from kirinuki.weave.claims.side import OUTLET, Side

_SHORT = 48
"""Characters of words that judge what the report tells and need not name it."""
_NEAR = 8
"""How many statements on two such stand from each other at most."""
_LAST = 40
"""Stands before one that it is laid beside."""
_NAMED = 0.35
"""The share of the weight of the shorter one's words that both have to name."""
_TAKEN = re.compile(
    r"[」』]?(?:など)?と(?:して)?、?(?:強く|厳しく|一定の)?(?:(?P<for>理解を示|評価|歓迎|称賛|賛意|支持)|(?P<against>批判|非難|不快感|失望|不満|抗議|憤|糾弾))"
)
"""Behind what somebody says, the stand that he takes with it."""
_IS_A_FACT = ("され", "を受け")
"""Behind a word of judgement that only tells what is: 承認された, 支援を受けていない."""
_OUGHT = re.compile("べき|ならない|なりません|いけない|いけません")


class Stand(NamedTuple):
    """For (1) or against (-1), by which word, of which things: those named, and of these the `theme` that it is said of."""

    sign: int
    word: str
    span: Span
    things: frozenset[str]
    theme: frozenset[str]


@cache
def _judgements() -> Mapping[str, int]:
    return {one_word(word): 1 if sign == "+" else -1 for word, sign, *_ in rows("judgements", "weave")}


@cache
def _reactions() -> frozenset[str]:
    """The words that judge what the report tells also where they do not name it."""
    return frozenset(one_word(word) for word, _, *named in rows("judgements", "weave") if not named)


def opposed_stands(matters: Matters, found: Sequence[Side]) -> Iterator[tuple[Side, Side, Found]]:
    """Pairs of sides, the earlier first, that stand for and against one thing."""
    stands = [(side, stand) for side in found if (stand := _stand(side)) is not None]
    for n, (side, stand) in enumerate(stands):
        for other, rival in stands[max(0, n - _LAST) : n]:
            opposed = rival.sign != stand.sign and not same_speaker(other, side)
            if opposed and _of_one_thing(matters, other, rival, side, stand):
                why = f"「{rival.word}」と「{stand.word}」は反対の評価"
                if common := sorted(rival.things & stand.things):
                    why += f"; 共通: {'・'.join(common[:4])}"
                yield other, side, Found(True, "antonym", (rival.span,), (stand.span,), 1.0, why)


def _stand(side: Side) -> Stand | None:
    """The stand that a side takes, by its last words or by what reports them; None where it takes none."""
    if side.key is None or side.key.startswith(OUTLET) or side.relays or side.cited:
        return None
    return _by_words(side) or _by_cue(side)


def _by_words(side: Side) -> Stand | None:
    for p in reversed(side.propositions[-2:]):
        if p.mood in ("maybe", "wish", "can") and p.holds:
            continue
        words, turned = p.span.of(side.source), 1 if p.holds else -1
        if p.mood == "must" and not _OUGHT.search(words):
            continue  # what is asked for, and not judged
        judging = sorted(w for w in (*p.keys, p.verb, *p.qualities) if w in _judgements())
        if judging and words.partition(judging[0])[2].startswith(_IS_A_FACT):
            continue
        things = p.words | p.keys | p.object | p.subject
        theme = (p.subject | p.object) - {*judging, p.verb}
        if judging:
            sign = turned * _judgements()[judging[0]]
            return Stand(sign, judging[0], p.head, frozenset(things - {*judging, p.verb}), theme)
        if p.mood == "must":
            return Stand(turned, p.verb, p.head, p.keys | {p.verb}, p.keys | {p.verb})
    return None


def _by_cue(side: Side) -> Stand | None:
    cue = _TAKEN.match(side.source, side.content.end)
    if cue is None:
        return None
    side_taken = "for" if cue["for"] else "against"
    sign = 1 if cue["for"] else -1
    return Stand(sign, cue[side_taken], Span(*cue.span(side_taken)), frozenset(), frozenset())


def _of_one_thing(matters: Matters, a: Side, one: Stand, b: Side, other: Stand) -> bool:
    ours, theirs = one.things | a.about, other.things | b.about
    common = {
        w for w in ours & theirs & (one.theme | other.theme | a.about | b.about) if matters.weight(w) > 1
    }
    if common and matters.alike(ours, theirs) >= _NAMED:
        return True
    if one.theme and other.theme:
        return False
    short = max(len(a.text), len(b.text)) <= _SHORT and a.article == b.article
    return (
        short
        and b.place - a.place <= _NEAR
        and all(stand.word in _reactions() or not stand.things for stand in (one, other))
    )
