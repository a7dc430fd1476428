from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.ask.search import Hits, search
from kirinuki.errors import QueryError
from kirinuki.model.article import Revision
from kirinuki.model.text import Span
from kirinuki.store import Store, create_store
from tests.store.making import put

SENTENCES = (
    "みなと市の村井里美市長は１日、ｶﾞｿﾘﾝ補助を12％増やすと発表した。",
    "「避難所は３㌔先にある」と述べ、住民およそ30人が移った。",
    "ＮＡＴＯの会合に合わせ、Minato Timesが伝えた。",
    "首相は選挙の延期を否定し、㈱みなと造船も\n声明を出した。",
    "バスは午後3時半に再開する見通しだ（港町支局）。",
    "かﾞ、はﾟのような書き損じもｳﾞｧｲｵﾘﾝと並ぶ。",
)
CHARACTERS = st.sampled_from("".join(SENTENCES)) | st.characters(exclude_categories=["Cs"])
TEXTS = st.lists(st.sampled_from(SENTENCES) | st.text(CHARACTERS, max_size=15), min_size=1, max_size=4).map(
    lambda parts: unicodedata.normalize("NFC", "".join(parts)) or "空"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "kirinuki.db") as store:
        yield store


def found(hits: Hits) -> set[str]:
    return {hit.revision for hit in hits.hits}


def check(store: Store, revisions: list[Revision], word: str) -> None:
    """Search gives exactly the revisions that plain `in` gives, and points to the words."""
    if '"' not in word:
        exact = search(store, f'"{word}"', limit=1000)
        assert found(exact) == {r.id for r in revisions if word in r.text or word in (r.title or "")}
        assert exact.total == len(exact.hits)
        assert all(hit.text == word for hit in exact.hits)
    if word.isspace() or word[0] == '"' or len(word.split()) > 1:
        return
    loose = search(store, word, limit=1000)
    folded = plain(word.strip())
    assert found(loose) == {
        r.id for r in revisions if folded in plain(r.text) or folded in plain(r.title or "")
    }
    texts = {r.id: {"text": r.text, "title": r.title or ""} for r in revisions}
    for hit in loose.hits:
        assert hit.span.of(texts[hit.revision][hit.field]) == hit.text
        assert folded in plain(hit.text)


def plain(text: str) -> str:
    """What a bare word promises, written down apart from the program: NFKC a character at a time, a kana with its
    voicing mark as one, and case-folded."""
    pieces: list[str] = []
    for character in text:
        if character in "ﾞﾟ\u3099\u309a" and pieces:
            whole = unicodedata.normalize("NFKC", pieces[-1] + character)
            if len(whole) == 1 and len(pieces[-1]) == 1:
                pieces[-1] = whole
                continue
        pieces.append(character)
    return "".join(unicodedata.normalize("NFKC", piece).casefold() for piece in pieces)


@given(texts=st.lists(TEXTS, min_size=1, max_size=5, unique=True), data=st.data())
def test_every_word_that_stands_in_a_text_is_found_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], data: st.DataObject
) -> None:
    with create_store(tmp_path_factory.mktemp("store") / "kirinuki.db") as store:
        revisions = [put(store, text, uri=text, title=data.draw(st.none() | TEXTS)) for text in texts]

        def words() -> list[str]:
            source = data.draw(st.sampled_from([*texts, *(r.title for r in revisions if r.title)]))
            start = data.draw(st.integers(0, len(source) - 1))
            word = source[start : start + data.draw(st.integers(1, 12))]
            return [word, data.draw(st.text(CHARACTERS, min_size=1, max_size=3))]

        for word in words():
            check(store, revisions, word)
        gone = words()
        changed = data.draw(st.integers(0, len(revisions) - 1))
        before = revisions[changed]
        after = put(store, before.text[::-1] + "後", uri=before.text, previous=before.id)
        revisions[changed] = after
        if len(revisions) > 1:
            store.words.drop(revisions.pop().id)
        for word in (*gone, *words(), after.text[-2:], before.text[:2]):
            check(store, revisions, word)


