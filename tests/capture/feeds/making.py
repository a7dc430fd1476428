"""Feeds of a made-up newspaper, in every form."""

from __future__ import annotations

import datetime as dt

URL = "https://www.kowan.example.jp/rss.xml"
HOME = "https://www.kowan.example.jp/"
AT = dt.datetime(2025, 1, 14, 9, 0, tzinfo=dt.UTC)
"""When they were received: 18:00 in Japan."""
MOMENT = dt.datetime(2025, 1, 13, 12, 37, tzinfo=dt.UTC)
TITLE = "港湾局、第2岸壁を閉鎖　あすから"


def item(
    title: str = TITLE,
    link: str = f"{HOME}news/1",
    date: str = "Mon, 13 Jan 2025 21:37:00 +0900",
    more: str = "",
) -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>{more}</item>\n"


LAST = item("岸壁の補修始まる", f"{HOME}news/2", "Sun, 12 Jan 2025 09:00:00 +0900")


def rss(*items: str, declared: str | None = "UTF-8", before: str = "") -> str:
    """RSS 2.0 with the items and `LAST`; an XML declaration unless `declared` is None."""
    head = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    return (
        f'{head}{before}<rss version="2.0"><channel><title>港湾日報</title><link>{HOME}</link><language>ja</language>\n'
        f"{''.join(items)}{LAST}</channel></rss>\n"
    )


RDF = f"""<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xml:lang="ja">
<channel rdf:about="{HOME}index.rdf"><title>港湾日報</title><link>{HOME}</link><description>港の知らせ</description>
<dc:language>ja</dc:language><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
<items><rdf:Seq><rdf:li rdf:resource="{HOME}news/1"/></rdf:Seq></items></channel>
<item rdf:about="{HOME}news/1"><title>{TITLE}</title><link>{HOME}news/1</link>
<description>岸壁を閉じる。</description><content:encoded><![CDATA[<p>岸壁を<b>閉じる</b>。</p>]]></content:encoded>
<dc:date>2025-01-13T21:37:00+09:00</dc:date><dc:creator>水野かもめ</dc:creator><dc:subject>港</dc:subject></item>
</rdf:RDF>"""

ATOM = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja" xml:base="{HOME}top/">
<title type="text">港湾日報</title><id>tag:kowan.example.jp,2025:feed</id><updated>2025-01-13T13:00:00Z</updated>
<link rel="self" href="/atom.xml"/><link href="{HOME}"/><author><name>編集部</name></author>
<entry xml:base="news/"><title type="html">港湾局、第2岸壁を&lt;b&gt;閉鎖&lt;/b&gt;　あすから</title>
<id>tag:kowan.example.jp,2025:1</id><link rel="enclosure" href="a.jpg"/><link href="1"/>
<published>2025-01-13T12:37:00Z</published><updated>2025-01-13T13:00:00Z</updated>
<author><name>水野かもめ</name></author><category term="minato" label="港"/>
<summary>岸壁を閉じる。</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>岸壁を<b>閉じる</b>。</p></div></content></entry>
</feed>"""

JSON = f"""{{"version": "https://jsonfeed.org/version/1.1", "title": "港湾日報", "home_page_url": "{HOME}", "language": "ja",
"authors": [{{"name": "編集部"}}], "items": [
{{"id": 1, "url": "/news/1", "title": "{TITLE}", "content_html": "<p>岸壁を<b>閉じる</b>。</p>", "summary": "岸壁を閉じる。",
"date_published": "2025-01-13T21:37:00+09:00", "date_modified": "2025-01-13T22:00:00+09:00",
"authors": [{{"name": "水野かもめ"}}], "tags": ["港"]}}]}}"""

SITEMAP = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{HOME}news/1</loc><lastmod>2025-01-13T22:00:00+09:00</lastmod>
<news:news><news:publication><news:name>港湾日報</news:name><news:language>ja</news:language></news:publication>
<news:publication_date>2025-01-13T21:37:00+09:00</news:publication_date><news:title>{TITLE}</news:title>
<news:keywords>港, 岸壁、港</news:keywords></news:news></url>
</urlset>"""

INDEX = f"""<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{HOME}sitemap-news.xml</loc><lastmod>2025-01-13</lastmod></sitemap>
<sitemap><loc>{HOME}sitemap-old.xml.gz</loc></sitemap>
</sitemapindex>"""
