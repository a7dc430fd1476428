"""kirinuki compare: two tellings side by side, without an archive."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, BinaryIO

import click

from kirinuki.cli.options import Day, as_json
from kirinuki.cli.session import Session, print_json, say
from kirinuki.errors import InputError
from kirinuki.model.article import JAPAN
from kirinuki.model.weaving import Collation


@dataclass(frozen=True, slots=True)
class _Told:
    """One telling as it was given."""

    text: str
    published: dt.date
    title: str | None
    outlet: str | None


@click.command("compare", short_help="二つの伝えを並べて比べる (two tellings side by side)")
@click.argument("old", type=click.File("rb"))
@click.argument("new", type=click.File("rb"))
@click.option("--published", type=Day(), help="ファイルに書かれていない公表日 [今日]")
@as_json
@click.pass_obj
def command(session: Session, old: BinaryIO, new: BinaryIO, published: dt.date | None, as_json: bool) -> None:
    """OLD の一文ずつが NEW でどうなったかを示します。書庫は要りません。

    Lays two tellings side by side: what stayed, was reworded, extended, shortened, updated or corrected,
    what is new and what was dropped; between two outlets also where their values contradict each other.
    A file is plain text, or JSON with "text" and, where known, "outlet", "published" and "title". Two files
    of one outlet (or of none) are taken for revisions of one article.

    \b
    例:
      kirinuki compare 朝.txt 夕.txt --published 2025-05-03
      kirinuki compare 甲.json 乙.json --json
    """
    from kirinuki.read.reader import Reader
    from kirinuki.weave.changes import collate_titles
    from kirinuki.weave.collation import collate

    default = published or session.now().date()
    tellings = [_telling(file, default) for file in (old, new)]
    if published is None and any(t.published == default for t in tellings):
        say(f"公表日がないものは、今日 {default} から日付を解きます (dates are read from today)")
    reader = Reader()
    readings = [reader.read(t.text, t.published) for t in tellings]
    outlets = {t.outlet for t in tellings}
    collation = collate(readings[0], readings[1], same_outlet=len(outlets) == 1 or None in outlets)
    from kirinuki.publish.collations import collation_json, show_headed

    title = Collation((), ())
    titles = tellings[0].title or "", tellings[1].title or ""
    if all(titles):
        title = collate_titles(*titles, readings[1], reader, collation.changes)
    if not as_json:
        show_headed(title, titles, collation, (readings[0].text, readings[1].text))
        return
    document = collation_json(collation, readings[0].text, readings[1].text)
    print_json(document | {"title": collation_json(title, *titles) if all(titles) else None})


def _telling(file: BinaryIO, published: dt.date) -> _Told:
    """What the file tells, its text exactly as given. Raises `InputError` naming the field that is wrong."""
    from kirinuki.capture.encodings import decode

    text = decode(file.read(), file.name).text
    if not text.strip():
        raise InputError(f"{file.name}: 本文が空です (empty): 比べる本文を入れてください")
    if text.lstrip()[0] not in "{[":
        return _Told(text, published, None, None)
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as e:
        if text.lstrip().startswith("["):  # ［東京 3日］: a place, no list
            return _Told(text, published, None, None)
        raise InputError(
            f"{file.name}: JSON として読めません ({e}): 直すか、本文だけの .txt にしてください"
        ) from None
    if not isinstance(fields, dict):
        raise InputError(
            f'{file.name}: JSON の配列は比べられません (a list): 一つの記事を {{"text": "…"}} の形にしてください'
        )
    if not isinstance(fields.get("text"), str) or not fields["text"].strip():
        raise InputError(
            f'{file.name}: "text" に本文がありません (no text): {{"text": "…"}} の形にしてください'
        )
    return _Told(
        fields["text"],
        _day(fields, file.name) or published,
        _words(fields, "title"),
        _words(fields, "outlet"),
    )


def _words(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _day(fields: dict[str, Any], name: str) -> dt.date | None:
    """The day in Japan of the field `published`, a date or a time."""
    value = _words(fields, "published")
    if value is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        raise InputError(
            f'{name}: "published" の {value} は日付ではありません。2025-05-03 の形にしてください (not ISO 8601)'
        ) from None
    return (moment if moment.tzinfo is None else moment.astimezone(JAPAN)).date()
