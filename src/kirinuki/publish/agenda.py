"""The agenda for people: on the terminal by due date, and as CSV for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from kirinuki.ask.agenda import Announced, Entry
from kirinuki.model.article import NO_OUTLET
from kirinuki.model.chronicle import OutcomeKind
from kirinuki.publish import wording
from kirinuki.publish.setting import padded
from kirinuki.publish.tables import csv_lines
from kirinuki.publish.wording import OUTCOMES, legible

_LABEL = 6
_STYLES: dict[OutcomeKind, str] = {
    "happened": "green",
    "postponed": "yellow",
    "cancelled": "red",
    "unknown": "bold",
}
_COLUMNS = (
    "item", "from", "until", "moved_from", "text", "speaker", "who", "outlet", "title", "published", "tellings",
    "outcome", "decided", "outcome_item", "outcome_text", "why",
)  # fmt: skip


def show_agenda(entries: Iterable[Entry], *, explain: bool, console: Console | None = None) -> None:
    """Print the entries under the days on which they fall due: who said it when, and what became of it."""
    console = console or Console(highlight=False)
    before, number = None, 0
    for number, entry in enumerate(entries, 1):  # noqa: B007
        if entry.due != before:
            before = entry.due
            console.print(Text(wording.interval(before.from_, before.until), style="bold"), soft_wrap=True)
        _show(entry, explain=explain, console=console)
    console.print(Text(f"予定 {number} 件"))


def _show(entry: Entry, *, explain: bool, console: Console) -> None:
    kind = entry.outcome.kind
    line = Text("  ").append(padded(OUTCOMES[kind], _LABEL), style=_STYLES[kind])
    console.print(line.append(_words(entry.first.evidence.text)), soft_wrap=True)

    def aside(words: str) -> None:
        console.print(Text(" " * (_LABEL + 2) + words, style="dim"), soft_wrap=True)

    tellings = entry.tellings if explain else entry.tellings[:1]
    rest = len(entry.tellings) - len(tellings)
    for n, told in enumerate(tellings):
        others = "、".join(entry.speakers[1:])
        more = f" ほか{rest}件{f' ({others})' if others else ''}" if rest and n == 0 else ""
        aside(f"{_told(told)}{more}  {told.expectation.evidence.item}")
        if explain:
            aside(f"理由: {legible(told.expectation.why)}")
    for due in entry.before:
        aside(f"前の期日: {wording.interval(due.from_, due.until)}")
    if entry.outcome.evidence is not None:
        shown = entry.outcome.evidence
        aside(f"→ {_words(shown.text)}  {shown.item}")
    if explain or entry.decided:
        aside(f"{OUTCOMES[kind]}: {legible(entry.outcome.why)}")


def _told(told: Announced) -> str:
    speaker = told.expectation.speaker
    source = told.source
    where = f"{source.outlet or NO_OUTLET} {wording.plain_day(source.published)}"
    return f"{_words(speaker.text)} ({where})" if speaker else where


def _words(words: str) -> str:
    return legible(words.replace("\n", " "))


def agenda_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """A table with a header line, one entry a line; the words exact, the days ISO 8601 and half-open."""
    return csv_lines(_COLUMNS, map(_row, entries))


def _row(entry: Entry) -> Sequence[str | float | None]:
    first, source, shown = entry.first, entry.tellings[0].source, entry.outcome.evidence
    return (
        *(entry.item, entry.due.from_, entry.due.until),
        " ".join(f"{due.from_}/{due.until}" for due in entry.before),
        *(first.evidence.text, first.speaker.text if first.speaker else "", first.who or ""),
        *(source.outlet, source.title or "", source.when_published),
        *(len(entry.tellings), entry.outcome.kind, int(entry.decided)),
        *((shown.item, shown.text) if shown else ("", "")),
        entry.outcome.why,
    )


def entry_form(entry: Entry) -> dict[str, object]:
    """An entry as plain values; the days ISO 8601 and half-open."""
    outcome = entry.outcome
    return {
        "item": entry.item,
        "from": entry.due.from_,
        "until": entry.due.until,
        "moved_from": [{"from": due.from_, "until": due.until} for due in entry.before],
        "text": entry.first.evidence.text,
        "speaker": entry.first.speaker.text if entry.first.speaker else None,
        "who": entry.first.who,
        "storyline": entry.storyline,
        "outcome": {
            "kind": outcome.kind,
            "decided": entry.decided,
            "evidence": outcome.evidence.to_json() if outcome.evidence else None,
            "why": outcome.why,
        },
        "tellings": [_telling(told) for told in entry.tellings],
    }


def _telling(told: Announced) -> dict[str, object]:
    expectation, source = told.expectation, told.source
    return {
        "item": expectation.evidence.item,
        "evidence": expectation.evidence.to_json(),
        "time": expectation.time.to_json(),
        "from": expectation.due.from_,
        "until": expectation.due.until,
        "speaker": expectation.speaker.to_json() if expectation.speaker else None,
        "who": expectation.who,
        "article": source.article,
        "outlet": source.outlet or None,
        "title": source.title,
        "published": source.when_published,
        "why": expectation.why,
    }
