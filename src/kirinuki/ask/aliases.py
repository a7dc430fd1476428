"""Other names of what a word names: 米国 and アメリカ, IAEA and 国際原子力機関, 凪原そら and what a person's own table calls her.

From the reader's lexicons of countries, towns and organisations, the archive's names.tsv, and what its articles abbreviate
themselves. Names of one character (米, the headline's) are left out: as words of a query they would mean everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from kirinuki.ask.query import Query
from kirinuki.model.query import AnyOf, Node, Words
from kirinuki.read.lexicons import rows
from kirinuki.store import Store
from kirinuki.store.folding import fold


class Aliases:
    """The other names that are known in an archive. `own` are the person's names, each with the one that it stands for."""

    def __init__(self, store: Store, own: Mapping[str, str]) -> None:
        self._store = store
        self._own = _by_key((name, who) for name, who in own.items())

    def of(self, word: str) -> tuple[str, ...]:
        """The other names of what this word names, in order; none for a word that names nothing known."""
        wanted = fold(word)
        found = {
            name for groups in (_lexicon(), self._own) for group in groups.get(wanted, ()) for name in group
        }
        found.update(
            name
            for type, name in self._store.people.related({("ORGANIZATION", word)}, None)
            if type == "ORGANIZATION"
        )
        return tuple(sorted(name for name in found if fold(name) != wanted and len(name) > 1))

    def added(self, query: Query) -> Query:
        """The query in which every unquoted word may stand under another of its names."""

        def under_any_name(node: Node) -> Node:
            if not isinstance(node, Words) or node.literal or not (others := self.of(node.words)):
                return node
            return AnyOf((node, *(Words(name, at=node.at) for name in others)), node.at)

        return query.mapped(under_any_name)


@cache
def _territories() -> Mapping[str, str]:
    return {key: word for word, key, *_ in reversed(list(rows("territories")))}


def territory_name(key: str) -> str | None:
    """What a territory is called whose code in the Unicode CLDR this is; None where it is none."""
    return _territories().get(key)


Names = Mapping[str, list[frozenset[str]]]
"""By each folded name, the groups of names of one thing that it is among."""


@cache
def _lexicon() -> Names:
    territories = ((word, key) for word, key, *_ in rows("territories"))
    return _by_key([*territories, *((word, key) for word, key, *_ in rows("aliases"))])


def _by_key(pairs: Iterable[tuple[str, str]]) -> Names:
    groups: dict[str, set[str]] = {}
    for word, key in pairs:
        # A key is a name as well, but for the codes of territories.
        groups.setdefault(key, set() if key.isascii() and len(key) <= 3 else {key}).add(word)
    found: dict[str, list[frozenset[str]]] = {}
    for group in groups.values():
        for word in group:
            found.setdefault(fold(word), []).append(frozenset(group))
    return found
