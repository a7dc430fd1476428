"""A layout and a page's tree → what the layout's selectors give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from kirinuki.capture.extract.blocks import read_blocks
from kirinuki.capture.extract.dates import read_moment
from kirinuki.capture.extract.found import Extracted
from kirinuki.capture.extract.rules import Layout, OutletRule
from kirinuki.capture.extract.settled import is_declared

_MOST = 5_000
"""Elements that one selector may give."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a layout gives for a page. `counts` says how many elements each selector of the layout met."""

    paragraphs: tuple[str, ...]
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


def is_selector(words: str) -> bool:
    """Whether the words are a CSS selector."""
    try:
        LexborHTMLParser("<p></p>").css(words)
    except (SelectolaxError, ValueError):
        return False
    return True


def apply(layout: Layout, html: str) -> Ruled:
    """What `layout` gives for the page `html`, whose text is decoded."""
    tree = LexborHTMLParser(html)
    counts: dict[str, int] = {}
    fields: dict[str, tuple[str, ...]] = {}
    for name, words in layout.fields.items():
        selector, _, attribute = words.partition("@")
        nodes = tree.css(selector)[:_MOST]
        counts[words] = len(nodes)
        values = (
            (node.attributes.get(attribute) or "").strip() if attribute else " ".join(_paragraphs(node))
            for node in nodes
        )
        fields[name] = tuple(value for value in values if value)
    for selector in layout.drop:
        nodes = tree.css(selector)[:_MOST]
        counts[selector] = len(nodes)
        for node in _outermost(nodes):
            node.decompose()
    counts |= {selector: len(tree.css(selector)) for selector in layout.body}
    chosen = tree.css(", ".join(layout.body))[:_MOST]
    paragraphs = (words for node in _outermost(chosen) for words in _paragraphs(node))
    return Ruled(tuple(paragraphs), fields, counts)


def overrule(found: Extracted, rule: OutletRule, layout: Layout, ruled: Ruled) -> Extracted:
    """What was read without rules, with what the rule gives put in its place; `why` names the rule."""
    ground = f"{rule.place} {layout.span}"
    why = dict(found.why)
    changed: dict[str, str | tuple[str, ...]] = {}
    if ruled.paragraphs:
        changed["paragraphs"] = ruled.paragraphs
        why["body"] = ground
    for name, values in ruled.fields.items():
        value: str | tuple[str, ...] | None = values if name == "authors" else next(iter(values), None)
        if name in ("published", "modified"):
            moment = read_moment(values[0]) if values else None
            value = moment.iso() if moment is not None else None
        if value and (
            name in layout.first or not getattr(found, name) or not is_declared(why.get(name, "JSON-LD"))
        ):
            changed[name] = value
            why[name] = ground
    return replace(found, outlet=rule.name, why=why, **changed)  # type: ignore[arg-type]


def _paragraphs(node: LexborNode) -> Iterator[str]:
    return (block.text for block in read_blocks(node)[1])


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """The elements that stand in no other of them."""
    ids = {node.mem_id for node in nodes}
    return [node for node in nodes if not _is_within(node, ids)]


def _is_within(node: LexborNode, ids: set[int]) -> bool:
    """Whether an element stands inside another one of these."""
    above = node.parent
    while above is not None:
        if above.mem_id in ids:
            return True
        above = above.parent
    return False
