"""Title, times, outlet, section and authors of a page: what it declares, settled by what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser

from kirinuki.capture.extract.blocks import Block, Region
from kirinuki.capture.extract.chrome import is_chrome_line, is_stamped, letters, plain
from kirinuki.capture.extract.dates import Moment, day_in_address, find_moments, is_edited, read_moment
from kirinuki.capture.extract.declared import Declared, as_words, names_in

_SEPARATOR = re.compile(
    r"\s*[|｜]\s*|\s+[-–—:：/／]\s+|\s*[:：](?=[^:：]{2,20}$)|\s?[-–—](?=[^-–—]{2,24}$)|\s*[<＜«](?![^<＜«]{1,12}[>＞»])\s*"
)
_TAIL = re.compile(r"\s*[(（【\[［][^()（）【】\[\]［］]{2,24}[)）】\]］]$")
_SITE = re.compile(
    r"新聞|新報|日報|民報|時報|タイム[スズ]|通信|放送|テレビ|ニュース|NEWS|Web|オンライン|電子版|デジタル|DIGITAL|ドットコム|\.com|\.jp|NHK|サイト",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\s*[\[【（(](?:有料|無料|会員|購読者|プレミアム|電子版|動画|写真)[^\[\]【】（）()]{0,10}[\]】）)]$|\s+(?:有料(?:会員限定)?(?:記事)?|会員限定(?:記事)?)$"
)
_TITLED = re.compile(r"title|headline|midashi|ttl", re.IGNORECASE)
_PUBLISHED_METAS = (
    "article:published_time", "article:published", "datepublished", "pubdate", "publishdate",
    "publish-date", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "dcterms.issued", "dcterms.date", "cxenseparse:recs:publishtime", "parsely-pub-date", "sailthru.date",
    "og:published_time", "creation_date", "iso-8601-publish-date", "originalpublicationdate", "rnews:datepublished",
    "release_date", "article.published",
)  # fmt: skip
_MODIFIED_METAS = (
    "article:modified_time", "datemodified", "og:updated_time", "article:modified", "lastmod",
    "last-modified", "dcterms.modified", "dc.date.modified", "revised", "updated_time",
)  # fmt: skip
_LABELLED = re.compile(r"(?:公開|配信|更新|掲載|投稿|発信|修正|放送)(?:日時?)?")


class Settling:
    """Decides the fields of one page; `why` keeps by field what decided."""

    def __init__(
        self,
        declared: Declared,
        regions: Sequence[Region],
        blocks: Sequence[Block],
        tree: LexborHTMLParser,
        url: str | None,
    ) -> None:
        self._declared = declared
        self._regions = regions
        self._blocks = blocks
        self._tree = tree
        self._url = url
        self._title_at = 0
        self.why: dict[str, str] = {}

    # The title -------------------------------------------------------------------------------------------------

    def title(self) -> str | None:
        """The headline: as declared, without the site's name behind it, in the page's own wording where it is shown."""
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
                self._title_at = best[0]
                self.why["title"] = f"heading, as {how} has it"
                return _LABEL.sub("", best[1].text) if _LABEL.search(words) is None else best[1].text
        if given:
            how, words = given[0]
            title = (
                words if how.startswith("JSON") and not self._names_site(words) else self._without_site(words)
            )
            if len(title) <= 16 and _SITE.search(title) and (found := self._named_title()) is not None:
                return found
            for i, block in enumerate(self._blocks):
                if _letters(block.text) == _letters(title):
                    self._title_at = i
                    break
            self.why["title"] = how
            return title
        h1 = [(i, b) for i, b in shown if b.tag == "h1"]
        if h1:
            self._title_at = h1[0][0]
            self.why["title"] = "<h1>"
            return h1[0][1].text
        return self._named_title()

    def _names_site(self, words: str) -> bool:
        """Whether a title of JSON-LD ends with the site's name all the same."""
        last = _SEPARATOR.split(words)[-1]
        names = (self._declared.meta("og:site_name"), as_words(self._declared.article.get("publisher")))
        return len(last) < len(words) and _letters(last) in {_letters(name) for name in names if name}

    def _named_title(self) -> str | None:
        """A line in an element named as a title or over a stamp, for pages that declare no more than the site's name."""
        lines = [
            (i, b) for i, b in enumerate(self._blocks) if is_stamped(b.folded) or not is_chrome_line(b.folded)
        ]
        for (i, block), (_, under) in pairwise(lines):
            if not 8 <= len(block.text) <= 100 or block.linked or "。" in block.text:
                continue
            if _TITLED.search(self._regions[block.region].names) or is_stamped(under.folded):
                self._title_at = i
                self.why["title"] = "a line named as a title or over a stamp"
                return block.text
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
        """A page title without the names of site and section behind it."""
        for block in self._blocks:
            if (
                6 <= len(block.text) < len(words)
                and block.links < 0.9
                and words.startswith(block.text)
                and "。" not in block.text
            ):
                rest = words[len(block.text) :]
                if not rest[0].isalnum() and (len(block.text) >= 10 or _SITE.search(rest)):
                    return block.text
            elif (
                10 <= len(block.text) < len(words)
                and block.links < 0.5
                and words.endswith(block.text)
                and not words[-len(block.text) - 1].isalnum()
            ):
                return block.text
        name = plain(self._declared.meta("og:site_name", "application-name") or "")
        parts = [p for p in _SEPARATOR.split(words) if p.strip()]
        if len(parts) > 1 and len(parts[0]) <= 16 and _SITE.search(parts[0]) and len(parts[1]) >= 8:
            # The site's name may stand before the headline.
            words = words[words.find(parts[1], len(parts[0])) :]
            parts = parts[1:]
        if len(parts) > 1:
            # The headline is the longest part; what stands before the first cut, where that is long enough.
            head = words[: words.find(parts[1], len(parts[0]))] if len(parts[0]) >= 8 else max(parts, key=len)
            words = (
                _SEPARATOR.sub("", head, count=0)
                if head == parts[0]
                else head.rstrip(" |｜-–—:：/／<＜«\u3000")
            )
        tail = _TAIL.search(words)
        if (
            tail
            and (_SITE.search(tail[0]) or (name and name in plain(tail[0])))
            and len(words) - len(tail[0]) >= 8
        ):
            words = words[: tail.start()]
        return words.strip()

    # The times -------------------------------------------------------------------------------------------------

    def moments(self) -> tuple[str | None, str | None]:
        """(published, modified): JSON-LD, meta, `<time>`, what stands in words around the title, the address."""
        declared = self._declared
        near = self._shown()
        published = self._first(
            "published",
            self._declared_moments(("datePublished", "dateCreated", "uploadDate"), _PUBLISHED_METAS),
            near,
        )
        modified = self._first("modified", self._declared_moments(("dateModified",), _MODIFIED_METAS), near)
        if published is None or modified is None:
            year = self._year(published, modified)
            issued, edited = self._written(near, year)
            if published is None and issued is not None:
                published = issued[1]
                self.why["published"] = issued[0]
            if modified is None and edited is not None:
                modified = edited[1]
                self.why["modified"] = edited[0]
        address = self._url or declared.canonical or declared.meta("og:url") or ""
        if published is None and (day := day_in_address(address)) is not None:
            published = day
            self.why["published"] = "address"
        if published is None and modified is not None:
            published = modified
            self.why["published"] = f"modified ({self.why.get('modified', '')})"
        if published is not None and published.time is None:
            # A day declared, and the time of that day shown.
            shown = [
                m
                for line in near
                for m in find_moments(line, published.day.year)
                if m.day == published.day and m.time is not None and not is_edited(line)
            ]
            published = shown[0] if shown else published
        return (published.iso() if published else None), (modified.iso() if modified else None)

    def _declared_moments(self, keys: tuple[str, ...], metas: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for of, form in (("JSON-LD", self._declared.article), ("JSON-LD of the page", self._declared.page)):
            for key in keys:
                if words := as_words(form.get(key)):
                    yield f"{of} {key}", words
        for name in metas:
            if words := self._declared.meta(name):
                yield name, words

    def _first(self, field: str, given: Iterator[tuple[str, str]], near: Sequence[str]) -> Moment | None:
        for how, words in given:
            moment = read_moment(words)
            if moment is None:
                continue
            if moment.time is not None and moment.raw is not None and moment.raw != moment.time:
                clocks = {
                    (m.time.hour, m.time.minute)
                    for line in near
                    for m in find_moments(line, moment.day.year)
                    if m.time
                }
                if (moment.raw.hour, moment.raw.minute) in clocks and (
                    moment.time.hour,
                    moment.time.minute,
                ) not in clocks:
                    raw = read_moment(re.sub(r"(?:Z|[+-]\d\d:?\d\d)$", "", words.strip()))
                    if raw is not None:
                        moment, how = raw, f"{how}, Japan's time called UTC"
            self.why[field] = how
            return moment
        return None

    def _shown(self) -> list[str]:
        """Short lines that may be stamps: around the title first, then of `<time>`, then up to the body's end."""
        lines = []
        at = self._title_at
        order = sorted(range(len(self._blocks)), key=lambda i: (abs(i - at) > 12, i < at, abs(i - at)))
        for i in order[:400]:
            text = self._blocks[i].text
            if len(text) <= 80 and "。" not in text and re.search(r"\d", text):
                lines.append(text)
        return lines

    def _written(
        self, near: Sequence[str], year: int | None
    ) -> tuple[tuple[str, Moment] | None, tuple[str, Moment] | None]:
        """What `<time>` and written stamps say: (published, modified)."""
        issued: tuple[str, Moment] | None = None
        edited: tuple[str, Moment] | None = None
        for node in self._tree.css("time")[:20]:
            label = (node.parent.text() if node.parent is not None else "")[:60]
            stamp = node.attributes.get("datetime")
            moment = read_moment(stamp) if stamp else None
            shown = read_moment(node.text(), year or (moment.day.year if moment else None))
            if moment is None or (shown is not None and moment.time is None):
                moment = shown or moment
            if moment is None:
                continue
            classes = f"{node.attributes.get('class') or ''} {node.attributes.get('itemprop') or ''}"
            if (is_edited(node.text()) or is_edited(classes)) or (is_edited(label) and len(label) < 40):
                edited = edited or ("<time>", moment)
            else:
                issued = issued or ("<time>", moment)
            if issued:
                break
        if issued is None:
            for line in near:
                stated = find_moments(line, year)
                if not stated:
                    continue
                folded = plain(line)
                # 「2025年1月13日 21時37分 (2025年1月14日 8時10分更新)」: each label is of the moment beside it.
                labels = _LABELLED.findall(folded)
                if len(stated) == 1:
                    if is_edited(folded):
                        edited = edited or ("shown", stated[0])
                    elif issued is None and (stated[0].time or labels or len(folded) <= 24):
                        issued = ("shown", stated[0])
                elif issued is None:
                    first, second = stated[0], stated[1]
                    if labels and is_edited(labels[0]) and len(labels) > 1 and not is_edited(labels[1]):
                        first, second = second, first
                    issued, edited = ("shown", first), edited or ("shown", second)
                if issued and (edited or near.index(line) > 8):
                    break
        return issued, edited

    def _year(self, *known: Moment | None) -> int | None:
        """The year that stamps without one mean, from the page's other evidence."""
        for moment in known:
            if moment is not None:
                return moment.day.year
        address = self._url or self._declared.canonical or self._declared.meta("og:url") or ""
        if (day := day_in_address(address)) is not None:
            return day.day.year
        if found := re.search(r"/(20[0-3]\d)/", address):
            return int(found[1])
        words = " ".join(b.text for b in self._blocks if b.links < 0.5)
        years = re.findall(r"(?:©|\([cC]\)|[Cc]opyright)\D{0,12}(?:\d{4}\s?[-–]\s?)?(20[0-3]\d)", words)
        years = years or re.findall(r"(?<!\d)(20[0-3]\d)年", words)
        return max(map(int, years)) if years else None

    # The rest --------------------------------------------------------------------------------------------------

    def outlet(self) -> str | None:
        """Who publishes the page, by name."""
        declared = self._declared
        for how, words in (
            ("JSON-LD publisher", as_words(declared.article.get("publisher"))),
            ("og:site_name", declared.meta("og:site_name")),
            ("application-name", declared.meta("application-name", "apple-mobile-web-app-title")),
        ):
            if words and not words.startswith(("http", "#", "/")):
                self.why["outlet"] = how
                return " ".join(words.split())
        parts = [p.strip() for p in _SEPARATOR.split(declared.title or "") if p and p.strip()]
        if len(parts) > 1 and len(parts[-1]) <= 24:
            self.why["outlet"] = "<title>"
            return parts[-1]
        for name in (declared.meta("author"), declared.meta("copyright")):
            if name and _SITE.search(name) and len(name) <= 24:
                self.why["outlet"] = "meta"
                return name
        return None

    def section(self) -> str | None:
        """The part of the paper."""
        declared = self._declared
        if words := declared.linked("articleSection") or declared.meta(
            "article:section", "section", "cxenseparse:section"
        ):
            return words
        if len(declared.crumbs) >= 2:
            return declared.crumbs[1]
        return None

    def authors(self) -> tuple[str, ...]:
        """Who wrote it, where that is not the outlet itself."""
        declared = self._declared
        outlet = self.outlet()
        names = names_in(declared.article.get("author"))
        if not names and (meta := declared.meta("author", "article:author", "dc.creator", "parsely-author")):
            names = tuple(
                n.strip() for n in re.split(r"[,、;]", meta) if n.strip() and not n.startswith("http")
            )
        return tuple(n for n in names if n != outlet and not _SITE.search(n))

    def is_walled(self) -> bool:
        """Whether the page declares that not all may be read."""
        free = self._declared.article.get("isAccessibleForFree")
        if isinstance(free, str):
            free = free.strip().lower() not in (
                "false",
                "no",
                "0",
                "http://schema.org/false",
                "https://schema.org/false",
            )
        locked = self._declared.meta("article:content_tier", "og:article:content_tier")
        return free is False or locked in ("locked", "metered")


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


def _letters(words: str) -> str:
    return letters(plain(words))


_SHOWN = ("<title>", "heading, as <title>", "<h1>", "<time>", "shown", "address", "a line", "modified (")


def is_declared(why: str) -> bool:
    """Whether a field's ground is what the page declares to machines, rather than what it shows."""
    return not why.startswith(_SHOWN)
