from __future__ import annotations

import dataclasses
import datetime as dt
import random
from pathlib import Path

import pytest

from kirinuki.errors import NotFoundError
from kirinuki.model.article import Article, Outlet
from kirinuki.store import Store, create_store
from tests.store.making import DAY, OUTLET, capture, content_id, put, show

NEXT = DAY + dt.timedelta(1)


def test_what_was_put_comes_back(store: Store) -> None:
    revision = put(
        store,
        "港は朝から混んだ。\n船は出た。",
        uri="https://minato.example/1",
        title="港が混む",
        external_id="m-1",
        published_at="2024-05-01T18:05+09:00",
        modified_at="2024-05-01T19:00+09:00",
    )
    article = store.articles.find(revision.article)
    assert article == Article(revision.article, "minato", "https://minato.example/1", "m-1")
    assert store.articles.find_revision(revision.id) == revision
    assert store.articles.current(article.id) == revision
    assert store.articles.outlet("minato") == OUTLET
    assert store.articles.outlets() == [OUTLET]
    assert store.articles.outlet("none") is None
    assert list(store.articles.all()) == [article]
    assert store.counts()["articles"] == 1


def test_putting_twice_says_so_and_changes_nothing(store: Store) -> None:
    revision = put(store, "港は朝から混んだ。", uri="u")
    before = list(store.rows())
    assert not store.articles.put(OUTLET, store.articles.find(revision.article), revision)
    assert list(store.rows()) == before


def test_a_name_and_an_external_id_given_later_are_taken(store: Store) -> None:
    revision = put(store, "港は朝から混んだ。", uri="u")
    put(store, "港は朝から混んだ。", uri="u", external_id="m-1", outlet=Outlet("minato", "みなと新報社"))
    put(store, "港は朝から混んだ。", uri="u", outlet=Outlet("minato", "みなと新報社"))
    assert store.articles.find(revision.article).external_id == "m-1"
    assert store.articles.outlets() == [Outlet("minato", "みなと新報社")]


def test_revisions_stand_in_their_chain_and_the_last_is_current(store: Store) -> None:
    first = put(store, "十人が避難した。", uri="u")
    second = put(store, "二十人が避難した。", uri="u", previous=first.id)
    third = put(store, "十人が避難した。", uri="u", previous=second.id)
    assert store.articles.revisions(first.article) == [first, second, third]
    assert store.articles.current(first.article) == third
    assert store.articles.revisions("none") == []


def test_of_two_ends_of_the_chain_the_current_one_is_the_same_in_every_order(
    store: Store, tmp_path: Path
) -> None:
    first = put(store, "一報", uri="u")
    ends = [put(store, f"続報{n}", uri="u", previous=first.id) for n in range(4)]
    now = store.articles.current(first.article)
    article = store.articles.find(first.article)
    for seed in range(5):
        random.Random(seed).shuffle(ends)
        with create_store(tmp_path / f"{seed}.db") as other:
            for revision in (first, *ends):
                other.articles.put(OUTLET, article, revision)
            assert other.articles.current(first.article) == now


def test_a_revision_whose_previous_is_missing_is_wrong_use_and_leaves_nothing(store: Store) -> None:
    with pytest.raises(ValueError, match="none"):
        put(store, "続報", uri="u", previous="none")
    assert store.counts()["articles"] == 0


def test_ids_are_found_by_a_prefix_that_fits_one(store: Store) -> None:
    revisions = [put(store, f"報{n}") for n in range(40)]
    for revision in revisions:
        assert store.articles.find_revision(revision.id[:16]) == revision
        assert store.articles.find(revision.article[:16]).id == revision.article
    shared = next(r.id[:1] for r in revisions if sum(o.id[0] == r.id[0] for o in revisions) > 1)
    with pytest.raises(NotFoundError, match="二つ以上"):
        store.articles.find_revision(shared)


@pytest.mark.parametrize("id", ["", "none", "%", "_", "\U0010ffff"])
def test_an_id_that_fits_nothing_is_not_found(store: Store, id: str) -> None:
    put(store, "報")
    with pytest.raises(NotFoundError):
        store.articles.find(id)
    with pytest.raises(NotFoundError):
        store.articles.find_revision(id)
    with pytest.raises(NotFoundError):
        store.articles.current(id)
    with pytest.raises(NotFoundError):
        store.articles.order(id)


def test_a_whole_id_is_found_where_another_one_begins_with_it(store: Store) -> None:
    for id in ("ab", "abc"):
        article = Article(id, "minato", id)
        revision = dataclasses.replace(put(store, f"本文{id}"), id=id, article=id)
        store.articles.put(OUTLET, article, revision)
    assert store.articles.find("ab").id == "ab"
    assert store.articles.find_revision("ab").id == "ab"


