"""A text with its reading drawn into it: paragraphs in pieces under their marks, and beside each the notes that explain them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kirinuki.model.correction import Layer
from kirinuki.model.reading import Duration, Entity, Hedge, Quantity, Reading, Statement, Time
from kirinuki.model.text import Evidence, Span, item_at
from kirinuki.model.weaving import Resemblance
from kirinuki.publish import wording
from kirinuki.publish.marking import Piece, cut
from kirinuki.publish.wording import Words, legible
from kirinuki.read.fields import FIELDS, LABELS, Annotation, extent

NAMES: Mapping[str, str] = {"PERSON": "人物", "ORGANIZATION": "組織", "PLACE": "地名", "FACILITY": "施設"}
"""The types of names, in the words in which a person corrects them."""

LENGTHS = (
    "%(number)s年間", "%(number)sか月", "%(number)s週間", "%(number)s日間",
    "%(number)s時間", "%(number)s分", "%(number)s秒",
)  # fmt: skip
"""The units of a length of time, from years to seconds."""

_LENGTH = re.compile(
    r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?"
)
_LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """What words are: `kind` is a layer's name or `direct`, `indirect`, `speaker`, `cue`, `seen`. `note` is the anchor of the note
    that explains it, empty where there is none; `says` what it says in short, `datetime` a time for machines, `number` that of a
    statement."""

    kind: str
    note: str = ""
    says: str = ""
    datetime: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """One annotation: `item` and `layer` name it for a correction, `says` is what its words were read as: of a statement,
    which has a `number`, the speaker, and `details` how and when it was said and who relayed it."""

    anchor: str
    item: str
    layer: Layer
    label: str
    words: str
    says: str
    details: tuple[str, ...]
    why: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text that says something, with the notes of what ends in it."""

    anchor: str
    item: str
    pieces: tuple[Piece[Mark], ...]
    statements: tuple[Note, ...]
    others: tuple[Note, ...]


def draw(
    revision: str,
    reading: Reading,
    repeats: Sequence[Resemblance],
    words: Words,
    own: Sequence[Span] = (),
) -> list[Paragraph]:
    """The text of `reading`, that of the revision with this id, paragraph by paragraph; what earlier tellings in `repeats` say
    already is marked as seen, what the reader noted (`own`) as theirs."""
    notes = list(_notes(revision, reading, words))
    marks = [
        *_marks(reading, notes),
        *((span, Mark("noted")) for span in own),
        *((r.later.span, Mark("seen")) for r in repeats if r.later.revision == revision),
    ]
    lines = list(_LINE.finditer(legible(reading.text)))
    starts, ends = [line.start() for line in lines], [line.end() for line in lines]
    marked: list[list[tuple[Span, Mark]]] = [[] for _ in lines]
    for span, mark in marks:
        for n in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
            marked[n].append((span, mark))
    noted: list[list[Note]] = [[] for _ in lines]
    for item, note in notes:
        # A note stands where what it explains ends.
        noted[min(bisect_left(ends, extent(item).end), len(lines) - 1)].append(note)
    return [
        Paragraph(
            anchor=f"p-{n + 1}",
            item=item_at(revision, span := Span(line.start(), line.end())),
            pieces=tuple(cut(Evidence(revision, span, line.group()), marked[n])),
            statements=tuple(note for note in noted[n] if note.layer == "statements"),
            others=tuple(note for note in noted[n] if note.layer != "statements"),
        )
        for n, line in enumerate(lines)
    ]


def _marks(reading: Reading, notes: Iterable[tuple[Annotation, Note]]) -> Iterator[tuple[Span, Mark]]:
    for item, note in notes:
        match item:
            case Statement():
                yield item.content, Mark(item.kind, note.anchor, number=note.number)
                if item.speaker is not None:
                    yield item.speaker, Mark("speaker")
                if item.cue is not None:
                    yield item.cue, Mark("cue")
            case Time():
                yield (
                    item,
                    Mark("times", note.anchor, note.says, wording.machine_time(item.from_, item.until)),
                )
            case Hedge():
                yield item, Mark("hedged")
            case _:
                yield item, Mark(note.layer, note.anchor, note.says)


