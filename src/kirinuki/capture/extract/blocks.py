"""A page's tree → its blocks of text in reading order, each with the elements that it stands in.

One walk, without recursion, however deep the tree. Ruby readings, scripts, forms and pictures are left out on the way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from kirinuki.capture.extract.chrome import chrome_word, plain

_SILENT: Final = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "button", "select", "textarea", "input",
    "rt", "rp", "video", "audio", "canvas", "dialog", "map", "head", "title", "option", "datalist", "amp-ad", "amp-analytics",
    "amp-sidebar", "amp-video", "amp-iframe", "amp-embed", "amp-social-share", "amp-consent",
})  # fmt: skip
_INLINE: Final = frozenset({
    "a", "span", "b", "strong", "em", "i", "font", "u", "small", "big", "sub", "sup", "ruby", "rb", "rtc", "mark", "code", "time", 
    "abbr", "cite", "q", "s", "del", "ins", "label", "tt", "bdi", "bdo", "kbd", "samp", "var", "wbr", "nobr", "dfn", "data",
    "strike",
})  # fmt: skip
_OUTSIDE: Final = {
    "nav": "nav",
    "footer": "footer",
    "aside": "aside",
    "figcaption": "caption",
    "form": "form",
    "menu": "menu",
}
_ROLES: Final = frozenset(
    {"navigation", "complementary", "contentinfo", "banner", "search", "dialog", "menu", "alert"}
)
_ALSO_INLINE: Final = frozenset(
    {
        "caption",
        "photocaption",
        "imagecaption",
        "figcaption",
        "copyright",
        "btn",
        "button",
        "readmore",
        "sns",
        "share",
    }
)
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PICTURES: Final = frozenset({"img", "picture", "amp-img"})

BREAK: Final = "\u2028"
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_CJK = r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_WRAPPED = re.compile(rf"(?<={_CJK})[ \t]*[\r\n][ \t\r\n]*(?={_CJK})")
_PARTED = re.compile(
    rf"{BREAK}[\s{BREAK}]*{BREAK}|{BREAK}(?=\u3000)|(?<=[。」』）)！？!?】]){BREAK}|{BREAK}(?=[■◆●▼【○◇（［〔(])"
)
_GAP = re.compile(r"(?<=[。」』）!?！？】])[ \t]*\r?\n[ \t\r]*(?:\n\s*|(?=\u3000))")
_SET = re.compile(r"[。」』）]\n\n(?=[^\s])")
_EMPTY = re.compile(r"(?<=\S)\n\n+(?=\S)")
"""Empty lines without an indent, where one stands behind a sentence: of a text that is shown as it was typed (white-space:
pre-wrap)."""
_AROUND_BREAK = re.compile(rf"[ \t\r\n]*{BREAK}[ \t\r\n]*")
_LONGEST_DEPTH: Final = 5_000


@dataclass(slots=True)
class Region:
    """A block element. `chrome` is the word by which it says that it is no part of the article; `blocks` are those in it, as the
    half-open range `start`, `end`; `pictures` is how many pictures it holds."""

    parent: int
    tag: str
    names: str
    chrome: str | None
    start: int
    end: int = 0
    pictures: int = 0
    headed: bool = False


@dataclass(slots=True)
class Block:
    """A paragraph's worth of text. `linked` counts characters inside links, `links` is their share, `region` is the innermost
    block element, `folded` is the text as the tests of wording take it.

    `gone` says why it is not of the article, in the end."""

    text: str
    linked: int
    region: int
    tag: str
    gone: str | None = None
    links: float = field(init=False)
    folded: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.links = self.linked / len(self.text) if self.text else 0.0
        self.folded = plain(self.text)


def read_blocks(root: LexborNode) -> tuple[list[Region], list[Block]]:
    """All blocks under `root`, in order. The first region is `root` itself."""
    regions = [Region(-1, root.tag or "body", "", None, 0)]
    blocks: list[Block] = []
    parts: list[tuple[str, bool]] = []
    open_: list[int] = [0]
    anchors = 0

    def flush() -> None:
        if parts:
            _put(parts, regions, blocks, open_[-1])
            parts.clear()

    # (node, None) is to be entered, (None, what) to be left.
    stack: list[tuple[LexborNode | None, str]] = [(root.child, "")]
    while stack:
        node, leaving = stack.pop()
        if node is None:
            if leaving == "a":
                anchors -= 1
            elif leaving == "block":
                flush()
                region = regions[open_.pop()]
                region.end = len(blocks)
                if region.parent >= 0:
                    regions[region.parent].pictures += region.pictures
            continue
        if (following := node.next) is not None:
            stack.append((following, ""))
        tag = node.tag or ""
        if tag == "-text":
            if words := node.text_content:
                parts.append((words, anchors > 0))
            continue
        if tag == "br":
            parts.append((BREAK, False))
            continue
        if tag in _PICTURES:
            regions[open_[-1]].pictures += 1
        if tag in _SILENT or tag.startswith("-") or len(stack) > _LONGEST_DEPTH:
            continue
        attributes = node.attributes
        names = ""
        if attributes:
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
            if "hidden" in attributes and attributes.get("hidden") != "until-found":
                continue
        if tag in _INLINE:
            # A caption or a button is often a span; so is a word of a sentence that is linked as a keyword.
            if names and chrome_word(names) in _ALSO_INLINE:
                words = node.text()
                if len(words) < 80 and "。" not in words:
                    continue
            if (child := node.child) is not None:
                # A subheading may be its own anchor; it leads nowhere.
                if tag == "a" and not (
                    regions[open_[-1]].tag in HEADINGS and (attributes.get("href") or "#").startswith("#")
                ):
                    anchors += 1
                    stack.append((None, "a"))
                stack.append((child, ""))
            continue
        flush()
        chrome = _OUTSIDE.get(tag)
        if chrome is None and attributes:
            chrome = "role" if attributes.get("role") in _ROLES else chrome_word(names) if names else None
        if (child := node.child) is not None:
            regions.append(Region(open_[-1], tag, f"{tag} {names}", chrome, len(blocks)))
            open_.append(len(regions) - 1)
            stack.append((None, "block"))
            stack.append((child, ""))
    flush()
    regions[0].end = len(blocks)
    return regions, blocks


def _put(parts: list[tuple[str, bool]], regions: list[Region], blocks: list[Block], region: int) -> None:
    """The run of inline text as blocks, parted where `<br>` or an indent parts paragraphs."""
    whole = "".join(words for words, _ in parts)
    if not whole.strip(f" \t\r\n\f\xa0\u3000{BREAK}"):
        return
    linked = sum(len(words.strip()) for words, inside in parts if inside)
    tag = regions[region].tag
    if "\n" in whole:
        if _SET.search(whole):
            whole = _EMPTY.sub(BREAK * 2, whole)
        whole = _GAP.sub(BREAK * 2, whole)
        if BREAK in whole:
            whole = _AROUND_BREAK.sub(BREAK, whole)
    if BREAK not in whole:
        if text := tidy(whole):
            blocks.append(Block(text, min(linked, len(text)), region, tag))
        return
    # Links are counted over the run as a whole unless it is parted: then by the lines that are nothing else.
    lines = [text for line in _PARTED.split(whole) if (text := tidy(line))]
    anchored = {tidy(words) for words, inside in parts if inside}
    share = linked / max(len(whole), 1)
    for text in lines:
        within = (
            len(text)
            if text in anchored
            else sum(len(a) for a in anchored if a and a in text)
            if linked
            else 0
        )
        blocks.append(Block(text, min(within, len(text)) if share < 0.9 else len(text), region, tag))


def tidy(words: str) -> str:
    """Text as it is shown: white space of the source is one space, and a line break between Japanese characters nothing."""
    if BREAK in words:
        words = words.replace(BREAK, "\n")
    if "\n" in words or "\r" in words:
        words = _WRAPPED.sub("", words)
    return _SPACES.sub(" ", words).strip(" \u3000\u200b\ufeff")
