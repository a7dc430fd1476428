"""Statements that the report itself sets against each other: これに対し…と反論した, 双方の主張は食い違う.

What opposes them may take knowledge of the world (機雷だ against 無人艇だ); that they are opposed the report says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kirinuki.model.text import Span
from kirinuki.weave.claims.matters import Found, Matters, related_bodies, same_speaker
from kirinuki.weave.claims.side import Side

_REPLIES = re.compile(
    r"[」』]?(?:など)?と(?:して)?、?(?:強く|激しく|真っ向から|すぐに|直ちに)?"
    r"(?P<word>反論|反駁|異を唱え|異議を唱え|やり返し|切り返し)"
)
"""Behind what is said against what somebody else said."""
_BRISTLES = re.compile(r"[」』]?(?:など)?と(?:強く|激しく)?(?P<word>反発|批判|非難|否定|一蹴)")
_AGAINST_THAT = re.compile(r"(?P<word>これに対し|それに対し)")
_YIELDS = re.compile("応じ|受け入れ|同意|賛成|支持|歓迎|理解|感謝|検討する|協力|努力|謝罪|陳謝|おわび|お詫び")
"""In words that answer what somebody calls for without being against it."""
_DENIES = frozenset(("否定", "反論", "反駁"))
_TO_THAT = re.compile(r"これに対し|それに対し|これについて|一方|しかし|だが")
"""Before what is said in answer; only then do such words mean what the other said."""
_AT_ODDS = re.compile(
    r"(?:双方|両者|両国|両社|両氏|主張|説明|見解|発表|証言|言い分|意見|見方)[^。「」]{0,16}(?P<word>食い違|対立|真っ向|平行線|隔たり|分かれ|割れ|正反対|異なる)"
)
_EACH = re.compile(r"[」』]?とそれぞれ(?P<word>主張)")
_BACK, _TAIL = 5, 60
"""How many statements back the other side is looked for, and characters behind a statement in which the report says that they
are at odds."""


def replies(matters: Matters, found: Sequence[Side]) -> Iterator[tuple[Side, Side, Found]]:
    """The pairs of sides of one report that it sets against each other, the earlier first."""
    for n, side in enumerate(found):
        if side.key is None or side.relays or side.cited or side.bare:
            continue
        told = [other for other in found[max(0, n - _BACK) : n] if _is_rival(other, side)]
        before = [other for other in told if not other.relays]
        text, end = side.source, side.content.end
        reply = _REPLIES.match(text, end)
        if reply is None and _answers_to_that(side):
            reply = _BRISTLES.match(text, end)
        if reply is None and before and _speaks_against(before[-1], side):
            reply = _AGAINST_THAT.search(text, text.rfind("。", 0, side.content.start) + 1)
        # Who denies may deny what the papers tell.
        meant = told if reply is not None and reply["word"] in _DENIES else before
        if reply is not None and meant and _sentences(meant[-1], side) <= 1:
            yield meant[-1], side, _told(side, reply)
            continue
        if not before:
            continue
        each = _EACH.match(text, end)
        if each is not None and _sentences(before[-1], side) == 0:
            yield before[-1], side, _told(side, each)
            continue
        odds = _AT_ODDS.search(text, end, end + _TAIL)
        if odds is not None and text.count("。", end, odds.start()) <= 1:
            yield _nearest(matters, before, side), side, _told(side, odds)


def _told(side: Side, match: re.Match[str]) -> Found:
    why = f"記事が「{match['word']}」と伝える"
    return Found(True, "reply", (), (Span(*match.span("word")),), 1.0, why)


def _is_rival(other: Side, side: Side) -> bool:
    return (
        other.article == side.article
        and other.key is not None
        and not (other.cited or other.charge)
        and not other.content.overlaps(side.content)
        and not same_speaker(other, side)
        and not related_bodies(other, side)
    )


def _speaks_against(other: Side, side: Side) -> bool:
    """Whether 「これに対し」 sets what a side says against what another called for right before."""
    start = side.source.rfind("。", 0, side.content.start) + 1
    opens = _AGAINST_THAT.match(side.source[start:].lstrip()[:8]) is not None
    calls = any(p.mood == "must" for p in other.propositions)
    return opens and calls and not _YIELDS.search(side.text)


def _answers_to_that(side: Side) -> bool:
    start = side.source.rfind("。", 0, side.content.start) + 1
    return _TO_THAT.match(side.source[start:].lstrip()[:8]) is not None


def _sentences(one: Side, other: Side) -> int:
    """How many sentences end between two sides."""
    return one.source.count("。", one.content.end, other.content.start)


def _nearest(matters: Matters, before: Sequence[Side], side: Side) -> Side:
    """The side that speaks most of the same; of several the last."""
    words = _words(side)
    return max(before, key=lambda other: (sum(map(matters.weight, _words(other) & words)), other.place))


def _words(side: Side) -> frozenset[str]:
    return frozenset(word for p in side.propositions for word in p.words | p.keys)
