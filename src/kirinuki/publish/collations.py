"""Two tellings side by side on the terminal: each sentence of the later one with what became of it.

Words that came are green, words that went are red and struck through; where there is no colour they stand in
brackets: 〔−約30件〕〔＋約70件〕.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from kirinuki.model.text import Span
from kirinuki.model.weaving import Change, Collation
from kirinuki.publish.setting import columns
from kirinuki.publish.wording import CHANGES, legible

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
        line.append(label + " " * max(1, _LABEL - columns(label)), style=_STYLES.get(change.kind, "bold"))
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
        yield _line(Span(at, difference.later.start), later), ""
        if went := _line(difference.earlier, earlier):
            yield went, _WENT
        if came := _line(difference.later, later):
            yield came, _CAME
        at = difference.later.end
    yield _line(Span(at, change.later.end), later), _CAME if change.kind == "new" else ""


def _line(span: Span, text: str) -> str:
    return span.of(text).replace("\n", " ")
