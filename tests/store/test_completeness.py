"""Yields at pages, kept by outlet and in time."""

from __future__ import annotations

import random
from dataclasses import replace

from kirinuki.model.article import Completeness
from kirinuki.store import Store
from tests.store.making import capture
from tests.store.test_store import fill

FOUND = Completeness(title=True, published=True, authors=False, section=False, letters=12)


def test_looks_come_by_outlet_the_last_ones_oldest_first(store: Store) -> None:
    fill(store, random.Random(1))
    article = next(store.articles.all())
    for n in range(4):
        store.captures.add(
            replace(capture(f"<each-{n}>"), came_from=f"https://shimpo.example/{n}"), (), (), (), ()
        )
        store.completeness.add(f"<each-{n}>", article, replace(FOUND, letters=n))
        store.completeness.add(f"<each-{n}>", article, FOUND)
    (yields,) = store.completeness.by_outlet(last=3)
    assert [(each.capture, each.found.letters, each.url) for each in yields] == [
        (f"<each-{n}>", n, f"https://shimpo.example/{n}") for n in (1, 2, 3)
    ]
    assert {each.outlet for each in yields} == {article.outlet}
    assert yields[0].found == replace(FOUND, letters=1)
