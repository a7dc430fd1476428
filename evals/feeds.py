"""Feeds of a made-up newspaper, sound and odd, read by us and by the parsers that one would take instead.

    python -m evals.feeds [--errors]        bench/peers/feeds.sh installs the others

A feed is right where it has all its entries and each its title as a person reads it, its address and its moment.
"""

from __future__ import annotations

import argparse
import base64
import datetime as dt
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from evals.peers.programs import NotInstalledError, Peer
from evals.peers.tables import table
from kirinuki.capture.feeds import parse
from kirinuki.errors import KirinukiError

HOME = "https://www.kowan.example.jp/"
URL = f"{HOME}rss/index.rdf"
TITLE = "港湾局、第2岸壁を閉鎖へ"
AT = dt.datetime(2025, 1, 14, 9, 0, tzinfo=dt.UTC)
MOMENT = "2025-01-13T12:37:00+00:00"
PEERS = ("feedparser", "fastfeedparser")
_SECOND = ("岸壁の補修が始まる", f"{HOME}news/2", "2025-01-12T00:00:00+00:00")
_ROUNDS = 5


@dataclass(frozen=True)
class Case:
    """A feed and what it says: (title, address, moment in UTC) of each entry."""

    group: str
    name: str
    data: bytes
    entries: tuple[tuple[str, str, str], ...]
    content_type: str | None = None


def _item(
    title: str = TITLE,
    link: str = f"{HOME}news/1",
    date: str = "Mon, 13 Jan 2025 21:37:00 +0900",
    more: str = "",
) -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>{more}</item>\n"


def _rss(item: str, label: str | None = "UTF-8") -> str:
    head = f'<?xml version="1.0" encoding="{label}"?>\n' if label else ""
    last = _item(_SECOND[0], _SECOND[1], "Sun, 12 Jan 2025 09:00:00 +0900")
    channel = f"<title>港湾日報</title><link>{HOME}</link><description>港の知らせ</description><language>ja</language>\n"
    return f'{head}<rss version="2.0"><channel>{channel}{item}{last}</channel></rss>'


def _said(
    title: str = TITLE, link: str = f"{HOME}news/1", moment: str = MOMENT
) -> tuple[tuple[str, str, str], ...]:
    return ((title, link, moment), _SECOND)


