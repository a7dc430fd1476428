"""The headline of a page: as it is declared, settled by what is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kirinuki.capture.extract.blocks import Block, Region
from kirinuki.capture.extract.chrome import is_chrome_line, is_stamped, letters, plain
from kirinuki.capture.extract.declared import Declared, as_words

SEPARATOR = re.compile(
    r"\s*[|｜]\s*|\s+[-–—:：/／]\s+|\s*[:：](?=[^:：]{2,20}$)|\s?[-–—](?=[^-–—]{2,24}$)|\s*[<＜«](?![^<＜«]{1,12}[>＞»])\s*"
)
_TAIL = re.compile(r"\s*[(（【\[［][^()（）【】\[\]［］]{2,24}[)）】\]］]$")
SITE = re.compile(
    r"新聞|新報|日報|民報|時報|タイム[スズ]|通信|放送|テレビ|ニュース|NEWS|Web|オンライン|電子版|デジタル|DIGITAL|ドットコム|\.com|\.jp|NHK|サイト",
    re.IGNORECASE,
)
_SITE_AHEAD = re.compile(r"【[^【】]{1,8}(?:新聞|新報|日報|民報|時報|通信|放送|テレビ)】\s*(?=.{8})")
"""A paper's or a station's name in brackets before the headline; those of a series stay."""
_LABEL = re.compile(
    r"\s*[\[【（(](?:有料|無料|会員|購読者|プレミアム|電子版|動画|写真)[^\[\]【】（）()]{0,10}[\]】）)]$|\s+(?:有料(?:会員限定)?(?:記事)?|会員限定(?:記事)?)$"
)
_BESIDE = re.compile(
    r"\s*[(（\[［]\s?(?:\d{1,2}\s?[/／]\s?\d{1,2}\s?(?:ページ|頁)|(?:写真|画像|動画|映像|PHOTO)\s?[＝=:：][^()（）]{1,20})\s?[)）\]］]$"
)
"""The number of the page and whose the picture is, behind a headline: no part of it."""
_TITLED = re.compile(r"title|headline|midashi|ttl", re.IGNORECASE)


_SAME_BEGIN = 12
"""Letters that a heading and a declared title begin with alike, at least, where the one is another wording of the other."""
_LEAST = 4
"""Letters of a headline, at least."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The words of a headline, None where the page has none; the number of the block that shows it, 0 where none does; and what
    decided."""

    words: str | None
    at: int
    why: str | None


def find_headline(declared: Declared, regions: Sequence[Region], blocks: Sequence[Block]) -> Headline:
    """The headline of the page of these blocks."""
    found = _Finding(declared, regions, blocks).find()
    words = found.words
    while words is not None and (beside := _BESIDE.search(words)) and beside.start() >= _LEAST:
        words = words[: beside.start()]
    return replace(found, words=words)


class _Finding:
    """One page whose headline is looked for."""

    def __init__(self, declared: Declared, regions: Sequence[Region], blocks: Sequence[Block]) -> None:
        self._declared = declared
        self._regions = regions
        self._blocks = blocks

    def find(self) -> Headline:
        """As declared, without the site's name behind it, in the page's own wording where it is shown."""
        declared = self._declared
        given = [
            (how, " ".join(words.split()))
            for how, words in (
                ("JSON-LD headline", declared.linked("headline", "name")),
                ("og:title", declared.meta("og:title")),
                ("twitter:title", declared.meta("twitter:title")),
                ("<title>", declared.title),
            )
            if words and words.strip()
        ]
        shown = [
            (i, b) for i, b in enumerate(self._blocks)
            if 4 <= len(b.text) <= 200 and b.links < 0.95 and (b.tag in ("h1", "h2") or self._in_heading(b))
        ]  # fmt: skip
        site = _letters(declared.meta("og:site_name", "application-name") or "")
        for how, words in given:
            # The heading that the declared title begins with, or that it was cut short from.
            best = max(
                ((i, b) for i, b in shown if _letters(b.text) != site and _says(b.text, words)),
                key=lambda at: (len(_letters(at[1].text)), at[1].tag == "h1"),
                default=None,
            )
            if best is not None:
                text = best[1].text
                if self._names_site(text):
                    text = self._without_site(text)
                return Headline(
                    text if _LABEL.search(words) else _LABEL.sub("", text),
                    best[0],
                    f"heading, as {how} has it",
                )
        if given:
            how, words = given[0]
            title = (
                words if how.startswith("JSON") and not self._names_site(words) else self._without_site(words)
            )
            if len(title) <= 16 and SITE.search(title) and (found := self._named()) is not None:
                return found
            for i, block in shown:
                if block.tag == "h1" and _rewords(block.text, title):
                    return Headline(block.text, i, f"heading, as {how} has it in other words")
            same = (i for i, block in enumerate(self._blocks) if _letters(block.text) == _letters(title))
            return Headline(title, next(same, 0), how)
        h1 = [(i, b) for i, b in shown if b.tag == "h1"]
        if h1:
            return Headline(h1[0][1].text, h1[0][0], "<h1>")
        return self._named() or Headline(None, 0, None)

    def _names_site(self, words: str) -> bool:
        """Whether a title of JSON-LD or a heading ends, or begins, with the site's name all the same."""
        if _SITE_AHEAD.match(words):
            return True
        declared = self._declared
        last = SEPARATOR.split(words)[-1]
        names = [declared.meta("og:site_name"), as_words(declared.article.get("publisher"))]
        if declared.title and not (declared.meta("og:title") or last).endswith(last):
            # What stands behind the title in <title>, and not where a title alone is declared.
            names.append(SEPARATOR.split(declared.title)[-1])
        return len(last) < len(words) and _letters(last) in {_letters(name) for name in names if name}

    def _named(self) -> Headline | None:
        """A line in an element named as a title or over a stamp, for pages that declare no more than the site's name."""
        lines = [
            (i, b) for i, b in enumerate(self._blocks) if is_stamped(b.folded) or not is_chrome_line(b.folded)
        ]
        for (i, block), (_, under) in pairwise(lines):
            if not 8 <= len(block.text) <= 100 or block.linked or "。" in block.text:
                continue
            if _TITLED.search(self._regions[block.region].names) or is_stamped(under.folded):
                return Headline(block.text, i, "a line named as a title or over a stamp")
        return None

    def _in_heading(self, block: Block) -> bool:
        at = block.region
        for _ in range(2):
            at = self._regions[at].parent
            if at < 0:
                return False
            if self._regions[at].tag in ("h1", "h2"):
                return True
        return False

    def _without_site(self, words: str) -> str:
        """A page title without the names of site and section around it."""
        words = _SITE_AHEAD.sub("", words, count=1) if _SITE_AHEAD.match(words) else words
        for block in self._blocks:
            if (
                6 <= len(block.text) < len(words)
                and block.links < 0.9
                and words.startswith(block.text)
                and "。" not in block.text
            ):
                rest = words[len(block.text) :]
                if not rest[0].isalnum() and (len(block.text) >= 10 or SITE.search(rest)):
                    return block.text
            elif (
                10 <= len(block.text) < len(words)
                and block.links < 0.5
                and words.endswith(block.text)
                and not words[-len(block.text) - 1].isalnum()
            ):
                return block.text
        name = plain(self._declared.meta("og:site_name", "application-name") or "")
        parts = [p for p in SEPARATOR.split(words) if p.strip()]
        if len(parts) > 1 and len(parts[0]) <= 16 and SITE.search(parts[0]) and len(parts[1]) >= 8:
            # The site's name may stand before the headline.
            words = words[words.find(parts[1], len(parts[0])) :]
            parts = parts[1:]
        if len(parts) > 1:
            # The headline is the longest part; what stands before the first cut, where that is long enough.
            head = words[: words.find(parts[1], len(parts[0]))] if len(parts[0]) >= 8 else max(parts, key=len)
            words = (
                SEPARATOR.sub("", head, count=0)
                if head == parts[0]
                else head.rstrip(" |｜-–—:：/／<＜«\u3000")
            )
        tail = _TAIL.search(words)
        if (
            tail
            and (SITE.search(tail[0]) or (name and name in plain(tail[0])))
            and len(words) - len(tail[0]) >= 8
        ):
            words = words[: tail.start()]
        return words.strip()


def _says(shown: str, declared: str) -> bool:
    """Whether a heading shown is the title declared, a site's name behind it or its end cut off."""
    a, b = _letters(shown), _letters(declared)
    if len(a) < 4 or len(b) < 4:
        return a == b and bool(a)
    if declared.rstrip().endswith(("…", "...", "‥")) and a.startswith(b):
        return True
    return (
        a == b
        or (a in b and len(a) >= max(5, len(b) * 0.35))
        or (a.startswith(b) and len(b) >= 15 and len(a) <= 1.4 * len(b))
    )


def _rewords(shown: str, declared: str) -> bool:
    """Whether a heading shown is another wording of the title declared: both begin alike, and go on otherwise."""
    a, b = _letters(shown), _letters(_BESIDE.sub("", declared))
    same = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), 0)
    return same >= max(_SAME_BEGIN, 0.6 * min(len(a), len(b)))


def _letters(words: str) -> str:
    return letters(plain(words))
