"""XML as feeds write it → a tree.

Sound XML is parsed as it is. What is not is mended first: lxml's own recovery drops the `&b` of an address `?a=1&b=2`, all
that follows an entity that HTML knows and XML does not, and hangs one item into another where a tag is missing. No declaration
of entities is ever read, so none can be expanded or fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from kirinuki.capture.feeds.words import REFERENCE, resolved
from kirinuki.errors import InputError

Element = Any
"""An element of lxml, which has no types."""

_MOST = 1_000_000
"""Tags of one document, each some 200 bytes of memory; the largest sitemap that the protocol allows has half of them."""
_DEEPEST = 100
"""Elements within elements; what lies deeper is taken as if its tags were not there."""
_DOCTYPE_SIZE = 1 << 14

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|RDF|feed|urlset|sitemapindex|channel|opml|html)\b", re.IGNORECASE)
_BEFORE_ROOT = 1 << 16
_PROLOG = re.compile(r"\s+|<\?[^<>]*\?>|<!--(?>(?:[^-]|-(?!->))*)-->")
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_DOCTYPE_PARTS = re.compile(r"\"[^\"]*\"|'[^']*'|<!--(?>(?:[^-]|-(?!->))*)-->|[\[\]>]")
_START = re.compile(r"<([A-Za-z_][\w:.-]*)((?>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*))>")
_LOOSE_START = re.compile(r"<([A-Za-z_][\w:.-]*)([^<>]*+)>")
_END = re.compile(r"</\s*([A-Za-z_][\w:.-]*)[^<>]*+>")
_ATTRIBUTE = re.compile(r"([A-Za-z_][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_XML_NAMES = frozenset({"lt", "gt", "amp", "quot", "apos"})
_VOID = frozenset({"br", "hr", "img", "wbr", "input", "embed"})
_UNITS = frozenset({"item", "entry", "url", "sitemap"})
"""What a document is a list of: none stands within another of its name."""
_UNCLOSED = "閉じていない標識があります"
_LEAVES = frozenset({
    "title", "link", "description", "pubdate", "guid", "author", "category", "comments", "dc:date", "dc:creator", "dc:subject",
    "content:encoded", "summary", "updated", "published", "id", "loc", "lastmod", "news:title", "news:publication_date",
})  # fmt: skip
"""Elements that hold words: none stands right within another."""


@dataclass(slots=True)
class Mends:
    """What was mended: by kind where it was met first, as line and words, and how often.

    `open` are the elements that the document ends within.
    """

    found: dict[str, tuple[int, str, int]] = field(default_factory=dict)
    open: tuple[str, ...] = ()

    @property
    def cut(self) -> bool:
        """Whether the document ends within an entry."""
        return any(name.lower() in _UNITS for name in self.open)

    def add(self, kind: str, text: str, at: int, *, words: str = "", times: int = 1) -> None:
        line, first, count = self.found.get(kind) or (text.count("\n", 0, at) + 1, words, 0)
        self.found[kind] = line, first, count + times

    def told(self) -> list[tuple[str, str]]:
        """(place, message) of each kind."""
        return [
            (
                f"行 {line}",
                f"{kind}{f' {first}' if first else ''}{f'、{count} か所' if count > 1 else ''}: 直して読みました (mended)",
            )
            for kind, (line, first, count) in self.found.items()
        ]


def parse_xml(text: str, name: str) -> tuple[Element, Mends]:
    """The root of the document in `text`, and what had to be mended.

    Lines of elements (`sourceline`) are those of `text`. Raises `InputError`.
    """
    mends = Mends()
    if text.count("<") > _MOST:
        raise InputError(
            f"{name}: 標識が {_MOST:,} を超えます (too many tags): フィードの住所か確かめてください"
        )
    start = _root(text, name, mends)
    # Blank lines stand for what was before the root, so that lines are those of the document.
    body = "\n" * text.count("\n", 0, start) + text[start:]
    try:
        root = etree.fromstring(body.encode(), _parser(recover=False))
    except etree.XMLSyntaxError:
        mended = _Mender(body, mends).run()
        root = etree.fromstring(mended.encode(), _parser(recover=True))
    if root is None:
        raise InputError(f"{name}: XML として読めません (not XML): フィードの住所か確かめてください")
    return root, mends


def _parser(*, recover: bool) -> Any:
    """A parser for one document: a shared one would keep the errors of the last."""
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _root(text: str, name: str, mends: Mends) -> int:
    """Where the root begins: behind the prolog and behind what a server printed before it (a warning of PHP)."""
    at = 0
    while True:
        while (passed := _PROLOG.match(text, at)) is not None:
            at = passed.end()
        if _DOCTYPE.match(text, at) is None:
            break
        at = _behind_doctype(text, at, name)
    found = _ROOT.search(text, at, at + _BEFORE_ROOT)
    if found is None and _START.match(text, at) is None:
        raise InputError(
            f"{name}: フィードでもサイトマップでもありません (no feed): フィードの住所か確かめてください"
        )
    if found is None or found.start() == at:
        return at
    mends.add("フィードの前に別の文字があります", text, at)
    return found.start()


def _behind_doctype(text: str, at: int, name: str) -> int:
    inside = False
    for part in _DOCTYPE_PARTS.finditer(text, at, at + _DOCTYPE_SIZE):
        if part[0] in "[]":
            inside = part[0] == "["
        elif part[0] == ">" and not inside:
            return part.end()
    raise InputError(
        f"{name}: DOCTYPE が終わらないか {_DOCTYPE_SIZE:,} 字を超えます (endless DOCTYPE): フィードの住所か確かめてください"
    )


class _Mender:
    """Rewrites a document so that its tags nest and its references are those of XML. One pass, a stack of names."""

    def __init__(self, text: str, mends: Mends) -> None:
        if (found := ILLEGAL.search(text)) is not None:
            times = len(ILLEGAL.findall(text))
            mends.add("XML に置けない制御文字があります", text, found.start(), times=times)
            text = ILLEGAL.sub("", text)
        self._text = text
        self._mends = mends
        self._out: list[str] = []
        self._open: list[str] = []
        self._closed = False

    def run(self) -> str:
        text, at = self._text, 0
        while True:
            found = text.find("<", at)
            self._words(at, found if found >= 0 else len(text))
            if found < 0:
                break
            at = self._tag(found)
            if self._closed:  # what stands behind the root belongs to no document
                return "".join(self._out)
        self._mends.open = tuple(self._open)
        if self._open:
            self._mends.add("途中で切れています", text, len(text))
        self._close_to(0)
        return "".join(self._out)

    def _tag(self, at: int) -> int:
        """Take in what begins with the `<` at this place; where to go on."""
        text = self._text
        if text.startswith("<!", at):
            return self._declaration(at)
        if text.startswith("<?", at):
            return self._behind(at, "?>")
        if (end := _END.match(text, at)) is not None:
            self._end(end[1], at)
            return end.end()
        start = _START.match(text, at) or _LOOSE_START.match(text, at)
        if start is None:
            self._mends.add("< がそのまま書かれています", text, at)
            self._out.append("&lt;")
            return at + 1
        self._start(start, at)
        return start.end()

    def _declaration(self, at: int) -> int:
        text = self._text
        if text.startswith("<!--", at):
            return self._behind(at, "-->")
        if not text.startswith("<![CDATA[", at):
            return self._behind(at, ">")
        end = text.find("]]>", at)
        if end < 0:  # what was cut off within it belongs to the unit that was cut off with it
            self._words(at + 9, len(text))
            return len(text)
        self._out.append(escape(text[at + 9 : end]))
        return end + 3

    def _behind(self, at: int, sign: str) -> int:
        end = self._text.find(sign, at)
        end = len(self._text) if end < 0 else end + len(sign)
        self._out.append("\n" * self._text.count("\n", at, end))
        return end

    def _start(self, start: re.Match[str], at: int) -> None:
        name, rest = start[1], start[2]
        low = name.lower()
        if low in _UNITS and any(known.lower() == low for known in self._open):
            self._mends.add(_UNCLOSED, self._text, at, words=f"<{name}>")
            self._close_to(next(i for i, known in enumerate(self._open) if known.lower() == low))
        elif low in _LEAVES and self._open and self._open[-1].lower() in _LEAVES:
            self._mends.add(_UNCLOSED, self._text, at, words=f"<{self._open[-1]}>")
            self._close_to(len(self._open) - 1)
        empty = rest.rstrip().endswith("/") or low in _VOID
        if len(self._open) >= _DEEPEST:
            self._mends.add("標識の入れ子が深すぎます", self._text, at)
            return
        lines = "\n" * rest.count("\n")
        self._out.append(f"<{name}{self._attributes(rest)}{lines}{'/' if empty else ''}>")
        if not empty:
            self._open.append(name)

    def _attributes(self, words: str) -> str:
        if "=" not in words:
            return ""
        values: dict[str, str] = {}
        for found in _ATTRIBUTE.finditer(words):
            value = found[2] or found[3] or (found[4] or "").removesuffix("/")
            values.setdefault(found[1], REFERENCE.sub(resolved, value))
        return "".join(f" {name}={quoteattr(ILLEGAL.sub('', value))}" for name, value in values.items())

    def _end(self, name: str, at: int) -> None:
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth] == name:
                if depth < len(self._open) - 1:
                    self._mends.add(_UNCLOSED, self._text, at, words=f"<{self._open[-1]}>")
                self._close_to(depth)
                return
        self._mends.add("始まりのない標識があります", self._text, at, words=f"</{name}>")

    def _close_to(self, depth: int) -> None:
        while len(self._open) > depth:
            self._out.append(f"</{self._open.pop()}>")
            self._closed = not self._open

    def _words(self, start: int, end: int) -> None:
        words = self._text[start:end]
        if "&" in words:
            self._references(words, start)
        else:
            self._out.append(words.replace(">", "&gt;"))

    def _references(self, words: str, start: int) -> None:
        """Words with what XML knows as it is, what HTML knows as characters, and any other `&` as itself."""
        at = 0
        for sign in re.finditer("&", words):
            self._out.append(words[at : sign.start()].replace(">", "&gt;"))
            at = sign.end()
            found = REFERENCE.match(words, sign.start())
            letters = "&" if found is None else resolved(found)
            if found is None or letters == found[0]:
                self._mends.add("& がそのまま書かれています", self._text, start + sign.start())
                self._out.append("&amp;")
                continue
            at = found.end()
            if found[3] is not None and found[3] not in _XML_NAMES:
                self._mends.add(
                    "XML にない実体参照があります", self._text, start + sign.start(), words=found[0]
                )
            self._out.append(escape(ILLEGAL.sub("", letters)))
        self._out.append(words[at:].replace(">", "&gt;"))
