"""Words of feeds: titles and summaries come as text, as HTML, and as HTML escaped once or twice; all are plain text here.

What cannot be told from the form is told from the words: `<b>` is a tag, and `<速報>` and `5<10` are words.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{0,30}));")
"""A character reference or an entity with its semicolon: decimal, hexadecimal, or name."""

_NAMES = (
    "a|abbr|acronym|address|article|aside|audio|b|big|blockquote|br|button|caption|center|cite|code|dd|del|details|dfn|div|dl|dt|em|"
    "embed|figcaption|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|input|ins|kbd|li|link|main|mark|nav|noscript|object|ol|p|"
    "param|picture|pre|q|rb|rp|rt|ruby|s|samp|script|section|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|"
    "td|tfoot|th|thead|time|tr|tt|u|ul|var|video|wbr"
)
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|center|dd|div|dl|dt|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|"
    r"table|tr|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
# Each runs to its end tag, or to the end of the text: a text is walked through once, whatever it is.
_SILENT = re.compile(
    r"<(script|style|rt|rp)\b[^<>]*>[^<]*+(?>(?:<(?!/\1\b)[^<]*+)*)(?:</\1\s*>|\Z)|<!--(?>(?:[^-]|-(?!->))*)(?:-->|\Z)",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
_LINE_SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_TWICE = 2
"""How often words may have been escaped on top of what the form asks for."""


def one_line(words: str) -> str | None:
    """A title in one line; None for none. Full-width spaces, which part headlines, stay."""
    return _SPACES.sub(" ", _plain(words, " ")).strip() or None


def paragraphs(words: str) -> str | None:
    """A summary, its blocks on lines of their own; None for none."""
    lines = (_LINE_SPACES.sub(" ", line).strip() for line in _plain(words, "\n").split("\n"))
    return "\n".join(line for line in lines if line) or None


def is_html(words: str) -> bool:
    """Whether words hold a tag of HTML."""
    return _TAG.search(words) is not None


def resolved(reference: re.Match[str]) -> str:
    """The character that a `REFERENCE` stands for: itself where there is no such one, nothing where text cannot hold it."""
    if reference[3]:
        return html5.get(f"{reference[3]};", reference[0])
    return _UNSEEN.sub("", html.unescape(reference[0])).replace("\ufffd", "")


def _plain(words: str, parting: str) -> str:
    for _ in range(1 + _TWICE):
        if "<" in words:
            words = _TAG.sub("", _BREAK.sub(parting, _SILENT.sub("", words)))
        if "&" not in words:
            break
        words = REFERENCE.sub(resolved, words)
    return _UNSEEN.sub("", words)
