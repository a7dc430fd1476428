"""What a page costs the server in an archive of 100,000 articles: the 95th percentile of its time, cold, by the clock and of the
processor (which other programs share), and its greatest weight.

The archive is that of bench/chronicle. Every page is asked for at another article, day, storyline or word each time, so that
nothing of it was made before; of those that are one page for the whole archive (status, notes, people) the server is another each
time. The storyline of the made-up newspaper (examples/), of thirty articles with figures, claims and agenda, is asked of another
server each time too.
"""

from __future__ import annotations

import logging
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from litestar import Litestar
from litestar.testing import TestClient

from bench.chronicle import clip, day_of, fill, long_storylines, revised
from bench.reading import ROOT
from bench.weave import NOW, TOLD
from evals.scores import shared_folder
from kirinuki.flow import Archive
from kirinuki.web import create_app

ARTICLES = 100_000
_ASKED = 40
"""Times that each kind of page is asked for."""
_WORDS = re.compile("[一-鿿]{2,3}")
_AIM, _HEAVIEST = 0.2, 100_000

Browser = TestClient[Litestar]


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
            fill(folder, articles)
        newspaper = Path(temporary) / "newspaper"
        with Archive.create(newspaper) as archive:
            for file in sorted((ROOT / "examples" / "newspaper").iterdir()):
                archive.add(file.read_bytes(), name=file.name, now=NOW)
            archive.read_new()
            archive.weave_new()
            thirty = max(archive.storylines.all(), key=lambda line: len(line.members)).id
        print(
            f"web: {articles:,} articles, each page {_ASKED} times (aim: {_AIM * 1000:.0f} ms, {_HEAVIEST:,} bytes)"
        )
        with _browser(folder) as browser:
            for name, addresses in _pages(folder, articles).items():
                _measure(name, [browser] * len(addresses), addresses)
            _measure("clip, preview", [browser] * _ASKED, _drafts(browser))
        for name, address in (("status", "/status"), ("people", "/people"), ("notes", "/notes")):
            _measure_anew(name, folder, address)
        _measure_anew("storyline of thirty", newspaper, f"/storylines/{thirty}")
        _measure_anew("its figures, a picture", newspaper, f"/storylines/{thirty}/figures.svg")


def _pages(folder: Path, articles: int) -> dict[str, list[str]]:
    """The addresses of each kind of page."""
    choice = random.Random(7)
    with Archive.open(folder, looking=True) as archive:
        told = [a.id for a in islice(archive.articles(), 0, None, max(1, articles // _ASKED // 3))]
        choice.shuffle(told)
        told = told[:_ASKED]
        texts = [archive.current(id).text for id in told]
        parties = archive.people.all(limit=400, type="PERSON").parties
    days = [day_of(choice.randrange(articles // TOLD)) for _ in told]
    words = [quote(choice.choice(_WORDS.findall(text) or ["日本"])) for text in texts]
    people = [quote(party.id) for party in choice.sample(parties, min(_ASKED, len(parties)))]
    return {
        "today": [f"/days/{day}" for day in days],
        "article": [f"/articles/{id}" for id in told],
        "diff": [f"/articles/{id}/diff" for id in islice(revised(articles), _ASKED)],
        "storylines": [f"/storylines?after={choice.getrandbits(40)}:z" for _ in told],
        "storyline of three": [f"/storylines/{id}" for id in told],
        "storyline of 30": [f"/storylines/{id}" for id in islice(long_storylines(articles), _ASKED)],
        "person": [f"/people/{id}" for id in people],
        "statements": [f"/ledgers/statements?until={day}" for day in days],
        "statements of one": [
            f"/ledgers/statements?q=outlet:outlet{n}&until={day}" for n, day in enumerate(days)
        ],
        "figures": [f"/ledgers/figures?storyline={id}" for id in told],
        "claims": [f"/ledgers/claims?storyline={id}" for id in told],
        "agenda": [f"/ledgers/agenda?until={day}" for day in days],
        "changes": [f"/ledgers/changes?until={day}" for day in days],
        "search, with facets": [f"/search?q={word}" for word in words],
        "search, in time": [f"/search?q={word}+date:..{day}" for word, day in zip(words, days, strict=True)],
        "map": [f"/map?to={day}" for day in days],
        "clip": ["/clip"] * _ASKED,
        "API storylines": [f"/api/v1/storylines?after={choice.getrandbits(40)}:z" for _ in told],
        "API statements": [f"/api/v1/ledgers/statements?until={day}" for day in days],
        "API search": [f"/api/v1/search?q={word}" for word in words],
        "API people": ["/api/v1/people"] * _ASKED,
    }


def _drafts(browser: Browser) -> Iterator[str]:
    """Texts handed in, each when it is asked for: the addresses of their previews."""
    token = re.search(r'name="token" value="([^"]+)"', browser.get("/clip").text)
    assert token is not None
    for text in clip(_ASKED):
        answer = browser.post("/clip", data={"token": token[1], "text": text}, follow_redirects=False)
        yield answer.headers["location"]


def _browser(folder: Path) -> Browser:
    return TestClient(create_app(folder), base_url="http://127.0.0.1:8023")


def _measure_anew(name: str, folder: Path, address: str) -> None:
    """A page of servers that have just begun, but for templates and catalogues, which a process makes once."""
    with _browser(folder) as browser:
        browser.get("/clip"), browser.get(address)
    browsers = [_browser(folder) for _ in range(_ASKED)]
    _measure(name, browsers, [address] * _ASKED)


def _measure(name: str, browsers: Sequence[Browser], addresses: Iterable[str]) -> None:
    clock, processor, weights = [], [], []
    for browser, address in zip(browsers, addresses, strict=True):
        start, worked = time.perf_counter(), time.process_time()
        answer = browser.get(address)
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - worked)
        weights.append(len(answer.content))
        assert answer.status_code == 200, (address, answer.status_code)
    late, worked = (1000 * statistics.quantiles(times, n=20)[-1] for times in (clock, processor))
    print(
        f"  {name:<24}{late:>8.0f} ms, of the processor {worked:>5.0f}{max(weights):>10,} bytes", flush=True
    )
