"""Claims and the ledger of statements as people and programs read them: the terminal, CSV, plain values for JSON.

Two claims stand side by side, speaker and day above, the words that decide in bold red; where there is no colour they stand
in 〔brackets〕. What is opposed is 対立の可能性, with its grounds: who is right is not said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from rich.console import Console
from rich.text import Text

from kirinuki.ask.claims import Compared
from kirinuki.model.chronicle import Claim, ClaimRelation, Comparison, Saying
from kirinuki.model.digest import Source
from kirinuki.model.text import Evidence
from kirinuki.publish.marking import cut
from kirinuki.publish.setting import columns, lines
from kirinuki.publish.tables import csv_lines
from kirinuki.publish.wording import STANCES, interval, legible, outlet

CALLED: Mapping[ClaimRelation, str] = {
    "contradiction": "対立の可能性",
    "change": "発言の変化の可能性",
    "agreement": "一致",
}
GROUNDS: Mapping[str, str] = {
    "negation": "打ち消し",
    "antonym": "反対の言葉",
    "figure": "違う数",
    "date": "違う日",
    "turn": "言い直し",
    "reply": "反論",
    "same": "同じ述語",
    "person": "人が決めた",
}
_STYLES: Mapping[ClaimRelation, str] = {
    "contradiction": "bold red",
    "change": "bold magenta",
    "agreement": "bold green",
}
_MARK, _ASIDE = "bold red", "dim"
_WIDEST = 120
_LEAST = 30
"""Columns that either of two claims needs to stand beside the other."""
_GAP = 3
_TO_CUE = 24
"""Characters behind a claim in which the cue stands that denies it."""


def show_claims(found: Iterable[Compared], *, explain: bool, console: Console | None = None) -> None:
    """Print each comparison, its two claims side by side; `explain` adds why."""
    console = console or Console(highlight=False)
    colour = console.color_system is not None and not console.no_color
    width = min(console.width, _WIDEST)
    title = None
    counts: Counter[ClaimRelation] = Counter()
    for shown in found:
        counts[shown.comparison.relation] += 1
        heading = " ／ ".join(dict.fromkeys(line.title for line in shown.storylines))
        if heading != title:
            title = heading
            console.print(Text(legible(heading), style="bold underline"), soft_wrap=True)
        comparison = shown.comparison
        ground = "" if comparison.ground == "same" else f"（{GROUNDS[comparison.ground]}）"
        console.print(
            Text(CALLED[comparison.relation] + ground, style=_STYLES[comparison.relation]), soft_wrap=True
        )
        for line in _beside(_column(shown, 0, colour=colour), _column(shown, 1, colour=colour), width):
            console.print(line, soft_wrap=True)
        if explain:
            console.print(Text(f"  {legible(comparison.why)}", style=_ASIDE), soft_wrap=True)
        console.print()
    console.print(Text("、".join(f"{called} {counts[relation]} 件" for relation, called in CALLED.items())))


def _column(shown: Compared, side: int, *, colour: bool) -> list[Text]:
    """One side: who and when, where it stands, the words with their marks."""
    comparison, source = shown.comparison, shown.sources[side]
    claim = (comparison.one, comparison.other)[side]
    head = Text(f"{_speaker(claim)}  {interval(claim.said.from_, claim.said.until)}", style="bold")
    place = f"{outlet(source)}  {claim.evidence.item}"
    if claim.also:
        place += f"  ほか {len(claim.also)} か所"
    rival = (comparison.other, comparison.one)[side].evidence
    marks = [m for m in comparison.marks if m.revision == claim.evidence.revision and not _lies_in(m, rival)]
    return [head, Text(place, style=_ASIDE), _words(claim.evidence, marks, colour=colour)]


def _words(evidence: Evidence, marks: Iterable[Evidence], *, colour: bool) -> Text:
    """The words of a claim with those marked on which the relation rests; a cue that denies it behind them."""
    words = Text()
    for piece in cut(evidence, [(mark.span, True) for mark in marks]):
        told = legible(" ".join(piece.words.split()))
        marked = bool(piece.marks)
        words.append(f"〔{told}〕" if marked and not colour else told, style=_MARK if marked else "")
    for mark in marks:
        if evidence.span.end <= mark.span.start <= evidence.span.end + _TO_CUE:
            words.append(" … ").append(mark.text if colour else f"〔{mark.text}〕", style=_MARK)
    return words


def _lies_in(mark: Evidence, evidence: Evidence) -> bool:
    return mark.revision == evidence.revision and evidence.span.holds(mark.span)


def _beside(left: Sequence[Text], right: Sequence[Text], width: int) -> Iterable[Text]:
    """Two columns side by side; one under the other where there is no room."""
    room = (width - _GAP - 2) // 2
    if room < _LEAST:
        for column in (left, right):
            for n, text in enumerate(column):
                yield from (Text("  " if n == 0 else "    ") + line for line in _wrapped(text, width - 4))
        return
    for one, other in zip_longest(left, right, fillvalue=Text()):
        for a, b in zip_longest(_wrapped(one, room), _wrapped(other, room), fillvalue=Text()):
            gap = " " * (room - columns(a.plain) + _GAP) if b.plain else ""
            yield Text("  ") + a + Text(gap) + b


def _wrapped(text: Text, width: int) -> list[Text]:
    return [text[span.start : span.end] for span in lines(text.plain, width)]


def _speaker(claim: Claim) -> str:
    return legible(" ".join(claim.speaker.text.split())) if claim.speaker else "話者不明"


def comparison_form(shown: Compared) -> dict[str, Any]:
    """A comparison as plain values. Offsets are code points of the revision named beside them."""
    comparison = shown.comparison
    return {
        "item": shown.item,
        "storylines": list(dict.fromkeys(line.id for line in shown.storylines)),
        "relation": comparison.relation,
        "ground": comparison.ground,
        "one": _claim(comparison.one, shown.sources[0]),
        "other": _claim(comparison.other, shown.sources[1]),
        "marks": [mark.to_json() for mark in comparison.marks],
        "why": comparison.why,
    }


def _claim(claim: Claim, source: Source) -> dict[str, Any]:
    return {
        **claim.evidence.to_json(),
        "speaker": claim.speaker.to_json() if claim.speaker else None,
        "who": claim.who,
        "said": {"from": claim.said.from_, "until": claim.said.until},
        "article": source.article,
        "outlet": source.outlet or None,
        "also": [evidence.to_json() for evidence in claim.also],
    }


def claims_csv(found: Iterable[Compared]) -> Iterator[str]:
    """One line a comparison."""
    heads = ["relation", "ground"]
    heads += [
        f"{side}_{name}"
        for side in ("one", "other")
        for name in ("speaker", "from", "text", "outlet", "item")
    ]
    return csv_lines([*heads, "why"], (_row(shown.comparison, shown.sources) for shown in found))


def _row(comparison: Comparison, sources: tuple[Source, Source]) -> list[str | None]:
    row: list[str | None] = [comparison.relation, comparison.ground]
    for claim, source in zip((comparison.one, comparison.other), sources, strict=True):
        speaker = claim.speaker.text if claim.speaker else None
        row += [speaker, claim.said.from_, claim.evidence.text, source.outlet or None, claim.evidence.item]
    return [*row, comparison.why]


# The ledger of statements -------------------------------------------------------------------------------------


def show_statements(found: Iterable[Saying], after: str | None, console: Console | None = None) -> None:
    """Print who said what, a statement under its speaker and day; `after` is where the next page begins."""
    console = console or Console(highlight=False)
    number = 0
    for saying in found:
        number += 1
        speaker = " ".join(saying.speaker.text.split()) if saying.speaker else "話者不明"
        head = Text(legible(speaker), style="bold")
        head.append(f"  {interval(saying.said.from_, saying.said.until)}{'' if saying.dated else '（公表）'}")
        if saying.stance:
            head.append(f"  {STANCES[saying.stance]}", style="cyan")
        if saying.via:
            head.append(f"  {legible(saying.via)}が伝えた", style=_ASIDE)
        console.print(head, soft_wrap=True)
        words = legible(" ".join(saying.evidence.text.split()))
        console.print(Text("  " + (f"「{words}」" if saying.kind == "direct" else words)), soft_wrap=True)
        console.print(
            Text(f"  {outlet(saying.source)}  {saying.evidence.item}", style=_ASIDE), soft_wrap=True
        )
    more = f"。続きは --cursor {after}" if after else ""
    console.print(Text(f"発言 {number} 件{more}"))


def statement_form(saying: Saying) -> dict[str, Any]:
    """One row of the ledger as plain values."""
    return {
        **saying.evidence.to_json(),
        "kind": saying.kind,
        "stance": saying.stance,
        "speaker": saying.speaker.to_json() | {"implicit": saying.implicit} if saying.speaker else None,
        "who": saying.who,
        "cue": saying.cue,
        "via": saying.via,
        "said": {"from": saying.said.from_, "until": saying.said.until, "told": saying.dated},
        "article": saying.source.article,
        "outlet": saying.source.outlet or None,
        "title": saying.source.title,
        "published": saying.source.when_published,
    }


def statements_csv(found: Iterable[Saying]) -> Iterator[str]:
    """One line a statement."""
    heads = [
        "from",
        "until",
        "speaker",
        "who",
        "stance",
        "text",
        "via",
        "outlet",
        "title",
        "published",
        "item",
    ]
    return csv_lines(
        heads,
        (
            [
                saying.said.from_,
                saying.said.until,
                saying.speaker.text if saying.speaker else None,
                saying.who,
                saying.stance,
                saying.evidence.text,
                saying.via,
                saying.source.outlet or None,
                saying.source.title,
                saying.source.when_published,
                saying.evidence.item,
            ]
            for saying in found
        ),
    )
