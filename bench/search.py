"""What a search costs in an archive of a million passages, beside SQLite's trigrams, LIKE, and tantivy with bigrams, in one run.

The archive is that of the bench of weaving (`bench.weave.Worlds`: data/wikinews set in other worlds), with what the facets
count made up beside it: fifty outlets, twenty thousand speakers, storylines of a story's tellings, two hundred tags. Words are
drawn from the articles as they stand there, so everyday ones come often: of two kanji or katakana (選挙), of longer runs, of one
character, and of pieces of any text, over kanji and kana, that no word index has.

Each word is asked for with all facets and the first page; the peers give the count and the newest twenty, tantivy counts of
outlets and months as well; ours without facets stands beside them. LIKE has no count but by reading all texts, and is asked a
tenth of the words.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.reading import ROOT
from bench.weave import FIRST_DAY, Worlds
from evals.scores import shared_folder
from kirinuki.ask.query import parse, quoted
from kirinuki.ask.search import FACETS, Search
from kirinuki.ask.storylines import Storylines
from kirinuki.model.article import Article, Capture, Given, Outlet, Revision, Sighting
from kirinuki.model.query import Facet, Facts, Voice
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.read.sentences import split_sentences
from kirinuki.store import Store, create_store, open_store

TANTIVY = ROOT / ".peers" / "tantivy" / "bin" / "python"
PASSAGES = 1_000_000
_ASKED = 300
"""Words of each kind."""
_OUTLETS, _SPEAKERS, _TAGS = 50, 20_000, 200
_STORIES_A_DAY = 10
_TEXT = "text.jsonl"
_DATABASE = "kirinuki.db"
_RUNS = re.compile("[一-鿿々]+|[ァ-ヴー]+")
_INDEX = ("bigrams", "characters", "words", "shelves")


def search(passages: int = PASSAGES, keep: Path | None = None) -> None:
    """Prints seconds and sizes. The filled archive is kept in the folder `keep`, and taken from there the next time."""
    if not (shared_folder() / "data" / "wikinews").is_dir():
        print("search: needs data/wikinews of the shared folder")
        return
    with tempfile.TemporaryDirectory(prefix="kirinuki-bench-", dir=keep) as temporary:
        folder = (keep or Path(temporary)) / f"search-{passages}"
        if not (folder / _TEXT).is_file():
            _fill(folder, passages)
        texts = [json.loads(line) for line in (folder / _TEXT).open(encoding="utf-8")]
        size = sum(len(text.encode()) for *_, text in texts)
        words = _words([text for *_, text in texts])
        with open_store(folder / _DATABASE) as store:
            print(
                f"search: {len(texts):,} articles, {size / 2**20:.0f} MiB of text; index {_index_size(store) / size:.2f} of it",
                flush=True,
            )
            whole = Search(store, Storylines(store, _unread))
            _ask(whole, "選挙")
            kirinuki = _timed("kirinuki", words, _here(lambda word: _ask(whole, word)))
            _timed("no facets", words, _here(lambda word: _ask(whole, word, ())))
        _beside(
            _timed("LIKE", {k: w[::10] for k, w in words.items()}, _here(_like(folder / _DATABASE))), kirinuki
        )
        _beside(
            _timed("FTS5 trigram", words, _here(_trigram(Path(temporary), texts, size)), at_least=3), kirinuki
        )
        if TANTIVY.is_file():
            with _Tantivy(Path(temporary), folder / _TEXT, size) as tantivy:
                _beside(_timed("tantivy", words, tantivy.ask, at_least=2), kirinuki)
        else:
            print("  tantivy: not installed here; run bench/peers/tantivy.sh once")


def _ask(whole: Search, word: str, facets: Sequence[Facet] = FACETS) -> int:
    return whole.hits(parse(quoted(word) if _means_more(word) else word), 20, facets=facets).total


def _means_more(word: str) -> bool:
    return bool(re.search(r"[\s()（）:：]|^[-－\"]", word))


def _words(texts: Sequence[str]) -> dict[str, list[str]]:
    """Of each kind, drawn from the texts by how often they stand there."""
    choice = random.Random(7)
    found: dict[str, list[str]] = {
        "two characters": [], "two, each word once": [], "longer runs": [], "one character": [], "any piece": [],
    }  # fmt: skip
    once: set[str] = set()
    while any(len(words) < _ASKED for words in found.values()):
        text = choice.choice(texts)
        runs = _RUNS.findall(text)
        run = choice.choice(runs) if runs else ""
        at = choice.randrange(len(text) - 12) if len(text) > 12 else 0
        piece = " ".join(text[at : at + choice.randint(2, 12)].split()).replace('"', "")
        if len(run) == 2:
            found["two characters"].append(run)
            once.add(run)
        elif len(run) > 2:
            found["longer runs"].append(run[:12])
        if run:
            found["one character"].append(choice.choice(run))
        if len(piece) > 1:
            found["any piece"].append(piece)
        if len(once) >= _ASKED:
            found["two, each word once"] = sorted(once)
    return {kind: words[:_ASKED] for kind, words in found.items()} | {
        "very common": ["の", "た", "した", "して", "日本", "ている", "こと", "年", "発表", "2022年"]
    }


def _timed(
    name: str, words: dict[str, list[str]], ask: Callable[[str], tuple[float, int]], at_least: int = 1
) -> dict[str, float]:
    """Prints milliseconds for each kind of words, the median, p95 and the slowest of the processor, p95 by the clock; gives p95."""
    p95s = {}
    for kind, asked in words.items():
        answerable = [word for word in asked if len(word) >= at_least]
        if not answerable:
            print(f"  {name:13}{kind:20} cannot answer")
            continue
        times, clock = [], []
        for word in answerable:
            start = time.perf_counter()
            seconds, total = ask(word)
            clock.append(1000 * (time.perf_counter() - start))
            times.append((1000 * seconds, word, total))
        times.sort()
        clock.sort()
        p95 = int(len(times) * 0.95)
        p95s[kind] = times[p95][0]
        slowest, word, total = times[-1]
        print(
            f"  {name:13}{kind:20} median {times[len(times) // 2][0]:8.2f} ms, p95 {p95s[kind]:8.2f}, "
            f"slowest {slowest:8.2f} ({word}: {total:,}); p95 by the clock {clock[p95]:.2f}",
            flush=True,
        )
    return p95s


def _here(ask: Callable[[str], int]) -> Callable[[str], tuple[float, int]]:
    """Seconds of this process's processor, and the total: others work on the same machine."""

    def timed(word: str) -> tuple[float, int]:
        start = time.process_time()
        total = ask(word)
        return time.process_time() - start, total

    return timed


