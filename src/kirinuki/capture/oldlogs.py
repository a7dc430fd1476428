"""Old logs, whatever form they were exported in → the pieces that are captured one by one.

Each piece is a capture of its own, so that an import that was stopped goes on where it was, and the next export adds only what
is new.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kirinuki.capture.bookmarks import bookmarks, form_of
from kirinuki.capture.encodings import decode
from kirinuki.capture.movabletype import export_of, is_export
from kirinuki.capture.notes import has_front_matter, read_note
from kirinuki.errors import InputError

LogForm = Literal["movabletype", "bookmarks", "notes"]

NOTE_ENDINGS = (".md", ".markdown")
"""What is taken from a folder of notes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry, note or bookmark.

    `data`, `name`, `form` and `url` are what `Archive.add` takes; `place` is where it stands (file and line) and `published` its
    day where its own words do not tell it. `comment` is what the person wrote beside a bookmark, `page` the address of
    a page of which it has no more than the title.
    """

    data: bytes
    name: str
    place: str
    form: str
    url: str | None = None
    published: dt.date | None = None
    draft: bool = False
    comment: str = ""
    page: str | None = None


def sniff(data: bytes, name: str) -> tuple[LogForm, str]:
    """Which form a file is in, and what shows it, in Japanese. Raises `InputError` where nothing does."""
    text = decode(data, name).text
    if is_export(text):
        return (
            "movabletype",
            "AUTHOR: や TITLE: の行と ----- で始まるので、ブログの書き出し (Movable Type 形式)",
        )
    match form_of(text):
        case "html":
            return (
                "bookmarks",
                "リンクの一覧の HTML なので、しおりの書き出し (ブラウザー、はてなブックマーク、Pocket)",
            )
        case "feed":
            return (
                "bookmarks",
                "<feed> か <rdf> で始まるので、しおりの書き出し (はてなブックマークの Atom、RSS)",
            )
        case "csv":
            header = text.lstrip().partition("\n")[0].strip()
            return "bookmarks", f"一行目に住所の欄があるので、しおりの書き出し (CSV: {header[:60]})"
    if has_front_matter(text) or name.lower().endswith(NOTE_ENDINGS):
        return "notes", "前書きのある文か .md なので、Markdown の記事"
    raise InputError(
        f"{name}: 何の書き出しか分かりません (unknown form): 形を付けて kirinuki import hatena|mt|bookmarks|markdown {name}。"
        "報道を貼っただけのファイルなら kirinuki add"
    )


def pieces(
    data: bytes, name: str, form: LogForm, site: str | None = None, published: dt.date | None = None
) -> Iterator[Piece | InputError]:
    """The pieces of a file in its order; an `InputError` in place of one that cannot be read, with its place and the mend.

    `site` is the blog's address, `published` the day of notes that tell none. Raises `InputError` for a file that is not in
    this form.
    """
    text = decode(data, name).text
    if form == "notes":
        yield _note(data, text, name, site, published)
    elif form == "bookmarks":
        kind = form_of(text)
        if kind is None:
            raise InputError(f"{name}: しおりの書き出し (HTML, Atom, CSV) ではありません (no bookmarks)")
        for found in bookmarks(text, name):
            if isinstance(found, InputError):
                yield found
                continue
            clip = found.clip
            yield Piece(
                found.piece.encode(), f"{clip.url} ({kind})", f"{name}:{found.line}", "bookmark",
                comment=clip.comment or "", page=clip.url if clip.words is None else None,
            )  # fmt: skip
    else:
        for entry in export_of(data, name):
            if isinstance(entry, InputError):
                yield entry
                continue
            yield Piece(
                entry.data, entry.name, f"{name}:{entry.line}", "movabletype", entry.address(site),
                draft=entry.status.casefold() == "draft",
            )  # fmt: skip


def _note(
    data: bytes, text: str, name: str, site: str | None, published: dt.date | None
) -> Piece | InputError:
    note = read_note(text, name)
    if note.published is None and published is None:
        return InputError(
            f"{name}: いつのものか分かりません (no date): 前書きに date: 2026-01-02 を書くか、名前に日付を入れるか、"
            "--published で日を言ってください"
        )
    day = None if note.published else published
    return Piece(data, name, name, "note", note.address(site), published=day, draft=note.draft)
