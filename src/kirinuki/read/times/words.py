"""Finds the words that name times and lengths of time: the vocabulary, and one scan for it.

The scan gives typed pieces in text order (昨年 │ 12月 │ 上旬). It leaves out the same characters inside other words
(朝 in 朝日新聞, 分 in 3分野), which the morphemes tell; how pieces join is the matter of `phrases`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, cast

from kirinuki.model.reading import Morphemes
from kirinuki.model.text import Record
from kirinuki.read.lexicons import rows
from kirinuki.read.numerals import CHARACTERS, NUMBER
from kirinuki.read.times.periods import day_parts, eras, portions

Anchor = Literal["named", "told", "last"]
"""What a term's value counts from: nothing, the day of telling, or the last time in the text."""


class Term(Record, frozen=True):
    """One unit of a mention: 昨年 is ("year", "told", -1), 12月 is ("month", "named", 12)."""

    unit: str
    anchor: Anchor
    value: int | str


PieceKind = Literal[
    "word", "number", "half", "era", "weekday", "every", "near", "date", "md", "english", "hm", "ad"
]


class Piece(Record, frozen=True):
    """One match of the scan.

    `words` is the number's part of it, the weekday's sign, the unit of 毎, or all of it. `unit` is the unit behind a
    number (日 for 両日), 元年 behind an era, which one of a month a weekday is, `(` for a weekday in brackets, 毎 or 隔.
    """

    start: int
    end: int
    kind: PieceKind
    words: str
    unit: str = ""


WEEKDAYS = "月火水木金土日"
LAST = "9"
"""Which weekday of a month 最後の is."""
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz. ")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_IN_ENGLISH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?[ ]?"
)
_MONTH_BEFORE = re.compile(rf"(?<![A-Z0-9]){_IN_ENGLISH}$")
_AFTER_MONTH = re.compile(r"[0-3]?[0-9](?![0-9:])(?:,?[ ]?(?:19|20)[0-9]{2}(?![0-9]))?")
_BEFORE_MONTH = re.compile(rf"[0-3]?[0-9] {_IN_ENGLISH},?[ ]?(?:19|20)[0-9]{{2}}(?![0-9])")
"""Dates as the sources that an article lists write them: September 1, 2005; Dec. 30; 3 March 2014."""

_HALVES = {
    "半世紀": ("50", "年"),
    "四半世紀": ("25", "年"),
    "半年": ("6", "月"),
    "半月": ("0.5", "月"),
    "半日": ("12", "時"),
    "ひと月": ("1", "月"),
    "ふた月": ("2", "月"),
    "一昼夜": ("1", "日"),
    "三日三晩": ("3", "日"),
}
"""Lengths in one word, as a number and a unit of `LENGTHS`."""

_SENTENCED_TO = re.compile(r"(?:懲役|禁錮|禁固|拘禁刑)(?:[0-9]{1,2}年)?$")
"""Before 6月: months to be served, as courts count them (懲役1年6月)."""

_NO_HOUR_BEHIND = re.compile(r"[間代期点刻給速価差]")
"""3時点, 2時代: 時 is not the hour."""

_NAME_BEHIND = re.compile(r"(?![〇一二三四五六七八九十半前過頃現分発着開終以台閉])[一-鿿]")
"""Behind an hour in kanji: it is a surname."""

_CLOSED = ("休館", "休業", "休み", "定休")
"""Behind a weekday: every one of them."""

_COMPARISON = re.compile(r"比|同期|同時期|並み")
"""前年比 and 前年同期 compare; they say of no event when it was."""


@cache
def vocabulary() -> dict[str, tuple[Term, ...]]:
    """What each word of the lexicons says; those that need a particle of time behind them begin with `?`."""
    table = {word: tuple(map(_term, terms.split())) for word, terms in rows("time_words")}
    table |= {word: (Term("portion", "named", word),) for word in portions()}
    table |= {word: (Term("part", "named", word),) for word in day_parts()}
    return table


def _term(words: str) -> Term:
    found = re.fullmatch(r"(~?)([a-z]+)(?:=(.+)|([+-][0-9]+))", words)
    if found is None:
        raise ValueError(f"time_words.tsv: {words}")
    last, unit, named, offset = found.groups()
    if named is not None:
        return Term(unit, "named", int(named) if named.isdigit() else named)
    return Term(unit, "last" if last else "told", int(offset))


def _any(words: Iterable[str]) -> str:
    """Regex for the longest of `words`, tried by first character so that a miss is found out fast."""
    by_head: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        by_head.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(head)}(?:{'|'.join(tails)})" for head, tails in sorted(by_head.items()))


