"""What a report tells in its own words on somebody's authority: 赤十字の発表では9人が死亡した, 気象庁は規模を6.3に修正した.

The reader marks no statement there, so the clause stands for the content: from behind whoever it is from to the predicate.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from kirinuki.model.reading import Reading, Speaker, Statement
from kirinuki.model.text import Span, fold_width

NARRATED = "地の文"
"""Why such a clause is a statement."""
_GLOSS = r"(?:[(（][^()（）]{1,24}[)）])?"
_FROM_THEM = re.compile(
    rf"{_GLOSS}(?:の?(?:発表|調べ|まとめ|集計|統計|推計|調査|当局|報道官|広報))?(?:に?よると|に?よれば|では|には|は|も|が|で)、?"
)
"""Behind whoever it is from."""
_TOPIC = re.compile(rf"{_GLOSS}(?:では|は|も)")
_OPENING = re.compile(r"(?:今後|その後|一方|また|なお|さらに|このあと|この後|こうした中)(?:は|で|では)?、")
_REPORTS = re.compile(
    r"(?:(?:もの|こと)?と(?:した|している|見られ(?:る|ている)|みられ(?:る|ている)|予想され(?:る|ている)|発表した|いう)|[へに](?:修正|訂正|変更)(?:した|している))?[。．]?\s*$"
)
_NEAREST = 6
"""Names before a place among which its source is looked for."""


def narrated(reading: Reading, place: Span, source: Span | None) -> Statement:
    """The clause that tells what stands at `place`, as a statement without a cue; of `source`, else of who is its topic."""
    plain = fold_width(reading.text)
    at = bisect_left(reading.sentences, place.start + 1, key=lambda sentence: sentence.start) - 1
    sentence = reading.sentences[max(0, at)]
    if source is None or not (sentence.start <= source.start and source.end <= place.start):
        source = source or _topic(reading, plain, sentence, place)
    start = sentence.start
    if source is not None and sentence.start <= source.start and source.end <= place.start:
        behind = _FROM_THEM.match(plain, source.end, place.start)
        start = behind.end() if behind else source.end
    if opening := _OPENING.match(plain, start, place.start):
        start = opening.end()
    tail = _REPORTS.search(plain, place.end, sentence.end)
    end = max(place.end, tail.start() if tail else sentence.end)
    speaker = Speaker(source.start, source.end) if source is not None else None
    return Statement("indirect", Span(start, end), NARRATED, speaker=speaker)


def _topic(reading: Reading, plain: str, sentence: Span, place: Span) -> Span | None:
    """The body or person that the sentence is about up to `place`."""
    past = bisect_left(reading.entities, place.start, key=lambda entity: entity.start)
    for entity in reversed(reading.entities[max(0, past - _NEAREST) : past]):
        if entity.start < sentence.start:
            break
        named = entity.type in ("ORGANIZATION", "PERSON")
        if named and (behind := _TOPIC.match(plain, entity.end, place.start)):
            gloss = re.match(_GLOSS, plain[entity.end : behind.end()])
            return Span(entity.start, entity.end + (gloss.end() if gloss else 0))
    return None
