"""A reading on the terminal: the text with its layers in colour, and under each paragraph who said what.

Where there is no colour (a pipe, a file, NO_COLOR) the same view says it in words alone. A console that lacks a
character of the text (cp932) gets 〓 for it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from rich.console import Console
from rich.text import Text

from kirinuki.model.reading import Duration, Entity, Hedge, Quantity, Reading, Statement, Time
from kirinuki.model.text import Span
from kirinuki.publish.setting import columns, lines
from kirinuki.publish.wording import HEDGES, STANCES, interval, legible
from kirinuki.read.corrections import Effect
from kirinuki.read.fields import FIELDS, Annotation, extent

_NAMES = {
    "PERSON": ("人物", "green"),
    "ORGANIZATION": ("組織", "cyan"),
    "PLACE": ("地名", "blue"),
    "FACILITY": ("施設", "yellow"),
}
_TIME, _QUANTITY, _CUE, _HEDGE, _ASIDE = "magenta", "red", "bold", "italic", "dim"
_QUOTE = {"direct": "underline", "indirect": "underline dim"}

_WIDEST = 80
"""Columns; longer lines of Japanese are hard to follow back, however wide the window."""


def show_reading(reading: Reading, console: Console | None = None, *, explain: bool = False) -> None:
    """Print `reading` to `console` (standard output by default), in colour where the console has it.

    `explain` sets every annotation with its `why` under its sentence, in place of what is told under a paragraph.
    """
    console = console or Console(highlight=False)
    width = max(min(console.width, _WIDEST), 20)
    colour = console.color_system is not None and not console.no_color
    view = _explained(reading, width) if explain else _view(reading, width)
    _print(console, chain(_legend(), view) if colour else view)


def _view(reading: Reading, width: int) -> Iterator[Text]:
    for paragraph in _paragraphs(reading):
        yield from _wrapped(paragraph.text(), width)
        for note in paragraph.notes:
            yield from _wrapped(note, width, indent=4)
        yield Text()
    yield from _register(reading, width)


def show_effects(effects: Iterable[Effect], text: str, console: Console | None = None) -> None:
    """Print what became of the annotations of a text: its words, and under them what they were read as and now are."""
    console = console or Console(highlight=False)
    width = max(min(console.width, _WIDEST), 20)
    for _, before, after in effects:
        item = after or before
        assert item is not None
        label, style, _ = _meaning(item, text)
        words = Text(f"「{' '.join(legible(extent(item).of(text)).split())}」")
        _print(console, _wrapped(words, width, indent=6, first=Text(f"{label}  ", style=style)))
        for lead, side in (("前", before), ("後", after)):
            meaning = Text("なし", style=_ASIDE) if side is None else _meaning(side, text)[2]
            if side is not None and side.why:
                meaning.append(f"  ← {legible(side.why)}", style=_ASIDE)
            _print(console, _wrapped(meaning, width, indent=6, first=Text(f"  {lead}  ", style=_ASIDE)))


def _print(console: Console, lines: Iterable[Text]) -> None:
    for line in lines:
        line.plain = _encodable(line.plain, console.encoding)
        console.print(line, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def _legend() -> Iterator[Text]:
    legend = Text()
    for label, style in _NAMES.values():
        legend.append(label, style=style).append("  ")
    legend.append("日時", style=_TIME).append("〈解いた日付〉", style=_ASIDE).append("  ")
    legend.append("数量", style=_QUANTITY).append("  ")
    legend.append("発言", style=_QUOTE["direct"]).append("  ")
    legend.append("伝え聞き", style=_QUOTE["indirect"]).append("  ")
    yield legend.append("述べ方", style=_CUE)
    yield Text()


@dataclass(slots=True)
class _Paragraph:
    """A paragraph with what lies on it: styles, words set in behind a place (dates, numbers), notes below."""

    words: str
    span: Span
    styles: list[tuple[Span, str]] = field(default_factory=list)
    inserted: list[tuple[int, int, str]] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    def text(self) -> Text:
        start = self.span.start
        styled = Text(self.words)
        for span, style in self.styles:
            styled.stylize(style, max(span.start - start, 0), span.end - start)
        self.inserted.sort()
        text = Text()
        for piece, (_, _, words) in zip_longest(
            styled.divide([at - start for at, _, _ in self.inserted]), self.inserted, fillvalue=(0, 0, "")
        ):
            assert isinstance(piece, Text)
            text.append_text(piece).append(words, style=_ASIDE)
        return text


def _paragraphs(reading: Reading) -> list[_Paragraph]:
    """The lines of the text that say something, each with the layers that touch it."""
    shown = legible(reading.text)
    paragraphs = _marked(
        reading,
        [
            _Paragraph(line.group(), Span(line.start(), line.end()))
            for line in re.finditer(r"[^\n]*\S[^\n]*", shown)
        ],
    )
    for number, statement in enumerate(reading.statements, 1):
        for paragraph in _touched(paragraphs, statement.content)[-1:]:
            paragraph.notes.append(_said(shown, statement, number))
    for hedge in reading.hedged:
        for paragraph in _touched(paragraphs, hedge)[-1:]:
            paragraph.notes.append(Text(f"{HEDGES[hedge.kind]} ― {legible(hedge.marker)}", style=_ASIDE))
    return paragraphs


def _touched(paragraphs: list[_Paragraph], span: Span) -> list[_Paragraph]:
    """The paragraphs that share something with `span`."""
    first = bisect_right(paragraphs, span.start, key=lambda p: p.span.end)
    return paragraphs[first : bisect_left(paragraphs, span.end, key=lambda p: p.span.start)]


def _marked(reading: Reading, paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """`paragraphs` with the styles of the layers, the times told behind their words, and the statements' numbers."""
    styles: list[tuple[Span, str]] = [(h, _HEDGE) for h in reading.hedged]
    styles += ((s.content, _QUOTE[s.kind]) for s in reading.statements)
    styles += ((e, _NAMES[e.type][1]) for e in reading.entities)
    styles += ((t, _TIME) for t in (*reading.times, *reading.durations))
    styles += ((q, _QUANTITY) for q in reading.quantities)
    styles += ((s.cue, _CUE) for s in reading.statements if s.cue is not None)
    for span, style in styles:
        for paragraph in _touched(paragraphs, span):
            paragraph.styles.append((span, style))
    for time in reading.times:
        for paragraph in _touched(paragraphs, time)[-1:]:
            paragraph.inserted.append((time.end, 0, f"〈{_moment(time)}〉"))
    for number, statement in enumerate(reading.statements, 1):
        for paragraph in _touched(paragraphs, statement.content)[-1:]:
            paragraph.inserted.append((min(statement.content.end, paragraph.span.end), number, f"[{number}]"))
    return paragraphs


