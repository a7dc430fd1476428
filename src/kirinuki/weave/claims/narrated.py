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
_TAKES_BACK = re.compile(
    r"(?P<what>[^、。「」『』]{2,40}?)(?:を|は|も)(?:正式に|急きょ|急遽|事実上|一転(?:して)?)?(?P<turn>撤回|取り消|取消|翻|覆|取りやめ|取り止め|断念|見送|白紙に戻|白紙撤回|取り下げ)"
    r"(?:し(?:た|て)|[しっ]た|すこと|ること|す方針|る方針|[しえ]て)"
)
"""What somebody no longer means to do, or no longer holds: 解散の表明を撤回した."""
_DOES = re.compile(
    r"(?:さん|氏|容疑者|被告|首相|大統領|知事|市長|社長|議員|代表|側|[^、。はがも]{0,6})?(?:は|が|も)"
)
_ALLEGED = re.compile(
    r"(?P<what>[^、。「」『』()（）ぁ-ゟ][^、。「」『』()（）]{1,80}?)(?P<as>(?:した|された|していた|する|との|という|の)?(?:疑い|容疑|罪|疑惑|嫌疑|説|見方))(?:で|が|も(?!な)|を|に|。|$)"
)
"""What somebody is held to have done, without a statement of it: 放火した疑いで逮捕された, 暗殺説も浮上している."""
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


def taken_back(reading: Reading) -> list[tuple[Statement, Span]]:
    """The clauses that tell that somebody takes back what he said or meant to do, each with the words for that."""
    plain, found = fold_width(reading.text), []
    for match in _TAKES_BACK.finditer(plain):
        doer = doer_of(reading, match.end("what"))
        if doer is not None:
            content, speaker = Span(match.start("what"), match.end()), Speaker(doer.start, doer.end)
            found.append(
                (Statement("indirect", content, NARRATED, speaker=speaker), Span(*match.span("turn")))
            )
    return found


def alleged(reading: Reading, within: Span) -> Span | None:
    """What somebody is held to have done, the last of it that the words tell."""
    found = None
    for match in _ALLEGED.finditer(fold_width(reading.text), within.start, within.end):
        found = Span(*match.span("what"))
    return found


def doer_of(reading: Reading, end: int) -> Span | None:
    """The person or body that the sentence says does what ends at `end`: the last that は or が marks before it."""
    plain = fold_width(reading.text)
    sentence = plain.rfind("。", 0, end) + 1
    past = bisect_left(reading.entities, end, key=lambda entity: entity.start)
    for entity in reversed(reading.entities[max(0, past - _NEAREST) : past]):
        if entity.start < sentence:
            break
        if entity.type in ("ORGANIZATION", "PERSON") and _DOES.match(plain, entity.end, end):
            return Span(entity.start, entity.end)
    return None


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