def _beside(theirs: dict[str, float], ours: dict[str, float]) -> None:
    ratios = ", ".join(f"{kind} {p95 / ours[kind]:.1f}" for kind, p95 in theirs.items())
    print(f"    p95 in ours: {ratios}", flush=True)


def _like(path: Path) -> Callable[[str], int]:
    database = sqlite3.connect(path)

    def ask(word: str) -> int:
        (total,) = database.execute(
            "SELECT COUNT(*) FROM revisions WHERE text LIKE ?", (f"%{word}%",)
        ).fetchone()
        database.execute(
            "SELECT id FROM revisions WHERE text LIKE ? ORDER BY told DESC LIMIT 20", (f"%{word}%",)
        ).fetchall()
        return int(total)

    return ask


def _trigram(
    folder: Path, texts: Sequence[tuple[int, int, str, str, str]], size: int
) -> Callable[[str], int]:
    path = folder / "trigram.db"
    database = sqlite3.connect(path)
    start = time.perf_counter()
    database.execute(
        "CREATE VIRTUAL TABLE t USING fts5 (text, content = '', columnsize = 0, tokenize = 'trigram')"
    )
    database.executemany(
        "INSERT INTO t (rowid, text) VALUES (?, ?)", ((number, text) for number, *_, text in texts)
    )
    database.commit()
    print(
        f"  FTS5 trigram  indexed in {time.perf_counter() - start:.0f} s; {path.stat().st_size / size:.2f} of the text",
        flush=True,
    )

    def ask(word: str) -> int:
        match = '"' + word.replace('"', '""') + '"'
        (total,) = database.execute("SELECT COUNT(*) FROM t WHERE t MATCH ?", (match,)).fetchone()
        database.execute(
            "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid DESC LIMIT 20", (match,)
        ).fetchall()
        return int(total)

    return ask


