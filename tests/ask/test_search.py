from __future__ import annotations

import datetime as dt
import random
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.scores import shared_folder, wikinews
from kirinuki.ask.query import parse, quoted
from kirinuki.ask.search import Hits, Order, Search
from kirinuki.ask.storylines import Storylines
from kirinuki.errors import QueryError
from kirinuki.model.article import Outlet, Revision
from kirinuki.model.query import Facet, Facts, Voice
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.store import Store, create_store
from tests.conftest import ROOT
from tests.store.making import capture, put, show

SENTENCES = (
    "みなと市の村井里美市長は１日、ｶﾞｿﾘﾝ補助を12％増やすと発表した。",
    "「避難所は３㌔先にある」と述べ、住民およそ30人が移った。",
    "ＮＡＴＯの会合に合わせ、Minato Timesが伝えた。",
    "首相は選挙の延期を否定し、㈱みなと造船も\n声明を出した。",
    "バスは午後3時半に再開する見通しだ（港町支局）。",
    "かﾞ、はﾟのような書き損じもｳﾞｧｲｵﾘﾝと並ぶ。",
    "齋藤町長と髙橋氏が國立の邊りを視察した。",
)
CHARACTERS = st.sampled_from("".join(SENTENCES)) | st.characters(exclude_categories=["Cs"])
TEXTS = st.lists(st.sampled_from(SENTENCES) | st.text(CHARACTERS, max_size=15), min_size=1, max_size=4).map(
    lambda parts: unicodedata.normalize("NFC", "".join(parts)) or "空"
)
LEXICON = ROOT / "src" / "kirinuki" / "store" / "lexicon" / "variants.tsv"
VARIANTS = dict(
    line.split("\t")[:2]
    for line in LEXICON.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)


def unread(revision: Revision) -> Reading:
    raise AssertionError("nothing here is read")


def search(
    store: Store,
    query: str,
    limit: int = 20,
    *,
    as_of: dt.datetime | None = None,
    cursor: str | None = None,
    order: Order = "newest",
    facets: Sequence[Facet] = (),
) -> Hits:
    whole = Search(store, Storylines(store, unread))
    return whole.hits(parse(query), limit, as_of=as_of, cursor=cursor, order=order, facets=facets)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "kirinuki.db") as store:
        yield store


def found(hits: Hits) -> set[str]:
    return {hit.revision for hit in hits.hits}


def is_bare(word: str) -> bool:
    """Whether the word means itself when it is written without quotes."""
    return not (
        any(c.isspace() or unicodedata.category(c) == "Cc" for c in word)
        or word[0] in '"＂“”-－−‐(（)）'
        or word in ("OR", "ＯＲ")
        or any(c in ":：" for c in word)
    )


def check(store: Store, revisions: list[Revision], word: str) -> None:
    """Search gives exactly the revisions that plain `in` gives, and points to the words."""
    if any(unicodedata.category(c) == "Cc" and not c.isspace() for c in word):
        return
    exact = search(store, quoted(word), limit=1000)
    assert found(exact) == {r.id for r in revisions if word in r.text or word in (r.title or "")}
    assert exact.total == len(exact.hits)
    assert all(hit.text == word for hit in exact.hits)
    if not is_bare(word):
        return
    loose = search(store, word, limit=1000)
    folded = plain(word)
    assert found(loose) == {
        r.id for r in revisions if folded in plain(r.text) or folded in plain(r.title or "")
    }
    texts = {r.id: {"text": r.text, "title": r.title or ""} for r in revisions}
    for hit in loose.hits:
        assert hit.span.of(texts[hit.revision][hit.field]) == hit.text
        assert folded in plain(hit.text)
        assert hit.span in hit.marks
        assert all(folded in plain(mark.of(texts[hit.revision][hit.field])) for mark in hit.marks)


def plain(text: str) -> str:
    """What a bare word promises, written down apart from the program: NFKC a character at a time, a kana with its voicing mark as
    one, case-folded, katakana by their Unicode names as hiragana, variants as one."""
    pieces: list[str] = []
    for character in text:
        if character in "ﾞﾟ\u3099\u309a" and pieces:
            whole = unicodedata.normalize("NFKC", pieces[-1] + character)
            if len(whole) == 1 and len(pieces[-1]) == 1:
                pieces[-1] = whole
                continue
        pieces.append(character)
    wide = "".join(unicodedata.normalize("NFKC", piece).casefold() for piece in pieces)
    return "".join(_hiragana(VARIANTS.get(character, character)) for character in wide)


