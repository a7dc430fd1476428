"""When a page was published and changed: as it is declared, settled by the stamps that are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kirinuki.capture.extract.blocks import Block
from kirinuki.capture.extract.chrome import plain
from kirinuki.capture.extract.dates import Moment, day_in_address, find_moments, is_edited, read_moment
from kirinuki.capture.extract.declared import Declared, as_words

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

_BY = 12
"""Blocks from the headline up to which a stamp is by it."""


class Stamps:
    """The stamps of one page, whose headline is shown by the block of this number. `why` keeps what decided, once `moments` is
    asked for."""

    def __init__(
        self,
        declared: Declared,
        blocks: Sequence[Block],
        headline_at: int,
        tree: LexborHTMLParser,
        url: str | None,
    ) -> None:
        self._declared = declared
        self._blocks = blocks
        self._headline_at = headline_at
        self._tree = tree
        self._url = url
        self.why: dict[str, str] = {}

    def moments(self) -> tuple[str | None, str | None]:
        """(published, modified): JSON-LD, meta, `<time>`, what stands in words around the title, the address."""
        declared = self._declared
        by_it, away = self._shown()
        near = (*by_it, *away)
        published = self._first(
            "published",
            self._declared_moments(("datePublished", "dateCreated", "uploadDate"), _PUBLISHED_METAS),
            near,
        )
        modified = self._first("modified", self._declared_moments(("dateModified",), _MODIFIED_METAS), near)
        if published is None or modified is None:
            year = self._year(published, modified)
            issued, edited = self._written(by_it, away, year)
            if published is None and issued is not None:
                published = issued[1]
                self.why["published"] = issued[0]
            if modified is None and edited is not None:
                modified = edited[1]
                self.why["modified"] = edited[0]
                if issued is not None and published is issued[1] and modified.day < published.day:
                    # Nothing is changed before it is published: the later day is today's, or of something else.
                    published, modified = modified, None
                    self.why["published"] = self.why.pop("modified")
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
            local = _as_shown(moment, words, near)
            self.why[field] = how if local is None else f"{how}, Japan's time called UTC"
            return local or moment
        return None

    def _shown(self) -> tuple[list[str], list[str]]:
        """Short lines that may be stamps: those by the headline, and those further away, each the nearest first."""
        by_it: list[str] = []
        away: list[str] = []
        at = self._headline_at
        order = sorted(range(len(self._blocks)), key=lambda i: (abs(i - at) > _BY, i < at, abs(i - at)))
        for i in order[:400]:
            text = self._blocks[i].text
            if len(text) <= 80 and "。" not in text and re.search(r"\d", text):
                (by_it if abs(i - at) <= _BY else away).append(text)
        return by_it, away

    def _written(
        self, by_it: Sequence[str], away: Sequence[str], year: int | None
    ) -> tuple[tuple[str, Moment] | None, tuple[str, Moment] | None]:
        """What `<time>` and written stamps say: (published, modified)."""
        near = (*by_it, *away)
        issued: tuple[str, Moment] | None = None
        edited: tuple[str, Moment] | None = None
        # The page's own says so by `pubdate` (HTML5 until 2012), where those of lists may say it too.
        times = self._tree.css("time")[:20]
        for node in sorted(times, key=lambda node: "pubdate" not in node.attributes or _in_list(node)):
            label = (node.parent.text() if node.parent is not None else "")[:60]
            stamp = node.attributes.get("datetime")
            moment = read_moment(stamp) if stamp else None
            shown = read_moment(node.text(), year or (moment.day.year if moment else None))
            if stamp and moment is not None:
                moment = _as_shown(moment, stamp, near) or moment
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
            for n, line in enumerate(near):
                if n >= len(by_it) and edited is not None:
                    # What stands by the headline was changed then: a day further away is of something else.
                    break
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
                if issued and (edited or n > 8):
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
        if not years:
            # The days that its links have in their addresses: of articles that it was made from, or stands beside.
            links = (node.attributes.get("href") or "" for node in self._tree.css("a[href]"))
            years = [str(day.day.year) for link in links if (day := day_in_address(link)) is not None]
        return max(map(int, years)) if years else None


def _in_list(node: LexborNode) -> bool:
    above = node.parent
    while above is not None and above.tag not in ("li", "a", "body"):
        above = above.parent
    return above is not None and above.tag != "body"


def _as_shown(moment: Moment, words: str, near: Sequence[str]) -> Moment | None:
    """The moment of a stamp that calls Japan's time by another zone, by Japan's clock: the page shows its hour and minute as they
    are written, and not as they would be here. None for any other."""
    if moment.time is None or moment.raw is None or moment.raw == moment.time:
        return None
    shown = (m.time for line in near for m in find_moments(line, moment.day.year))
    clocks = {(time.hour, time.minute) for time in shown if time is not None}
    written, here = ((time.hour, time.minute) for time in (moment.raw, moment.time))
    if written not in clocks or here in clocks:
        return None
    return read_moment(re.sub(r"(?:Z|[+-]\d\d:?\d\d)$", "", words.strip()))
