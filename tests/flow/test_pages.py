"""Articles over several pages: one article, every word proved from the page that it stands on."""

from __future__ import annotations

import datetime as dt
import zlib
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from kirinuki.capture.fetch import Fetcher
from kirinuki.errors import FetchError, TraceError
from kirinuki.flow import Archive
from kirinuki.flow.visiting import Visited
from tests.flow.test_visiting import HOUR, NOW, archive, paper, rebuilt, records, texts
from tests.flow.test_watching import Clock, follow, once, watching
from tests.newspaper import CLOSED, HERE, OPENED, PUBLISHED, SHIPS, Newspaper, Reply, page

__all__ = ["archive", "paper"]

TITLE = "第2岸壁を閉鎖"
PAGES = ("/news/1", "/news/1?page=2", "/news/1?page=3")
WHOLE = "\n\n".join((CLOSED, SHIPS, OPENED))


def put(paper: Newspaper, *texts: str, title: str = TITLE) -> str:
    """Put up an article of one paragraph a page, each page with a link to the next."""
    for n, text in enumerate(texts):
        onward = f'<a rel="next" href="{PAGES[n + 1]}">次のページ</a>' if n + 1 < len(texts) else ""
        body = page(title, text).replace(b"</main>", f"{onward}</main>".encode())
        paper.replies[PAGES[n]] = Reply(body=body, headers={"Content-Type": "text/html", "ETag": f'"{n}"'})
    return paper.site + PAGES[0]


def visit(archive: Archive, url: str, hours: float = 0, waited: list[float] | None = None) -> Visited:
    rest = [].append if waited is None else waited.append
    return archive.visit(url, Fetcher("kirinuki-test", {HERE}), now=NOW + hours * HOUR, rest=rest)


def test_one_article_of_three_pages_each_a_record(paper: Newspaper, archive: Archive) -> None:
    waited: list[float] = []
    assert visit(archive, put(paper, CLOSED, SHIPS, OPENED), waited=waited).became == "new"
    assert texts(archive) == [[WHOLE]]
    assert records(archive) == ["response"] * 3
    assert [path for path, _ in paper.asked] == [PAGES[0], "/robots.txt", *PAGES[1:]]
    assert waited == [2.0, 2.0]
    rebuilt(archive)


def test_every_word_is_proved_from_the_page_that_it_stands_on(paper: Newspaper, archive: Archive) -> None:
    visit(archive, put(paper, CLOSED, SHIPS, OPENED))
    [article] = archive.articles()
    revision = archive.current(article.id)
    for words, path in zip((CLOSED, SHIPS, OPENED), PAGES, strict=True):
        start = revision.text.index(words)
        for at, end in (
            (start, start + len(words)),
            (start, start + 1),
            (start + len(words) - 1, start + len(words)),
        ):
            trace = archive.trace(f"{revision.id}:{at}-{end}")
            assert trace.capture.came_from == paper.site + path
            assert trace.sighting.revision == revision.id
            assert trace.sighting in archive._store.captures.sightings(trace.capture.id)


def test_what_is_exported_of_an_article_holds_all_its_pages(
    paper: Newspaper, archive: Archive, tmp_path: Path
) -> None:
    visit(archive, put(paper, CLOSED, SHIPS, OPENED))
    [article] = archive.articles()
    out = tmp_path / "one.warc.gz"
    archive.export_warc(out, None, now=NOW, outlet=article.outlet)
    with out.open("rb") as file:
        found = [record.rec_headers.get_header("WARC-Target-URI") for record in ArchiveIterator(file)]
    assert {paper.site + path for path in PAGES} <= set(found)


def test_a_later_page_that_is_damaged_proves_nothing(paper: Newspaper, archive: Archive) -> None:
    visit(archive, put(paper, CLOSED, SHIPS))
    [article] = archive.articles()
    revision = archive.current(article.id)
    archive._warc.close()
    [path] = (archive.path / "warc").iterdir()
    path.write_bytes(_without(path.read_bytes(), PAGES[1]))
    with pytest.raises(TraceError):
        archive.trace(f"{revision.id}:{len(CLOSED) + 2}-{len(revision.text)}")


