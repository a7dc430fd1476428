"""Search: every article in which the words stand, and no other.

The index gives candidates and each is looked up in its text, so a word of one character or more is found wherever
it stands, and only there. Words are parted by spaces and all have to be there. A bare word is found in any width
and case (ﾊﾞﾝｸ finds バンク, nato finds ＮＡＴＯ); a "quoted" one stands exactly so, spaces included.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from kirinuki.errors import QueryError
from kirinuki.model.article import Article, Revision
from kirinuki.model.text import Span
from kirinuki.store import Store
from kirinuki.store.folding import Folded, fold, fold_core

Field = Literal["text", "title"]
_Fields = dict[Field, Folded]

_AROUND = 40
"""Characters of context shown on either side of a hit."""
_WORD = re.compile(r'"(?P<literal>[^"]*)"|(?P<open>")|(?P<bare>\S+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that the words stand in, and one place where they do.

    `span` counts code points of the revision's text, or of its title where no word of the query stands in the
    text (`field`); it is the first place of the first word that can be shown. `before` and `after` are the
    line around it, cut to 40 characters a side.
    """

    article: str
    external_id: str | None
    revision: str
    field: Field
    span: Span
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Hits:
    """`total` articles match; `hits` are the newest of them, newest first."""

    total: int
    hits: tuple[Hit, ...]


def search(store: Store, query: str, limit: int = 20, as_of: dt.datetime | None = None) -> Hits:
    """The articles whose revision, as it stood at `as_of`, holds all words of `query`, in its text or its title.

    `total` counts them all, however small `limit` is. Raises `QueryError` for a query without words, or with a
    quote that is not closed.
    """
    words = _parse(query)
    total = 0
    hits: list[Hit] = []
    for id in store.words.candidates([word.core for word in words], as_of):
        revision = store.articles.find_revision(id)
        fields: _Fields = {"text": Folded(revision.text), "title": Folded(revision.title or "")}
        if all(any(word.stands_in(text) for text in fields.values()) for word in words):
            total += 1
            if len(hits) < limit:
                hits.append(_hit(words, store.articles.find(revision.article), revision, fields))
    return Hits(total, tuple(hits))


@dataclass(frozen=True, slots=True)
class _Word:
    """`words` as they are looked for (folded unless `literal`); `core` is what the index is asked for."""

    words: str
    core: str
    literal: bool

    def stands_in(self, text: Folded) -> bool:
        return self.words in (text.text if self.literal else text.folded)

    def find(self, text: Folded) -> Span | None:
        if not self.literal:
            return text.find(self.words)
        at = text.text.find(self.words)
        return None if at < 0 else Span(at, at + len(self.words))


def _parse(query: str) -> list[_Word]:
    if not query.isascii() and any("\ud800" <= character <= "\udfff" for character in query):
        raise QueryError("検索語に文字として読めないものがあります (the query is no Unicode text)")
    words: list[_Word] = []
    for match in _WORD.finditer(query):
        if match["open"]:
            raise QueryError(
                f"検索語の {match.start() + 1} 文字目の引用符が閉じていません: {query} (a quote is not closed)"
            )
        if match["literal"]:
            words.append(_Word(match["literal"], fold_core(match["literal"]), literal=True))
        elif match["bare"]:
            folded = fold(match["bare"])
            words.append(_Word(folded, folded, literal=False))
    if not words:
        raise QueryError("検索語がありません (the query holds no word)")
    return words


def _hit(words: list[_Word], article: Article, revision: Revision, fields: _Fields) -> Hit:
    """The hit for an article that holds all the words."""
    places = ((field, word.find(text)) for field, text in fields.items() for word in words)
    field, span = next((field, span) for field, span in places if span is not None)
    text = fields[field].text
    return Hit(
        article=article.id,
        external_id=article.external_id,
        revision=revision.id,
        field=field,
        span=span,
        text=span.of(text),
        before=text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2],
        after=text[span.end : span.end + _AROUND].partition("\n")[0],
    )