class _Tantivy:
    """tantivy in a process of its own, which tells its own seconds."""

    def __init__(self, folder: Path, texts: Path, size: int) -> None:
        self._process = subprocess.Popen(
            [TANTIVY, ROOT / "bench" / "peers" / "tantivy_search.py", texts, folder / "tantivy"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        seconds, taken = self._answer()
        print(f"  tantivy       indexed in {seconds:.0f} s; {taken / size:.2f} of the text", flush=True)

    def _answer(self) -> tuple[float, int]:
        assert self._process.stdout is not None
        seconds, number = json.loads(self._process.stdout.readline())
        return seconds, number

    def ask(self, word: str) -> tuple[float, int]:
        """Seconds of its processor, and the total."""
        assert self._process.stdin is not None
        self._process.stdin.write("".join(word.split()) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def __enter__(self) -> _Tantivy:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


def _index_size(store: Store) -> int:
    """Bytes of the pages that the index takes."""
    names = " OR ".join(f"name LIKE '{name}%'" for name in _INDEX)
    return int(store._database.all(f"SELECT SUM(pgsize) FROM dbstat WHERE {names}")[0][0])


def _fill(folder: Path, passages: int) -> None:
    start = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _DATABASE).unlink(missing_ok=True)
    choice, held = random.Random(7), 0
    with (
        create_store(folder / _DATABASE) as store,
        (folder / "text.growing").open("w", encoding="utf-8") as out,
    ):
        store._database._connection.execute("PRAGMA cache_size = -1000000")
        for number, tellings in enumerate(Worlds().stories()):
            if held >= passages:
                break
            held += sum(len(split_sentences(text)) for text in tellings)
            with store.transaction():
                for row in put_story(store, number, tellings, choice):
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")
        store.shelves.refresh()
        store.shelves.keep()
        store._database._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (folder / "text.growing").rename(folder / _TEXT)
    print(f"search: {held:,} passages filled in {time.perf_counter() - start:.0f} s", flush=True)


def put_story(
    store: Store,
    number: int,
    tellings: list[str],
    choice: random.Random,
    onto: Sequence[tuple[str, str, float, str]] = (),
) -> Iterator[tuple[int, int, str, str, str]]:
    """Put a story's tellings into the store, in the line `onto` where it is given; gives them as the peers index them."""
    day = FIRST_DAY + dt.timedelta(days=number // _STORIES_A_DAY)
    outlets = choice.sample(range(_OUTLETS), len(tellings))
    minutes = sorted(choice.sample(range(24 * 60), len(tellings)))
    revisions: list[Revision] = []
    for n, (text, key) in enumerate(zip(tellings, outlets, strict=True)):
        outlet = Outlet(f"outlet{key}", f"第{key}新聞")
        article = Article(f"{number:012x}{n:04x}", outlet.key, f"https://{outlet.key}.example/{number}")
        at = f"{day.isoformat()}T{minutes[n] // 60:02}:{minutes[n] % 60:02}"
        title = text.lstrip().partition("。")[0][:30]
        revision = Revision(f"{number:012x}{n:04x}f", article.id, title, text, day, published_at=at)
        store.articles.put(outlet, article, revision)
        voices = frozenset(
            Voice(m, "speaker", f"話者{who}", f"話者{who}")
            for m, who in enumerate(int(_SPEAKERS * choice.random() ** 3) for _ in range(2))
        )
        store.facts.put(
            revision.id, Facts(voices, frozenset({(day.toordinal(), day.toordinal() + 1)}), frozenset({"人"}))
        )
        lines = onto or ([(revisions[0].article, revisions[0].id, 0.5, "共通")] if revisions else [])
        store.storylines.join(revision.id, lines)
        revisions.append(revision)
        moment = int(dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC).timestamp())
        yield number * 10 + n, moment, outlet.key, at[:7], text
    given = Given(name=f"{number}.txt", published=day, published_from="given")
    sightings = [Sighting(f"<{number}>", n, r.id, Span(0, len(r.text))) for n, r in enumerate(revisions)]
    log = Capture(
        f"<{number}>",
        str(number),
        "bench.warc.gz",
        dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        "utf-8",
        "bytes",
        given,
    )
    store.captures.add(log, sightings, (f"札{choice.randrange(_TAGS)}",), (), ())


def _unread(revision: Revision) -> Reading:
    raise AssertionError(f"{revision.id} is not to be read for a search")