def _moment(time: Time) -> str:
    """2025年12月30日12:00 +09:00"""
    return interval(time.from_, time.until) + (f" {time.zone}" if time.zone else "")


def _explained(reading: Reading, width: int) -> Iterator[Text]:
    """Each sentence, and under it what was read there, in its order, with what it was taken for and why."""
    shown = legible(reading.text)
    spans = [s for s in reading.sentences if s.of(shown).strip()] or [Span(0, len(shown))]
    sentences = _marked(reading, [_Paragraph(s.of(shown), s) for s in spans])
    numbers = {id(statement): number for number, statement in enumerate(reading.statements, 1)}
    annotations = [item for layer in FIELDS for item in getattr(reading, layer)]
    for item in sorted(annotations, key=lambda item: (extent(item).start, extent(item).end)):
        span = extent(item)
        label, style, note = _meaning(item, reading.text, numbers.get(id(item)))
        note.append(f"  ← {legible(item.why) or '理由の記録なし'}", style=_ASIDE)
        note.append(f"  {span.start}-{span.end}", style=_ASIDE)
        for sentence in _touched(sentences, span)[-1:]:
            sentence.notes += _wrapped(note, width, indent=10, first=Text(f"    {label}  ", style=style))
    for sentence in sentences:
        yield from _wrapped(sentence.text(), width)
        yield from sentence.notes
        yield Text()