def test_an_address_used_again_gives_the_piece_told_last(store: Store) -> None:
    put(store, "二月の天気。", uri="u", published=dt.date(2024, 2, 1))
    article = Article(content_id("another"), "minato", "u")
    later = dataclasses.replace(put(store, "五月の天気。"), id="later", article=article.id)
    store.articles.put(OUTLET, article, later)
    assert store.articles.by_uri("minato", "u") == article
    assert store.articles.by_uri("other", "u") is None


def test_a_period_is_half_open_and_in_the_order_of_tellings(store: Store) -> None:
    evening = put(store, "夕方の報", published_at="2024-05-01T18:05+09:00")
    noon = put(store, "昼の報", published_at="2024-05-01T03:00:00Z")  # 12:00 in Japan
    second, first, third = (put(store, words) for words in ("日付だけの報", "別の報", "三つ目の報"))
    show(store, capture(), first, second, third, evening, noon)
    put(store, "翌日の報", published=NEXT)
    put(store, "前日の報", published=DAY - dt.timedelta(1))
    told = [revision for _, revision in store.articles.between(DAY, NEXT)]
    assert told == [first, second, third, noon, evening]
    assert told == sorted(told, key=lambda r: store.articles.order(r.id))
    assert [article.id for article, _ in store.articles.between(DAY, NEXT)] == [r.article for r in told]


def test_a_period_counts_by_the_current_revision(store: Store) -> None:
    first = put(store, "一報", uri="u")
    second = put(store, "続報", uri="u", previous=first.id, published=NEXT)
    assert list(store.articles.between(DAY, NEXT)) == []
    [(article, revision)] = store.articles.between(NEXT, NEXT + dt.timedelta(1))
    assert (article.id, revision) == (first.article, second)
    assert store.articles.revisions(article.id) == [first, second]


@pytest.mark.parametrize(
    ("published_at", "told"),
    [
        (None, "2024-05-01"),
        ("2024-05-01", "2024-05-01"),
        ("2024-05", "2024-05-01"),
        ("夕方", "2024-05-01"),
        ("9999-12-31T23:59Z", "2024-05-01"),
        ("2024-05-01T18:05", "2024-05-01T18:05:00"),
        ("2024-05-01T18:05+09:00", "2024-05-01T18:05:00"),
        ("2024-04-30T16:05Z", "2024-05-01T01:05:00"),
        ("2024-05-01T16:05Z", "2024-05-01"),  # already the 2nd in Japan: the day that was given leads
    ],
)
def test_the_order_takes_a_clock_time_where_there_is_one(
    store: Store, published_at: str | None, told: str
) -> None:
    revision = put(store, "報", published_at=published_at)
    assert store.articles.order(revision.id) == (told, 0, revision.article)


def test_the_ordinal_is_that_of_the_latest_sighting(store: Store) -> None:
    one, other = put(store, "一つ目"), put(store, "二つ目")
    show(store, capture("<late>", hour=12), one, other)
    show(store, capture("<early>", hour=8), other, one)
    assert store.articles.order(one.id)[1] == 0
    assert store.articles.order(other.id)[1] == 1


def test_the_span_is_from_the_first_day_to_the_last(store: Store) -> None:
    assert store.articles.span() is None
    put(store, "一つ目", published=NEXT)
    put(store, "二つ目")
    assert store.articles.span() == (DAY, NEXT)


def test_iterating_goes_on_while_the_store_is_written_to(store: Store) -> None:
    for n in range(5):
        put(store, f"報{n}")
    seen = []
    for _, revision in store.articles.between(DAY, NEXT):
        seen.append(revision.text)
        put(store, f"{revision.text}の続き")
    assert sorted(seen) == [f"報{n}" for n in range(5)]


def test_an_article_is_known_from_when_it_was_published_and_a_revision_from_when_it_was_seen(
    store: Store,
) -> None:
    first = put(store, "十人が避難した。", uri="u", published_at="2024-05-01T18:05+09:00")
    second = put(
        store, "二十人が避難した。", uri="u", published_at="2024-05-01T18:05+09:00", previous=first.id
    )
    show(store, capture("<urn:uuid:1>", hour=9), first)
    show(store, capture("<urn:uuid:2>", hour=12), second)

    def text_at(moment: str) -> str | None:
        found = store.articles.at(first.article, dt.datetime.fromisoformat(moment))
        return None if found is None else found.text

    assert text_at("2024-05-01T18:05+09:00") is None
    assert text_at("2024-05-01T18:06+09:00") == first.text
    assert text_at("2024-05-02T12:00+00:00") == first.text
    assert text_at("2024-05-02T12:01+00:00") == second.text
    now = store.articles.at(first.article, None)
    assert now is not None
    assert now.text == second.text
    assert store.articles.at("none", None) is None


def test_a_day_is_known_from_its_beginning(store: Store) -> None:
    revision = put(store, "橋が開いた。")
    day = dt.timezone(dt.timedelta(hours=9))
    assert store.articles.at(revision.article, dt.datetime(2024, 5, 1, tzinfo=day)) is None
    assert store.articles.at(revision.article, dt.datetime(2024, 5, 1, 0, 0, 1, tzinfo=day)) == revision