def cases() -> Iterator[Case]:
    """All feeds, the same ones every time."""
    yield from _encodings()
    yield from _forms()
    for words, title in {
        "<![CDATA[<b>港湾局</b>、閉鎖へ]]>": "港湾局、閉鎖へ",
        "港&amp;amp;街&amp;quot;閉鎖&amp;quot;": '港&街"閉鎖"',
        "&lt;速報&gt;港で火災": "<速報>港で火災",
        "&lt;b&gt;速報&lt;/b&gt;港で火災": "速報港で火災",
        "支持5&lt;10、反対3&gt;2": "支持5<10、反対3>2",
        "<![CDATA[<ruby>埠頭<rt>ふとう</rt></ruby>を閉鎖]]>": "埠頭を閉鎖",
        "港湾局　第2岸壁を\n 閉鎖": "港湾局　第2岸壁を 閉鎖",
    }.items():
        yield Case("titles", words, _rss(_item(words)).encode(), _said(title))
    for words in (
        "Mon, 13 Jan 2025 21:37:00 JST", "Mon, 13 Jan 2025 12:37:00 GMT", "2025-01-13T21:37:00+09:00", "2025-01-13 21:37:00",
        "2025/01/13 21:37", "2025年1月13日 21時37分", "月, 13 1月 2025 21:37:00 +0900", "2025-01-13 21:37:00 JST",
        "Mon Jan 13 2025 21:37:00 GMT+0900 (日本標準時)", "令和7年1月13日 午後9時37分", "1月13日 21:37", "昨日 21:37", "1736771820",
    ):  # fmt: skip
        yield Case("times", words, _rss(_item(date=words)).encode(), _said())
    sound = _rss(_item())
    for name, text, entries in (
        ("& in an address", _rss(_item(link=f"{HOME}news?a=1&b=2")), _said(link=f"{HOME}news?a=1&b=2")),
        ("HTML's entities", _rss(_item("港湾局&hellip;閉鎖&mdash;")), _said("港湾局…閉鎖—")),
        ("control characters", _rss(_item("港湾局\x0b、\x08閉鎖")), _said("港湾局、閉鎖")),
        ("HTML unescaped", _rss(_item(more="<description><p>岸壁を<b>閉じる。<br></description>")), _said()),
        ("</item> missing", _rss(_item().replace("</item>", "")), _said()),
        ("</title> missing", _rss(_item().replace("</title>", "")), _said()),
        ("prefix undeclared", _rss(_item(more="<dc:creator>水野かもめ</dc:creator>")), _said()),
        ("text before", "<b>Warning</b>: line 3<br />\n" + sound, _said()),
        ("text behind", sound + "<script>x</script>", _said()),
        ("< in a title", _rss(_item("岸壁 < 埠頭 の順に閉鎖")), _said("岸壁 < 埠頭 の順に閉鎖")),
        ("cut off in an entry", sound[: sound.index("<pubDate>Sun") - 12], _said()[:1]),
        ("own entities", sound.replace("<rss", '<!DOCTYPE rss [<!ENTITY x "y">]><rss'), _said()),
    ):
        yield Case("broken XML", name, text.encode(), entries)
    for link, address in {
        "/news/1": f"{HOME}news/1",
        "../news/1": f"{HOME}news/1",
        f"\n{HOME}news/1\n": f"{HOME}news/1",
    }.items():
        yield Case("addresses", link, _rss(_item(link=link)).encode(), _said(link=address))
    based = _rss(_item(link="1")).replace("<channel>", f'<channel xml:base="{HOME}news/">')
    yield Case("addresses", "xml:base", based.encode(), _said())


def _encodings() -> Iterator[Case]:
    labels = {
        "utf-8": "UTF-8",
        "cp932": "Shift_JIS",
        "euc_jp": "EUC-JP",
        "iso2022_jp": "ISO-2022-JP",
        "utf-16-le": "UTF-16",
    }
    for encoding, label in labels.items():
        other = "EUC-JP" if encoding == "utf-8" else "UTF-8"
        for how, declared, header in (
            ("declared", label, None),
            ("by header", None, label),
            ("undeclared", None, None),
            ("declared wrongly", other, None),
            ("wrong header", label, other),
        ):
            data = _rss(_item(), declared).encode(encoding)
            sent = f"text/xml; charset={header}" if header else None
            yield Case("encodings", f"{encoding} {how}", data, _said(), sent)
    vendors = _rss(_item("①番岸壁、㈱灯台"), "Shift_JIS").encode("cp932")
    yield Case("encodings", "cp932 called Shift_JIS", vendors, _said("①番岸壁、㈱灯台"))


def _forms() -> Iterator[Case]:
    one = _said()[:1]
    body = f"<title>{TITLE}</title><link>{HOME}news/1</link>"
    rdf = (
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{URL}"><title>港湾日報</title><link>{HOME}</link></channel>'
        f'<item rdf:about="{HOME}news/1">{body}<dc:date>2025-01-13T21:37:00+09:00</dc:date></item></rdf:RDF>'
    )
    atom = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{HOME}"><title>港湾日報</title><entry xml:base="news/"><title>{TITLE}'
        '</title><link href="1"/><published>2025-01-13T12:37:00Z</published><updated>2025-01-13T13:00:00Z</updated></entry></feed>'
    )
    json = (
        f'{{"version": "https://jsonfeed.org/version/1.1", "title": "港湾日報", "items": [{{"id": "1", "url": "{HOME}news/1", '
        f'"title": "{TITLE}", "date_published": "2025-01-13T21:37:00+09:00"}}]}}'
    )
    news = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>{HOME}news/1</loc><news:news><news:publication_date>2025-01-13T21:37:00+09:00</news:publication_date>"
        f"<news:title>{TITLE}</news:title></news:news></url></urlset>"
    )
    for name, text in {
        "RSS 2.0": _rss(_item()),
        "RSS 1.0": rdf,
        "Atom": atom,
        "JSON Feed": json,
        "news sitemap": news,
    }.items():
        yield Case("forms", name, text.encode(), _said() if name == "RSS 2.0" else one)


