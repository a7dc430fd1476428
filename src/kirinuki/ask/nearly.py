"""What a query that finds nothing nearly finds: with a term less, under another name, in kanji, or spelt as a known name."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from kirinuki.ask.aliases import Aliases
from kirinuki.ask.query import Query, parse, quoted
from kirinuki.ask.search import Search
from kirinuki.model.query import Named, wanted, wanted_words
from kirinuki.model.text import Span
from kirinuki.read.morphemes import spoken
from kirinuki.store import Store

_KANA = re.compile("[ぁ-ゖァ-ヺー]{2,}")
_HEADS = 2_000
"""So many of the last titles and first lines are read for words of a reading."""
_NEAR = 0.6
_MOST = 3


@dataclass(frozen=True, slots=True)
class Nearly:
    """A query that finds something, how many articles, and how it differs."""

    query: str
    articles: int
    why: str


def nearly(
    store: Store, search: Search, aliases: Aliases, query: Query, as_of: dt.datetime | None = None
) -> list[Nearly]:
    """Queries near to one that finds nothing, those with a term less first, each once."""
    found: dict[str, Nearly] = {}
    for text, why in _offered(store, aliases, query):
        if text not in found and (articles := search.count(parse(text), as_of)):
            found[text] = Nearly(text, articles, why)
    return list(found.values())


def _offered(store: Store, aliases: Aliases, query: Query) -> Iterator[tuple[str, str]]:
    for looser in query.without_one():
        yield looser.text, "語を一つ外すと (with a term less)"
    for word in wanted_words(query.root):
        if word.literal:
            yield _with(query, word.at, word.words), "引用符を外すと (unquoted)"
            continue
        if others := aliases.of(word.words):
            either = " OR ".join(map(_written, (word.words, *others)))
            yield _with(query, word.at, f"({either})"), "別の名でも (under other names)"
        for kanji in _read_so(store, word.words):
            yield _with(query, word.at, kanji), f"読みが {word.words} の語で (read so)"
        for name in get_close_matches(word.words, store.facts.names_like(word.words), _MOST, _NEAR):
            yield _with(query, word.at, _written(name)), "似た名で (a name spelt nearly so)"
    yield from _nearly_called(store, query)


def _nearly_called(store: Store, query: Query) -> Iterator[tuple[str, str]]:
    """Names near to those of fields."""
    for term in wanted(query.root):
        if not isinstance(term, Named):
            continue
        known: list[str] = []
        if term.name in ("speaker", "to"):
            known = store.facts.names_like(term.value)
        elif term.name == "outlet":
            known = [outlet.name or outlet.key for outlet in store.articles.outlets()]
        elif term.name == "tag":
            known = [tag.lstrip("#＃") for tag in store.captures.tags()]
        for name in get_close_matches(term.value, known, _MOST, 0.4):
            yield _with(query, term.at, f"{term.name}:{_written(name)}"), "似た名で (a name spelt nearly so)"


def _with(query: Query, at: Span, words: str) -> str:
    return query.text[: at.start] + words + query.text[at.end :]


def _written(words: str) -> str:
    """A name as a term of a query."""
    return quoted(words) if re.search(r"[\s()（）:：]|^[-－ー\"]", words) else words


def _read_so(store: Store, word: str) -> list[str]:
    """The words of the last titles and first lines that are read as this word of kana, the most frequent first."""
    kana = unicodedata.normalize("NFKC", word)
    if not _KANA.fullmatch(kana):
        return []
    wanted = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in kana)
    return spoken("\n".join(store.articles.heads(_HEADS)), wanted)[:_MOST]
