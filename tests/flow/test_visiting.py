"""Pages by their address: what becomes of a further look, kept and made again from what was kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.capture.fetch import Fetcher
from kirinuki.errors import FetchError, InputError
from kirinuki.flow import Archive
from kirinuki.flow.visiting import Visited
from tests.newspaper import CLOSED, HERE, OPENED, SHIPS, Newspaper, Reply, newspaper

NOW = dt.datetime(2022, 3, 1, 3, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    with newspaper() as paper:
        yield paper


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "記録") as archive:
        yield archive


def visit(archive: Archive, url: str, hours: float = 0) -> Visited:
    return archive.visit(url, Fetcher("kirinuki-test", {HERE}), now=NOW + hours * HOUR)


def texts(archive: Archive) -> list[list[str]]:
    return sorted([r.text for r in archive.revisions(article.id)] for article in archive.articles())


def records(archive: Archive) -> list[str]:
    """Types of the WARC records of captures and visits."""
    from warcio.archiveiterator import ArchiveIterator

    found = []
    for path in sorted((archive.path / "warc").iterdir()):
        with path.open("rb") as file:
            found += [
                (record.rec_headers.get_header("WARC-Profile") or record.rec_type).rpartition("/")[2]
                for record in ArchiveIterator(file)
            ]
    return [type for type in found if type not in ("warcinfo", "metadata", "request")]


def rebuilt(archive: Archive) -> list[object]:
    """The rows of the archive, after it was made again from its files."""
    path = archive.path
    archive.read_new()
    archive.weave_new()
    before = list(archive._store.rows())
    archive.close()
    Archive.rebuild(path)
    with Archive.open(path) as again:
        assert list(again._store.rows()) == before
    return before  # type: ignore[return-value]


def test_a_page_is_taken_in_with_what_it_says_of_itself(paper: Newspaper, archive: Archive) -> None:
    url = paper.put("/news/1", "第2岸壁を閉鎖", CLOSED, SHIPS)
    visited = visit(archive, url)
    assert visited.became == "new"
    [article] = archive.articles()
    revision = archive.current(article.id)
    assert (article.outlet, article.uri) == ("みなと新報", url)
    assert (revision.title, revision.text) == ("第2岸壁を閉鎖", f"{CLOSED}\n\n{SHIPS}")
    assert revision.published_at == "2022-03-01T09:00:00+09:00"
    assert records(archive) == ["response"]
    rebuilt(archive)


def test_what_has_not_changed_is_a_revisit(paper: Newspaper, archive: Archive) -> None:
    url = paper.put("/news/1", "第2岸壁を閉鎖", CLOSED, SHIPS, etag=True)
    assert [visit(archive, url, hours).became for hours in (0, 1)] == ["new", "same"]
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED, SHIPS)
    assert visit(archive, url, 2).became == "same"
    assert records(archive) == ["response", "server-not-modified", "identical-payload-digest"]
    rebuilt(archive)


def test_a_page_whose_chrome_changed_and_whose_article_did_not_is_no_revision(
    paper: Newspaper, archive: Archive
) -> None:
    url = paper.put("/news/1", "第2岸壁を閉鎖", CLOSED, SHIPS)
    visit(archive, url)
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED, SHIPS, chrome="港まつりに3万人")
    again = visit(archive, url, 1)
    assert again.became == "same"
    assert [report.article for report in again.reports] == [a.id for a in archive.articles()]
    assert texts(archive) == [[f"{CLOSED}\n\n{SHIPS}"]]
    assert records(archive) == ["response", "urn:kirinuki:revisit:same-article"]
    rebuilt(archive)


def test_a_changed_article_is_a_revision_and_so_is_the_way_back(paper: Newspaper, archive: Archive) -> None:
    url = paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    visit(archive, url)
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED, SHIPS)
    assert visit(archive, url, 1).became == "revised"
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    assert visit(archive, url, 2).became == "revised"
    assert texts(archive) == [[CLOSED, f"{CLOSED}\n\n{SHIPS}", CLOSED]]
    assert records(archive) == ["response"] * 3
    rebuilt(archive)


def test_another_piece_at_an_address_is_another_article(paper: Newspaper, archive: Archive) -> None:
    url = paper.put("/today", "第2岸壁を閉鎖", CLOSED)
    visit(archive, url)
    library = "あおば町の図書館で、絵本作家の原画を集めた展覧会が開かれている。会期は今月末まで、入場は無料。"
    paper.put(
        "/today",
        "絵本の原画ずらり",
        library,
        "初日には親子連れら約200人が訪れ、色鉛筆で描かれた動物に見入っていた。",
    )
    assert visit(archive, url, 1).became == "new"
    assert len(list(archive.articles())) == 2
    rebuilt(archive)


GONE = {
    "404": Reply(404, "お探しのページは見つかりません".encode()),
    "410": Reply(410),
    "notice": Reply(
        200,
        "<html><head><title>みなと新報</title></head><body><h1>みなと新報</h1>"
        "<p>お探しの記事は見つかりませんでした。掲載期間が終了した可能性があります。</p></body></html>".encode(),
    ),
    "removed": Reply(
        200,
        "<html><head><title>記事は削除されました - みなと新報</title></head><body><main><article>"
        "<h1>お知らせ</h1><p>この記事は削除されました。</p></article></main></body></html>".encode(),
    ),
    "home": Reply(302, headers={"Location": "/"}),
}


@pytest.mark.parametrize("how", GONE)
def test_an_article_that_is_taken_down_is_said_to_be_gone_and_comes_back(
    paper: Newspaper, archive: Archive, how: str
) -> None:
    paper.put("/", "きょうの紙面", SHIPS, OPENED)
    url = paper.put("/news/1", "第2岸壁を閉鎖", CLOSED, SHIPS)
    visit(archive, url)
    there = paper.replies["/news/1"]
    paper.replies["/news/1"] = GONE[how]
    gone = visit(archive, url, 1)
    assert gone.became == "gone" and gone.why
    assert visit(archive, url, 2).became == "same"
    paper.replies["/news/1"] = there
    assert visit(archive, url, 3).became == "back"
    [article] = archive.articles()
    assert texts(archive) == [[f"{CLOSED}\n\n{SHIPS}"]]
    told = [shown.removal for shown in archive.removals()]
    assert [(r.article, r.gone, r.at) for r in told] == [
        (article.id, True, NOW + HOUR), (article.id, False, NOW + 3 * HOUR),
    ]  # fmt: skip
    assert [shown.removal.gone for shown in archive.removals(as_of=NOW + 2 * HOUR)] == [True]
    assert list(archive.removals(as_of=NOW + HOUR / 2)) == []
    rebuilt(archive)


def test_what_was_never_there_is_not_gone(paper: Newspaper, archive: Archive) -> None:
    assert visit(archive, paper.site + "/nowhere").became == "nothing"
    assert records(archive) == [] and texts(archive) == []


def test_a_report_about_pages_that_were_deleted_is_no_notice(paper: Newspaper, archive: Archive) -> None:
    report = (
        "みなと市は1日、公式サイトの記事が削除されましたと誤って表示されていた問題で、原因は設定の誤りだったと発表した。"
        "市によると、2月28日の夜から1日の朝にかけて、市の公式サイトにある防災の案内など合わせて42のページで「お探しの"
        "ページは見つかりません」という表示が出ていた。市は再発の防止に努めるとしている。"
    )
    assert visit(archive, paper.put("/news/2", "42ページに誤った表示", report)).became == "new"


@pytest.mark.parametrize("status", [403, 500, 503])
def test_an_answer_that_is_none_changes_nothing(paper: Newspaper, archive: Archive, status: int) -> None:
    url = paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    visit(archive, url)
    paper.replies["/news/1"] = Reply(status, "混み合っています".encode())
    assert visit(archive, url, 1).became == "failed"
    assert (records(archive), texts(archive), list(archive.removals())) == (["response"], [[CLOSED]], [])


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize(
    "words", ["ただいまメンテナンス中です。", "アクセスが集中しています。しばらく時間をおいてください。"]
)
def test_a_notice_for_the_moment_is_no_article_and_no_revision(
    paper: Newspaper, archive: Archive, words: str, there: bool
) -> None:
    url = paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    if there:
        visit(archive, url)
    body = f"<html><head><title>みなと新報</title></head><body><main><p>{words}</p></main></body></html>"
    paper.replies["/news/1"] = Reply(200, body.encode())
    assert visit(archive, url, 1).became == "failed"
    assert texts(archive) == [[CLOSED]] * there
    paper.put("/news/1", "サイトに殺到", "チケットのサイトにアクセスが集中している。")
    assert visit(archive, url, 2).became == "new"


def test_a_page_without_article_is_kept_and_told_as_a_problem(paper: Newspaper, archive: Archive) -> None:
    paper.replies["/live"] = Reply(200, b"<html><body><video src=a></video></body></html>")
    visited = visit(archive, paper.site + "/live")
    assert visited.became == "nothing"
    assert records(archive) == ["response"]
    assert [problem.capture is not None for problem in archive.problems()] == [True]
    rebuilt(archive)


def test_a_film_or_a_document_is_not_kept(paper: Newspaper, archive: Archive) -> None:
    paper.replies["/report.pdf"] = Reply(body=b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    assert visit(archive, paper.site + "/report.pdf").became == "nothing"
    assert (records(archive), archive.problems()) == ([], [])


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "utf-8"])
def test_the_declared_encoding_is_kept_and_counts_when_the_archive_is_made_again(
    paper: Newspaper, archive: Archive, encoding: str
) -> None:
    url = paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    reply = paper.replies["/news/1"]
    assert isinstance(reply, Reply)
    body = reply.body.decode().replace('<meta charset="utf-8">', "").replace("©", "(c)").encode(encoding)
    labels = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP", "utf-8": "UTF-8"}
    paper.replies["/news/1"] = Reply(
        body=body, headers={"Content-Type": f"text/html; charset={labels[encoding]}"}
    )
    visit(archive, url)
    assert texts(archive) == [[CLOSED]]
    rebuilt(archive)


def test_a_feed_is_no_page_and_neither_is_a_word(paper: Newspaper, archive: Archive) -> None:
    with pytest.raises(InputError, match=r"watch --add"):
        visit(archive, paper.feed("/rss.xml", "/news/1"))
    with pytest.raises(InputError, match="not a URL"):
        visit(archive, "http://")
    with pytest.raises(FetchError, match="private"):
        archive.visit(paper.site + "/news/1", Fetcher("kirinuki-test"), now=NOW)
    assert records(archive) == []


def test_a_layout_that_hides_every_article_raises_the_alarm(paper: Newspaper, archive: Archive) -> None:
    for n in range(12):
        visit(archive, paper.put(f"/news/{n}", f"第{n}岸壁を閉鎖", CLOSED, SHIPS), n)
    shell = Reply(
        body=b"<!doctype html><html><head><title></title></head><body><div id=app></div></body></html>"
    )
    for n in range(12, 17):
        assert archive.falls() == []
        paper.replies[f"/news/{n}"] = shell
        assert visit(archive, f"{paper.site}/news/{n}", n).became == "nothing"
    [fall] = archive.falls()
    assert (fall.outlet, fall.field, fall.missing, fall.before) == ("みなと新報", "article", 5, 12)
    rebuilt(archive)


def test_what_was_asked_is_kept_beside_what_came_and_goes_out_with_it(
    paper: Newspaper, archive: Archive, tmp_path: Path
) -> None:
    from warcio.archiveiterator import ArchiveIterator

    url = paper.put("/news/1?q=港", "第2岸壁を閉鎖", CLOSED, etag=True)
    paper.replies["/news/1?q=%E6%B8%AF"] = paper.replies["/news/1?q=港"]
    visit(archive, url)
    visit(archive, url, 1)
    paper.put("/news/1?q=%E6%B8%AF", "第2岸壁を閉鎖", CLOSED, chrome="船", etag=True)
    visit(archive, url, 2)
    archive.export_warc(tmp_path / "out.warc.gz", None, now=NOW)
    archive.close()
    [ours] = (archive.path / "warc").iterdir()

    def requests(path: Path) -> list[tuple[str, str, bytes]]:
        """(type of the record that it is of, request line, If-None-Match) of each request record."""
        found, types = [], {}
        with path.open("rb") as file:
            for record in ArchiveIterator(file, no_record_parse=True):
                head = record.rec_headers.get_header
                types[head("WARC-Record-ID")] = record.rec_type
                if record.rec_type == "request":
                    line, *fields = record.raw_stream.read().split(b"\r\n")
                    assert f"Host: {paper.site.partition('//')[2]}".encode() in fields
                    condition = next((f for f in fields if f.startswith(b"If-None-Match")), b"")
                    found.append((types[head("WARC-Concurrent-To")], line.decode(), condition[:13]))
        return found

    line = "GET /news/1?q=%E6%B8%AF HTTP/1.1"
    assert requests(ours) == [
        ("response", line, b""),
        ("revisit", line, b"If-None-Match"),
        ("revisit", line, b"If-None-Match"),
    ]
    # A 304, and other bytes around the same article, replay tools cannot show.
    assert requests(tmp_path / "out.warc.gz") == [("response", line, b"")]
