from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from kirinuki.model.article import Completeness, Problem
from kirinuki.model.chronicle import Name
from kirinuki.model.query import Facts, Voice
from kirinuki.model.text import Span
from kirinuki.model.weaving import Change, Edit
from kirinuki.store import Store, create_store
from tests.store.making import OUTLET, capture, expectation, put, resemblance, show, visit
from tests.store.test_readings import TEXT, reading

WHOLE = Completeness(title=True, published=True, authors=True, section=True, letters=600)


def fill(store: Store, order: random.Random) -> None:
    """One archive's content, written in a random order as far as one thing does not need another."""
    first = put(store, TEXT, uri="u")
    later = put(store, f"{TEXT}続報。", uri="u", previous=first.id)
    put(store, f"{TEXT}読まれない報。")
    before = put(store, f"{TEXT}並べられない報。", uri="v")
    for revision in (before, put(store, f"{TEXT}並べられない続報。", uri="v", previous=before.id)):
        store.readings.put(revision.id, reading(revision))
    others = [(f"第{n}報。{TEXT}", f"u{n}") for n in range(6)]
    order.shuffle(others)
    revisions = [first, later, *(put(store, text, uri=uri) for text, uri in others)]
    show(store, capture(), *sorted(revisions, key=lambda r: r.id))
    order.shuffle(revisions)
    for revision in revisions:
        store.readings.put(revision.id, reading(revision))
    for revision in revisions:
        if revision is first:
            continue
        store.people.put(revision.id, [Name(0, 2, "PERSON", revision.text[:2], "大沢", gloss="おお")])
    for revision in revisions:
        if revision.previous is not None:
            change = Change("new", None, Span(0, 2), "対応する文がない")
            store.changes.put(revision.id, [Edit(revision.previous, revision.id, "text", change)])
    for revision in revisions:
        if revision is not first:
            store.agenda.put(revision.id, [expectation(revision, "約30人")])
            voices = {Voice(0, "speaker", revision.text[:2], "大沢"), Voice(0, "to", "市", "市")}
            store.facts.put(revision.id, Facts(frozenset(voices), frozenset({(7, 9)}), frozenset({"人"})))
    for revision in revisions:
        store.repeats.index(
            revision.id, [(Span(0, 4), range(order.randint(0, 3), -1, -1)), (Span(4, 9), [3])]
        )
        store.repeats.index(revision.id, [(Span(0, len(revision.text)), {len(revision.text), 7})])
        if revision is not later:
            store.repeats.mark_woven(revision.id)
        if revision is not first:
            store.repeats.replace(revision.id, [resemblance(first, revision, "約30人")])
    for revision in revisions:
        store.storylines.put(revision.id, [3, 1 << 31, len(revision.text)], b"\1\2\1", b"\0\1\0", [(7, 14)])
        with store.transaction():
            store.storylines.set_levels(revision.id, b"\7\0\4")
        if revision is not first:
            store.storylines.tie(revision.id, [(first.id, 0.25)])
            lines = [
                (first.article, first.id, 0.25, "共通: 港; 1日"),
                (revision.article, first.id, 0.2, "共通: 岸壁; 1日"),
            ]
            store.storylines.join(revision.id, lines)


def test_the_same_content_gives_the_same_rows_in_every_order(tmp_path: Path) -> None:
    results = []
    for seed in range(4):
        with create_store(tmp_path / f"{seed}.db") as store:
            fill(store, random.Random(seed))
            results.append(list(store.rows()))
    assert all(result == results[0] for result in results)


def test_rows_speak_of_every_table(store: Store) -> None:
    fill(store, random.Random(0))
    store.captures.add(capture("<2>"), (), ("https://b.example",), ("港",), ())
    store.captures.add_visit(visit("<3>", "<2>"))
    store.problems.add(Problem(None, "watch", "応答がありません"))
    store.removals.put(next(store.articles.all()).id, "<2>", True, "404")
    store.completeness.add("<2>", next(store.articles.all()), WHOLE)
    tables = {
        name
        for (name,) in store._database.all("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("bigrams", "characters", "voice_bigrams"))
        and name not in ("migrations", "watched", "hosts", "voices", "shelves", "unindexed")
    }
    assert {table for table, _ in store.rows()} == tables
    assert store.counts() == Counter(table for table, _ in store.rows())


def test_rows_tell_a_difference(store: Store) -> None:
    revision = put(store, TEXT, uri="u")
    before = list(store.rows())
    put(store, f"{TEXT}続報。", uri="u", previous=revision.id)
    assert list(store.rows()) != before
    assert ("outlets", (OUTLET.key, OUTLET.name)) in before