def test_random_words_of_made_up_news(store: Store) -> None:
    choice = random.Random(7)
    revisions = [
        put(store, "".join(choice.choices(SENTENCES, k=3)) + f"第{n}報", title=choice.choice(SENTENCES)[:12])
        for n in range(40)
    ]
    for _ in range(400):
        source = choice.choice(revisions).text
        start = choice.randrange(len(source))
        check(store, revisions, source[start : start + choice.randint(1, 12)])


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("選挙", {"選挙と首相", "首相は選挙へ"}),
        ("選", {"選挙と首相", "首相は選挙へ"}),
        ("へ", {"首相は選挙へ"}),
        ("選挙 首相", {"選挙と首相", "首相は選挙へ"}),
        ("選挙　バス", set()),
        ('"首相は" 選', {"首相は選挙へ"}),
        ("バス", {"ﾊﾞｽとＢＵＳ", "バスの便"}),
        ("ﾊﾞｽ", {"ﾊﾞｽとＢＵＳ", "バスの便"}),
        ('"ﾊﾞｽ"', {"ﾊﾞｽとＢＵＳ"}),
        ('"ﾊ"', {"ﾊﾞｽとＢＵＳ"}),
        ("ﾊ", set()),
        ("ハ", set()),
        ("bus", {"ﾊﾞｽとＢＵＳ"}),
        ('"bus"', set()),
        ('"Ｕ"', {"ﾊﾞｽとＢＵＳ"}),
        ("キロ", {"３㌔の道"}),
        ("3キ", {"３㌔の道"}),
        ('"3"', set()),
        ("の", {"バスの便", "３㌔の道"}),
        ("100%", set()),
        ("_", set()),
    ],
)
def test_words_mean_what_they_are_documented_to(store: Store, query: str, texts: set[str]) -> None:
    revisions = [
        put(store, text) for text in ("選挙と首相", "首相は選挙へ", "ﾊﾞｽとＢＵＳ", "バスの便", "３㌔の道")
    ]
    hits = search(store, query)
    assert {r.text for r in revisions if r.id in found(hits)} == texts
    assert hits.total == len(texts)


def test_a_hit_says_where_and_shows_the_line_around_it(store: Store) -> None:
    text = "一行目。\n" + "長" * 50 + "約３㌔先で止まった。\n三行目。"
    revision = put(store, text, title="列車が止まる", external_id="m-1")
    [hit] = search(store, "3キロ 列車").hits
    assert (hit.article, hit.external_id, hit.revision) == (revision.article, "m-1", revision.id)
    assert (hit.field, hit.span, hit.text) == ("text", Span(56, 58), "３㌔")
    assert (hit.before, hit.after) == ("長" * 39 + "約", "先で止まった。")
    [hit] = search(store, "列車").hits
    assert (hit.field, hit.span, hit.text, hit.before, hit.after) == (
        "title",
        Span(0, 2),
        "列車",
        "",
        "が止まる",
    )


def test_total_counts_all_and_the_newest_come_first(store: Store) -> None:
    revisions = [put(store, f"第{n}報", published_at=f"2024-05-01T{n:02}:00") for n in range(24)]
    hits = search(store, "報", limit=3)
    assert hits.total == 24
    assert [hit.revision for hit in hits.hits] == [r.id for r in revisions[:-4:-1]]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "検索語がありません"),
        (" 　", "検索語"),
        ('""', "検索語"),
        ('港 "市長', "3 文字目"),
        ("\udcff", "文字"),
    ],
)
def test_a_query_that_cannot_be_understood_says_why(store: Store, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        search(store, query)


def test_a_hostile_query_ends(store: Store) -> None:
    put(store, "港は静かだ。")
    assert search(store, "港 " * 100_000).total == 1
    assert search(store, "港は静かだ。" * 100_000).total == 0
    assert search(store, " ".join(chr(0x4E00 + n) for n in range(20_000))).total == 0
    assert search(store, "\0").total == 0
