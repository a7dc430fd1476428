"""The query language: what a person writes to find articles (docs/search.md), as a tree.

    選挙 首相            both words                 "首相は"             just these characters
    選挙 -延期           without the word           選挙 OR 投票         one of the two; binds less than a space
    (選挙 OR 投票) 首相   groups                     outlet:みなと新報    a field; speaker: to: tag: figure: kind: changed:
    date:2022-12-29..30  published in these days    when:2023-01         speaks of these days

Signs that a Japanese keyboard gives instead (：　（）－”) do as well, and so do Japanese names of fields (話者：). Every error
names its place in the query.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import NoReturn, get_args

from kirinuki.ask.periods import period
from kirinuki.errors import QueryError
from kirinuki.model.query import AllOf, AnyOf, DayField, Days, Named, NameField, Node, Not, Words, all_of
from kirinuki.model.text import Span
from kirinuki.model.weaving import EDITS
from kirinuki.store import Store
from kirinuki.store.folding import Folded, fold

_FIELDS: dict[str, NameField | DayField] = {
    **{name: name for name in (*get_args(NameField), *get_args(DayField))},
    "報道機関": "outlet", "媒体": "outlet", "話者": "speaker", "発言者": "speaker", "相手": "to", "言及": "to",
    "日付": "date", "掲載日": "date", "いつ": "when", "時期": "when", "タグ": "tag", "数": "figure", "数値": "figure",
    "単位": "figure", "種類": "kind", "変更": "changed",
}  # fmt: skip
_VALUES: dict[str, dict[str, str]] = {
    "kind": {
        **{kind: kind for kind in ("statement", "figure", "article")},
        "発言": "statement", "数": "figure", "数値": "figure", "記事": "article",
    },
    "changed": {
        **{kind: kind for kind in sorted(EDITS)},
        "言い換え": "reworded", "加筆": "extended", "短縮": "shortened", "更新": "updated", "訂正": "corrected",
        "新規": "new", "削除": "dropped",
    },
}  # fmt: skip

_LONGEST = 10_000
_MOST_TERMS = 200
_DEEPEST = 30
"""Characters, terms and groups within groups of a query: more than anybody writes, and little enough to be answered."""
_AROUND = 30
"""Characters of the query that an error shows on either side of its place."""

_OPENING = "（("
_CLOSING = ")）"
_QUOTES = {'"': '"', "＂": "＂“”", "“": "＂“”", "”": "＂“”"}
"""What opens a quotation, and what closes it then: a keyboard's own pair, else any that Japanese keyboards give."""
_MINUS = "-－−‐"
_LONG_VOWEL = "ー"
"""What the minus key gives in kana. No word begins with it, but a query may be the end of one: it is a minus behind a space."""
_OR = re.compile(r"(?:OR|ＯＲ)(?=[\s()（）]|$)")
_FIELD = re.compile(
    rf"(?P<name>[A-Za-zＡ-Ｚａ-ｚ]+|{'|'.join(n for n in _FIELDS if not n.isascii())})[:：](?!//)"
)


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was written and what it asks for."""

    text: str
    root: Node

    def articles(self, store: Store, as_of: dt.datetime | None = None) -> frozenset[str]:
        """The articles that it holds for as they stood at `as_of`: what a ledger takes its rows from."""
        return frozenset(store.finder.find(self.root, as_of).articles())

    def mapped(self, change: Callable[[Node], Node]) -> Query:
        """The same with each term (words, a field) put in another's place."""
        return replace(self, root=_mapped(self.root, change))

    def without_one(self) -> Iterator[Query]:
        """The queries that leave one of its terms out, where it joins several."""
        if isinstance(self.root, AllOf):
            for part in self.root.of:
                left = tuple(other for other in self.root.of if other is not part)
                text = " ".join((self.text[: part.at.start] + self.text[part.at.end :]).split())
                yield Query(text, left[0] if len(left) == 1 else AllOf(left, self.root.at))


def joined(query: Query | None, terms: Sequence[Node]) -> Query | None:
    """The query that asks for all this; None where that is nothing."""
    root = all_of([*(() if query is None else (query.root,)), *terms])
    return None if root is None else Query("" if query is None else query.text, root)