@cache
def _scanner() -> re.Pattern[str]:
    words = {w.lstrip("?") for w in vocabulary()} | set(_HALVES)
    heads = "".join(sorted({re.escape(w[0]) for w in words} | {e[0] for e in eras() if len(e) > 1}))
    names = _any(e for e in eras() if len(e) > 1)
    year, era = "[12][0-9]{3}", rf"(?:{names})(?:元|[0-9]{{1,2}})"
    units = (
        r"年度|年代|世紀|年間|年|[カかヵヶケ箇個]月間?|月期|月|週間|週|日間|日?の?両日|日|時間|時半|時|分間|分|秒間|秒"
        r"|四半期|期(?=ぶり)|営業日|晩|夜(?=連続)|昼夜"
    )
    return re.compile(
        rf"""(?=[0-9{CHARACTERS}{heads}毎隔翌同西HRSTM'’(第最{WEEKDAYS}])(?:
        (?=[0-9])(?:
          (?P<full>(?<![0-9./-])(?P<year>[12][0-9]{{3}})年(?P<month>[01]?[0-9])月(?P<day>[0-3]?[0-9])日(?![間目号]))
          |(?P<date>(?<![0-9./-])[0-9]{{4}}(?P<dash>[/.・-])[0-9]{{1,2}}(?P=dash)[0-9]{{1,2}}(?![0-9/.]|-(?![0-9]{{1,2}}:[0-9])))
          |(?P<md>(?<![0-9./-])[01]?[0-9]/[0-3]?[0-9]
            (?=\([{WEEKDAYS}](?:曜日?)?[)・、祝]|[の ]?(?:[{WEEKDAYS}]曜|[0-9]{{1,2}}:[0-5][0-9])))
          |(?P<western>(?<![0-9])(?P<west>{year})年?\({era}年?\)(?P<western_unit>(?<!年\))年度?)?)
          |(?P<hm>(?<![0-9:.])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:])(?:[ ]?[AaPp]\.?[Mm]\.?(?![A-Za-z]))?)
        )
        |(?![0-9])(?P<word>{_any(words)})(?!曜)
        |(?P<number>{NUMBER})(?:[ ]?(?P<unit>{units}))?
        |(?P<japanese>{era}年?\((?:西暦)?(?P<ad_year>{year})年?\)(?P<japanese_unit>(?<!年\))年度?)?)
        |(?P<signs>(?:{names}|(?<![A-Za-z0-9])[HRSTM])[0-9]{{1,2}}(?P<sign>[/.・-])[0-9]{{1,2}}(?P=sign)[0-9]{{1,2}}(?![0-9/.-]))
        |(?P<era>{names}|(?<![A-Za-z0-9])[HRSTM](?=[0-9.]{{1,2}}年))(?P<first>元年度?)?
        |(?P<ad>西暦|['’](?=[0-9]{{2}}年))
        |(?P<weekday>\((?P<short>[{WEEKDAYS}])(?:曜日?)?(?:[・、]?[祝休])?\)|(?:第(?P<nth>[1-5一二三四五])の?|(?P<edge>最[初後]の|最終))?(?P<wd>[{WEEKDAYS}])曜日?)
        |(?P<every>毎(?P<per>年度?(?!末)|月(?![曜末])|週(?![刊末])|日(?!曜)|朝|晩|夕|夜|時間?(?!代)|分|秒|[春夏秋冬](?!季)|(?=[{WEEKDAYS}]曜|[週月年]末))|隔(?P<gap>年|月|週|日))
        |(?P<near>[同翌](?=[{CHARACTERS}午年月]))
        )""",
        re.VERBOSE,
    )


def find_pieces(text: str, morphemes: Morphemes) -> Iterator[Piece]:
    """All pieces of times and lengths in `text` (width-folded), in order, numbers without a unit among them."""
    borders = _Borders(morphemes)
    english = 0  # where the last date in English ended
    letter = -1  # where the letter of an era ended (R6年), the only one that a number may stand behind
    parts = portions()
    for found in _scanner().finditer(text):
        start, end = found.span()
        if found["full"]:  # most of all times: 2005年9月1日
            yield Piece(start, end, "date", f"{found['year']}-{found['month']}-{found['day']}")
        elif number := found["number"]:
            unit = found["unit"] or ""
            if not unit and _beside_latin(text, start, end):
                if start < english:
                    continue
                begin, english = _english(text, start)
                if begin < english:
                    yield Piece(begin, english, "english", text[begin:english])
                    continue
            if start == letter or not _belongs_to_code(text, start):
                if not unit:
                    yield Piece(start, end, "number", number)
                elif _is_unit(text, start, end, unit, borders):
                    if unit == "月" and _SENTENCED_TO.search(text, max(0, start - 6), start):
                        unit = "カ月"
                    yield from _number(number, start, end, "日" if unit.endswith("両日") else unit)
        elif word := found["word"]:
            if word in _HALVES:
                yield Piece(start, end, "half", *_HALVES[word])
                continue
            part = word in parts
            if (part or not _COMPARISON.match(text, end)) and borders.is_word(text, start, end, part):
                yield Piece(start, end, "word", word)
        elif found["west"]:  # 1945(昭和20)年
            yield Piece(start, end, "number", found["west"], found["western_unit"] or "年")
        elif found["ad_year"]:  # 昭和20(1945)年
            yield Piece(start, end, "number", found["ad_year"], found["japanese_unit"] or "年")
        elif found["signs"]:  # 令和6.11.12
            yield _with_signs(start, end, found["signs"], found["sign"])
        elif found["era"]:
            letter = end
            yield Piece(start, end, "era", found["era"], found["first"] or "")
        elif found["short"]:
            yield Piece(start, end, "weekday", found["short"], "(")
        elif found["wd"]:
            if text.startswith(_CLOSED, end):
                continue
            nth = found["nth"] or (found["edge"] and ("1" if found["edge"] == "最初の" else LAST)) or ""
            yield Piece(start, end, "weekday", found["wd"], nth)
        elif found["every"]:
            per = found["gap"] or (found["per"] or "").replace("時間", "時")
            per = per or (text[end] if text[end] in "月年" else "週")  # 毎月末, 毎日曜
            if not (found["per"] and borders.crossed(end)):
                yield Piece(start, end, "every", per, found["every"][0])
        else:
            yield Piece(start, end, cast(PieceKind, found.lastgroup), found.group())