def _notes(revision: str, reading: Reading, words: Words) -> Iterator[tuple[Annotation, Note]]:
    """Every annotation with its note, in text order."""
    found: list[tuple[Span, Layer, Annotation]] = [
        (extent(item), layer, item) for layer in FIELDS for item in getattr(reading, layer)
    ]
    found.sort(key=lambda each: (each[0].start, each[0].end, each[1]))
    number = 0
    for n, (span, layer, item) in enumerate(found, 1):
        if layer == "statements":
            number += 1
        yield (
            item,
            Note(
                anchor=f"n-{n}",
                item=item_at(revision, span),
                layer=layer,
                label=words.say(LABELS[layer]),
                words=_line(span.of(reading.text)),
                says=says(item, reading.text, words),
                details=tuple(_how(item, reading.text, words)) if isinstance(item, Statement) else (),
                why=legible(item.why),
                number=number if layer == "statements" else 0,
            ),
        )


def says(item: Annotation, text: str, words: Words) -> str:
    """What the words of an annotation were read as, in short."""
    match item:
        case Time():
            return words.interval(item.from_, item.until) + (f" {item.zone}" if item.zone else "")
        case Duration():
            return _length(item.value, words)
        case Quantity():
            return _figure(item, text, words)
        case Entity():
            named = words.say(NAMES[item.type])
            return named if item.who in (None, item.of(text)) else f"{named} {legible(item.who or '')}"
        case Hedge():
            return words.say(wording.HEDGES[item.kind])
        case Statement():
            speaker = "" if item.speaker is None else _line(item.speaker.of(text))
            return speaker or words.say("話者の記載なし")


def _length(value: str, words: Words) -> str:
    """An ISO 8601 duration in words: 3年2か月; one that is of another form as it is."""
    found = _LENGTH.fullmatch(value)
    if found is None or not any(found.groups()):
        return value
    parts = zip(LENGTHS, found.groups(), strict=True)
    return " ".join(words.say(unit, number=number) for unit, number in parts if number)


def _figure(quantity: Quantity, text: str, words: Words) -> str:
    """約 4,000〜5,000人（死者）; an end that is open stays empty."""
    low, high = (None if end is None else f"{end:,.12g}" for end in (quantity.low, quantity.high))
    number = low if low == high else f"{low or ''}〜{high or ''}"
    amount = f"{number}{legible(quantity.unit)}"
    counted = "" if quantity.counted is None else f"（{_line(quantity.counted.of(text))}）"
    return (words.say("約 %(amount)s", amount=amount) if quantity.approximate else amount) + counted


def _how(statement: Statement, text: str, words: Words) -> Iterator[str]:
    """How a statement was made: — 述べた（主張）, when, by way of whom."""
    if statement.speaker is not None and statement.speaker.implicit:
        yield words.say("（補い）")
    if statement.cue is not None:
        yield f"— {_line(statement.cue.of(text))}"
    if statement.stance not in (None, "said"):
        yield words.say(wording.STANCES[statement.stance])
    if statement.said is not None:
        yield words.interval(statement.said.from_, statement.said.until)
    if statement.via is not None:
        yield f"via {_line(statement.via.of(text))}"


def written(layer: Layer, name: str, value: Any) -> str:
    """A field's value as a person writes it, empty for none."""
    match value:
        case None:
            return ""
        case bool():
            return "はい" if value else "いいえ"
        case dict() if "text" in value:
            return _line(value["text"])
        case dict():
            return f"{value['from']}..{value['until']}"
        case float() | int():
            return f"{value:g}" if abs(value) < 1e6 else f"{value:.12g}"
    by_value = {known: word for word, known in FIELDS[layer][name].words.items()}
    return by_value.get(str(value), legible(str(value)))


def _line(words: str) -> str:
    return legible(" ".join(words.split()))
