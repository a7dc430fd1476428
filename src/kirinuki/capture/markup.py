"""Entries of blogs → the plain text of a clip log, every run of it with its place in the source.

Three ways in which Japanese blogs are written: HTML, はてな記法 (Hatena's notation) and Markdown. What parts reports in
a pasted log stands in the plain text as it would there: the address of a quote or a card on a line of its own, a tweet's
last line whole, a ruler as a ruler. Ruby, scripts, captions and pictures are left out.
"""

from __future__ import annotations

import html
import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from kirinuki.capture.addresses import is_address
from kirinuki.model.text import Span


@dataclass(slots=True)
class Plain:
    """Text made from a source. `anchors` are what its words were linked to as written there (a note's name in [[…]]), each once,
    in order."""

    text: str = ""
    anchors: dict[str, None] = field(default_factory=dict)
    _parts: list[str] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _places: list[Span] = field(default_factory=list)
    _size: int = 0

    def add(self, words: str, place: Span) -> None:
        """Words that stand at `place` of the source; where they are as long as it, letter by letter."""
        if words:
            self._starts.append(self._size)
            self._places.append(place)
            self._put(words)

    def line(self, words: str, place: Span) -> None:
        """Words on a line of their own."""
        self.part()
        self.add(words, place)
        self.part()

    def part(self) -> None:
        """A blank line, unless one stands there."""
        if self._parts and not self._parts[-1].endswith("\n\n"):
            self._put("\n\n")

    def mark(self) -> tuple[int, int, int]:
        """A place to cut back to."""
        return len(self._parts), len(self._starts), self._size

    def since(self, mark: tuple[int, int, int]) -> list[tuple[str, Span]]:
        """The words that were added since `mark`, with their places."""
        _, places, size = mark
        starts = [start - size for start in self._starts[places:]]
        words = "".join(self._parts[mark[0] :])
        ends = [*starts[1:], len(words)]
        return [
            (words[start:end].strip("\n"), place)
            for start, end, place in zip(starts, ends, self._places[places:], strict=True)
        ]

    def cut(self, mark: tuple[int, int, int]) -> None:
        """Take away what was added since `mark`."""
        parts, places, self._size = mark
        del self._parts[parts:], self._starts[places:], self._places[places:]

    def end(self) -> Plain:
        """All was added."""
        self.text = "".join(self._parts)
        return self

    def place(self, span: Span) -> Span:
        """Where in the source the words of `span` stand, from its first to its last."""
        return Span(self._at(span.start), self._at(span.end - 1) + 1)

    def _put(self, words: str) -> None:
        self._parts.append(words)
        self._size += len(words)

    def _at(self, index: int) -> int:
        n = bisect_right(self._starts, index) - 1
        place = self._places[n]
        return min(place.start + index - self._starts[n], place.end - 1)


def plain_text(source: str, start: int = 0, end: int | None = None) -> Plain:
    """The plain text of an entry's body, `source[start:end]`, whichever of the three ways it is written in.

    HTML in which neither paragraphs nor line breaks are marked is in one of the other two, with tags between: there a line is a
    line.
    """
    end = len(source) if end is None else end
    body = source[start:end]
    notation = _HATENA if _NOTATION.search(body) else _MARKDOWN
    if not _TAGGED.search(body):
        plain = Plain()
        _Lines(plain, notation).add(body, start)
        return plain.end()
    parser = _Page(start, None if _is_laid_out(body) else notation)
    parser.feed(body)
    parser.close()
    return parser.plain.end()


def _is_laid_out(body: str) -> bool:
    """Whether tags mark its paragraphs or line breaks; those within a quote, as of a tweet, tell nothing of the rest."""
    depth = 0
    for tag in _LAYING_OUT.finditer(body):
        if tag["name"].lower() != "blockquote":
            if depth == 0:
                return True
        else:
            depth = max(0, depth - 1) if tag["end"] else depth + 1
    return False


# HTML ---------------------------------------------------------------------------------------------------------

_TAGGED = re.compile(r"<(?:p|div|br|blockquote|h[1-6]|ul|ol|table|section|iframe|a\s)\b", re.IGNORECASE)
_LAYING_OUT = re.compile(r"<(?P<end>/?)(?P<name>p|br|div|blockquote)\b", re.IGNORECASE)
_BLOCKS = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "tr", "table", "blockquote", "section",
    "article", "figure", "pre", "header", "footer", "aside", "main", "address", "details", "summary",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset({
    "script", "style", "rt", "rp", "noscript", "figcaption", "template", "svg", "select", "button", "form",
})  # fmt: skip
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr"})
_SHORT_LINK = re.compile(r"\s*(?:https?://t\.co/\w+|pic\.twitter\.com/\w+)…?")


