"""The reading: layers over one text.

Every item is a `Span` of the text as given, so `item.of(reading.text)` is always what it marks, and keeps `why`:
the rule that made it, in Japanese for the person who asks. `Reading.to_json` gives the public form, which scripts
and scores build on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from kirinuki.model.text import Record, Span

TimeType = Literal["DATE", "TIME", "SET"]
Granularity = Literal[
    "century", "decade", "year", "half", "quarter", "season", "month", "third", "week",
    "day", "part", "hour", "minute", "second", "span",
]  # fmt: skip
"""The unit of the calendar that the words name: `half` and `quarter` of a year, `third` (旬, 初め, 末) of a month,
`part` (朝, 夜) of a day; `span` where they name a stretch from one time to another."""

EntityType = Literal["PERSON", "ORGANIZATION", "PLACE", "FACILITY"]
StatementKind = Literal["direct", "indirect"]
Stance = Literal["said", "claimed", "admitted", "denied", "announced", "demanded", "warned", "guessed"]
"""How it was said, by the class of the cue word."""


class Interval(Record, frozen=True):
    """Half-open in calendar time; ISO 8601 dates, or date-times where a clock time was given.

    Written as strings because those sort as the times do, at any mix of precisions.
    """

    from_: str
    until: str


class Time(Span, frozen=True):
    """An expression that names a calendar time.

    `value` is TIMEX3 (ISO 8601 as TimeML 1.2.1 writes it: 2022-12-30, 2023-SP, 2022-12-30TNI);
    `why` names the anchor and the rule that resolved it. `zone` is the offset from UTC (+09:00) where the text tells
    whose clock is meant (日本時間, 現地時間 of a place that is known); `from_` and `until` are that clock's.
    """

    type: TimeType
    value: str
    from_: str
    until: str
    granularity: Granularity
    why: str
    zone: str | None = None


class Duration(Span, frozen=True):
    """A length of time with no place on the calendar. `value` is an ISO 8601 duration (P3Y, PT2H30M)."""

    value: str
    why: str


class Quantity(Span, frozen=True):
    """A number and what it counts. `unit` is the counter or unit as written.

    `low` or `high`, never both, is None where the marked words leave that end open: 50人以上 has no `high`.
    `bound` says which way a figure points, also where words behind it tell (50人を超える): `min` or `max`.
    `vague` marks a range that is one word's (数十人: 20 to 90, 十数人) and not counted out. `counted` is what is counted,
    where the sentence says: 死者 in 死者3人, 住民 in 住民3人が死亡した (`of` in the JSON).
    """

    low: float | None
    high: float | None
    unit: str
    approximate: bool
    why: str
    bound: Literal["min", "max"] | None = None
    vague: bool = False
    counted: Span | None = None


class Entity(Span, frozen=True):
    """A name. For a PERSON the span is the name alone, `title` the words after it (大統領).

    `who` is one key for all mentions of one thing in the text. Of a person it is the fullest form of the name there
    (習近平 for 習氏); of a country or continent its territory code in the Unicode CLDR (US for 米国, アメリカ, 米); of
    anything else its full name, where the text or the lexicon abbreviates it (国際原子力機関 for IAEA), or the name itself;
    and what a person's own names say before all of these. Two things of one type and key are the same.
    `gloss` is the reading that brackets give (くが, シー・チンピン): outside the span where it stands behind the name.
    """

    type: EntityType
    why: str
    title: str | None = None
    who: str | None = None
    gloss: str | None = None


class Speaker(Span, frozen=True):
    """The mention of who said it; `implicit` where the sentence leaves it out and an earlier one is taken."""

    implicit: bool = False


class Statement(Record, frozen=True):
    """What somebody is reported to have said, found or held.

    `content` holds the words without their brackets (direct), or the clause without particle and cue (indirect).
    `cue` is the word that reports it and gives the `stance`, `via` who relayed it, `said` when it was said where the
    text tells.
    """

    kind: StatementKind
    content: Span
    why: str
    speaker: Speaker | None = None
    cue: Span | None = None
    via: Span | None = None
    said: Interval | None = None
    stance: Stance | None = None


class Hedge(Span, frozen=True):
    """A sentence given as inference or hearsay with no named source; `marker` is the word that says so.

    `kind` tells what others told the outlet (という) from what the outlet itself infers (とみられている).
    """

    marker: str
    kind: Literal["hearsay", "inference"]
    why: str


@dataclass(frozen=True, slots=True)
class Morphemes:
    """Morphemes as columns of equal length: one frozen object a morpheme costs half of what tokenising does.

    `tags` are the four levels of UniDic part of speech joined by `-` with `*` left out (名詞-固有名詞-地名-国);
    `forms` the inflection form (連用形-一般) or an empty string; `words` the words themselves, width-folded; `lemmas`
    the dictionary form of words that inflect and the words of those that don't.
    """

    starts: list[int]
    ends: list[int]
    tags: list[str]
    forms: list[str]
    lemmas: list[str]
    words: list[str]

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Reading:
    """All layers over one text. The same text, date and version give the same reading, byte for byte.

    `morphemes` is there on a fresh reading only: it is cheap to make again and dear to keep.
    """

    text: str
    published: dt.date
    version: str
    sentences: tuple[Span, ...]
    times: tuple[Time, ...]
    durations: tuple[Duration, ...]
    quantities: tuple[Quantity, ...]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    hedged: tuple[Hedge, ...]
    morphemes: Morphemes | None = field(default=None, compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        """The public form: plain dicts and lists, offsets in code points of the text as given."""
        text = self.text

        def maybe(span: Span | None) -> dict[str, Any] | None:
            if span is None:
                return None
            return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}

        # What every item begins with is written out: a call an item took as long as all the rest.
        return {
            "text": text,
            "published": self.published.isoformat(),
            "sentences": [{"start": s.start, "end": s.end} for s in self.sentences],
            "times": [
                {
                    "start": t.start,
                    "end": t.end,
                    "text": text[t.start : t.end],
                    "type": t.type,
                    "value": t.value,
                    "from": t.from_,
                    "until": t.until,
                    "granularity": t.granularity,
                    "zone": t.zone,
                    "why": t.why,
                }
                for t in self.times
            ],
            "durations": [
                {
                    "start": d.start,
                    "end": d.end,
                    "text": text[d.start : d.end],
                    "value": d.value,
                    "why": d.why,
                }
                for d in self.durations
            ],
            "quantities": [
                {
                    "start": q.start,
                    "end": q.end,
                    "text": text[q.start : q.end],
                    "low": q.low,
                    "high": q.high,
                    "unit": q.unit,
                    "approximate": q.approximate,
                    "bound": q.bound,
                    "vague": q.vague,
                    "of": maybe(q.counted),
                    "why": q.why,
                }
                for q in self.quantities
            ],
            "entities": [
                {
                    "start": e.start,
                    "end": e.end,
                    "text": text[e.start : e.end],
                    "type": e.type,
                    "title": e.title,
                    "who": e.who,
                    "gloss": e.gloss,
                    "why": e.why,
                }
                for e in self.entities
            ],
            "statements": [
                {
                    "kind": s.kind,
                    "content": maybe(s.content),
                    "speaker": None
                    if s.speaker is None
                    else {
                        "start": s.speaker.start,
                        "end": s.speaker.end,
                        "text": text[s.speaker.start : s.speaker.end],
                        "implicit": s.speaker.implicit,
                    },
                    "cue": maybe(s.cue),
                    "via": maybe(s.via),
                    "said": None if s.said is None else {"from": s.said.from_, "until": s.said.until},
                    "stance": s.stance,
                    "why": s.why,
                }
                for s in self.statements
            ],
            "hedged": [
                {
                    "start": h.start,
                    "end": h.end,
                    "text": text[h.start : h.end],
                    "marker": h.marker,
                    "kind": h.kind,
                    "why": h.why,
                }
                for h in self.hedged
            ],
        }

    def to_json_bytes(self) -> bytes:
        """The public form as UTF-8, on one line: a sixth of the time that `json.dumps` takes for it."""
        return msgspec.json.encode(self.to_json())