def ours(case: Case) -> list[tuple[str | None, str, str | None]]:
    """What kirinuki reads."""
    try:
        feed = parse(case.data, url=URL, content_type=case.content_type, at=AT)
    except KirinukiError:
        return []
    return [
        (e.title, e.url, e.published.astimezone(dt.UTC).isoformat() if e.published else None)
        for e in feed.entries
    ]


def theirs(parser: str, given: Iterable[Case]) -> list[dict[str, Any]]:
    """What a peer reads of each: `entries`, and the `ms` it took."""
    return Peer(parser, "feeds", "feeds_parse.py").ask(
        [
            {
                "parser": parser,
                "data": base64.b64encode(case.data).decode(),
                "content_type": case.content_type,
                "url": URL,
            }
            for case in given
        ]
    )


def large() -> Iterator[Case]:
    """Sound feeds of 200 entries, each another, for the time that one takes."""
    for n in range(_ROUNDS):
        items = "".join(
            _item(f"{TITLE}（{n}の{m}）", f"{HOME}news/{m}", more=f"<description>{TITLE * 5}</description>")
            for m in range(200)
        )
        yield Case("speed", str(n), _rss(items).encode(), ())


def main() -> None:
    """Print the table, by kind of feed the share that is right."""
    parser = argparse.ArgumentParser(prog="python -m evals.feeds")
    parser.add_argument("--errors", action="store_true")
    errors = parser.parse_args().errors
    every = list(cases())
    read: dict[str, list[list[Any]]] = {"kirinuki": [[list(e) for e in ours(case)] for case in every]}
    cost = {"kirinuki": min(map(_timed, large()))}
    for name in PEERS:
        try:
            read[name] = [answer["entries"] for answer in theirs(name, every)]
            read[f"{name}, decoded by us"] = [
                a["entries"] for a in theirs(name, [_decoded(case) for case in every])
            ]
            cost[name] = min(answer["ms"] for answer in theirs(name, large()))
        except NotInstalledError as e:
            print(e)
    groups = list(dict.fromkeys(case.group for case in every))
    counts = {group: sum(case.group == group for case in every) for group in groups}
    rows = []
    for name, answers in read.items():
        right = [got == [list(e) for e in case.entries] for case, got in zip(every, answers, strict=True)]
        hits = [
            sum(ok for case, ok in zip(every, right, strict=True) if case.group == group) for group in groups
        ]
        rows.append((name, *hits, f"{cost[name]:.1f}" if name in cost else ""))
        for case, got, ok in zip(every, answers, right, strict=True):
            if errors and not ok:
                print(f"{name}: {case.group}: {case.name!r}: {got}")
    print(table(("", *(f"{group} ({counts[group]})" for group in groups), "ms of a core, 200 entries"), rows))


def _timed(case: Case) -> float:
    start = time.process_time()
    ours(case)
    return 1000 * (time.process_time() - start)


def _decoded(case: Case) -> Case:
    """The feed in UTF-8 as our decoding has it, and saying so: what is left is the peer's reading of XML and of times."""
    from kirinuki.capture.encodings import decode

    text = decode(case.data, case.name, declared=case.content_type or "text/xml").text
    if text.startswith("<?xml"):
        text = '<?xml version="1.0" encoding="UTF-8"?>' + text.partition("?>")[2]
    return replace(case, data=text.encode(), content_type="text/xml; charset=utf-8")


if __name__ == "__main__":
    main()