def parse(text: str) -> Query:
    """The query that `text` means. Raises `QueryError`, with the place, for what cannot be understood or is too much."""
    if len(text) > _LONGEST:
        raise QueryError(
            f"検索式が長すぎます ({len(text):,} 文字): {_LONGEST:,} 文字までです (query too long)"
        )
    for at, character in enumerate(text):
        if "\ud800" <= character <= "\udfff":
            _fail(text, Span(at, at + 1), "文字として読めないものがあります", "no Unicode text")
        if unicodedata.category(character) == "Cc" and not character.isspace():
            _fail(
                text, Span(at, at + 1), f"制御文字 (U+{ord(character):04X}) があります", "a control character"
            )
    root = _Parser(text).parse()
    if root is None:
        raise QueryError("検索語がありません (the query holds no word)")
    return Query(text, root)


def quoted(words: str) -> str:
    """Words as a query that finds just them. Raises `ValueError` where both kinds of quotes stand in them."""
    for opening, closing in _QUOTES.items():
        if not set(closing) & set(words):
            return f"{opening}{words}{closing[-1]}"
    raise ValueError(words)


class _Parser:
    """One reading of a query, from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._opened: list[int] = []
        self._terms = 0

    def parse(self) -> Node | None:
        node = self._any_of()
        assert self._at == len(self._text), "only the end ends a query"
        return node

    def _any_of(self) -> Node | None:
        start = self._at
        parts: list[Node] = []
        while True:
            before = self._at
            part = self._all_of()
            if part is not None:
                parts.append(part)
            found = _OR.match(self._text, self._at)
            if part is None and (found or parts):
                at = Span(*found.span()) if found else Span(before, self._at)
                self._fail(at, "OR の前後に語がありません", "OR needs a term on either side")
            if not found:
                break
            self._at = found.end()
        return _joined(AnyOf, parts, Span(start, self._at))

    def _all_of(self) -> Node | None:
        parts: list[Node] = []
        start = self._at
        while self._skip_space() < len(self._text) and not _OR.match(self._text, self._at):
            if self._text[self._at] in _CLOSING:
                if self._opened:
                    break
                self._fail(
                    self._here(), "括弧が開いていません。字として探すなら引用符で囲みます", "nothing to close"
                )
            part = self._one()
            if part is not None:
                parts.append(part)
        return _joined(AllOf, parts, Span(start, self._at))

    def _one(self) -> Node | None:
        """A term, a group, or what is excluded; None for an empty quotation."""
        start, character = self._at, self._text[self._at]
        if self._is_minus():
            self._at += 1
            part = self._one()
            return None if part is None else Not(part, Span(start, self._at))
        if character in _OPENING:
            return self._group()
        self._terms += 1
        if self._terms > _MOST_TERMS:
            self._fail(self._here(), f"語が多すぎます: {_MOST_TERMS} までです", "too many terms")
        if character in _QUOTES:
            words = self._quotation()
            return Words(words, literal=True, at=Span(start, self._at)) if words else None
        if field := _FIELD.match(self._text, self._at):
            return self._field(field)
        return Words(self._bare(), at=Span(start, self._at))

    def _is_minus(self) -> bool:
        character, behind = self._text[self._at], self._text[self._at + 1 : self._at + 2]
        if not behind or behind.isspace() or behind in _CLOSING or behind in _MINUS:
            return False
        before = self._text[: self._at]
        return character in _MINUS or (character == _LONG_VOWEL and before != before.rstrip())

    def _group(self) -> Node:
        start = self._at
        self._opened.append(start)
        if len(self._opened) > _DEEPEST:
            self._fail(self._here(), f"括弧が深すぎます: {_DEEPEST} 重までです", "too deep")
        self._at += 1
        node = self._any_of()
        if self._at == len(self._text):
            self._fail(
                Span(start, start + 1), "括弧が閉じていません。字として探すなら引用符で囲みます", "not closed"
            )
        self._at += 1
        self._opened.pop()
        if node is None:
            self._fail(Span(start, self._at), "括弧の中に語がありません", "an empty group")
        return replace(node, at=Span(start, self._at))

    def _quotation(self) -> str:
        start, closing = self._at, _QUOTES[self._text[self._at]]
        end = next((n for n in range(start + 1, len(self._text)) if self._text[n] in closing), None)
        if end is None:
            self._fail(Span(start, start + 1), "引用符が閉じていません", "a quote is not closed")
        self._at = end + 1
        return self._text[start + 1 : end]

    def _bare(self) -> str:
        """Up to a space, or to the end of the group that it stands in; brackets that open within a word belong to it."""
        start, depth = self._at, 0
        while self._at < len(self._text) and not (character := self._text[self._at]).isspace():
            if character in _CLOSING and not depth and self._opened:
                break
            depth += (character in _OPENING) - (character in _CLOSING and depth > 0)
            self._at += 1
        return self._text[start : self._at]

    def _field(self, match: re.Match[str]) -> Node:
        start = self._at
        written = unicodedata.normalize("NFKC", match["name"])
        name = _FIELDS.get(written.lower())
        if name is None:
            near = get_close_matches(written.lower(), [n for n in _FIELDS if n.isascii()], 1, 0.5)
            hint = f"{near[0]}: ではありませんか" if near else f"あるのは {self._names()}"
            self._fail(
                Span(*match.span("name")),
                f"{_short(written)} という項目はありません。{hint}。字として探すなら引用符で囲みます",
                f"no such field{f'; did you mean {near[0]}?' if near else ''}",
            )
        self._at = match.end()
        is_quoted = self._text[self._at : self._at + 1] in _QUOTES
        value = self._quotation() if is_quoted else self._bare()
        at = Span(match.end(), max(self._at, match.end() + 1))
        if not value.strip():
            self._fail(
                Span(start, match.end()), f"{written}: の値がありません。間を空けずに書きます", "no value"
            )
        whole = Span(start, self._at)
        if name == "date" or name == "when":
            try:
                return Days(name, *period(unicodedata.normalize("NFKC", value)), at=whole)
            except ValueError:
                self._fail(
                    at,
                    f"{_short(value)} は期間ではありません。2022-12-29、2022-12、2022-12-29..30、2022-12.. のように書きます",
                    "no period",
                )
        if known := _VALUES.get(name):
            chosen = known.get(unicodedata.normalize("NFKC", value).lower())
            if chosen is None:
                near = get_close_matches(value.lower(), known, 1, 0.5)
                listed = "、".join(dict.fromkeys(known.values()))
                hint = f"{near[0]} ではありませんか。" if near else ""
                self._fail(
                    at,
                    f"{name}: に {_short(value)} はありません。{hint}{listed} から選びます",
                    "no such value",
                )
            value = chosen
        return Named(name, value, at=whole)

    @staticmethod
    def _names() -> str:
        return "、".join(f"{name}:" for name in _FIELDS if name.isascii())

    def _skip_space(self) -> int:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._at

    def _here(self) -> Span:
        return Span(self._at, self._at + 1)

    def _fail(self, at: Span, what: str, english: str) -> NoReturn:
        _fail(self._text, at, what, english)


def _short(words: str) -> str:
    """As much of them as an error can show."""
    return words if len(words) <= _AROUND else f"{words[:_AROUND]}…"


def _joined(kind: type[AllOf] | type[AnyOf], parts: Sequence[Node], at: Span) -> Node | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return kind(tuple(parts), at)


def stands_in(words: Words, text: Folded) -> bool:
    """Whether the words stand in the text: just so if they are literal, else in any form that folds to the same."""
    return words.words in text.text if words.literal else fold(words.words) in text.folded


def _mapped(node: Node, change: Callable[[Node], Node]) -> Node:
    match node:
        case AllOf(of=parts) | AnyOf(of=parts):
            return replace(node, of=tuple(_mapped(part, change) for part in parts))
        case Not(of=part):
            return replace(node, of=_mapped(part, change))
    return change(node)


def _fail(text: str, at: Span, what: str, english: str) -> NoReturn:
    """Raise the error with the line around its place and a caret under it."""
    first, end = max(0, at.start - _AROUND), min(len(text), at.end + _AROUND, at.start + 3 * _AROUND)
    shown = "".join(c if c.isprintable() else " " for c in text[first:end])
    place = shown[: at.start - first], shown[at.start - first : at.end - first][: 2 * _AROUND]
    indent, length = (sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in part) for part in place)
    raise QueryError(
        f"検索式の {at.start + 1} 文字目: {what} ({english})\n  {shown}\n  {' ' * indent}{'^' * max(length, 1)}"
    )