def _without(warc: bytes, path: str) -> bytes:
    """A WARC file without the response of this path."""
    kept, rest = b"", warc
    while rest:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        record, member = unpacker.decompress(rest), rest
        rest = unpacker.unused_data
        if not (b"WARC-Type: response" in record and f"{path}\r\n".encode() in record):
            kept += member[: len(member) - len(rest)]
    return kept


def test_an_edit_of_a_later_page_is_a_revision_and_none_is_a_visit(
    paper: Newspaper, archive: Archive
) -> None:
    url = put(paper, CLOSED, SHIPS)
    visit(archive, url)
    assert visit(archive, url, 1).became == "same"
    put(paper, CLOSED, OPENED)
    assert visit(archive, url, 2).became == "revised"
    assert texts(archive) == [[f"{CLOSED}\n\n{SHIPS}", f"{CLOSED}\n\n{OPENED}"]]
    assert records(archive) == ["response", "response", "identical-payload-digest", "response", "response"]
    rebuilt(archive)


def test_what_follows_of_another_title_is_another_article(paper: Newspaper, archive: Archive) -> None:
    url = put(paper, CLOSED, SHIPS)
    paper.put(PAGES[1], "港まつりに3万人", OPENED)
    visit(archive, url)
    assert texts(archive) == [[CLOSED]]
    assert records(archive) == ["response"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_half_an_article_is_not_filed_while_the_rest_cannot_be_had(
    paper: Newspaper, archive: Archive, status: int
) -> None:
    url = put(paper, CLOSED, SHIPS)
    paper.replies[PAGES[1]] = Reply(status)
    assert visit(archive, url).became == "failed"
    assert texts(archive) == []
    put(paper, CLOSED, SHIPS)
    assert visit(archive, url, 1).became == "new"
    assert texts(archive) == [[f"{CLOSED}\n\n{SHIPS}"]]


def test_robots_txt_is_asked_for_pages_that_nobody_named(paper: Newspaper, archive: Archive) -> None:
    paper.replies["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /*page=3\n")
    url = put(paper, CLOSED, SHIPS, OPENED)
    visit(archive, url)
    assert texts(archive) == [[f"{CLOSED}\n\n{SHIPS}"]]
    assert PAGES[2] not in paper.paths()
    paper.replies["/robots.txt"] = Reply(503)
    with pytest.raises(FetchError, match="続きのページ"):
        visit(archive, url, 48)


def test_a_watch_files_one_article_and_keeps_the_pace(paper: Newspaper, archive: Archive) -> None:
    put(paper, CLOSED, SHIPS, OPENED)
    paper.put("/news/2", "港まつりに3万人", SHIPS)
    follow(archive, paper.feed("/rss.xml", "/news/1", "/news/2"))
    clock = Clock()
    done = once(archive, clock)
    assert (done.pages, done.failed) == ({"new": 2}, [])
    assert [WHOLE] in texts(archive)
    assert sorted(paper.paths()) == sorted(["/rss.xml", *PAGES, "/news/2"])
    assert sum(clock.slept) >= 4 * 2.0
    rebuilt(archive)


def test_a_watch_leaves_pages_that_robots_txt_forbids(paper: Newspaper, archive: Archive) -> None:
    paper.replies["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /*page=2\n")
    put(paper, CLOSED, SHIPS)
    follow(archive, paper.feed("/rss.xml", "/news/1"))
    once(archive, Clock())
    assert texts(archive) == [[CLOSED]]
    assert paper.paths() == ["/rss.xml", "/news/1"]


def test_a_watch_files_nothing_while_a_later_page_is_away(paper: Newspaper, archive: Archive) -> None:
    archive.expect(put(paper, CLOSED, SHIPS), now=PUBLISHED)
    paper.replies[PAGES[1]] = Reply(500)
    clock = Clock()
    assert once(archive, clock).pages == {"failed": 1}
    assert texts(archive) == []
    put(paper, CLOSED, SHIPS)
    clock.at += 24 * HOUR
    assert once(archive, clock).pages == {"new": 1}
    assert texts(archive) == [[f"{CLOSED}\n\n{SHIPS}"]]


def test_a_slow_host_is_finished_in_the_next_round(paper: Newspaper, archive: Archive) -> None:
    paper.replies["/robots.txt"] = Reply(body=b"User-agent: *\nCrawl-delay: 200\n")
    put(paper, CLOSED, SHIPS)
    archive.expect(paper.site + PAGES[0], now=PUBLISHED)
    clock = Clock()
    with watching(archive, clock) as watch:
        for _ in range(4):
            watch.run(1)
            clock.at += dt.timedelta(minutes=5)
    assert texts(archive) == [[f"{CLOSED}\n\n{SHIPS}"]]
    assert paper.paths() == list(PAGES[:2])


def test_at_most_twenty_pages_are_followed(paper: Newspaper, archive: Archive) -> None:
    for n in range(1, 31):
        text = f"みなと市は1日、第{n}岸壁を強風のため閉鎖したと発表した。再開の時期は未定としている。"
        body = page(TITLE, text).replace(b"</main>", f'<a href="/a?page={n + 1}">次へ</a></main>'.encode())
        paper.replies[f"/a?page={n}" if n > 1 else "/a"] = Reply(body=body)
    visit(archive, f"{paper.site}/a")
    assert len(records(archive)) == 20
    [[text]] = texts(archive)
    assert text.count("\n\n") == 19


@pytest.mark.parametrize("killed_at", [1, 2, 3])
def test_a_killed_addition_leaves_the_whole_article_or_none(
    paper: Newspaper, archive: Archive, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    """Killed when so many of its records were in the file, and none in the database."""
    url = put(paper, CLOSED, SHIPS, OPENED)
    add, kept = archive._store.captures.add, []

    def killed(*capture: Any) -> None:
        kept.append(capture)
        if len(kept) == killed_at:
            raise KeyboardInterrupt
        add(*capture)

    with monkeypatch.context() as cut:
        cut.setattr(archive._store.captures, "add", killed)
        with pytest.raises(KeyboardInterrupt):
            visit(archive, url)
    assert texts(archive) == []
    visit(archive, paper.put("/news/2", "港まつりに3万人", SHIPS), 1)
    assert ([WHOLE] in texts(archive)) == (killed_at == 3)
    visit(archive, url, 2)
    assert [WHOLE] in texts(archive)
    rebuilt(archive)


def put_with_way_back(paper: Newspaper, *texts: str, title: str = TITLE) -> None:
    """As `put`, with the numbers of all pages on each."""
    put(paper, *texts, title=title)
    numbers = "".join(f'<a href="{path}">{n}</a>' for n, path in enumerate(PAGES[: len(texts)], 1))
    for path in PAGES[: len(texts)]:
        reply = paper.replies[path]
        assert isinstance(reply, Reply)
        paper.replies[path] = Reply(
            body=reply.body.replace(b"</main>", f"<div>{numbers}</div></main>".encode()),
            headers=reply.headers,
        )


@pytest.mark.parametrize("named", [PAGES[1:2], PAGES[1:], PAGES[::-1]])
def test_a_later_page_that_a_feed_names_belongs_to_the_article(
    paper: Newspaper, archive: Archive, named: tuple[str, ...]
) -> None:
    put_with_way_back(paper, CLOSED, SHIPS, OPENED)
    follow(archive, paper.feed("/rss.xml", *named))
    clock = Clock()
    assert once(archive, clock).pages.get("new") == 1
    for _ in range(3):
        clock.at += 3 * HOUR
        once(archive, clock)
    assert texts(archive) == [[WHOLE]]
    [article] = archive.articles()
    assert article.uri == paper.site + PAGES[0]
    rebuilt(archive)


def test_a_later_page_that_a_person_names_brings_the_whole_article(
    paper: Newspaper, archive: Archive
) -> None:
    put_with_way_back(paper, CLOSED, SHIPS, OPENED)
    visited = visit(archive, paper.site + PAGES[1])
    assert (visited.became, visited.url) == ("new", paper.site + PAGES[0])
    assert texts(archive) == [[WHOLE]]
    assert visit(archive, paper.site + PAGES[1], 1).became == "same"
    assert texts(archive) == [[WHOLE]]


def test_what_its_first_page_does_not_lead_to_stands_for_itself(paper: Newspaper, archive: Archive) -> None:
    put_with_way_back(paper, CLOSED, SHIPS)
    paper.put(PAGES[0], "港まつりに3万人", OPENED)
    follow(archive, paper.feed("/rss.xml", PAGES[1]))
    clock = Clock()
    for _ in range(4):
        once(archive, clock)
        clock.at += 3 * HOUR
    assert texts(archive) == sorted([[OPENED], [SHIPS]])