class _Page(HTMLParser):
    """Walks HTML as it stands, balanced or not. `notation` is what the words between the tags are written in, None where they
    are HTML as well."""

    def __init__(self, offset: int, notation: re.Pattern[str] | None) -> None:
        super().__init__(convert_charrefs=False)
        self.plain = Plain()
        self._between = None if notation is None else _Lines(self.plain, notation)
        self._offset = offset
        self._lines: list[int] = []
        self._silent: list[str] = []
        self._cited: list[str | None] = []
        self._begun = self.plain.mark()
        self._links: dict[str, None] = {}
        self._linking = False
        self._worded = False

    def feed(self, data: str) -> None:
        self._lines = [0, *(m.end() for m in re.finditer("\n", data))]
        super().feed(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent.append(tag)
        if self._silent:
            return
        here = self._here()
        if tag == "br":
            self.plain.add("\n", here)
        elif tag == "hr":
            self.plain.line("―――", here)
        elif tag == "iframe":
            if (address := _shown(given.get("src", ""))) is not None:
                self.plain.line(address, here)
        elif tag == "a" and given.get("href"):
            self.plain.anchors[given["href"]] = None
            if is_address(given["href"]):
                self._links[given["href"]] = None
                self._linking = True
        if tag in _BLOCKS:
            self._part()
        if tag == "blockquote":
            cite = given.get("cite", "")
            self._cited.append(cite if is_address(cite) else None)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
            return
        if self._silent:
            return
        if tag == "a":
            self._linking = False
        if tag in _BLOCKS:
            self._part(heading=tag in _HEADINGS)
        if tag == "blockquote" and self._cited and (cite := self._cited.pop()) is not None:
            # Under what it is the address of, where people paste it who have no quotes.
            self.plain.line(cite, self._here())

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        start = self._here().start
        at = 0
        for match in _SHORT_LINK.finditer(data):
            self._words(data[at : match.start()], start + at)
            at = match.end()
        self._words(data[at:], start + at)

    def handle_entityref(self, name: str) -> None:
        self._sign(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._sign(f"&#{name};")

    def _sign(self, written: str) -> None:
        if not self._silent:
            start = self._here().start
            self.plain.add(html.unescape(written), Span(start, start + len(written)))

    def _words(self, words: str, start: int) -> None:
        """White space of the source is none of the text: a line break in HTML parts nothing."""
        self._worded |= not self._linking and not words.isspace() and bool(words)
        if self._between is not None:
            self._between.add(words, start)
            return
        at = 0
        for match in _LINE_BREAK.finditer(words):
            self.plain.add(words[at : match.start()], Span(start + at, start + match.start()))
            at = match.end()
        self.plain.add(words[at:], Span(start + at, start + len(words)))

    def _part(self, *, heading: bool = False) -> None:
        """A block ends. One of nothing but links is none of a report's words: its addresses stand there instead, and over a
        headline beside it."""
        if self._links and not self._worded:
            here = self._here()
            words = [] if not heading else self.plain.since(self._begun)
            self.plain.cut(self._begun)
            for address in self._links:
                self.plain.line(address, here)
            for run, place in words:
                self.plain.add(run, place)
        self.plain.part()
        self._begun, self._links, self._worded = self.plain.mark(), {}, False

    def _here(self) -> Span:
        line, column = self.getpos()
        start = self._offset + self._lines[line - 1] + column
        return Span(start, start + 1)


_LINE_BREAK = re.compile(r"[ \t]*\r?\n[ \t]*")


def _shown(source: str) -> str | None:
    """The page that an embedded card shows, by the parameter that cards of blogs have for it."""
    try:
        given = parse_qs(urlsplit(source).query).get("url", [""])[0]
    except ValueError:
        return None
    return given if is_address(given) else None


# はてな記法 and Markdown ----------------------------------------------------------------------------------------

_NOTATION = re.compile(
    r"^(?:>>|<<|>https?://\S+>|\*{1,3}[^*\s].*|\[https?://[^\]]+:(?:embed|title|image)[^\]]*\])\s*$",
    re.MULTILINE,
)
_HATENA = re.compile(
    r"""(?P<quote>^>(?P<cited>https?://[^>\s]+?)(?::title(?:=[^>\n]*)?)?>[^\S\n]*$)
      | (?P<opens>^>>[^\S\n]*$) | (?P<closes>^<<[^\S\n]*$)
      | (?P<card>\[(?P<shown>https?://[^\]\s]+?):(?:embed|image)[^\]\n]*\])
      | ^[^\S\n]*\[(?P<alone>https?://[^\]\s]+?):title[^\]\n]*\][^\S\n]*$
      | \[(?P<titled>https?://[^\]\s]+?):title=(?P<title>[^\]\n]*)\]
      | \[(?P<bare>https?://[^\]\s]+?)(?::title)?\]
      | (?P<picture>\[f:id:[^\]\n]*\]) | (?P<comment><!--[^>]*-->)
      | ^\*{1,3}(?:\d+\*)?(?=[^*\s]) | ^[-+]{1,3}[^\S\n]*(?=[^\s+-]) | (?P<footnote>\(\([^()\n]*\)\))""",
    re.MULTILINE | re.VERBOSE,
)
_LOCAL_LINK = re.compile(
    r"\[\[(?P<note>[^\[\]|#\n]+)[^\[\]\n]*\]\]|\[[^\[\]\n]+\]\((?!https?:)(?P<titled>[^()\s]+)\)"
)
_MARKDOWN = re.compile(
    r"""(?P<locals>^[^\S\n]*+(?>(?:[-*+][^\S\n]+)?)(?>(?:(?:\[\[[^\[\]\n]++\]\]|\[[^\[\]\n]++\]\((?!https?:)[^()\s]++\))(?>(?:[^\S\n]|[、・|/])*))+)$)
      | (?P<picture>!\[[^\[\]\n]*\]\([^()\n]*\) | \[f:id:[^\]\n]*\])
      | (?P<card>\[(?P<shown>https?://[^\]\s]+?):(?:embed|image)[^\]\n]*\])
      | ^[^\S\n]*\[[^\[\]\n]+\]\((?P<alone>https?://[^()\s]+)\)[^\S\n]*$
      | (?P<embedded>!\[\[[^\[\]\n]*\]\])
      | \[\[(?P<note>[^\[\]|\#\n]+)(?:\#[^\[\]|\n]*)?(?:\|(?P<alias>[^\[\]\n]+))?\]\]
      | \[(?P<title>[^\[\]\n]+)\]\((?:
            \{\{[<%]\s*(?:rel)?ref\s+"(?P<reference>[^"\n]+)"\s*[%>]\}\} | \{%\s*(?:link|post_url)\s+(?P<post>[^%\s]+)\s*%\}
          | (?P<titled>[^()\s]+)(?:[^\S\n][^()\n]*)? )\)
      | (?P<shortcode>\{\{[<%][^{}\n]*[%>]\}\} | \{%[^{}\n]*%\})
      | \[(?P<bare>https?://[^\]\s]+?)(?::title)?\]
      | (?P<comment><!--[^>]*-->)
      | ^(?:[^\S\n]*>[^\S\n]?)+ | ^\#{1,6}[^\S\n]+ | ^[-*+][^\S\n]+ | (?P<closes>^(?:\*{3,}|-{3,})[^\S\n]*$)
      | (?P<mark>\*\*\*|\*\*|__)(?=\S)(?P<strong>[^*_\n]+?)(?P=mark)""",
    re.MULTILINE | re.VERBOSE,
)


class _Lines:
    """Words in はてな記法 or Markdown on their way into plain text."""

    def __init__(self, plain: Plain, notation: re.Pattern[str]) -> None:
        self._plain = plain
        self._notation = notation
        self._cited: list[str | None] = []

    def add(self, words: str, offset: int) -> None:
        """Add what `words`, which stand at `offset` of the source, say without their marks."""
        plain, at = self._plain, 0
        for match in self._notation.finditer(words):
            plain.add(words[at : match.start()], Span(offset + at, offset + match.start()))
            at = match.end()
            found = match.groupdict()
            place = Span(offset + match.start(), offset + match.end())
            if found.get("quote") or found.get("opens"):
                self._cited.append(found.get("cited"))
                plain.part()
            elif found.get("closes"):
                plain.line((self._cited.pop() if self._cited else None) or "―――", place)
            elif found.get("locals"):
                # Links to notes and nothing else are none of a report's words.
                for link in _LOCAL_LINK.finditer(match[0]):
                    plain.anchors[link["titled"] or f"[[{link['note']}]]"] = None
                plain.part()
            elif address := found.get("shown") or found.get("alone"):
                plain.anchors[address] = None
                plain.line(address, place)
            elif kept := next((name for name in _KEPT if found.get(name)), None):
                plain.add(found[kept], Span(*(offset + i for i in match.span(kept))))
                if found.get("titled"):
                    plain.anchors[found["titled"]] = None
                elif note := found.get("note") or found.get("reference") or found.get("post"):
                    plain.anchors[f"[[{note}]]"] = None
        plain.add(words[at:], Span(offset + at, offset + len(words)))


_KEPT = ("bare", "title", "strong", "alias", "note")
"""Groups whose words are shown, the first that matched."""


def links_to(plain: Plain, site: str) -> Iterator[str]:
    """The addresses of this site that words of the text were linked to; relative ones begin at the page `site`."""
    host = urlsplit(site).hostname
    for anchor in plain.anchors:
        if not anchor.startswith(("#", "[[")) and not _is_note(anchor):
            with suppress(ValueError):
                address = urljoin(site, anchor)
                if urlsplit(address).hostname == host:
                    yield address


def notes_linked(plain: Plain, name: str) -> Iterator[str]:
    """The notes that words of the note `name` were linked to: by their names, or by their paths from the folder's top."""
    for anchor in plain.anchors:
        target = unquote(anchor.partition("#")[0])
        if anchor.startswith("[["):
            yield anchor[2:-2]
        elif _is_note(anchor) and not is_address(anchor):
            path = target if target.startswith("/") else posixpath.join(posixpath.dirname(name), target)
            yield posixpath.normpath(path).lstrip("/")


def _is_note(anchor: str) -> bool:
    return anchor.partition("#")[0].lower().endswith((".md", ".markdown"))
