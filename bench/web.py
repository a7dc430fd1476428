"""What a page costs the server in an archive of 100,000 articles: its time at the 95th percentile, cold, and its weight.

The articles are those of bench/weave (worlds of stories, three tellings each), with storylines as bench/search joins them and
readings that hold sentences and, of each text, its first sentences as statements. Every page is asked for at another article, day
or storyline each time, so that nothing of it was made before.
"""

from __future__ import annotations

import logging
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from litestar.testing import TestClient

from bench.search import put_story
from bench.weave import FIRST_DAY, TOLD, Worlds
from evals.scores import shared_folder
from kirinuki.flow import Archive
from kirinuki.model.reading import Reading, Statement
from kirinuki.model.text import Span
from kirinuki.read.sentences import split_sentences
from kirinuki.web import create_app

ARTICLES = 100_000
_ASKED = 40
"""Times that each kind of page is asked for."""
_SAID = 3
_AIM, _HEAVIEST = 0.2, 100_000


def web(articles: int = ARTICLES, keep: Path | None = None) -> None:
    """Prints, for each kind of page, seconds at the 95th percentile and the greatest weight. The filled archive is kept in the
    folder `keep`, and taken from there the next time."""
    if not (shared_folder() / "data" / "wikinews").is_dir():
        print("web: needs data/wikinews of the shared folder")
        return
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory(prefix="kirinuki-bench-", dir=keep) as temporary:
        folder = (keep or Path(temporary)) / f"web-{articles}"
        if not folder.is_dir():
            _fill(folder, articles)
        with Archive.open(folder, looking=True) as archive:
            told = [
                article.id for article in islice(archive.articles(), 0, None, max(1, articles // _ASKED // 3))
            ]
            days = (archive.span() or (FIRST_DAY, FIRST_DAY))[1] - FIRST_DAY
        choice = random.Random(7)
        choice.shuffle(told)
        told = told[:_ASKED]
        dates = [FIRST_DAY + days * choice.random() for _ in told]
        pages = {
            "today": [f"/days/{day}" for day in dates],
            "article": [f"/articles/{id}" for id in told],
            "storylines": [f"/storylines?after={choice.getrandbits(50)}:z" for _ in told],
            "storyline": [f"/storylines/{id}" for id in told],
            "statements": [f"/ledgers/statements?until={day}" for day in dates],
            "statements of one": [
                f"/ledgers/statements?q=outlet:outlet{n}&until={day}" for n, day in enumerate(dates)
            ],
            "changes": [f"/ledgers/changes?until={day}" for day in dates],
            "claims": [f"/ledgers/claims?storyline={id}" for id in told],
            "API statements": [f"/api/v1/ledgers/statements?until={day}" for day in dates],
        }
        print(
            f"web: {articles:,} articles, each page {_ASKED} times (aim: {_AIM * 1000:.0f} ms, {_HEAVIEST:,} bytes)"
        )
        with TestClient(create_app(folder), base_url="http://127.0.0.1:8023") as client:
            client.get("/storylines")  # what is made once: templates, catalogues
            for name, addresses in pages.items():
                _measure(client, name, addresses)


def _measure(client: TestClient, name: str, addresses: Sequence[str]) -> None:  # type: ignore[type-arg]
    seconds, weights = [], []
    for address in addresses:
        start = time.perf_counter()
        answer = client.get(address)
        seconds.append(time.perf_counter() - start)
        weights.append(len(answer.content))
        assert answer.status_code == 200, (address, answer.status_code)
    late = statistics.quantiles(seconds, n=20)[-1]
    print(f"  {name:<20}{late * 1000:>8.0f} ms{max(weights):>10,} bytes", flush=True)


def _fill(folder: Path, articles: int) -> None:
    start = time.perf_counter()
    growing = folder.with_suffix(".growing")
    choice = random.Random(7)
    with Archive.create(growing) as archive:
        store, version = archive._store, archive._reader.version
        store._database._connection.execute("PRAGMA cache_size = -1000000")
        for number, tellings in enumerate(islice(Worlds().stories(), -(-articles // TOLD))):
            with store.transaction():
                list(put_story(store, number, tellings, choice))
                for n in range(len(tellings)):
                    revision = store.articles.find_revision(f"{number:012x}{n:04x}f")
                    sentences = tuple(split_sentences(revision.text))
                    said = tuple(
                        Statement("indirect", Span(span.start, span.end), "invented")
                        for span in sentences[:_SAID]
                    )
                    store.readings.put(
                        revision.id,
                        Reading(
                            revision.text, revision.published, version, sentences, (), (), (), (), said, ()
                        ),
                    )
                    store.repeats.index(revision.id, ())
                    store.repeats.mark_woven(revision.id)
        store.shelves.refresh()
        store.shelves.keep()
    growing.rename(folder)
    print(f"web: filled in {time.perf_counter() - start:.0f} s", flush=True)