def _meaning(item: Annotation, text: str, number: int | None = None) -> tuple[str, str, Text]:
    """(label, style, what it was read as) of an annotation; statements are numbered in a reading."""
    words = extent(item).of(text)
    match item:
        case Time():
            return "日時", _TIME, _equal(words, _moment(item))
        case Duration():
            return "長さ", _TIME, _equal(words, item.value)
        case Quantity():
            return "数量", _QUANTITY, _equal(_counted(item, text), _figure(item))
        case Entity():
            return *_NAMES[item.type], _equal(_name(item, text), None if item.who == words else item.who)
        case Statement():
            return "発言", _QUOTE["direct"], _said(legible(text), item, number, full=True)
        case Hedge():
            return HEDGES[item.kind], _HEDGE, Text(legible(item.marker))


def _equal(words: str, meaning: str | None) -> Text:
    """30日正午 = 2025年12月30日12:00"""
    text = Text(" ".join(legible(words).split()))
    return text if meaning is None else text.append(" = ", style=_ASIDE).append(legible(meaning))


def _figure(quantity: Quantity) -> str:
    """約 4,000〜5,000人; an end that is open stays empty."""
    low, high = (None if end is None else f"{end:,.12g}" for end in (quantity.low, quantity.high))
    number = low if low == high else f"{low or ''}〜{high or ''}"
    return f"{'約 ' if quantity.approximate else ''}{number}{quantity.unit}"


def _said(shown: str, statement: Statement, number: int | None, *, full: bool = False) -> Text:
    """[1] 村瀬知事（補い） ― 述べ 2025年12月29日 via 県庁; where `full`, with what goes without saying."""

    def words(span: Span) -> str:
        return " ".join(span.of(shown).split())

    text = Text() if number is None else Text().append(f"[{number}] ", style=_ASIDE)
    if full:
        text.append("直接 " if statement.kind == "direct" else "間接 ")
    if statement.speaker is None:
        text.append("話者の記載なし", style=_ASIDE)
    else:
        text.append(words(statement.speaker), style="bold")
        if statement.speaker.implicit:
            text.append("（補い）", style=_ASIDE)
    if statement.cue is not None:
        text.append(" ― ").append(words(statement.cue))
    if statement.stance is not None and (full or statement.stance != "said"):
        text.append(f"（{STANCES[statement.stance]}）", style=_ASIDE)
    if statement.said is not None:
        text.append("  ").append(interval(statement.said.from_, statement.said.until), style=_TIME)
    if statement.via is not None:
        text.append("  via ").append(words(statement.via))
    return text


def _register(reading: Reading, width: int) -> Iterator[Text]:
    """What the text names and counts, each once."""
    for kind, (label, style) in _NAMES.items():
        names = dict.fromkeys(_name(e, reading.text) for e in reading.entities if e.type == kind)
        yield from _entry(label, names, style, width)
    yield from _entry(
        "数量", dict.fromkeys(_counted(q, reading.text) for q in reading.quantities), _QUANTITY, width
    )
    yield from _entry(
        "長さ", dict.fromkeys(legible(d.of(reading.text)) for d in reading.durations), _TIME, width
    )


def _name(entity: Entity, text: str) -> str:
    """久我《くが》（知事）"""
    gloss = f"《{legible(entity.gloss)}》" if entity.gloss else ""
    return legible(entity.of(text)) + gloss + (f"（{legible(entity.title)}）" if entity.title else "")


def _counted(quantity: Quantity, text: str) -> str:
    """3人（死者）"""
    counted = quantity.counted
    return legible(quantity.of(text)) + ("" if counted is None else f"（{legible(counted.of(text))}）")


def _entry(label: str, words: Iterable[str], style: str, width: int) -> Iterator[Text]:
    listed = Text("、").join(Text(word, style=style) for word in words)
    if listed:
        yield from _wrapped(listed, width, indent=6, first=Text().append(f"{label}  ", style=_ASIDE))


def _wrapped(text: Text, width: int, indent: int = 0, first: Text | None = None) -> Iterator[Text]:
    """`text` in lines that break where Japanese may, indented; the first led by `first` instead."""
    for n, span in enumerate(lines(text.plain, width - indent)):
        lead = first.copy() if first is not None and n == 0 else Text()
        lead.append(" " * (indent - columns(lead.plain)))
        yield lead.append_text(text[span.start : span.end])


def _encodable(text: str, encoding: str) -> str:
    """`text` with 〓 (or ?) for each character that `encoding` lacks."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(c if _fits(c, encoding) else "〓" if _fits("〓", encoding) else "?" for c in text)
    except LookupError:
        return text
    return text


def _fits(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
