"""A person's own names: a table of names that the reader takes for given, before its grammar.

    # name	type	who	reading
    凪原 そら	PERSON	凪原そら	なぎはら・そら
    なぎさ会	ORGANIZATION	渚の会

Tabs between the cells; `who` and `reading` may be left out. The first row may name the columns, in any order.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import get_args

from kirinuki.errors import ConfigError
from kirinuki.model.reading import EntityType
from kirinuki.model.text import fold_width

_COLUMNS = ("name", "type", "who", "reading")
_IN_JAPANESE = {
    "名前": "name", "種類": "type", "誰": "who", "読み": "reading", "canonical": "who",
    "人": "PERSON", "人物": "PERSON", "組織": "ORGANIZATION", "場所": "PLACE", "地名": "PLACE", "施設": "FACILITY",
}  # fmt: skip
_TYPES: dict[str, EntityType] = {type_: type_ for type_ in get_args(EntityType)}
_LONGEST = 100
_LETTERS = "ァ-ヺー"  # of one word: a name may not begin or end within a run of them
_WORD = "A-Za-z0-9À-ɏ"
_KANA = re.compile(f"[{_LETTERS}]")
_LATIN = re.compile(f"[{_WORD}]")


@dataclass(frozen=True, slots=True)
class OwnName:
    """A row of the table. `parts` are surname and given name, where a space in the table parts them."""

    name: str
    type: EntityType
    who: str | None
    reading: str | None
    parts: tuple[str, ...] = ()


class WordIndex:
    """Words by their first two characters, to be looked for in a text in linear time."""

    def __init__(self, words: Iterable[str]) -> None:
        self._lengths: dict[str, list[int]] = {}  # longest first
        for word in sorted(words, key=len, reverse=True):
            known = self._lengths.setdefault(word[:2], [])
            if not known or known[-1] != len(word):
                known.append(len(word))
        self.heads = frozenset(key[0] for key in self._lengths)
        """First characters: most places of a text are passed over by one look at them."""

    def lengths_at(self, text: str, start: int) -> Sequence[int]:
        """How long the words are that may start at this place of `text`, the longest first."""
        longer = self._lengths.get(text[start : start + 2], ())
        return (*longer, *self._lengths.get(text[start], ()))


@dataclass(frozen=True, slots=True)
class OwnNames:
    """A person's own names by their words, width-folded. `digest` is of what they say, empty where there are none."""

    names: Mapping[str, OwnName] = field(default_factory=lambda: MappingProxyType({}))
    digest: str = ""
    _index: WordIndex = field(default_factory=lambda: WordIndex(()), compare=False, repr=False)

    def stand_for(self) -> dict[str, str]:
        """Each name with the one that it stands for: its own where the table tells none."""
        return {name: row.who or name for name, row in self.names.items()}

    @classmethod
    def of(cls, rows: Iterable[OwnName]) -> OwnNames:
        """These rows. Their order does not matter."""
        names: dict[str, OwnName] = {}
        for row in sorted(rows, key=lambda row: row.name):
            names[row.name] = row
            if row.parts:
                names[" ".join(row.parts)] = row
        if not names:
            return cls()
        said = repr([(key, row.type, row.who, row.reading) for key, row in sorted(names.items())])
        digest = hashlib.sha256(said.encode()).hexdigest()[:12]
        return cls(MappingProxyType(names), digest, WordIndex(names))

    def __bool__(self) -> bool:
        return bool(self.names)

    def found_in(self, plain: str) -> Iterator[tuple[int, int, OwnName]]:
        """Where they stand in `plain`, the longest first, none across another, none inside a word of letters."""
        heads = self._index.heads
        position = 0
        for match in re.finditer(f"[{re.escape(''.join(heads))}]", plain) if heads else ():
            start = match.start()
            if start < position:
                continue
            for length in self._index.lengths_at(plain, start):
                end = start + length
                row = self.names.get(plain[start:end])
                if row and not _within_word(plain, start) and not _within_word(plain, end):
                    position = end
                    yield start, end, row
                    break


def _within_word(plain: str, at: int) -> bool:
    """Whether the characters on both sides of this place belong to one word of katakana or of Latin letters."""
    around = plain[at - 1 : at + 1] if at else ""
    return len(around) == 2 and any(all(map(script.match, around)) for script in (_KANA, _LATIN))


def load_names(text: str, name: str) -> OwnNames:
    """The names in `text`, the content of the file `name`.

    Raises `ConfigError` with file, line and mend.
    """
    order: Sequence[str] = _COLUMNS
    rows: dict[str, tuple[int, OwnName]] = {}
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = True
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        at = f"{name}: {number} 行目"
        cells = [cell.strip() for cell in unicodedata.normalize("NFC", line).split("\t")]
        if first and _column(cells[0]) == "name" and "type" in map(_column, cells):
            order = _header(cells, at)
        else:
            row = _row(cells, order, at)
            before = rows.setdefault(row.name, (number, row))
            if before[1] != row:
                raise ConfigError(
                    f"{at}: 「{row.name}」は {before[0]} 行目にもあり、内容が違います: どちらかを消してください"
                )
        first = False
    return OwnNames.of(row for _, row in rows.values())


def _column(cell: str) -> str:
    return _IN_JAPANESE.get(cell, cell.lower())


def _header(cells: Sequence[str], at: str) -> Sequence[str]:
    order = [_column(cell) for cell in cells]
    for cell, column in zip(cells, order, strict=True):
        if column not in _COLUMNS:
            raise ConfigError(f"{at}: {cell} という列はありません: 使えるのは {', '.join(_COLUMNS)} です")
        if order.count(column) > 1:
            raise ConfigError(f"{at}: {cell} の列が二つあります: どちらかを消してください")
    return order


def _row(cells: list[str], order: Sequence[str], at: str) -> OwnName:
    if len(cells) == 1:
        raise ConfigError(
            f"{at}: 種類がありません: 名前と種類をタブで区切ってください (例: 凪原そら<タブ>PERSON)"
        )
    while len(cells) > len(order) and not cells[-1]:
        cells.pop()
    if len(cells) > len(order):
        raise ConfigError(f"{at}: 列が {len(cells)} あります: {', '.join(order)} の {len(order)} 列までです")
    given = dict(zip(order, cells, strict=False))
    type_ = _type(given.get("type", ""), at)
    name = fold_width(given.get("name", ""))
    parts = tuple(name.split()) if type_ == "PERSON" and not name.isascii() else ()
    if len(parts) == 2:
        name = "".join(parts)
    if len(name) < 2:
        raise ConfigError(
            f"{at}: 名前「{name}」は短すぎます: ほかの語の中でも見つかるので、二文字以上で書いてください"
        )
    if len(name) > _LONGEST:
        raise ConfigError(f"{at}: 名前が {len(name)} 文字あります: {_LONGEST} 文字までで書いてください")
    return OwnName(
        name,
        type_,
        given.get("who") or None,
        given.get("reading") or None,
        parts if len(parts) == 2 else (),
    )


def _type(cell: str, at: str) -> EntityType:
    known = _TYPES.get(_IN_JAPANESE.get(cell, cell.upper()))
    if known is None:
        near = get_close_matches(cell.upper(), _TYPES, n=1)
        mend = f"{near[0]} ではありませんか" if near else f"{', '.join(_TYPES)} のどれかを書いてください"
        raise ConfigError(f"{at}: 種類「{cell}」はありません (unknown type): {mend}")
    return known