def _hiragana(character: str) -> str:
    if character in "ヷヸヹヺ":
        character = unicodedata.normalize("NFD", character)[0]
        return _hiragana(character) + "\u3099"
    name = unicodedata.name(character, "")
    if not name.startswith("KATAKANA LETTER") and not name.startswith("KATAKANA ITERATION"):
        return character
    try:
        return unicodedata.lookup(name.replace("KATAKANA", "HIRAGANA"))
    except KeyError:
        return character


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


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.soak)])
def test_random_words_of_wikinews_are_found_as_plain_in_finds_them(store: Store, count: int) -> None:
    """Recall and precision 1.0, literal and folded; what a tenth of the articles became by a revision is no longer found."""
    if not (shared_folder() / "data" / "wikinews").is_dir():
        pytest.skip(f"no data in {shared_folder()}: set KIRINUKI_SHARED to the shared folder")
    choice = random.Random(count)
    texts = dict(choice.sample(sorted(wikinews().items()), 400 if count < 10_000 else len(wikinews())))
    with store.transaction():
        current = {id: put(store, text, uri=id) for id, text in texts.items()}
        for id in choice.sample(sorted(current), len(current) // 10):
            text = current[id].text
            current[id] = put(store, text[len(text) // 2 :] + "続", uri=id, previous=current[id].id)
    told = [*texts.values(), *(revision.text for revision in current.values())]
    folded = {revision.id: plain(revision.text) for revision in current.values()}
    for _ in range(count):
        source = choice.choice(told)
        start = choice.randrange(len(source))
        word = source[start : start + choice.randint(1, 12)]
        if any(unicodedata.category(c) == "Cc" and not c.isspace() for c in word) or '"' in word:
            continue
        exact = store.finder.find(parse(quoted(word)).root)
        assert {id for _, id in exact.page(len(current))} == {
            revision.id for revision in current.values() if word in revision.text
        }
        if is_bare(word):
            loose = store.finder.find(parse(word).root)
            wanted = plain(word)
            assert {id for _, id in loose.page(len(current))} == {
                id for id, text in folded.items() if wanted in text
            }


TEXTS_ASKED = ("選挙と首相", "首相は選挙へ", "ﾊﾞｽとＢＵＳ", "バスの便", "３㌔の道", "齋藤町長ー髙橋氏")


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
        ("ばす", {"ﾊﾞｽとＢＵＳ", "バスの便"}),
        ('"ﾊﾞｽ"', {"ﾊﾞｽとＢＵＳ"}),
        ('"ﾊ"', {"ﾊﾞｽとＢＵＳ"}),
        ("ﾊ", {"首相は選挙へ"}),
        ("ハ", {"首相は選挙へ"}),
        ("bus", {"ﾊﾞｽとＢＵＳ"}),
        ('"bus"', set()),
        ('"Ｕ"', {"ﾊﾞｽとＢＵＳ"}),
        ("キロ", {"３㌔の道"}),
        ("3キ", {"３㌔の道"}),
        ('"3"', set()),
        ("の", {"バスの便", "３㌔の道"}),
        ("100%", set()),
        ("_", set()),
        ("斉藤", {"齋藤町長ー髙橋氏"}),
        ("斎藤 高橋", {"齋藤町長ー髙橋氏"}),
        ('"斎藤"', set()),
        ("ー高", {"齋藤町長ー髙橋氏"}),
        ("選挙 -へ", {"選挙と首相"}),
        ("選挙 －へ", {"選挙と首相"}),
        ("選挙 ーへ", {"選挙と首相"}),
        ('首相 -"は選"', {"選挙と首相"}),
        ("-の -選挙 -バス", {"齋藤町長ー髙橋氏"}),
        ("へ OR 便", {"首相は選挙へ", "バスの便"}),
        ("首相 へ OR の 便", {"首相は選挙へ", "バスの便"}),
        ("首相 (へ OR 便)", {"首相は選挙へ"}),
        ("首相　（へ　ＯＲ　便）", {"首相は選挙へ"}),
        ("-(首相 OR バス) の", {"３㌔の道"}),
        ("首相 OR (の -バス)", {"選挙と首相", "首相は選挙へ", "３㌔の道"}),
        ("”首相は”", {"首相は選挙へ"}),
    ],
)
def test_words_mean_what_they_are_documented_to(store: Store, query: str, texts: set[str]) -> None:
    revisions = [put(store, text) for text in TEXTS_ASKED]
    hits = search(store, query)
    assert {r.text for r in revisions if r.id in found(hits)} == texts
    assert hits.total == len(texts)


@pytest.fixture
def filed(store: Store) -> Store:
    """Four articles with what their readings and captures tell of them."""
    day = dt.date(2022, 12, 30)
    bridge = put(
        store, "村井市長は橋を直すと佐野知事に述べた。", published=day, published_at="2022-12-30T10:00"
    )
    port = put(
        store, "佐野知事は港を語った。", published=dt.date(2023, 1, 5), outlet=Outlet("shiomi", "潮見日報")
    )
    ships = put(store, "船が3隻来た。", uri="s", published=dt.date(2023, 2, 1))
    put(store, "船が4隻来た。5隻とも。", uri="s", published=dt.date(2023, 2, 1), previous=ships.id)
    june = dt.date(2023, 6, 1).toordinal()
    said = {Voice(0, "speaker", "村井市長", "村井里美"), Voice(0, "to", "佐野知事", "佐野一郎")}
    store.facts.put(bridge.id, Facts(frozenset(said), frozenset({(june, june + 1)}), frozenset({"機"})))
    said = {
        Voice(0, "speaker", "佐野知事", "佐野一郎"),
        Voice(1, "speaker", "村井市長", "村井里美"),
        Voice(2, "speaker", "仏", "FR"),
    }
    year = dt.date(2023, 1, 1).toordinal()
    store.facts.put(port.id, Facts(frozenset(said), frozenset({(year, year + 365)})))
    log = capture()
    store.captures.add(log, show_only(log.id, port), (), ("#港",), ())
    return store


def show_only(capture_id: str, revision: Revision) -> list:  # type: ignore[type-arg]
    from kirinuki.model.article import Sighting

    return [Sighting(capture_id, 0, revision.id, Span(0, len(revision.text)))]


@pytest.mark.parametrize(
    ("query", "firsts"),
    [
        ("outlet:潮見", "佐"),
        ("outlet:shiomi", "佐"),
        ("媒体：みなと新報", "村船"),
        ("-outlet:潮見", "村船"),
        ("date:2022-12-30", "村"),
        ("date:2022-12-29..30", "村"),
        ("date:..2023-01", "村佐"),
        ("date:2023-01..", "佐船"),
        ("date:2023", "佐船"),
        ("掲載日:2022年12月30日〜2023年1月5日", "村佐"),
        ("speaker:村井", "村佐"),
        ("speaker:村井里美 to:佐野", "村"),
        ("話者:佐", "佐"),
        ("to:村井", ""),
        ("when:2023-06", "村"),
        ("when:2023-06-01", "村"),
        ("when:2023-01", ""),
        ("when:2023", "村佐"),
        ("tag:港", "佐"),
        ("tag:＃港", "佐"),
        ("figure:機", "村"),
        ("kind:statement", "村佐"),
        ("種類:数", "村"),
        ("kind:article 船", "船"),
        ("(speaker:村井 -date:2023) OR 船", "村船"),
    ],
)
def test_fields_mean_what_they_are_documented_to(filed: Store, query: str, firsts: str) -> None:
    hits = search(filed, query)
    texts = [filed.articles.find_revision(hit.revision).text for hit in hits.hits]
    assert {text[0] for text in texts} == set(firsts)
    assert hits.total == len(firsts)


def test_facets_count_all_articles_and_name_their_values(filed: Store) -> None:
    counted = search(filed, "-鯨", limit=1, facets=("outlet", "speaker", "month", "tag")).facets
    told = {facet: [(c.name, c.articles) for c in counts] for facet, counts in counted.items()}
    assert told == {
        "outlet": [("みなと新報", 2), ("潮見日報", 1)],
        "speaker": [("村井里美", 2), ("フランス", 1), ("佐野一郎", 1)],
        "month": [("2023-02", 1), ("2023-01", 1), ("2022-12", 1)],
        "tag": [("#港", 1)],
    }


def test_what_stood_at_a_moment_is_found_as_of_then(store: Store) -> None:
    first = put(store, "港は静かだ。", uri="u")
    second = put(store, "港は混んだ。", uri="u", previous=first.id)
    put(store, "港は広い。", published=dt.date(2024, 6, 1))
    show(store, capture(hour=9), first)
    show(store, capture("<urn:uuid:2>", hour=12), second)

    def at(query: str, day: int, hour: int) -> set[str]:
        as_of = dt.datetime(2024, 5, day, hour, tzinfo=dt.UTC)
        return {
            store.articles.find_revision(hit.revision).text for hit in search(store, query, as_of=as_of).hits
        }

    assert at("港", 1, 0) == {"港は静かだ。"}
    assert at("静か", 2, 11) == at('"静か"', 2, 11) == {"港は静かだ。"}
    assert at("静か", 2, 13) == set()
    assert at("港", 2, 13) == {"港は混んだ。"}


def test_a_hit_says_where_and_shows_the_line_around_it(store: Store) -> None:
    text = "一行目。\n" + "長" * 50 + "約３㌔先で止まった。\n三行目。"
    revision = put(store, text, title="列車が止まる", external_id="m-1")
    [hit] = search(store, "3キロ 列車 止まった 三行").hits
    assert (hit.article, hit.external_id, hit.revision) == (revision.article, "m-1", revision.id)
    assert (hit.field, hit.span, hit.text) == ("text", Span(56, 58), "３㌔")
    assert (hit.before, hit.after) == ("長" * 39 + "約", "先で止まった。")
    assert [mark.of(text) for mark in hit.marks] == ["３㌔", "止まった"]
    [hit] = search(store, "列車").hits
    assert (hit.field, hit.span, hit.text, hit.before, hit.after) == (
        "title",
        Span(0, 2),
        "列車",
        "",
        "が止まる",
    )
    [hit] = search(store, "-鯨").hits
    assert (hit.field, hit.span, hit.text, hit.after) == ("text", Span(0, 0), "", "一行目。")


def test_total_counts_all_and_the_newest_come_first(store: Store) -> None:
    revisions = [put(store, f"第{n}報", published_at=f"2024-05-01T{n:02}:00") for n in range(24)]
    hits = search(store, "報", limit=3)
    assert hits.total == 24
    assert [hit.revision for hit in hits.hits] == [r.id for r in revisions[:-4:-1]]


def test_the_best_stand_in_titles_and_hold_more_of_the_words(store: Store) -> None:
    texts = [
        ("港町の話。大橋の話。", "山の話"),
        ("港町の話。", "港町と大橋"),
        ("何もない。\n大橋の話。", "港町が開く"),
        ("港町の話。\n海。", None),
        ("海の話。\n港町。", None),
    ]
    revisions = [put(store, text, title=title, uri=f"{text}{title}") for text, title in texts]
    hits = search(store, "港町 OR 大橋", order="best")
    ids = [revision.id for revision in revisions]
    assert [ids.index(hit.revision) for hit in hits.hits] == [1, 2, 3, 0, 4]


@pytest.mark.parametrize("order", ["newest", "best"])
def test_pages_follow_one_another_whatever_comes_in_between(store: Store, order: Order) -> None:
    """Also many that were told on one day, at no time that anybody knows."""
    choice = random.Random(3)

    def more(n: int) -> Revision:
        day = dt.date(2024, 5, choice.randint(1, 3))
        title = choice.choice(["港", "橋", "港と橋"])
        return put(store, f"第{n}報。港。橋。", published=day, title=title, uri=f"{n}")

    before = [more(n) for n in range(40)]
    whole = [h.revision for h in search(store, "港 橋", 1000, order=order).hits]
    paged: list[str] = []
    cursor = None
    for turn in range(100):
        hits = search(store, "港 橋", 7, order=order, cursor=cursor)
        paged += [hit.revision for hit in hits.hits]
        more(100 + turn)
        cursor = hits.cursor
        if cursor is None:
            break
    assert len(paged) == len(set(paged))
    assert [id for id in paged if id in whole] == whole
    assert set(whole) == {revision.id for revision in before}


def test_a_cursor_is_for_one_search(store: Store) -> None:
    for n in range(4):
        put(store, f"第{n}報。港。")
    cursor = search(store, "港", 2).cursor
    for query, order, foreign in (
        ("報", "newest", cursor),
        ("港", "best", cursor),
        ("港", "newest", "港"),
        ("港", "newest", "e30"),
        ("港", "newest", "WzFd"),
        ("港", "newest", "A" * 100_000),
    ):
        with pytest.raises(QueryError, match="続きの印"):
            search(store, query, 2, order=order, cursor=foreign)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query",
    [
        "港 " * 100_000,
        "港は静かだ。" * 100_000,
        "(" * 100_000 + "港" + ")" * 100_000,
        "-" * 100_000 + "港",
        '"' * 99_999,
        "港 OR " * 100_000 + "港",
        "(" * 5_000,
        "-(" * 2_000 + "港" + ")" * 2_000,
        "港 " * 4_000,
        "\0",
        "港\x1b[31m",
        "\udcff",
        "date:" + "9" * 9_000,
        "a" * 9_000 + ":x",
    ],
)
def test_a_hostile_query_gets_an_error(store: Store, query: str) -> None:
    put(store, "港は静かだ。")
    with pytest.raises(QueryError) as raised:
        search(store, query)
    assert len(str(raised.value)) < 1_000


def test_a_query_as_long_as_may_be_is_answered(store: Store) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(9_000))
    revision = put(store, text)
    assert found(search(store, text)) == found(search(store, f'"{text}"')) == {revision.id}
    assert search(store, f"{text}港").total == 0
    assert search(store, " ".join(chr(0x4E00 + n) for n in range(200))).total == 1
    assert search(store, " OR ".join(chr(0x4E00 + n) for n in range(200))).total == 1
