"""Two tellings side by side, on the terminal, as JSON and as a page: what became of each sentence.

Words that came are green, words that went are red and struck through; where there is no colour they stand in
brackets: 〔−約30件〕〔＋約70件〕.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from rich.console import Console
from rich.text import Text

from kirinuki.ask.changes import Diff, RemovalShown
from kirinuki.model.article import JAPAN, Revision
from kirinuki.model.digest import EditShown, Source
from kirinuki.model.text import Span
from kirinuki.model.weaving import EDITS, Change, Collation
from kirinuki.publish.pages import stylesheet, template
from kirinuki.publish.setting import padded
from kirinuki.publish.tables import csv_lines
from kirinuki.publish.wording import CHANGES, legible, plain_day

_STYLES = {
    "unchanged": "dim", "noise": "dim", "damaged": "yellow", "new": "green", "dropped": "red",
    "corrected": "bold magenta", "updated": "bold cyan",
}  # fmt: skip
_CAME, _WENT = "green", "red strike"
_LABEL = 8
"""Columns of the label in front of a sentence."""


def show_collation(collation: Collation, earlier: str, later: str, console: Console | None = None) -> None:
    """Print what became of each sentence of the text `earlier` in the text `later`, then the contradictions."""
    console = console or Console(highlight=False)
    colour = console.color_system is not None and not console.no_color
    for change in collation.changes:
        line = Text()
        label = CHANGES[change.kind] + ("・移動" if change.moved else "")
        line.append(padded(label, _LABEL), style=_STYLES.get(change.kind, "bold"))
        for words, style in _pieces(change, earlier, later):
            line.append(_marked(legible(words), style, colour=colour), style=style)
        console.print(line, soft_wrap=True)
        if change.kind not in ("unchanged", "new", "dropped"):
            console.print(Text(" " * _LABEL + change.why, style="dim"), soft_wrap=True)
    for conflict in collation.conflicts:
        console.print(Text(f"食い違い  {conflict.why}", style="bold red"), soft_wrap=True)
        for sign, span, text in (("  先  ", conflict.earlier, earlier), ("  後  ", conflict.later, later)):
            console.print(Text(sign + legible(" ".join(span.of(text).split()))), soft_wrap=True)


def _marked(words: str, style: str, *, colour: bool) -> str:
    if colour or style not in (_CAME, _WENT):
        return words
    return f"〔{'＋' if style == _CAME else '−'}{words}〕"


def _pieces(change: Change, earlier: str, later: str) -> Iterator[tuple[str, str]]:
    """The sentence as it is now, with what went and what came in its places."""
    if change.later is None:
        assert change.earlier is not None
        yield _line(change.earlier, earlier), _WENT if change.kind == "dropped" else ""
        return
    at = change.later.start
    for difference in change.differences:
        yield _line(Span(at, max(at, difference.later.start)), later), ""
        if went := _line(difference.earlier, earlier):
            yield went, _WENT
        if came := _line(difference.later, later):
            yield came, _CAME
        at = max(at, difference.later.end)
    yield _line(Span(at, change.later.end), later), _CAME if change.kind == "new" else ""


def _line(span: Span, text: str) -> str:
    return span.of(text).replace("\n", " ")


def show_diff(diff: Diff, console: Console | None = None) -> None:
    """Print two revisions of an article side by side, the title first where it changed."""
    console = console or Console(highlight=False)
    console.print(Text(_heading(diff), style="bold"), soft_wrap=True)
    for sign, revision in (("先", diff.earlier), ("後", diff.later)):
        console.print(Text(f"  {sign}  {revision.id}  {_when(revision)}", style="dim"), soft_wrap=True)
    show_headed(
        diff.title,
        (diff.earlier.title or "", diff.later.title or ""),
        diff.text,
        (diff.earlier.text, diff.later.text),
        console,
    )


def show_headed(
    title: Collation,
    titles: tuple[str, str],
    text: Collation,
    texts: tuple[str, str],
    console: Console | None = None,
) -> None:
    """Print two tellings side by side, the title first where it changed."""
    console = console or Console(highlight=False)
    if any(change.kind in EDITS for change in title.changes):
        console.print(Text("見出し", style="dim"))
        show_collation(title, *titles, console)
        console.print(Text("本文", style="dim"))
    show_collation(text, *texts, console)


def diff_text(diff: Diff) -> str:
    """Two revisions of an article as plain text."""
    told = io.StringIO()
    show_diff(diff, Console(file=told, color_system=None, highlight=False))
    return told.getvalue()


def show_edits(edits: Iterable[EditShown], *, explain: bool, console: Console | None = None) -> None:
    """Print edits under the articles that made them."""
    console = console or Console(highlight=False)
    colour = console.color_system is not None and not console.no_color
    before, number = None, 0
    for number, shown in enumerate(edits, 1):  # noqa: B007
        if before != (heading := f"{shown.source.outlet or '不明'} {shown.source.title or ''}".strip()):
            console.print(Text(f"{heading}  {shown.source.article}", style="bold"), soft_wrap=True)
            before = heading
        change = shown.edit.change
        label = CHANGES[change.kind] + ("・見出し" if shown.edit.part == "title" else "")
        line = Text("  ").append(padded(label, _LABEL), style=_STYLES.get(change.kind, "bold"))
        for words, style in _pieces(change, *_texts(shown)):
            line.append(_marked(legible(words), style, colour=colour), style=style)
        console.print(line, soft_wrap=True)
        aside = f"{shown.item}  {change.why}" if explain or shown.called else shown.item
        console.print(Text(" " * (_LABEL + 2) + aside, style="dim"), soft_wrap=True)
    console.print(Text(f"変更 {number} 件"))


def changes_csv(edits: Iterable[EditShown], removals: Iterable[RemovalShown]) -> Iterator[str]:
    """One line a change, then one an article that was taken down or put back."""
    heads = ("kind", "part", "outlet", "title", "published", "was", "now", "why", "article", "item")
    changed = (
        (
            *(edit.edit.change.kind, edit.edit.part, *_told(edit.source)),
            *(edit.was, edit.now, edit.edit.change.why, edit.source.article, edit.name),
        )
        for edit in edits
    )
    removed = (
        (
            *("removed" if gone.removal.gone else "restored", "article", *_told(gone.source)),
            *(None, None, gone.removal.why, gone.source.article, None),
        )
        for gone in removals
    )
    return csv_lines(heads, chain(changed, removed))


def _told(source: Source) -> tuple[str | None, str | None, str]:
    return source.outlet or None, source.title, source.when_published


def show_removals(removals: Iterable[RemovalShown], console: Console | None = None) -> None:
    """Print the articles that were taken down, or put back."""
    console = console or Console(highlight=False)
    for shown in removals:
        heading = f"{shown.source.outlet or '不明'} {shown.source.title or ''}".strip()
        console.print(Text(f"{heading}  {shown.source.article}", style="bold"), soft_wrap=True)
        label, style = ("取り下げ", "red") if shown.removal.gone else ("再掲載", "green")
        at = shown.removal.at.astimezone(JAPAN)
        console.print(
            Text("  ").append(padded(label, _LABEL), style=style).append(f"{at:%Y-%m-%d %H:%M} に確認")
        )
        console.print(Text(" " * (_LABEL + 2) + shown.removal.why, style="dim"), soft_wrap=True)


def _texts(shown: EditShown) -> tuple[str, str]:
    """Texts in which the spans of the edit hold its words; what stands before them does not matter."""
    change = shown.edit.change
    return tuple(  # type: ignore[return-value]  # there are two
        " " * (span.start if span else 0) + words
        for span, words in ((change.earlier, shown.was), (change.later, shown.now))
    )


def collation_json(collation: Collation, earlier: str, later: str) -> dict[str, Any]:
    """The form that `compare --json` prints; spans are code points of the two texts as given.

    `noise` are stamps and credits that only one of the two has, `old` or `new` being null.
    """

    def place(span: Span | None) -> dict[str, int]:
        assert span is not None
        return {"start": span.start, "end": span.end}

    return {
        "alignments": [
            {
                "old": place(change.earlier),
                "new": place(change.later),
                "kind": change.kind,
                "moved": change.moved,
                "differences": [
                    {"old": place(difference.earlier), "new": place(difference.later)}
                    for difference in change.differences
                ],
                "facts": [
                    [fact.earlier and fact.earlier.of(earlier), fact.later and fact.later.of(later)]
                    for fact in change.facts
                ],
                "why": change.why,
            }
            for change in collation.changes
            if change.earlier and change.later
        ],
        "new": [place(change.later) for change in collation.changes if change.kind == "new"],
        "dropped": [place(change.earlier) for change in collation.changes if change.kind == "dropped"],
        "noise": [
            {
                "old": change.earlier and place(change.earlier),
                "new": change.later and place(change.later),
                "why": change.why,
            }
            for change in collation.changes
            if change.kind not in ("new", "dropped") and None in (change.earlier, change.later)
        ],
        "conflicts": [
            {
                "old": place(conflict.earlier),
                "new": place(conflict.later),
                "old_value": conflict.values.earlier and conflict.values.earlier.of(earlier),
                "new_value": conflict.values.later and conflict.values.later.of(later),
                "why": conflict.why,
            }
            for conflict in collation.conflicts
        ],
    }


@dataclass(frozen=True, slots=True)
class SentenceView:
    """What became of a sentence: its change, the kind in words, and its words in pieces with the tags that they stand in."""

    change: Change
    label: str
    pieces: tuple[tuple[str, str], ...]

    @property
    def edit(self) -> bool:
        """Whether an editor did something there."""
        return self.change.kind in EDITS


def diff_parts(diff: Diff) -> list[tuple[str, list[SentenceView]]]:
    """The headline and the text of two revisions, sentence by sentence; a part in which nothing stands is left out."""
    parts = (
        ("見出し", diff.title, diff.earlier.title or "", diff.later.title or ""),
        ("本文", diff.text, diff.earlier.text, diff.later.text),
    )
    return [
        (
            name,
            [
                SentenceView(
                    change,
                    CHANGES[change.kind],
                    tuple((legible(w), _TAGS.get(s, "")) for w, s in _pieces(change, was, now) if w),
                )
                for change in collation.changes
            ],
        )
        for name, collation, was, now in parts
        if collation.changes
    ]


def diff_html(diff: Diff) -> str:
    """Two revisions of an article as one HTML file: no network, no script. The same diff gives the same bytes."""
    return template("diff.html.j2").render(
        heading=_heading(diff),
        revisions=[(revision.id, _when(revision)) for revision in (diff.earlier, diff.later)],
        parts=diff_parts(diff),
        css="\n".join(map(stylesheet, ("base.css", "sentences.css", "diff.css"))),
    )


_TAGS = {_CAME: "ins", _WENT: "del"}


def _heading(diff: Diff) -> str:
    return legible(f"{diff.outlet or '不明'} {diff.later.title or diff.article.id}")


def _when(revision: Revision) -> str:
    return revision.modified_at or revision.published_at or plain_day(revision.published)
