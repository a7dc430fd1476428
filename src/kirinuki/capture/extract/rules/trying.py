"""A rule on trial: what each of its selectors gives for a page, beside what is read without it; a first rule made from a page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kirinuki.capture.addresses import host
from kirinuki.capture.encodings import Decoded
from kirinuki.capture.extract import extract_text
from kirinuki.capture.extract.blocks import tidy
from kirinuki.capture.extract.found import Extracted
from kirinuki.capture.extract.rules import FIELDS, Layout, OutletRule
from kirinuki.capture.extract.rules.applying import Ruled, apply, overrule
from kirinuki.errors import InputError

_NAME = re.compile(r"[A-Za-z_][\w-]*")
_STATE = re.compile(r"js-|is-|has-|active|first|last|even|odd|clearfix", re.IGNORECASE)
"""Class names that say how an element is at the moment, not what it is."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One layout tried on one page: `ruled` is what its selectors gave, `with_rule` and `without` the article in both ways."""

    rule: OutletRule
    layout: Layout
    ruled: Ruled
    with_rule: Extracted
    without: Extracted

    @property
    def only_with(self) -> tuple[str, ...]:
        """Paragraphs that the rule gives, and the page without it does not."""
        return tuple(p for p in self.with_rule.paragraphs if p not in self.without.paragraphs)

    @property
    def only_without(self) -> tuple[str, ...]:
        """Paragraphs that the rule loses."""
        return tuple(p for p in self.without.paragraphs if p not in self.with_rule.paragraphs)

    def differing(self) -> dict[str, tuple[Any, Any]]:
        """The fields that differ: (with the rule, without it)."""
        pairs = {
            name: (getattr(self.with_rule, name), getattr(self.without, name)) for name in (*FIELDS, "outlet")
        }
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def to_json(self) -> dict[str, Any]:
        """The form of `kirinuki rules try --json`."""
        return {
            "rule": self.rule.key,
            "place": self.rule.place,
            "validity": self.layout.span,
            "selectors": [
                {"selector": words, "elements": count} for words, count in self.ruled.counts.items()
            ],
            "with_rule": self.with_rule.to_json(),
            "without": self.without.to_json(),
            "differing": {name: list(pair) for name, pair in self.differing().items()},
            "only_with": list(self.only_with),
            "only_without": list(self.only_without),
        }


def try_rule(decoded: Decoded, rule: OutletRule, layout: Layout, url: str | None) -> Trial:
    """A layout on a page. Raises `InputError` where neither way finds an article."""
    ruled = apply(layout, decoded.text)
    try:
        without = extract_text(decoded, url=url)
    except InputError:
        if not ruled.paragraphs:
            raise
        without = Extracted(None, (), (), None, None, url, None, None, None, False, decoded.encoding)
    return Trial(rule, layout, ruled, overrule(without, rule, layout, ruled), without)


def propose(decoded: Decoded, url: str) -> str:
    """A first rule file for the pages of the outlet whose page this is, to be looked at: made from where the words stand that are
    found without rules. Raises `InputError` where no article is found."""
    found = extract_text(decoded, url=url)
    tree = LexborHTMLParser(decoded.text)
    body = _body_selectors(tree, found.paragraphs)
    name = host(url)
    lines = [
        f"# {name} のページの決まり。kirinuki rules try で確かめてください (a first rule, made from one page: try it on others)",
        "",
        f"key = {_quoted(name.split('.')[0])}",
        f"name = {_quoted(found.outlet or name)}",
        f"hosts = [{_quoted(name)}]",
        "",
        "[[layouts]]",
        f"body = [{', '.join(map(_quoted, body))}]",
    ]
    if found.title and (at := _holding(tree, found.title)) is not None:
        lines.append(f"title = {_quoted(_selector(at))}")
    time = tree.css_first("time[datetime]")
    if found.published and time is not None:
        lines.append(f"published = {_quoted(_selector(time) + '@datetime')}")
    return "\n".join(lines) + "\n"


def _body_selectors(tree: LexborHTMLParser, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """`parent > element` of the elements that hold the paragraphs, commonest first; an element of many lines stands for itself."""
    wanted = set(paragraphs)
    places = Counter[str]()
    for tag in ("p", "h2", "h3", "h4", "li", "div", "span"):
        for node in tree.css(tag):
            if tidy(node.text()) in wanted and node.parent is not None and node.child is not None:
                places[
                    f"{_selector(node.parent)} > {tag}"
                    if tag in ("p", "h2", "h3", "h4", "li")
                    else _selector(node)
                ] += 1
        if sum(places.values()) >= len(wanted):
            break
    if not places:
        # Lines parted by <br>: the innermost element that holds them all.
        holding = [
            node for node in tree.css("body *") if all(words in tidy(node.text()) for words in paragraphs[:2])
        ]
        return (_selector(holding[-1]),) if holding else ("article",)
    return tuple(words for words, _ in places.most_common(4))


def _holding(tree: LexborHTMLParser, words: str) -> LexborNode | None:
    """The first heading, else the first element, that holds these words and no others."""
    for selector in ("h1", "h2", "body *"):
        for node in tree.css(selector):
            if tidy(node.text()) == words:
                return node
    return None


def _selector(node: LexborNode) -> str:
    """An element by its id or its classes, or else by where it stands in one that has them."""
    tag = node.tag or "body"
    id = node.attributes.get("id") or ""
    if _NAME.fullmatch(id):
        return f"{tag}#{id}"
    classes = [
        c for c in (node.attributes.get("class") or "").split() if _NAME.fullmatch(c) and not _STATE.match(c)
    ]
    if classes:
        return ".".join((tag, *classes[:2]))
    if node.parent is None or tag in ("body", "html", "main", "article", "h1"):
        return tag
    return f"{_selector(node.parent)} > {tag}"


def _quoted(words: str) -> str:
    """The words as a string of TOML."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else " " for c in escaped) + '"'
