"""What goes with searching: the searches that a person keeps, what is new of them, and what nearly matches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from kirinuki.ask.aliases import Aliases
from kirinuki.ask.nearly import Nearly, nearly
from kirinuki.ask.novelty import Arrived
from kirinuki.ask.query import parse
from kirinuki.ask.saved import SavedSearches, matching_news
from kirinuki.ask.search import Search
from kirinuki.model.article import Revision
from kirinuki.model.reading import Reading
from kirinuki.publish.atom import ATOM_AUTHORITY, atom
from kirinuki.publish.hits import news_feed
from kirinuki.store import Store


class Searching:
    """The searches of an archive that is woven. `read` gives the reading of a revision; feeds are of the person at `contact`."""

    def __init__(
        self,
        store: Store,
        search: Search,
        aliases: Aliases,
        read: Callable[[Revision], Reading],
        file: Path,
        contact: str,
    ) -> None:
        self._store = store
        self._search = search
        self._aliases = aliases
        self._read = read
        self._contact = contact
        self.saved = SavedSearches(file)
        """The queries that the person keeps under names, in `searches.txt`."""

    def nearly(self, query: str, as_of: dt.datetime | None = None) -> list[Nearly]:
        """Queries near to one that finds nothing, each with how many articles it finds."""
        return nearly(self._store, self._search, self._aliases, parse(query), as_of)

    def news(self, query: str, since: dt.datetime | None = None, *, aliases: bool = False) -> Arrived:
        """Of what was captured after `since` (None: ever) and says something new, that which `query` asks for."""
        asked = self._aliases.added(parse(query)) if aliases else parse(query)
        return matching_news(self._store, self._read, self._search, asked, since)

    def feed(self, name: str, since: dt.datetime, *, aliases: bool = False) -> str:
        """What was captured after `since`, says something new and is what the saved search asks for, as an Atom feed: an entry
        an article. Raises `NotFoundError`."""
        query = self.saved.find(name).query.text
        arrived = self.news(query, since, aliases=aliases)
        authority = f"{self._contact},2026" if "@" in self._contact else ATOM_AUTHORITY
        return atom(news_feed(name, query, arrived.news, self._store.captures.first_shown(since)), authority)
