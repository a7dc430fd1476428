"""Denials that do not name what they deny, and what speakers take back: これを否定した, 容疑を否認した, 表明を撤回した."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kirinuki.model.text import Span
from kirinuki.weave.claims.matters import Found, Matters, related_bodies, same_speaker
from kirinuki.weave.claims.side import OUTLET, Side

_POINTS = 6
"""How many statements back a denial of what was said before it looks."""
_CHARGES = re.compile("(?:疑い|容疑|嫌疑|罪)(?:で|が|だ|。|$)")
"""Words of a statement that holds somebody to have done something."""
_TELLING = 1.0
"""What a word weighs at least that says what is taken back."""
_LAST = 60
"""Sides before one among which what it takes back is looked for."""


def answers(found: Sequence[Side]) -> Iterator[tuple[Side, Side, Found]]:
    """Claims and the denials that point back to them: そのような事実はない, この主張を否定した."""
    for n, side in enumerate(found):
        if side.points_back is None or side.key is None or side.key.startswith(OUTLET) or side.cited:
            continue
        for other in reversed(found[max(0, n - _POINTS) : n]):
            if other.article != side.article or not _reaches(side, other):
                break
            if (
                other.key is None
                or other.key.startswith(OUTLET)
                or same_speaker(other, side)
                or related_bodies(other, side)
                or other.content.holds(side.content)
                or side.content.holds(other.content)
            ):
                continue
            if not other.asserts or (
                side.whose
                and not (other.name and other.name in side.whose)
                and side.whose not in other.speaker + other.text
            ):
                continue
            yield other, side, _denied(side.points_back, "前の発言を指して打ち消す")
            break


def disputed(found: Sequence[Side]) -> Iterator[tuple[Side, Side, Found]]:
    """Charges, and the denials of whoever they are against: 放火した疑い, 容疑を否認している."""
    for n, side in enumerate(found):
        if side.disputes is None or side.key is None or side.cited:
            continue
        for other in reversed(found[max(0, n - _POINTS) : n]):
            if other.article != side.article or other.content.overlaps(side.content):
                continue
            if other.charge or (_CHARGES.search(other.text) and not same_speaker(other, side)):
                yield other, side, _denied(side.disputes, "嫌疑を打ち消す")
                break


def taken_back(matters: Matters, found: Sequence[Side]) -> Iterator[tuple[Side, Side, Found]]:
    """What a speaker said, and that he took it back: the last that names what he takes back."""
    for n, side in enumerate(found):
        if side.takes_back is None or side.key is None:
            continue
        for other in reversed(found[max(0, n - _LAST) : n]):
            within = other.article == side.article and other.content.overlaps(side.content)
            if other.takes_back is None and not within and same_speaker(other, side):
                words = {w for p in other.propositions for w in p.words | p.keys}
                if any(matters.weight(w) > _TELLING for w in words & side.nouns):
                    why = f"「{side.takes_back.of(side.source)}」と伝えられる"
                    yield other, side, Found(True, "turn", (), (side.takes_back,), 1.0, why)
                    break


def _reaches(side: Side, other: Side) -> bool:
    """Whether what points back may mean the other: このような主張 a few sentences back, これ no further than the last one."""
    between = side.source[other.content.end : side.points_back.start] if side.points_back else ""
    return not side.bare or between.count("。") <= 1


def _denied(words: Span, why: str) -> Found:
    return Found(True, "negation", (), (words,), 1.0, why)
