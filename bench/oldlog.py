"""Ten years of a daily log as はてなブログ exports it, made up: what `kirinuki import` is tried on.

    python -m bench.oldlog DAYS > export.txt

Entries are in turn HTML, はてな記法 and Markdown, each of two or three reports of the example newspaper with other names
and numbers, tweets, cards, pictures, categories, and a link to an entry of the week before.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator

FIRST = dt.date(2016, 1, 1)
_PLACES = ("北浜港", "汐見県", "青瀬市", "高瀬町", "磯部村", "港北区", "松崎市")
_NAMES = ("三崎", "高瀬", "磯部", "大森", "白川", "村井", "早瀬", "黒木")
_OUTLETS = ("みなと放送", "汐見新報", "北浜ニュース")


def reports(day: dt.date) -> list[str]:
    """What was cut out on a day: sentences with its date, and names and figures that change from day to day."""
    n = day.toordinal()
    place, name, figure = _PLACES[n % 7], _NAMES[n % 8], n % 83 + 2
    return [
        f"{place}の{name}報道官は{day.day}日、岸壁の{figure}か所を閉鎖したと発表した。けが人は{figure + 3}人に上る。",
        f"{name}報道官は記者会見で「{n % 12 + 1}月{n % 28 + 1}日までは再開しない」と述べた。",
        f"{_PLACES[(n + 3) % 7]}の{_NAMES[(n + 5) % 8]}知事は{day.day}日、{figure * 10}世帯に見舞金を支給する考えを示しました。",
    ]


def entry(day: dt.date) -> str:
    """An entry of the export, without the line that ends it."""
    first, second, third = reports(day)
    outlet, n = _OUTLETS[day.toordinal() % 3], day.toordinal()
    before = day - dt.timedelta(days=7)
    earlier = f"https://kiroku.example/entry/{before:%Y/%m/%d}/070000"
    match n % 3:
        case 0:
            body = (
                f'<h3>🔴{_PLACES[n % 7]}</h3><blockquote cite="https://shimpo.example/{n}"><p>{first}</p><p>{second}</p></blockquote>\n'
                f'<blockquote class="twitter-tweet"><p>{third} <a href="https://t.co/a{n}">https://t.co/a{n}</a></p>'
                f'&mdash; {outlet} (@news_{n % 9}) <a href="https://twitter.com/x/status/{n}">{day:%Y年%m月%d日}</a></blockquote>\n'
                f'<p><a href="{earlier}">先週</a></p><p>#{_PLACES[n % 7]}</p>'
            )
        case 1:
            body = (
                f"*{_PLACES[n % 7]}\n>https://shimpo.example/{n}:title>\n{first}\n{second}\n<<\n[f:id:kiroku:{n}:plain]\n"
                f"{third}\n[https://minato.example/{n}:embed:cite]\n[{earlier}:title=先週]"
            )
        case _:
            body = (
                f"## {_PLACES[n % 7]}\n\n> {first}{second}\n\n![岸壁](a.jpg)\n\n{third}\n\n[先週]({earlier})"
            )
    return (
        f"AUTHOR: kiroku\nTITLE: {day:%Y年%m月%d日}の切り抜き\nBASENAME: {day:%Y/%m/%d}/070000\nSTATUS: Publish\n"
        f"DATE: {day:%m/%d/%Y} 07:00:00\nCATEGORY: {_PLACES[n % 7]}\nCATEGORY: 切り抜き\n-----\nBODY:\n{body}\n-----\n"
    )


def export(days: int) -> Iterator[str]:
    """The export of so many days, the newest first, as the site writes it."""
    for back in range(days):
        yield entry(FIRST + dt.timedelta(days=days - 1 - back)) + "--------\n"


if __name__ == "__main__":
    sys.stdout.writelines(export(int(sys.argv[1])))
