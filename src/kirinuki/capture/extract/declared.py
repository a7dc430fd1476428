"""What a page declares of itself to machines: JSON-LD (schema.org), `<meta>` and `<link>`.

JSON-LD as pages really hold it: lists, @graph, comments around it, raw line breaks in strings, a comma too many. What cannot be
read as JSON is searched for its plain fields.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_ARTICLES = re.compile(
    r"(?:News|Report|Opinion|Analysis|Background|Review|Advertiser)\w*Article|Article|Report|\w*Posting|\w*NewsArticle"
)
_PAGES = re.compile(r"\w*WebPage|\w*MediaObject|VideoObject")
_STRAY = re.compile(r",(?=\s*[}\]])")
_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|articleBody|articleSection|isAccessibleForFree)"\s*:\s*("(?:[^"\\]|\\.)*"|true|false)',
    re.DOTALL,
)
_MOST = 20_000
"""Values of one page's JSON that are looked at."""
_DEEPEST = 200
"""Brackets within brackets; JSON of pages has some ten."""


@dataclass(frozen=True, slots=True)
class Declared:
    """`article` is the JSON-LD of the article, `page` that of the page around it, `metas` what each
    meta says, by its name in small letters."""

    article: Mapping[str, Any] = field(default_factory=dict)
    page: Mapping[str, Any] = field(default_factory=dict)
    crumbs: tuple[str, ...] = ()
    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    canonical: str | None = None
    title: str | None = None

    def meta(self, *names: str) -> str | None:
        """The first filled meta of these names, in their order."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), None)

    def linked(self, *names: str) -> str | None:
        """The first of these fields of the JSON-LD article that is words."""
        return next((words for name in names if (words := as_words(self.article.get(name)))), None)

    @property
    def description(self) -> str | None:
        """What the page says that it is about: on news pages mostly how the article begins."""
        return self.meta("og:description", "description", "twitter:description") or self.linked("description")


def read_declared(tree: LexborHTMLParser) -> Declared:
    """What the head and the scripts of a page say."""
    metas: dict[str, list[str]] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        # Some write `value`, where HTML has `content`.
        value = (attributes.get("content") or attributes.get("value") or "").strip()
        if value:
            for key in ("property", "name", "itemprop"):
                if name := (attributes.get(key) or "").strip().lower():
                    metas.setdefault(name, []).append(value)
    objects = [
        found
        for node in tree.css("script[type]")
        if (node.attributes.get("type") or "").strip().lower().startswith("application/ld+json")
        for found in _objects(node.text())
    ]
    articles = [o for o in objects if _is(o, _ARTICLES)]
    # The page's own before those of its entries (LiveBlogPosting), then what tells most.
    articles.sort(
        key=lambda o: (
            not o.get("liveBlogUpdate"),
            -sum(bool(o.get(key)) for key in ("headline", "datePublished")),
        )
    )
    pages = [o for o in objects if _is(o, _PAGES)]
    link = tree.css_first('link[rel="canonical"]')
    title = tree.css_first("title")
    return Declared(
        article=articles[0] if articles else {},
        page=next((p for p in pages if p.get("datePublished")), {}),
        crumbs=_crumbs(objects),
        metas={name: tuple(values) for name, values in metas.items()},
        canonical=link.attributes.get("href") if link is not None else None,
        title=" ".join(title.text().split()) if title is not None else None,
    )


def as_words(value: Any) -> str | None:
    """A value of JSON-LD as words: a string, the first of a list, the name of a thing. Entities that were left in are read."""
    for _ in range(8):
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("@id")
        else:
            break
    if not isinstance(value, str):
        return None
    return html.unescape(value).strip() or None


def names_in(value: Any) -> tuple[str, ...]:
    """All names that a value of JSON-LD holds, each once."""
    values = value if isinstance(value, list) else [value]
    return tuple(
        dict.fromkeys(words for v in values[:50] if (words := as_words(v)) and not words.startswith("http"))
    )


def longest_text(source: str) -> str | None:
    """The longest string with sentences in a page's data (__NEXT_DATA__), for pages that a script would write."""
    return max(
        (
            v
            for v in _values(_load(source))
            if isinstance(v, str) and v.count("。") >= 2 and not v.startswith("{")
        ),
        key=len,
        default=None,
    )


def _is(form: Mapping[str, Any], kinds: re.Pattern[str]) -> bool:
    kind = form.get("@type")
    return any(
        isinstance(k, str) and kinds.fullmatch(k.rpartition("/")[2])
        for k in (kind if isinstance(kind, list) else [kind])
    )


def _objects(source: str) -> Iterator[dict[str, Any]]:
    """All objects with a type in a script; where it is no JSON, its plain fields as an article's."""
    form = _load(source)
    if form is None:
        fields = {name: _scalar(value) for name, value in reversed(_FIELD.findall(source[:500_000]))}
        if fields:
            yield {"@type": "NewsArticle", **fields}
        return
    yield from (value for value in _values(form) if isinstance(value, dict) and "@type" in value)


def _load(source: str) -> Any:
    source = source.strip().removeprefix("<!--").removeprefix("//<![CDATA[").removeprefix("<![CDATA[").strip()
    source = source.removesuffix("-->").removesuffix("]]>").removesuffix("//").rstrip("; \n\t")
    if _depth(source) > _DEEPEST:
        return None
    for attempt in (source, _STRAY.sub("", source)) if len(source) < 5_000_000 else ():
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _depth(source: str) -> int:
    """At most how deep the brackets nest, those inside strings counted as well."""
    depth = deepest = 0
    for found in re.finditer(r"[\[{]+|[\]}]+", source):
        run = found[0]
        depth += len(run) if run[0] in "[{" else -len(run)
        deepest = max(deepest, depth)
        if deepest > 100 * _DEEPEST:
            break
    return deepest


def _scalar(value: str) -> Any:
    try:
        return json.loads(value, strict=False)
    except ValueError:
        return value.strip('"')


def _values(form: Any) -> Iterator[Any]:
    """All values of a JSON document, outer before inner, in order."""
    waiting = [form]
    for _ in range(_MOST):
        if not waiting:
            return
        value = waiting.pop()
        yield value
        if isinstance(value, dict):
            waiting.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _crumbs(objects: list[dict[str, Any]]) -> tuple[str, ...]:
    for found in objects:
        items = found.get("itemListElement")
        if found.get("@type") == "BreadcrumbList" and isinstance(items, list):
            named = (
                as_words(i.get("name")) or as_words(i.get("item")) for i in items[:20] if isinstance(i, dict)
            )
            return tuple(name for name in named if name and not name.startswith("http"))
    return ()