def _with_signs(start: int, end: int, words: str, sign: str) -> Piece:
    first, month, day = words.split(sign)
    name = first.rstrip("0123456789")
    year = eras()[name][0].year + int(first[len(name) :]) - 1
    return Piece(start, end, "date", f"{year}-{month}-{day}")


def _beside_latin(text: str, start: int, end: int) -> bool:
    """Whether a number may be part of a date in English."""
    return text[start - 1 : start] in _LATIN or text[end : end + 1] == " "


def _english(text: str, start: int) -> tuple[int, int]:
    """Where the date in English begins and ends that the number at `start` is the day of; the same twice for none."""
    found = _BEFORE_MONTH.match(text, start)
    if found:
        return start, found.end()
    before = _MONTH_BEFORE.search(text, max(0, start - 11), start)
    found = _AFTER_MONTH.match(text, start) if before else None
    return (before.start(), found.end()) if before and found else (start, start)


def _number(words: str, start: int, end: int, unit: str) -> Iterator[Piece]:
    """15・16日 is two days, where 1・5倍 is one decimal."""
    first, dot, second = words.partition("・")
    if dot and unit in ("年", "月", "日"):
        yield Piece(start, start + len(first), "number", first)
        yield Piece(start + len(first) + 1, end, "number", second, unit)
    else:
        yield Piece(start, end, "number", words, unit)


def _belongs_to_code(text: str, start: int) -> bool:
    """Whether a number is part of a name (F16) or counts years before our era."""
    before = text[start - 1 : start]
    return (before.isascii() and before.isalnum()) or (before == "前" and text.endswith("紀元前", 0, start))


def _is_unit(text: str, start: int, end: int, unit: str, borders: _Borders) -> bool:
    """Whether the unit behind a number is one: not in 3分野, 2時点, 四日市, 十分な."""
    if unit == "時" and _NO_HOUR_BEHIND.match(text, end):
        return False
    if unit in ("分", "秒", "時", "週") and borders.crossed(end):
        return False
    if text[start] == "数" and borders.crossed(start):  # 端数分
        return False
    if unit == "時" and not text[start].isascii() and _NAME_BEHIND.match(text, end):
        return False  # 十時副社長
    if text.startswith("十分", start) and not text.startswith("時", start - 1):
        return False
    return text[start].isascii() or not borders.crossed(end)


class _Borders:
    """Where morphemes begin and end."""

    def __init__(self, morphemes: Morphemes) -> None:
        self._starts = morphemes.starts
        self._ends = morphemes.ends
        self._tags = morphemes.tags

    def _across(self, index: int) -> int:
        """The morpheme that begins before `index` and ends behind it, -1 for none."""
        found = bisect_right(self._starts, index) - 1
        return found if found >= 0 and self._starts[found] < index < self._ends[found] else -1

    def _begins(self, index: int) -> bool:
        """Whether a morpheme begins at `index`."""
        found = bisect_right(self._starts, index) - 1
        return found >= 0 and self._starts[found] == index

    def crossed(self, index: int) -> bool:
        """Whether `index` lies inside a morpheme."""
        return self._across(index) >= 0

    def in_name(self, index: int) -> bool:
        """Whether `index` lies inside a proper noun."""
        found = self._across(index)
        return found >= 0 and self._tags[found].startswith("名詞-固有名詞")

    def is_word(self, text: str, start: int, end: int, whole: bool) -> bool:
        """Whether these characters stand for themselves: 朝 does not in 朝日新聞, 秋 not in 秋田県, 初め not in 初めて.

        Where the word need not be `whole`, a longer one may begin with it (昨年末) that goes on in the next piece.
        """
        if not self._begins(start) and text[start - 1 : start] not in "年月日度期紀夜朝毎":
            return False
        across = self._across(end)
        if across < 0 or text.startswith(("ごろ", "頃"), end):
            return True
        return not whole and self._starts[across] <= start and end - start > 1 and not self.in_name(end)
