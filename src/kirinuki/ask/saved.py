"""Saved searches: queries under a name, a line each in a file that a person may edit.

    # what I follow
    港の再開発: 港 (再開発 OR 埋め立て) -花火
    市長: speaker:村井

Lines that are empty or begin with # are left alone; the first colon, of either width, ends the name.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kirinuki.ask.novelty import Arrived, News, Reads, find_news
from kirinuki.ask.query import Query, parse, stands_in
from kirinuki.ask.search import Search
from kirinuki.errors import ArchiveError, NotFoundError, QueryError
from kirinuki.model.query import wanted_words
from kirinuki.store import Store
from kirinuki.store.folding import Folded

_NO_NAME = re.compile("[:：#]")
_LINE = re.compile(r"\s*(?P<name>[^:：#\s][^:：]*?)\s*[:：]\s*(?P<query>.*\S)\s*")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query under its name."""

    name: str
    query: Query


class SavedSearches:
    """The saved searches of an archive, in its file `searches.txt`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[SavedSearch]:
        """All of them, in the order of the file; the last of a name counts. Raises `QueryError` with file and line."""
        found: dict[str, SavedSearch] = {}
        for number, line in enumerate(self._lines(), 1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            written = _LINE.fullmatch(line)
            if written is None:
                raise QueryError(
                    f"{self._path} の {number} 行目: 「名前: 検索式」の形ではありません: {line.strip()[:60]} (no name: query)"
                )
            try:
                found[written["name"]] = SavedSearch(written["name"], parse(written["query"]))
            except QueryError as e:
                raise QueryError(f"{self._path} の {number} 行目: {e}") from e
        return list(found.values())

    def find(self, name: str) -> SavedSearch:
        """The search of this name. Raises `NotFoundError`, with the nearest name, where there is none."""
        searches = {search.name: search for search in self.all()}
        if name not in searches:
            near = get_close_matches(name, searches, 1, 0.4)
            hint = (
                f"{near[0]} ではありませんか"
                if near
                else f"あるのは: {'、'.join(searches) or 'まだありません'}"
            )
            raise NotFoundError(
                f"{name}: この名の検索は {self._path.name} にありません。{hint} (no such search)"
            )
        return searches[name]

    def save(self, query: Query, name: str | None = None) -> None:
        """Keep the query under the name, by default its own words, in place of one that had it; the other lines stay."""
        if name is None:
            name = " ".join(_NO_NAME.sub(" ", query.text).split())
        line = f"{name}: {query.text}"
        written = _LINE.fullmatch(line)
        if written is None or written["name"] != name or "\n" in line:
            raise QueryError(
                f"{name!r}: 検索の名前にはコロン、改行、先頭の # と空白は使えません (no name for a search)"
            )
        lines = self._lines()
        kept = [other for other in lines if not ((m := _LINE.fullmatch(other)) and m["name"] == name)]
        at = next((n for n, other in enumerate(lines) if other not in kept), len(kept))
        kept.insert(at, line)
        self._write(kept)

    def drop(self, text: str) -> None:
        """Keep a query no longer, under whatever name it is kept."""
        self._write(
            [line for line in self._lines() if not ((m := _LINE.fullmatch(line)) and m["query"] == text)]
        )

    def _write(self, lines: list[str]) -> None:
        growing = self._path.with_name(f"{self._path.name}.new")
        try:
            growing.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
            growing.replace(self._path)
        except OSError as e:
            raise ArchiveError(f"{self._path}: 書き込めません ({e.strerror}) (cannot write)") from e

    def _lines(self) -> list[str]:
        try:
            return self._path.read_text(encoding="utf-8-sig").splitlines()
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as e:
            raise ArchiveError(
                f"{self._path}: 読めません。UTF-8 の文字のファイルにします ({e}) (cannot read)"
            ) from e


def matching_news(
    store: Store, read: Reads, search: Search, query: Query, since: dt.datetime | None
) -> Arrived:
    """What came after `since` (None: everything), says something that no other telling does, and is what the query asks for: of
    an article that it holds for, and with one of its words in the new passage itself."""
    arrived = find_news(store, read, since)
    articles = search.resolved(query).articles(store) if arrived.news else frozenset()
    wanted = list(wanted_words(query.root))

    def asked_for(news: News) -> bool:
        told = Folded(news.evidence.text)
        return news.source.article in articles and (
            not wanted or any(stands_in(words, told) for words in wanted)
        )

    return Arrived(tuple(filter(asked_for, arrived.news)), arrived.until)
