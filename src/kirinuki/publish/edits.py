"""Changes of revisions as programs read them: plain values for JSON."""

from __future__ import annotations

from kirinuki.model.digest import EditShown
from kirinuki.model.text import Evidence, Span


def edit_form(shown: EditShown) -> dict[str, object]:
    """An edit as plain values. Offsets are code points of the revision named beside them, or of its title."""
    change = shown.edit.change
    return {
        "item": shown.item,
        "revision": shown.edit.later,
        "kind": change.kind,
        "part": shown.edit.part,
        "article": shown.source.article,
        "outlet": shown.source.outlet or None,
        "title": shown.source.title,
        "published": shown.source.when_published,
        "earlier": _side(shown.edit.earlier, change.earlier, shown.was),
        "later": _side(shown.edit.later, change.later, shown.now),
        "moved": change.moved,
        "called": shown.called,
        "why": change.why,
    }


def _side(revision: str, span: Span | None, words: str) -> dict[str, str | int] | None:
    return None if span is None else Evidence(revision, span, words).to_json()
