"""The person's words for storylines: tags with their aliases, from the settings, from logs and from what was tagged before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kirinuki.model.text import fold_width


class Vocabulary:
    """Tags and the words that stand for them. Width, case and a leading # make no difference; nothing is added to it here."""

    def __init__(self, tags: Mapping[str, Sequence[str]], others: Iterable[str] = ()) -> None:
        """`tags` are names with their aliases; `others` are tags without."""
        self._names: dict[str, str] = {}
        for name, aliases in tags.items():
            for word in (name, *aliases):
                self._names.setdefault(_key(word), _bare(name))
        for name in others:
            self._names.setdefault(_key(name), _bare(name))
        self._words = {key: _standing(key) for key in self._names if key}

    def name_of(self, word: str) -> str:
        """The tag that the word stands for, the word itself where it is none yet; empty for an empty one."""
        return self._names.get(_key(word), _bare(word))

    def standing_in(self, text: str) -> set[str]:
        """The tags of which the name or an alias stands in the text."""
        folded = fold_width(text).casefold()
        return {self._names[key] for key, pattern in self._words.items() if pattern.search(folded)}


def _bare(word: str) -> str:
    return word.strip().lstrip("#＃").strip()


def _key(word: str) -> str:
    return fold_width(_bare(word)).casefold()


def _standing(key: str) -> re.Pattern[str]:
    """Matches the word; letters and digits of ASCII not within a longer word of these (EU, not NEU)."""
    before = "(?<![a-z0-9])" if re.match("[a-z0-9]", key) else ""
    behind = "(?![a-z0-9])" if re.search("[a-z0-9]$", key) else ""
    return re.compile(before + re.escape(key) + behind)
